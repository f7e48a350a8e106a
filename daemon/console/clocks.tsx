// The clocks of an incident: what has to be done by when, and the person's word that it was done.

import { useState } from "preact/hooks";
import { LedgerForm, TextField, TimeField } from "./ledger_form";
import { Moment, Said, useAround, Web } from "./parts";
import { instantOf, span } from "./time";
import type { IncidentClock, IncidentPage } from "./wire";

export function Left({ due }: { due: string }) {
  const { words, language, now } = useAround();
  const left = Date.parse(due) - now;
  if (left < 0) return <strong class="overdue">{words.clockOverdue(span(-left, language))}</strong>;
  return <span>{words.clockRunning(span(left, language))}</span>;
}

function Stop({ page, clock, after }: { page: IncidentPage; clock: IncidentClock; after: () => void }) {
  const { words } = useAround();
  const [note, setNote] = useState("");
  const body = () => (note.trim() === "" ? words.note : { note: note.trim() });
  return (
    <LedgerForm incident={page.incident} path={`/clocks/${clock.number}/stop`} title={words.endClock} body={body} after={after}>
      <TextField label={words.doneNote} value={note} put={setNote} long />
    </LedgerForm>
  );
}

function ClockRow({ page, clock, may, after }: { page: IncidentPage; clock: IncidentClock; may: boolean; after: () => void }) {
  const { words } = useAround();
  return (
    <li class="ledger-row">
      <div>
        <b>
          <Said text={clock.name} />
        </b>{" "}
        {!clock.ended && <Left due={clock.due} />}
      </div>
      <div class="quiet">
        <Moment at={clock.due} /> {words.dueAt}
        {clock.owner && (
          <>
            {" · "}
            <Web text={clock.owner} />
          </>
        )}
        {clock.basis && (
          <>
            {" · "}
            <Said text={clock.basis} />
          </>
        )}
      </div>
      {clock.ended && (
        <div>
          <Moment at={clock.ended.at} /> {words.clockEnded(clock.ended.name ?? clock.ended.person)} <Web text={clock.ended.note} />
        </div>
      )}
      {!clock.ended && may && <Stop page={page} clock={clock} after={after} />}
    </li>
  );
}

function Start({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words, zone } = useAround();
  const rules = page.clock_rules ?? [];
  const [rule, setRule] = useState("");
  const [name, setName] = useState("");
  const [due, setDue] = useState("");
  const [note, setNote] = useState("");
  const body = () => {
    if (rule !== "") return { rule, note: note.trim() };
    if (name.trim() === "") return words.clockName;
    if (due === "") return words.dueTime;
    return { name: name.trim(), due: instantOf(due, zone), note: note.trim() };
  };
  return (
    <LedgerForm incident={page.incident} path="/clocks" title={words.startClock} body={body} after={after}>
      <label>
        {words.clockName}
        <select value={rule} onChange={(event) => setRule(event.currentTarget.value)}>
          <option value="">{words.ownClock}</option>
          {rules.map((one) => (
            <option value={one.id} key={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {rule === "" && <TextField label={words.clockName} value={name} put={setName} />}
      {rule === "" && <TimeField label={words.dueTime} value={due} put={setDue} />}
      <TextField label={words.note} value={note} put={setNote} long />
    </LedgerForm>
  );
}

export function Clocks({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const clocks = page.clocks ?? [];
  const may = page.actions.includes("note");
  const open = !["closed", "reviewed", "merged", "handed_over"].includes(page.state);
  return (
    <>
      {clocks.length === 0 && <p class="quiet">{words.noClocks}</p>}
      <ul class="ledger">
        {clocks.map((clock) => (
          <ClockRow page={page} clock={clock} may={may && open} after={after} key={clock.number} />
        ))}
      </ul>
      {may && open && <Start page={page} after={after} />}
    </>
  );
}
