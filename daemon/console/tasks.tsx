// The tasks of an incident: which unit does what until when, what it answered, and what the office made of it.

import { useState } from "preact/hooks";
import { Left } from "./clocks";
import { LedgerForm, TextField, TimeField } from "./ledger_form";
import { Moment, Said, useAround, Web } from "./parts";
import { instantOf } from "./time";
import type { IncidentPage, Task, TaskDeed } from "./wire";

interface DeedProps {
  page: IncidentPage;
  task: Task;
  deed: TaskDeed;
  after: () => void;
}

function Deed({ page, task, deed, after }: DeedProps) {
  const { words, zone } = useAround();
  const [note, setNote] = useState("");
  const [due, setDue] = useState("");
  const [body, setBody] = useState("");
  const [contact, setContact] = useState("");
  const [receipt, setReceipt] = useState("");
  const wantsDue = deed === "return" || deed === "extend";
  const asked = () => {
    if (deed !== "accept" && note.trim() === "") return words.note;
    if (wantsDue && due === "") return words.replyBy;
    if (deed === "hand_over" && body.trim() === "") return words.handBody;
    if (deed === "hand_over" && receipt.trim() === "") return words.receipt;
    const request: Record<string, unknown> = { note: note.trim() };
    if (wantsDue) request["due"] = instantOf(due, zone);
    if (deed === "hand_over") Object.assign(request, { body: body.trim(), contact: contact.trim(), receipt: receipt.trim() });
    return request;
  };
  return (
    <LedgerForm
      incident={page.incident}
      path={`/tasks/${task.number}/${deed}`}
      title={words.taskDeeds[deed]}
      body={asked}
      after={after}
    >
      {deed === "hand_over" && (
        <>
          <TextField label={words.handBody} value={body} put={setBody} />
          <TextField label={words.handContact} value={contact} put={setContact} />
          <TextField label={words.receipt} value={receipt} put={setReceipt} />
        </>
      )}
      {wantsDue && <TimeField label={words.replyBy} value={due} put={setDue} />}
      <TextField label={deed === "accept" ? words.note : words.noteNeeded} value={note} put={setNote} long />
    </LedgerForm>
  );
}

function TaskRow({ page, task, may, after }: { page: IncidentPage; task: Task; may: boolean; after: () => void }) {
  const { words } = useAround();
  const waits = may && ["assigned", "working", "returned"].includes(task.state);
  return (
    <li class="ledger-row">
      <div>
        <b>
          <Said text={task.unit_name ?? task.unit} />
        </b>{" "}
        <span class="tag">{words.taskStates[task.state]}</span> {waits && <Left due={task.due} />}
      </div>
      <div>
        <Web text={task.what} />
      </div>
      <div class="quiet">
        <Moment at={task.due} /> {words.dueAt} · {words.owner} <Web text={task.owner_name ?? task.owner} />
        {task.liaison_name && (
          <>
            {" · "}
            {words.liaison} <Web text={task.liaison_name} />
          </>
        )}
      </div>
      {task.answer && (
        <div>
          {words.answered} <Moment at={task.answered_at} /> <Web text={task.answer} />
        </div>
      )}
      {task.handed_over && (
        <div>
          {words.handedTo} <Web text={task.handed_over.body} /> <Web text={task.handed_over.contact} /> · {words.receipt}{" "}
          <Web text={task.handed_over.receipt} />
        </div>
      )}
      {task.ended && (
        <div class="quiet">
          <Moment at={task.ended.at} /> <Web text={task.ended.name} /> <Web text={task.ended.note} />
        </div>
      )}
      {may && (
        <div class="buttons">
          {(task.deeds ?? []).map((deed) => (
            <Deed page={page} task={task} deed={deed} after={after} key={deed} />
          ))}
        </div>
      )}
    </li>
  );
}

function Assign({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words, zone } = useAround();
  const [unit, setUnit] = useState(page.departments?.[0] ?? "");
  const [what, setWhat] = useState("");
  const [due, setDue] = useState("");
  const body = () => {
    if (unit === "") return words.unit;
    if (what.trim() === "") return words.what;
    if (due === "") return words.replyBy;
    return { unit, what: what.trim(), due: instantOf(due, zone) };
  };
  return (
    <LedgerForm incident={page.incident} path="/tasks" title={words.assign} body={body} after={after}>
      <label>
        {words.unit}
        <select value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
          <option value="">{words.choose}</option>
          {(page.units ?? []).map((one) => (
            <option value={one.id} key={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <TextField label={words.what} value={what} put={setWhat} long />
      <TimeField label={words.replyBy} value={due} put={setDue} />
    </LedgerForm>
  );
}

export function Tasks({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const tasks = page.tasks ?? [];
  const may = page.actions.includes("note") && !["closed", "reviewed", "merged", "handed_over"].includes(page.state);
  return (
    <>
      {tasks.length === 0 && <p class="quiet">{words.noTasks}</p>}
      <ul class="ledger">
        {tasks.map((task) => (
          <TaskRow page={page} task={task} may={may} after={after} key={task.number} />
        ))}
      </ul>
      {may && <Assign page={page} after={after} />}
    </>
  );
}
