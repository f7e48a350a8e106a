import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { closeReasons, languages } from "../../../daemon/console/words";

const root = process.env["FENGHUO_SOURCE_DIR"] ?? ".";
const read = (path: string) => readFileSync(`${root}/${path}`, "utf8");

// `case Enum::kName: return "text";`, also with the return on a line of its own.
function wordsOfSwitch(text: string, enumeration: string): Map<string, string> {
  const found = new Map<string, string>();
  const pattern = new RegExp(`case ${enumeration}::(k\\w+):\\s+return "([^"]*)";`, "g");
  for (const [, name, word] of text.matchAll(pattern)) found.set(name!, word!);
  return found;
}

// What the wire calls it -> what the messages to officers call it.
function wireToShown(wire: Map<string, string>, shown: Map<string, string>): Record<string, string> {
  const both: Record<string, string> = {};
  for (const [name, word] of wire) both[word] = shown.get(name) ?? `(${name} is not shown)`;
  assert.ok(wire.size > 3);
  return both;
}

function sampled(say: (...samples: number[]) => string): string {
  return say(...Array.from({ length: say.length }, (_, place) => place + 1));
}

function everyText(words: object): string[] {
  const texts: string[] = [];
  for (const value of Object.values(words)) {
    if (typeof value === "string") texts.push(value);
    else if (typeof value === "function") texts.push(sampled(value as (...samples: number[]) => string));
    else texts.push(...everyText(value as object));
  }
  return texts;
}

test("states are named as in messages", () => {
  const wire = wordsOfSwitch(read("alerts/incident/incident.h"), "IncidentState");
  const shown = wordsOfSwitch(read("alerts/incident/words.cc"), "IncidentState");
  assert.deepEqual(languages.zh.states, wireToShown(wire, shown));
});

test("actions are named as in messages", () => {
  const wire = wordsOfSwitch(read("alerts/incident/transitions.cc"), "ActionKind");
  const shown = wordsOfSwitch(read("alerts/incident/words.cc"), "ActionKind");
  assert.deepEqual(languages.zh.actions, wireToShown(wire, shown));
});

test("states of a statement are named as on the terminal", () => {
  const wire = wordsOfSwitch(read("alerts/statements/statement.h"), "StatementState");
  const shown = wordsOfSwitch(read("alerts/statements/statements.cc"), "StatementState");
  assert.deepEqual(languages.zh.statementStates, wireToShown(wire, shown));
});

test("localities are named as in messages", () => {
  const wire = wordsOfSwitch(read("keywords/grading/level.h"), "Locality");
  const shown = wordsOfSwitch(read("alerts/incident/words.cc"), "Locality");
  assert.deepEqual(languages.zh.localities, wireToShown(wire, shown));
});

test("the health of sources is named as in alarms", () => {
  const wire = wordsOfSwitch(read("storage/records.h"), "SourceHealth");
  const shown = wordsOfSwitch(read("daemon/crawl/health.cc"), "SourceHealth");
  // What the API adds: configured, but not asked yet.
  const { unread, ...known } = languages.zh.healths;
  assert.equal(unread, "尚未读取");
  assert.deepEqual(known, wireToShown(wire, shown));
});

test("every state of a delivery, tier and kind has a word", () => {
  const deliveries = wordsOfSwitch(read("alerts/notify/notification.h"), "DeliveryState");
  assert.deepEqual([...deliveries.values()].sort(), Object.keys(languages.zh.deliveries).sort());
  const document = read("keywords/document.h");
  const tiers = [...wordsOfSwitch(document, "Tier").values()].filter((name) => name !== "");
  assert.deepEqual(tiers.sort(), Object.keys(languages.zh.tiers).sort());
  assert.deepEqual([...wordsOfSwitch(document, "DocumentKind").values()].sort(), Object.keys(languages.zh.kinds).sort());
});

test("every part of a score card has a word", () => {
  const parts = [...read("keywords/heat/heat.cc").matchAll(/constexpr Part k\w+ = \{"(\w+)"/g)].map(([, name]) => name);
  assert.ok(parts.length > 3);
  assert.deepEqual(parts.sort(), Object.keys(languages.zh.heatParts).sort());
});

test("the reasons to close are those that the daemon takes", () => {
  const list = /kCloseReasons\[\] = \{([^}]*)\}/.exec(read("alerts/incident/act.cc"));
  assert.ok(list?.[1]);
  assert.deepEqual([...list[1].matchAll(/"([^"]+)"/g)].map(([, reason]) => reason), [...closeReasons]);
});

test("delivery states are the glossary's", () => {
  const { delivered, accepted, dead, merged, superseded, pending } = languages.zh.deliveries;
  assert.deepEqual([delivered, accepted, dead, merged, superseded, pending], ["已送达", "已发出", "未送达", "已合并", "已作废", "待发"]);
});

test("levels are Roman numerals with the word", () => {
  assert.deepEqual(([0, 1, 2, 3, 4] as const).map(languages.zh.levelShort), ["仅记录", "Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"]);
  assert.deepEqual(languages.zh.levelNames, ["仅记录", "特别重大", "重大", "较大", "一般"]);
});

test("Chinese is Chinese: no English, no exclamation marks, no emoji", () => {
  const { otherLanguage, ...words } = languages.zh;
  assert.equal(otherLanguage, "English");
  const texts = everyText(words);
  assert.ok(texts.length > 150);
  for (const text of texts) {
    assert.doesNotMatch(text, /[A-Za-z!！]|\p{Extended_Pictographic}/u, text);
    assert.doesNotMatch(text, /undefined|NaN/, text);
  }
});

test("words that officers must not see are not there", () => {
  const texts = everyText(languages.zh).join("\n");
  for (const avoided of ["爬虫", "站点", "聚类", "去重", "评分卡", "红色预警", "警报", "自动评级", "告警", "工单", "升级策略", "推送", "死信",
                         "静默", "屏蔽", "宕机", "看门狗", "审计日志", "已阅", "任务", "文档"]) {
    assert.equal(texts.includes(avoided), false, avoided);
  }
});

test("English is English, and says as much", () => {
  const { otherLanguage, ...words } = languages.en;
  assert.equal(otherLanguage, "中文");
  for (const text of everyText(words)) {
    assert.doesNotMatch(text, /\p{Script=Han}|[，。；：（）]/u, text);
    assert.ok(text !== "");
  }
  assert.deepEqual(Object.keys(languages.en), Object.keys(languages.zh));
});

test("every floor of the example configuration has an English name", () => {
  const names = [...read("deploy/config/levels.yml").matchAll(/- \{name: (\w+), level/g)].map(([, name]) => name!);
  assert.ok(names.length > 10);
  for (const name of names) assert.ok(languages.en.floorNames[name], `${name} has no English name`);
});
