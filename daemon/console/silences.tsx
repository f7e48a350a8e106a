// 暂停提醒: what is held back until when and why, by whom; and the forms that make and end one.

import { useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { EntryForm, TextField, TimeField } from "./ledger_form";
import { useLoaded } from "./live";
import { ErrorBanner, Moment, Said, useAround, Web, wordsOf } from "./parts";
import { instantOf } from "./time";
import type { IncidentPage, Locality, Silence } from "./wire";

const localities: Locality[] = ["local", "concerned", "elsewhere", "unknown"];

function EndButton({ silence, after }: { silence: Silence; after: () => void }) {
  const { words } = useAround();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const end = () => {
    setBusy(true);
    setProblem("");
    void api
      .endSilence(silence.silence)
      .then(after, (error: unknown) => setProblem(wordsOf(error instanceof ApiError ? error : new ApiError(0, ""), words)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" onClick={end} disabled={busy}>
        {busy ? words.busy : words.endSilence}
      </button>
      {problem !== "" && (
        <p class="banner banner-bad" role="alert" lang="zh-CN">
          {problem}
        </p>
      )}
    </>
  );
}

function SilenceItem({ silence, may, after }: { silence: Silence; may: boolean; after: () => void }) {
  const { words } = useAround();
  const state = silence.over ? "over" : silence.active ? "active" : "planned";
  return (
    <li class="ledger-row">
      <b>{words.silenceStates[state]}</b> <span class="number">{silence.silence}</span> <Said text={silence.scope.shown} />{" "}
      {state === "planned" && (
        <>
          <Moment at={silence.from} />
          {" – "}
        </>
      )}
      {words.silenceTo} <Moment at={silence.to} />
      <div>
        <Said text={silence.reason} />
        <span class="quiet">
          {" "}
          <Web text={words.silenceBy(silence.author.name ?? silence.author.person)} /> <Moment at={silence.made_at} />
          {silence.held > 0 && ` · ${words.silenceHeld(silence.held)}`}
          {silence.ended_at && (
            <>
              {" · "}
              <Web text={words.silenceEnded(silence.ended_by?.name ?? silence.ended_by?.person ?? "")} /> <Moment at={silence.ended_at} />
            </>
          )}
        </span>
      </div>
      {may && !silence.over && <EndButton silence={silence} after={after} />}
    </li>
  );
}

function LevelChoice({ value, put }: { value: string; put: (level: string) => void }) {
  const { words } = useAround();
  return (
    <label>
      {words.level}
      <select value={value} onChange={(event) => put(event.currentTarget.value)}>
        <option value="3">{words.silenceLevels[3]}</option>
        <option value="4">{words.silenceLevels[4]}</option>
      </select>
    </label>
  );
}

// Of one incident: its page.
export function SilenceCard({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words, zone } = useAround();
  const [reason, setReason] = useState("");
  const [to, setTo] = useState("");
  const may = page.actions.includes("close");
  const hushable = (page.level === 3 || page.level === 4) && !page.must_report;
  const silences = page.silences ?? [];
  const body = () => {
    if (reason.trim() === "") return words.silenceReason;
    if (to === "") return words.silenceTo;
    return { incident: page.incident, reason: reason.trim(), to: instantOf(to, zone) };
  };
  return (
    <>
      {silences.length === 0 && <p class="quiet">{words.noSilences}</p>}
      <ul class="ledger">
        {silences.map((one) => (
          <SilenceItem silence={one} may={may} after={after} key={one.silence} />
        ))}
      </ul>
      {may && hushable && (
        <EntryForm title={words.addSilence} body={body} send={api.addSilence} after={after}>
          <p class="quiet">{words.silenceFloor}</p>
          <TextField label={words.silenceReason} value={reason} put={setReason} />
          <TimeField label={words.silenceTo} value={to} put={setTo} />
        </EntryForm>
      )}
    </>
  );
}

function AddForm({ after }: { after: () => void }) {
  const { words, zone } = useAround();
  const [scope, setScope] = useState({ category: "", county_unit: "", rule: "", source: "" });
  const [locality, setLocality] = useState("");
  const [gravest, setGravest] = useState("4");
  const [reason, setReason] = useState("");
  const [to, setTo] = useState("");
  const put = (field: keyof typeof scope) => (text: string) => setScope({ ...scope, [field]: text.trim() });
  const body = () => {
    if (reason.trim() === "") return words.silenceReason;
    if (to === "") return words.silenceTo;
    return { ...scope, locality, gravest: Number(gravest), reason: reason.trim(), to: instantOf(to, zone) };
  };
  return (
    <EntryForm title={words.addSilence} body={body} send={api.addSilence} after={after}>
      <p class="quiet">{words.silenceFloor}</p>
      <TextField label={words.category} value={scope.category} put={put("category")} />
      <TextField label={words.silenceRule} value={scope.rule} put={put("rule")} />
      <TextField label={words.silenceSource} value={scope.source} put={put("source")} />
      <TextField label={words.silenceUnit} value={scope.county_unit} put={put("county_unit")} />
      <label>
        {words.locality}
        <select value={locality} onChange={(event) => setLocality(event.currentTarget.value)}>
          <option value="">{words.silenceAny}</option>
          {localities.map((one) => (
            <option value={one} key={one}>
              {words.localities[one]}
            </option>
          ))}
        </select>
      </label>
      <LevelChoice value={gravest} put={setGravest} />
      <TextField label={words.silenceReason} value={reason} put={setReason} />
      <TimeField label={words.silenceTo} value={to} put={setTo} />
    </EntryForm>
  );
}

export function Silences({ may }: { may: boolean }) {
  const { words } = useAround();
  const loaded = useLoaded(() => api.silences(), "silences");
  const silences = loaded.data;
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{words.silences}</h1>
      </div>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {may && <AddForm after={loaded.reload} />}
      {!silences && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {silences && silences.length === 0 && <p class="quiet">{words.noSilences}</p>}
      <ul class="ledger">
        {(silences ?? []).map((one) => (
          <SilenceItem silence={one} may={may} after={loaded.reload} key={one.silence} />
        ))}
      </ul>
    </>
  );
}
