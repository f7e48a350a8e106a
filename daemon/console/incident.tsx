// The page of one incident.

import { Actions } from "./actions";
import { api } from "./api";
import { AfterAction, SimilarCases } from "./cases";
import { Deadline, responsibleOf } from "./deadline";
import { Documents } from "./documents";
import { Clocks } from "./clocks";
import { Tasks } from "./tasks";
import { useLoaded } from "./live";
import { ErrorBanner, Field, LevelMark, Moment, Said, Section, useAround, Web } from "./parts";
import { Reports } from "./reports";
import { ScoreCardView } from "./score_card";
import { SilenceCard } from "./silences";
import { Statements } from "./statements";
import { TaskForceCard } from "./task_force";
import type { Incident, IncidentPage, Notification, TimelineEntry } from "./wire";

function Levels({ incident }: { incident: Incident }) {
  const { words } = useAround();
  return (
    <>
      {incident.machine_level !== undefined && (
        <Field name={words.machineLevel}>
          <LevelMark level={incident.machine_level} />
        </Field>
      )}
      <Field name={words.confirmedLevel}>
        {incident.confirmed_level === undefined ? (
          words.unconfirmed
        ) : (
          <>
            <LevelMark level={incident.confirmed_level} />{" "}
            {incident.confirmed_by && <Web text={words.confirmedBy(incident.confirmed_by_name ?? incident.confirmed_by)} />}
          </>
        )}
      </Field>
      {incident.peak_level !== undefined && incident.peak_level !== incident.level && (
        <Field name={words.peak}>
          <LevelMark level={incident.peak_level} />
        </Field>
      )}
    </>
  );
}

function SigningField({ incident }: { incident: Incident }) {
  const { words } = useAround();
  const signed = incident.acknowledgement;
  const byOther = signed?.entered_by !== undefined && signed.entered_by !== signed.person;
  return (
    <Field name={words.toSign}>
      <Deadline incident={incident} />
      {signed ? (
        <>
          {byOther && <>（{words.signedFor(signed.entered_by_name ?? signed.entered_by ?? "")}）</>} <Moment at={signed.at} />
        </>
      ) : (
        incident.acknowledge_by && (
          <>
            （<Moment at={incident.acknowledge_by} />）
          </>
        )
      )}
    </Field>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { words } = useAround();
  return (
    <dl class="fields">
      <Field name={words.state}>{words.states[incident.state]}</Field>
      <Field name={words.locality}>{words.localities[incident.locality]}</Field>
      <Levels incident={incident} />
      <SigningField incident={incident} />
      <Field name={words.responsible}>
        <Web text={responsibleOf(incident)} />
      </Field>
      {incident.category && (
        <Field name={words.category}>
          <Web text={incident.category} /> {incident.must_report && <span class="tag">{words.mustReport}</span>}
        </Field>
      )}
      {incident.nature && (
        <Field name={words.nature}>
          <Said text={incident.nature_name ?? incident.nature} />
        </Field>
      )}
      {incident.lessons && (
        <Field name={words.lessons}>
          <Web text={incident.lessons} />
        </Field>
      )}
      {incident.first_seen && (
        <Field name={words.firstSeen}>
          <Moment at={incident.first_seen} /> <Web text={incident.first_source} />
        </Field>
      )}
      {incident.next_step_at && (
        <Field name={words.nextStep}>
          <Moment at={incident.next_step_at} />
        </Field>
      )}
      {incident.watch_until && (
        <Field name={words.watchUntil}>
          <Moment at={incident.watch_until} />
        </Field>
      )}
      {incident.close_reason && (
        <Field name={words.closedBecause}>
          <Said text={incident.close_reason} />
        </Field>
      )}
      {incident.merged_into && (
        <Field name={words.mergedInto}>
          <a href={`#/incident/${encodeURIComponent(incident.merged_into)}`}>{incident.merged_into}</a>
        </Field>
      )}
    </dl>
  );
}

function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol class="timeline">
      {[...entries].reverse().map((entry) => (
        <li key={entry.sequence}>
          <Moment at={entry.at} />
          <div>
            <Said text={entry.text} />
            {entry.actor_name && !entry.text.includes(entry.actor_name) && (
              <span class="quiet">
                {" "}
                <Web text={entry.actor_name} />
              </span>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function NotificationRow({ one }: { one: Notification }) {
  const { words, language } = useAround();
  const names = (one.receivers ?? []).map((to) => to.name ?? to.person ?? to.address ?? "").filter((name) => name !== "");
  const kind = words.messages[one.message?.kind ?? ""] ?? "";
  return (
    <li class={one.state === "dead" ? "bad" : ""}>
      <span class={`delivery delivery-${one.state}`}>{words.deliveries[one.state]}</span>
      <div>
        <Web text={names.length > 0 ? names.join(language === "zh" ? "、" : ", ") : words.wholeGroup} />
        <span class="quiet">
          {" "}
          {words.channel} <Web text={one.channel_name ?? one.channel} />
          {kind !== "" && ` · ${kind}`}
          {(one.attempts ?? 0) > 1 && ` · ${words.attempts(one.attempts ?? 0)}`}
        </span>
        {one.reason && one.state !== "delivered" && (
          <div class="quiet">
            <Said text={one.reason} />
          </div>
        )}
      </div>
      <Moment at={one.finished_at ?? one.sent_at ?? one.created_at} />
    </li>
  );
}

function openTasks(incident: Incident): number {
  return (incident.tasks ?? []).filter((task) => task.state !== "done" && task.state !== "handed_over").length;
}

function Body({ page, reload }: { page: IncidentPage; reload: () => void }) {
  const { words } = useAround();
  return (
    <div class="columns">
      <div>
        <Section title={words.actionsTitle} id="actions">
          <Actions incident={page} allowed={page.actions} openTasks={openTasks(page)} natures={page.natures ?? []} after={reload} />
        </Section>
        <Section title={words.forceAndLine} id="task-force">
          <TaskForceCard page={page} after={reload} />
        </Section>
        {["closed", "reviewed", "handed_over"].includes(page.state) && (
          <Section title={words.afterAction} id="after-action">
            <AfterAction page={page} />
          </Section>
        )}
        <Section title={words.silences} id="silences">
          <SilenceCard page={page} after={reload} />
        </Section>
        <Section title={words.clocks} id="clocks">
          <Clocks page={page} after={reload} />
        </Section>
        <Section title={words.tasks} id="tasks">
          <Tasks page={page} after={reload} />
        </Section>
        <Section title={words.reports} id="reports">
          <Reports page={page} after={reload} />
        </Section>
        <Section title={words.statements} id="statements">
          <Statements page={page} after={reload} />
        </Section>
        <Section title={words.timeline} id="timeline">
          <Timeline entries={page.timeline} />
        </Section>
        <Section title={words.notifications} id="notifications">
          {page.notifications.length === 0 && <p class="quiet">{words.noNotifications}</p>}
          <ul class="notifications">
            {page.notifications.map((one) => (
              <NotificationRow one={one} key={one.id} />
            ))}
          </ul>
        </Section>
      </div>
      <div>
        <Section title={words.basis} id="basis">
          <ScoreCardView card={page.score_card} />
        </Section>
        <Section title={words.similar} id="similar">
          <SimilarCases page={page} />
        </Section>
        <Section title={`${words.documents} ${words.documentCount(page.documents.length)}`} id="documents">
          <Documents documents={page.documents} after={reload} />
        </Section>
      </div>
    </div>
  );
}

export function IncidentView({ id }: { id: string }) {
  const { words } = useAround();
  const loaded = useLoaded(() => api.incident(id), `incident ${id}`);
  const page = loaded.data;
  return (
    <>
      <p>
        <a href="#/">{words.back}</a>
      </p>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!page && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {page && (
        <>
          <h1 tabIndex={-1} class="incident-title">
            <Web text={page.title || page.number} />
          </h1>
          <p class="under-title">
            <LevelMark level={page.level} long /> <span class="number">{page.number}</span>
          </p>
          {page.why && (
            <p>
              <b>{words.why}</b> <Said text={page.why} />
            </p>
          )}
          <Facts incident={page} />
          <Body page={page} reload={loaded.reload} />
        </>
      )}
    </>
  );
}
