// What the public is told of an incident: drafted, reviewed by another person, approved, published, and quoted since.

import { useState } from "preact/hooks";
import { LedgerForm, TextField } from "./ledger_form";
import { Moment, Said, useAround, Web, WebLink } from "./parts";
import type { Ending, IncidentPage, Statement, StatementDeed, StatementKind } from "./wire";

interface DeedProps {
  page: IncidentPage;
  statement: Statement;
  deed: StatementDeed;
  after: () => void;
}

function Deed({ page, statement, deed, after }: DeedProps) {
  const { words } = useAround();
  const [text, setText] = useState(statement.text ?? "");
  const [note, setNote] = useState("");
  const [leader, setLeader] = useState("");
  const [place, setPlace] = useState("");
  const [link, setLink] = useState("");
  const asked = () => {
    if (deed === "draft") return text.trim() === "" ? words.statementText : { text };
    if (deed === "return") return note.trim() === "" ? words.returnReason : { note: note.trim() };
    if (deed === "publish" && place.trim() === "") return words.statementPlace;
    if (deed === "publish" && link.trim() === "") return words.statementLink;
    if (deed === "publish") return { place: place.trim(), link: link.trim() };
    return { text: statement.text ?? "", ...(leader.trim() === "" ? {} : { person: leader.trim() }) };
  };
  return (
    <LedgerForm
      incident={page.incident}
      path={`/statements/${statement.number}/${deed}`}
      title={words.statementDeeds[deed]}
      body={asked}
      after={after}
    >
      {deed === "draft" && statement.hash && <p class="quiet">{words.statementReopens}</p>}
      {deed === "draft" && (
        <label>
          {words.statementText}
          <textarea rows={14} maxLength={20000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      )}
      {deed === "return" && <TextField label={words.returnReason} value={note} put={setNote} long />}
      {(deed === "review" || deed === "approve") && <TextField label={words.statementFor} value={leader} put={setLeader} />}
      {deed === "publish" && (
        <>
          <TextField label={words.statementPlace} value={place} put={setPlace} />
          <label>
            {words.statementLink}
            <input type="url" maxLength={2000} value={link} onInput={(event) => setLink(event.currentTarget.value)} />
          </label>
        </>
      )}
    </LedgerForm>
  );
}

function Done({ what, done }: { what: string; done: Ending | undefined }) {
  if (!done) return null;
  return (
    <div>
      <Moment at={done.at} /> <Web text={done.name ?? done.person} /> {what}
    </div>
  );
}

function Published({ statement }: { statement: Statement }) {
  const { words } = useAround();
  if (!statement.published) return null;
  return (
    <div>
      <Moment at={statement.published.at} /> {words.publishedAt}{" "}
      <WebLink url={statement.link}>
        <Web text={statement.place} />
      </WebLink>{" "}
      · {words.quoted(statement.quoted ?? 0)}
    </div>
  );
}

function StatementRow({ page, statement, may, after }: { page: IncidentPage; statement: Statement; may: boolean; after: () => void }) {
  const { words, language } = useAround();
  const waits = statement.hash ? (statement.waits_for ?? []) : [];
  return (
    <li class="ledger-row">
      <div>
        <b>
          <Said text={statement.title} />
        </b>{" "}
        {words.statementStates[statement.state]}
        {waits.length > 0 && (
          <span class="quiet">
            {" "}
            {words.waitsFor} <Said text={waits.join(language === "zh" ? "、" : ", ")} />
          </span>
        )}
      </div>
      <Done what={words.statementDeeds.draft} done={statement.drafted} />
      <Done what={words.statementDeeds.review} done={statement.reviewed} />
      {(statement.approvals ?? []).map((approval) => (
        <Done what={words.approvedAs(approval.role)} done={approval} key={approval.at} />
      ))}
      {statement.returned && (
        <div>
          <Moment at={statement.returned.at} /> <Web text={statement.returned.name ?? statement.returned.person} />{" "}
          {words.statementDeeds.return} <Web text={statement.returned.note} />
        </div>
      )}
      <Published statement={statement} />
      {statement.text && (
        <details>
          <summary>{words.statementText}</summary>
          <pre class="report-text">
            <Web text={statement.text} />
          </pre>
          {statement.hash && <p class="quiet hash">SHA-256 {statement.hash}</p>}
        </details>
      )}
      {may && (
        <div class="buttons">
          {(statement.deeds ?? []).map((deed) => (
            <Deed page={page} statement={statement} deed={deed} after={after} key={deed} />
          ))}
        </div>
      )}
    </li>
  );
}

function Add({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const [kind, setKind] = useState<StatementKind>("first");
  return (
    <LedgerForm incident={page.incident} path="/statements" title={words.addStatement} body={() => ({ kind })} after={after}>
      <label>
        {words.reportKind}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as StatementKind)}>
          {(["first", "progress", "result"] as const).map((one) => (
            <option value={one} key={one}>
              {words.statementKinds[one]}
            </option>
          ))}
        </select>
      </label>
    </LedgerForm>
  );
}

export function Statements({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const statements = page.statements ?? [];
  const may = page.actions.includes("note");
  const open = !["closed", "reviewed", "merged", "handed_over"].includes(page.state);
  return (
    <>
      {statements.length === 0 && <p class="quiet">{words.noStatements}</p>}
      <ul class="ledger">
        {statements.map((statement) => (
          <StatementRow page={page} statement={statement} may={may && open} after={after} key={statement.number} />
        ))}
      </ul>
      {may && open && <Add page={page} after={after} />}
    </>
  );
}
