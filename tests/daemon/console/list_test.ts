import assert from "node:assert/strict";
import test from "node:test";
import { isWaiting, msToSign, responsibleOf } from "../../../daemon/console/deadline";
import { inOrder } from "../../../daemon/console/list";
import { isBlind } from "../../../daemon/console/sources";
import type { Incident } from "../../../daemon/console/wire";

const opened = "2026-07-10T18:14:00Z";
const now = Date.parse("2026-07-10T18:30:00Z");

function anIncident(change: Partial<Incident>): Incident {
  return {
    incident: "2026-0711-01", number: "0711-01", title: "某小学多名学生餐后呕吐", opened_at: opened, state: "notified", level: 3,
    locality: "local", ...change,
  };
}

test("the highest level comes first, a record without a level last, the latest first within one", () => {
  const incidents = [
    anIncident({ incident: "a", level: 0 }),
    anIncident({ incident: "b", level: 4 }),
    anIncident({ incident: "c", level: 2 }),
    anIncident({ incident: "d", level: 2, opened_at: "2026-07-10T18:20:00Z" }),
    anIncident({ incident: "e", level: 1 }),
  ];
  assert.deepEqual(inOrder(incidents).map((one) => one.incident), ["e", "d", "c", "b", "a"]);
  assert.equal(incidents[0]?.incident, "a");
});

test("what is not signed for in time is overdue", () => {
  assert.equal(msToSign(anIncident({ acknowledge_by: "2026-07-10T18:24:00Z" }), now), -6 * 60_000);
  assert.equal(msToSign(anIncident({ acknowledge_by: "2026-07-10T18:44:00Z" }), now), 14 * 60_000);
});

test("nobody is waited for once it is signed for, or over, or without a deadline", () => {
  const acknowledge_by = "2026-07-10T18:24:00Z";
  const acknowledgement = { person: "zhang", at: opened };
  assert.equal(msToSign(anIncident({ acknowledge_by, acknowledgement }), now), undefined);
  assert.equal(msToSign(anIncident({ acknowledge_by, state: "closed" }), now), undefined);
  assert.equal(msToSign(anIncident({ acknowledge_by, state: "handling" }), now), -6 * 60_000);
  assert.equal(msToSign(anIncident({}), now), undefined);
  assert.equal(isWaiting(anIncident({ state: "detected" })), true);
});

test("section and county bureau are both named", () => {
  assert.equal(responsibleOf(anIncident({ departments: ["餐饮科"], county_unit: "青溪区局" })), "餐饮科、青溪区局");
  assert.equal(responsibleOf(anIncident({})), "");
});

test("a silent source is not a blind one", () => {
  assert.equal(isBlind("silent"), false);
  assert.equal(isBlind("login_wall"), true);
  assert.equal(isBlind("ok"), false);
  assert.equal(isBlind("unread"), false);
});
