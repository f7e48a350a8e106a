import assert from "node:assert/strict";
import test from "node:test";
import { daemonNow, readClock } from "../../../daemon/console/clock";
import { instantOf, moment, span, zoneOffset } from "../../../daemon/console/time";

const summer = Date.parse("2026-07-11T00:00:00Z");
const minute = 60_000;
const hour = 60 * minute;

test("a moment is shown in the office's zone, whatever the machine's", () => {
  assert.equal(moment("2026-07-10T18:14:59Z", "Asia/Shanghai", "zh", summer), "7月11日 02:14");
  assert.equal(moment("2026-07-10T18:14:59Z", "Asia/Shanghai", "en", summer), "Jul 11 02:14 +08:00");
  assert.equal(moment("2026-07-10T18:14:59.123Z", "Asia/Urumqi", "zh", summer), "7月11日 00:14");
});

test("midnight is 00:00, not 24:00", () => {
  assert.equal(moment("2026-07-10T16:00:00Z", "Asia/Shanghai", "zh", summer), "7月11日 00:00");
});

test("another year is named; the year is that of the office", () => {
  assert.equal(moment("2025-07-10T18:14:00Z", "Asia/Shanghai", "zh", summer), "2025年7月11日 02:14");
  assert.equal(moment("2025-07-10T18:14:00Z", "Asia/Shanghai", "en", summer), "Jul 11 2025 02:14 +08:00");
  const newYearsEve = Date.parse("2026-12-31T15:59:00Z");
  assert.equal(moment("2026-12-31T16:00:00Z", "Asia/Shanghai", "zh", newYearsEve), "2027年1月1日 00:00");
});

test("what is no time is shown as nothing", () => {
  assert.equal(moment(undefined, "Asia/Shanghai", "zh", summer), "");
  assert.equal(moment("yesterday", "Asia/Shanghai", "en", summer), "");
});

test("an unknown zone gives UTC and says so", () => {
  assert.equal(moment("2026-07-10T18:14:00Z", "Moon/Tycho", "en", summer), "Jul 10 18:14 +00:00");
});

test("offsets follow the season and the half hour", () => {
  assert.equal(zoneOffset(summer, "Asia/Shanghai"), "+08:00");
  assert.equal(zoneOffset(summer, "America/New_York"), "-04:00");
  assert.equal(zoneOffset(Date.parse("2026-01-11T00:00:00Z"), "America/New_York"), "-05:00");
  assert.equal(zoneOffset(summer, "Asia/Kolkata"), "+05:30");
  assert.equal(zoneOffset(summer, "America/St_Johns"), "-02:30");
});

test("a span is said as in messages", () => {
  assert.equal(span(59_999, "zh"), "不到1分");
  assert.equal(span(minute, "zh"), "1分");
  assert.equal(span(2 * hour, "zh"), "2小时");
  assert.equal(span(2 * hour + 14 * minute, "zh"), "2小时14分");
  assert.equal(span(26 * hour + 5 * minute, "zh"), "1天2小时");
  assert.equal(span(48 * hour, "zh"), "2天");
  assert.equal(span(2 * hour + 14 * minute, "en"), "2 h 14 min");
  assert.equal(span(26 * hour, "en"), "1 d 2 h");
  assert.equal(span(0, "en"), "under 1 min");
});

test("the daemon's clock counts, and so does its pace", () => {
  const here = 1_000_000;
  readClock("2026-07-11T00:00:00Z", here);
  assert.equal(daemonNow(here + minute), summer + minute);
  readClock("2026-07-11T01:00:00Z", here + 6_000);
  assert.equal(daemonNow(here + 7_000), summer + hour + 600_000);
  readClock(undefined, here + 8_000);
  readClock("soon", here + 8_000);
  assert.equal(daemonNow(here + 7_000), summer + hour + 600_000);
});

test("a clock that only stumbles keeps its pace", () => {
  const here = 2_000_000;
  readClock("2026-07-12T00:00:00Z", here);
  readClock("2026-07-12T00:00:10.500Z", here + 10_000);
  assert.equal(daemonNow(here + 20_000), Date.parse("2026-07-12T00:00:20.500Z"));
});

test("what a field of the page says is in the office's zone", () => {
  assert.equal(instantOf("2026-07-11T18:00", "Asia/Shanghai"), "2026-07-11T18:00:00+08:00");
});
