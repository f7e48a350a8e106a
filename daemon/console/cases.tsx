// Closed incidents as cases: those like the one at hand, its own after-action report, and the search for others.

import { useEffect, useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { useLoaded } from "./live";
import { ErrorBanner, LevelMark, Moment, Said, useAround, Web, wordsOf } from "./parts";
import type { Incident, IncidentPage } from "./wire";

// What the past says does not change with every message of today: asked for once, and again only when the key changes.
function useOnce<T>(load: () => Promise<T>, key: string): { data?: T; problem?: ApiError } {
  const [state, setState] = useState<{ data?: T; problem?: ApiError }>({});
  useEffect(() => {
    let wanted = true;
    load().then(
      (data) => wanted && setState({ data }),
      (error: unknown) => wanted && setState({ problem: error instanceof ApiError ? error : new ApiError(0, "") }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return state;
}

function Trouble({ problem }: { problem: ApiError | undefined }) {
  const { words } = useAround();
  // Whoever may see only what is theirs has no past of others.
  if (!problem || problem.status === 403) return null;
  return (
    <p class="banner banner-bad" role="alert">
      {wordsOf(problem, words)}
    </p>
  );
}

function CaseRow({ incident, because }: { incident: Incident; because?: string }) {
  const { words } = useAround();
  return (
    <li class="ledger-row">
      <div>
        <LevelMark level={incident.peak_level ?? incident.level} />{" "}
        <a href={`#/incident/${encodeURIComponent(incident.incident)}`}>
          <Web text={incident.title || incident.number} />
        </a>
      </div>
      <div class="quiet">
        {incident.closed_at && <Moment at={incident.closed_at} />} {incident.close_reason && <Said text={incident.close_reason} />}
        {because && (
          <>
            {" · "}
            <Said text={because} />
          </>
        )}
      </div>
      {incident.lessons && (
        <div>
          {words.lessons} <Web text={incident.lessons} />
        </div>
      )}
    </li>
  );
}

export function SimilarCases({ page }: { page: IncidentPage }) {
  const { words } = useAround();
  const { data, problem } = useOnce(() => api.similar(page.incident), page.incident);
  return (
    <>
      <Trouble problem={problem} />
      {data?.length === 0 && <p class="quiet">{words.noSimilar}</p>}
      <ul class="ledger">
        {(data ?? []).map((one) => (
          <CaseRow incident={one} because={one.because} key={one.incident} />
        ))}
      </ul>
    </>
  );
}

export function AfterAction({ page }: { page: IncidentPage }) {
  const { words } = useAround();
  const { data, problem } = useOnce(() => api.afterAction(page.incident), `${page.incident} ${page.timeline.length}`);
  return (
    <>
      <Trouble problem={problem} />
      {data && (
        <details>
          <summary>{words.showAfterAction}</summary>
          <pre class="report-text" lang="zh-CN">
            <Web text={data} />
          </pre>
        </details>
      )}
    </>
  );
}

export function CaseSearch() {
  const { words } = useAround();
  const [typed, setTyped] = useState("");
  const [query, setQuery] = useState("");
  const [pagesShown, setPagesShown] = useState(1);
  const loaded = useLoaded(() => api.cases(query, pagesShown), `cases ${pagesShown} ${query}`);
  const search = (event: Event) => {
    event.preventDefault();
    setQuery(typed.trim());
    setPagesShown(1);
  };
  return (
    <>
      <h1 tabIndex={-1}>{words.cases}</h1>
      <form class="buttons" role="search" onSubmit={search}>
        <label>
          {words.caseWords} <input type="search" maxLength={60} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <button type="submit">{words.searchCases}</button>
      </form>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!loaded.data && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {loaded.data?.items.length === 0 && <p class="empty">{words.noCases}</p>}
      <ul class="ledger">
        {(loaded.data?.items ?? []).map((incident) => (
          <CaseRow incident={incident} key={incident.incident} />
        ))}
      </ul>
      {loaded.data?.next && (
        <button type="button" onClick={() => setPagesShown(pagesShown + 1)}>
          {words.more}
        </button>
      )}
    </>
  );
}
