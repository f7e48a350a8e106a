// The live list of incidents: the highest level first, the latest first within a level.

import { useState } from "preact/hooks";
import { api, type Listed } from "./api";
import { Deadline, isWaiting, msToSign, responsibleOf } from "./deadline";
import { useLoaded } from "./live";
import { ErrorBanner, LevelMark, useAround, Web } from "./parts";
import { span } from "./time";
import type { Incident } from "./wire";

const rank = (incident: Incident) => (incident.level === 0 ? 5 : incident.level);

export function inOrder(incidents: readonly Incident[]): Incident[] {
  return [...incidents].sort(
    (a, b) => rank(a) - rank(b) || Date.parse(b.opened_at) - Date.parse(a.opened_at) || (a.incident < b.incident ? 1 : -1),
  );
}

function Row({ incident }: { incident: Incident }) {
  const { words, language, now } = useAround();
  const late = (msToSign(incident, now) ?? 0) < 0;
  const look = late ? "late" : isWaiting(incident) ? "waiting" : "";
  return (
    <tr class={look}>
      <td data-name={words.level}>
        <LevelMark level={incident.level} long />
      </td>
      <td data-name={words.number} class="number">
        {incident.number}
      </td>
      <td data-name={words.locality}>{words.localities[incident.locality]}</td>
      <th scope="row" class="title">
        <a href={`#/incident/${encodeURIComponent(incident.incident)}`}>
          <Web text={incident.title || incident.number} />
        </a>
      </th>
      <td data-name={words.state}>{words.states[incident.state]}</td>
      <td data-name={words.time}>{words.openedAgo(span(now - Date.parse(incident.opened_at), language))}</td>
      <td data-name={words.toSign}>
        <Deadline incident={incident} />
      </td>
      <td data-name={words.responsible}>
        <Web text={responsibleOf(incident)} />
      </td>
    </tr>
  );
}

function Table({ incidents }: { incidents: Incident[] }) {
  const { words } = useAround();
  const heads = [words.level, words.number, words.locality, words.title, words.state, words.time, words.toSign, words.responsible];
  return (
    <table class="rows">
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Row incident={incident} key={incident.incident} />
        ))}
      </tbody>
    </table>
  );
}

export function IncidentList() {
  const { words } = useAround();
  const [listed, setListed] = useState<Listed>("open");
  const [pagesShown, setPagesShown] = useState(1);
  const loaded = useLoaded(() => api.incidents(listed, pagesShown), `incidents ${listed} ${pagesShown}`);
  const items = loaded.data && inOrder(loaded.data.items);
  const choose = (which: Listed) => {
    setListed(which);
    setPagesShown(1);
  };
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{words.incidents}</h1>
        <div class="choice" role="group" aria-label={words.state}>
          {(["open", "all"] as const).map((which) => (
            <button type="button" key={which} aria-pressed={listed === which} onClick={() => choose(which)}>
              {words[which]}
            </button>
          ))}
        </div>
      </div>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!items && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {items?.length === 0 && <p class="empty">{listed === "open" ? words.none : words.noneAtAll}</p>}
      {items && items.length > 0 && <Table incidents={items} />}
      {loaded.data?.next && listed === "open" && <p class="banner">{words.truncated}</p>}
      {loaded.data?.next && listed === "all" && (
        <button type="button" onClick={() => setPagesShown(pagesShown + 1)}>
          {words.more}
        </button>
      )}
    </>
  );
}
