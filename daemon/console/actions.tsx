// The buttons of an incident. 签收 is one press; the others ask for what the record needs first.

import { useEffect, useRef, useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { LevelMark, useAround, wordsOf } from "./parts";
import type { ActionName, ActionRequest, Incident, Level } from "./wire";
import { closeReasons } from "./words";

// "sign_for": an acknowledgement that the desk enters for somebody else.
type Asked = ActionName | "sign_for";

// After these nobody works on it any more.
const ends: readonly Asked[] = ["close", "hand_over"];
const needsNote: readonly Asked[] = ["close", "note", "hand_over"];

interface Entry {
  note: string;
  reason: string;
  person: string;
  unfinished: string;
  nature: string;
  level: Level;
}

interface FormProps {
  asked: Asked;
  title: string;
  level: Level;
  openTasks: number;
  natures: { id: string; name: string }[];
  busy: boolean;
  send: (request: ActionRequest) => void;
  complain: (problem: string) => void;
  cancel: () => void;
}

function requestOf(asked: Asked, entry: Entry): ActionRequest {
  const request: ActionRequest = { action: asked === "sign_for" ? "acknowledge" : asked };
  if (entry.note.trim() !== "") request.note = entry.note.trim();
  if (asked === "close") request.reason = entry.reason;
  if (ends.includes(asked) && entry.unfinished.trim() !== "") request.unfinished = entry.unfinished.trim();
  if (asked === "assess") request.level = entry.level;
  if (asked === "assess" && entry.nature !== "") request.nature = entry.nature;
  if (asked === "sign_for") request.person = entry.person.trim();
  return request;
}

function ActionForm({ asked, title, level, openTasks, natures, busy, send, complain, cancel }: FormProps) {
  const { words } = useAround();
  const [entry, setEntry] = useState<Entry>({ note: "", reason: "", person: "", unfinished: "", nature: "", level });
  const form = useRef<HTMLFormElement>(null);
  const put = (change: Partial<Entry>) => setEntry({ ...entry, ...change });
  const wantsNote = needsNote.includes(asked);
  useEffect(() => form.current?.querySelector<HTMLElement>("select,input,textarea")?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (asked === "close" && entry.reason === "") return complain(words.mustChoose(words.reason));
    if (asked === "sign_for" && entry.person.trim() === "") return complain(words.mustFill(words.person));
    if (asked === "assess" && entry.level === 0) return complain(words.mustChoose(words.level));
    if (ends.includes(asked) && openTasks > 0 && entry.unfinished.trim() === "") return complain(words.mustFill(words.unfinished));
    if (wantsNote && entry.note.trim() === "") return complain(words.mustFill(words.note));
    send(requestOf(asked, entry));
  };
  return (
    <form class="action-form" onSubmit={submit} ref={form} noValidate aria-label={title}>
      {asked === "assess" && (
        <fieldset>
          <legend>{words.levelChoice}</legend>
          {([1, 2, 3, 4] as const).map((one) => (
            <label key={one} class="radio">
              <input type="radio" name="level" checked={entry.level === one} onChange={() => put({ level: one })} />
              <LevelMark level={one} long />
            </label>
          ))}
        </fieldset>
      )}
      {asked === "assess" && natures.length > 0 && (
        <label>
          {words.nature}
          <select value={entry.nature} onChange={(event) => put({ nature: event.currentTarget.value })}>
            <option value="">{words.natureNone}</option>
            {natures.map((one) => (
              <option value={one.id} key={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {asked === "close" && (
        <label>
          {words.reason}
          <select value={entry.reason} required onChange={(event) => put({ reason: event.currentTarget.value })}>
            <option value="">{words.choose}</option>
            {closeReasons.map((reason) => (
              <option value={reason} key={reason}>
                {words.reasons[reason]}
              </option>
            ))}
          </select>
        </label>
      )}
      {ends.includes(asked) && openTasks > 0 && (
        <label>
          {words.unfinished}
          <textarea rows={2} maxLength={2000} value={entry.unfinished} onInput={(event) => put({ unfinished: event.currentTarget.value })} />
        </label>
      )}
      {asked === "sign_for" && (
        <>
          <p class="quiet">{words.signForHint}</p>
          <label>
            {words.person}
            <input value={entry.person} required maxLength={80} onInput={(event) => put({ person: event.currentTarget.value })} />
          </label>
        </>
      )}
      <label>
        {wantsNote ? words.noteNeeded : words.note}
        <textarea
          value={entry.note}
          rows={3}
          maxLength={2000}
          required={wantsNote}
          onInput={(event) => put({ note: event.currentTarget.value })}
        />
      </label>
      <div class="buttons">
        <button type="submit" class="main" disabled={busy}>
          {busy ? words.busy : words.submit(title)}
        </button>
        <button type="button" onClick={cancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}

interface ActionsProps {
  incident: Incident;
  allowed: ActionName[];
  openTasks: number;
  natures: { id: string; name: string }[];
  after: () => void;
}

export function Actions({ incident, allowed, openTasks, natures, after }: ActionsProps) {
  const { words } = useAround();
  const [asked, setAsked] = useState<Asked>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const titleOf = (one: Asked) => (one === "sign_for" ? words.signForOther : words.actions[one]);
  const send = async (title: string, request: ActionRequest) => {
    setBusy(true);
    setProblem("");
    setDone("");
    try {
      await api.act(incident.incident, request);
      setAsked(undefined);
      setDone(words.done(title));
      after();
    } catch (error) {
      setProblem(wordsOf(error instanceof ApiError ? error : new ApiError(0, ""), words));
    } finally {
      setBusy(false);
    }
  };
  const press = (one: Asked) => {
    setProblem("");
    setDone("");
    if (one === "acknowledge") void send(titleOf(one), { action: one });
    else setAsked(asked === one ? undefined : one);
  };
  const buttons: Asked[] = allowed.flatMap((one): Asked[] => (one === "acknowledge" ? [one, "sign_for"] : [one]));
  return (
    <>
      {buttons.length === 0 && <p class="quiet">{words.noActions}</p>}
      <div class="buttons">
        {buttons.map((one) => (
          <button
            type="button"
            key={one}
            class={one === "acknowledge" ? "main" : ""}
            disabled={busy}
            {...(one === "acknowledge" ? {} : { "aria-expanded": asked === one })}
            onClick={() => press(one)}
          >
            {titleOf(one)}
          </button>
        ))}
      </div>
      {problem !== "" && (
        <p class="banner banner-bad" role="alert" lang="zh-CN">
          {problem}
        </p>
      )}
      <p class="done" role="status">
        {done}
      </p>
      {asked !== undefined && (
        <ActionForm
          key={asked}
          asked={asked}
          title={titleOf(asked)}
          level={incident.level}
          openTasks={openTasks}
          natures={natures}
          busy={busy}
          send={(request) => void send(titleOf(asked), request)}
          complain={setProblem}
          cancel={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
