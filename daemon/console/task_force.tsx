// Who leads a major incident, and what everybody who is asked says of it.

import { useState } from "preact/hooks";
import { LedgerForm, TextField } from "./ledger_form";
import { Field, Moment, useAround, Web } from "./parts";
import type { IncidentPage } from "./wire";

function SetForce({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const force = page.task_force;
  const [leader, setLeader] = useState(force?.leader ?? "");
  const [onSite, setOnSite] = useState(force?.on_site ?? "");
  const [members, setMembers] = useState((force?.members ?? []).join("、"));
  const body = () => {
    if (leader.trim() === "") return words.forceLeader;
    const named = members.split(/[、,，\s]+/).filter((member) => member !== "");
    return { leader: leader.trim(), on_site: onSite.trim(), members: named };
  };
  return (
    <LedgerForm incident={page.incident} path="/task-force" title={words.setForce} body={body} after={after}>
      <TextField label={words.forceLeader} value={leader} put={setLeader} />
      <TextField label={words.forceOnSite} value={onSite} put={setOnSite} />
      <TextField label={words.forceMembers} value={members} put={setMembers} long />
    </LedgerForm>
  );
}

function SetLine({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words } = useAround();
  const [text, setText] = useState(page.answer_line?.text ?? "");
  const body = () => (text.trim() === "" ? words.answerLine : { text: text.trim() });
  return (
    <LedgerForm incident={page.incident} path="/answer-line" title={words.setAnswerLine} body={body} after={after}>
      <label>
        {words.answerLine}
        <textarea rows={4} maxLength={280} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
    </LedgerForm>
  );
}

export function TaskForceCard({ page, after }: { page: IncidentPage; after: () => void }) {
  const { words, language } = useAround();
  const force = page.task_force;
  const line = page.answer_line;
  const open = !["closed", "reviewed", "merged", "handed_over"].includes(page.state);
  const may = open && page.actions.includes("assess");
  const major = page.level === 1 || page.level === 2;
  return (
    <>
      {!force && !line && <p class="quiet">{words.noForce}</p>}
      <dl class="fields">
        {force && (
          <Field name={words.taskForce}>
            {words.forceLeader} <Web text={force.leader_name ?? force.leader} />
            {force.on_site && (
              <>
                {" · "}
                {words.forceOnSite} <Web text={force.on_site_name ?? force.on_site} />
              </>
            )}
            {force.members.length > 0 && (
              <>
                {" · "}
                {words.forceMembers} <Web text={(force.member_names ?? force.members).join(language === "zh" ? "、" : ", ")} />
              </>
            )}
          </Field>
        )}
        {line && (
          <Field name={words.answerLine}>
            <Web text={line.text} />{" "}
            <span class="quiet">
              <Web text={line.set.name ?? line.set.person} /> <Moment at={line.set.at} />
            </span>
          </Field>
        )}
      </dl>
      {may && (
        <div class="buttons">
          {major && <SetForce page={page} after={after} key={`force ${force?.set.at ?? ""}`} />}
          <SetLine page={page} after={after} key={`line ${line?.set.at ?? ""}`} />
        </div>
      )}
    </>
  );
}
