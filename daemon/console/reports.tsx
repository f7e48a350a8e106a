// Reports upward of an incident: by phone first and on paper after, drafted from the timeline and signed by a leader.

import { useState } from "preact/hooks";
import { api } from "./api";
import { Left } from "./clocks";
import { LedgerForm, TextField } from "./ledger_form";
import { Moment, Said, useAround, Web } from "./parts";
import type { Ending, IncidentPage, ReportDeed, ReportKind, UpwardReport } from "./wire";

interface DeedProps {
  page: IncidentPage;
  report: UpwardReport;
  deed: ReportDeed;
  after: () => void;
}

function Deed({ page, report, deed, after }: DeedProps) {
  const { words } = useAround();
  const [note, setNote] = useState("");
  const [text, setText] = useState(report.text ?? "");
  const [leader, setLeader] = useState("");
  const start = () => void api.reportDraft(page.incident, report.number).then(setText, () => undefined);
  const asked = () => {
    if (deed === "draft") return text.trim() === "" ? words.reportText : { text };
    if (deed === "sign") return { text: report.text ?? "", ...(leader.trim() === "" ? {} : { person: leader.trim() }) };
    return note.trim() === "" ? words.reportNotes[deed] : { note: note.trim() };
  };
  return (
    <LedgerForm
      incident={page.incident}
      path={`/reports/${report.number}/${deed}`}
      title={words.reportDeeds[deed]}
      body={asked}
      after={after}
    >
      {deed === "draft" && (
        <>
          <button type="button" onClick={start}>
            {words.startDraft}
          </button>
          <label>
            {words.reportText}
            <textarea rows={14} maxLength={20000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          </label>
        </>
      )}
      {deed === "sign" && <TextField label={words.leader} value={leader} put={setLeader} />}
      {(deed === "phone" || deed === "send") && <TextField label={words.reportNotes[deed]} value={note} put={setNote} />}
    </LedgerForm>
  );
}

function Way({ name, due, done }: { name: string; due: string | undefined; done: Ending | undefined }) {
  const { words } = useAround();
  if (due === undefined && done === undefined) return null;
  return (
    <div>
      {name}{" "}
      {done ? (
        <>
          <Moment at={done.at} /> {words.reported(done.name ?? done.person)} <Web text={done.note} />
        </>
      ) : (
        due && (
          <>
            <Moment at={due} /> {words.dueAt} <Left due={due} />
          </>
        )
      )}
    </div>
  );
}

function ReportRow({ page, report, may, after }: { page: IncidentPage; report: UpwardReport; may: boolean; after: () => void }) {
  const { words, language } = useAround();
  return (
    <li class="ledger-row">
      <div>
        <b>
          <Said text={report.title} />
        </b>{" "}
        <span class="quiet">
          <Web text={report.offices.join(language === "zh" ? "、" : ", ")} />
        </span>
      </div>
      <Way name={words.byPhone} due={report.phone_due} done={report.phoned} />
      <Way name={words.onPaper} due={report.written_due} done={report.sent} />
      {report.signed_at && (
        <div>
          <Moment at={report.signed_at} /> {words.signedLetter(report.signed_by_name ?? "")}
        </div>
      )}
      {report.text && (
        <details>
          <summary>{words.reportText}</summary>
          <pre class="report-text">
            <Web text={report.text} />
          </pre>
        </details>
      )}
      {may && (
        <div class="buttons">
          {(report.deeds ?? []).map((deed) => (
            <Deed page={page} report={report} deed={deed} after={after} key={deed} />
          ))}
        </div>
      )}
    </li>
  );
}

function Add({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const [kind, setKind] = useState<ReportKind>("follow_up");
  const [offices, setOffices] = useState("");
  const body = () => {
    const named = offices.split(/[、,，]/).map((office) => office.trim()).filter((office) => office !== "");
    return named.length > 0 ? { kind, offices: named } : { kind };
  };
  return (
    <LedgerForm incident={page.incident} path="/reports" title={words.addReport} body={body} after={after}>
      <label>
        {words.reportKind}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as ReportKind)}>
          {(["first", "follow_up", "final"] as const).map((one) => (
            <option value={one} key={one}>
              {words.reportKinds[one]}
            </option>
          ))}
        </select>
      </label>
      <TextField label={words.reportOffices} value={offices} put={setOffices} />
    </LedgerForm>
  );
}

export function Reports({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const reports = page.reports ?? [];
  const may = page.actions.includes("note");
  const open = !["closed", "reviewed", "merged", "handed_over"].includes(page.state);
  return (
    <>
      {reports.length === 0 && <p class="quiet">{words.noReports}</p>}
      <ul class="ledger">
        {reports.map((report) => (
          <ReportRow page={page} report={report} may={may && open} after={after} key={report.number} />
        ))}
      </ul>
      {may && open && <Add page={page} after={after} />}
    </>
  );
}
