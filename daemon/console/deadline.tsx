// Until when an incident must be signed for, and who has it.

import { calm } from "./web_text";
import { span } from "./time";
import type { Incident } from "./wire";
import { useAround } from "./parts";

const over = ["closed", "reviewed", "merged", "handed_over"];

// The state does not tell: work that has begun goes on while a raised level waits to be signed for.
export function isWaiting(incident: Incident): boolean {
  return !incident.acknowledgement && !over.includes(incident.state);
}

// Milliseconds left to sign; negative when overdue; undefined when nobody is waited for.
export function msToSign(incident: Incident, now: number): number | undefined {
  if (!isWaiting(incident) || incident.acknowledge_by === undefined) return undefined;
  return Date.parse(incident.acknowledge_by) - now;
}

export function Deadline({ incident }: { incident: Incident }) {
  const { words, language, now } = useAround();
  const signed = incident.acknowledgement;
  if (signed) return <span class="calm-mark">{words.signedBy(calm(signed.name ?? signed.person))}</span>;
  if (!isWaiting(incident)) return null;
  const left = msToSign(incident, now);
  if (left === undefined) return <span class="quiet">{words.noDeadline}</span>;
  if (left < 0) return <strong class="overdue">{words.overdueBy(span(-left, language))}</strong>;
  return <span>{words.leftToSign(span(left, language))}</span>;
}

export function responsibleOf(incident: Incident): string {
  if (incident.responsible) return incident.responsible;
  return [...(incident.departments ?? []), incident.county_unit ?? ""].filter((unit) => unit !== "").join("、");
}
