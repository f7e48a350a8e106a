// Whether a document concerns the office: what people and the rules' filters say of it, and the tray of those that wait out of sight.

import { useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { useLoaded } from "./live";
import { ErrorBanner, Moment, Said, useAround, Web, WebLink, wordsOf } from "./parts";
import type { Document, Relevance, Verdict } from "./wire";

const because = 6;

// Why the filters take it for off-topic: rule, chance and the characters that weighed most.
function Findings({ note }: { note: Relevance }) {
  const { words } = useAround();
  return (
    <>
      {note.findings.map((one) => (
        <div class="quiet" key={one.rule}>
          <Said text={one.rule_name} /> · {words.chanceRelevant(Math.round(one.chance * 100))}
          {one.because.length > 0 && (
            <>
              {" · "}
              {words.filterBecause}{" "}
              {one.because.slice(0, because).map((gram) => (
                <span class="tag" key={gram.text}>
                  <Web text={gram.text} />
                </span>
              ))}
            </>
          )}
        </div>
      ))}
    </>
  );
}

export function RelevanceTags({ one }: { one: Document }) {
  const { words } = useAround();
  const note = one.relevance;
  if (!note) return null;
  return (
    <>
      {note.place !== "shown" && <span class="tag">{words.places[note.place]}</span>}
      {note.place === "shown" && !note.verdict && note.findings.length > 0 && <span class="tag">{words.perhapsOffTopic}</span>}
      {note.verdict && <span class="tag">{words.verdicts[note.verdict]}</span>}
    </>
  );
}

interface SayProps {
  one: Document;
  after: () => void;
}

// Nothing where no rule found it or where the person may not say.
export function SayRelevance({ one, after }: SayProps) {
  const { words, permissions } = useAround();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError>();
  const found = (one.matches?.length ?? 0) + (one.relevance?.matches?.length ?? 0) > 0;
  if (!found || !permissions.includes("acknowledge") || !permissions.includes("view")) return null;
  const waits = one.relevance?.place === "tray";
  const say = (verdict: Verdict) => {
    setBusy(true);
    setProblem(undefined);
    api
      .judge(one.id, verdict)
      .then(after, (error: unknown) => setProblem(error instanceof ApiError ? error : new ApiError(0, "")))
      .finally(() => setBusy(false));
  };
  const said = (verdict: Verdict) => one.relevance?.verdict === verdict;
  return (
    <div class="buttons">
      <button type="button" disabled={busy || said("relevant")} onClick={() => say("relevant")}>
        {waits ? words.sendBack : words.sayRelevant}
      </button>
      <button type="button" disabled={busy || said("off_topic")} onClick={() => say("off_topic")}>
        {words.sayOffTopic}
      </button>
      {problem && <span role="alert">{wordsOf(problem, words)}</span>}
    </div>
  );
}

function TrayRow({ one, after }: SayProps) {
  const { words } = useAround();
  return (
    <li>
      <div>
        {one.relevance?.verdict && <span class="tag">{words.verdicts[one.relevance.verdict]}</span>}
        <WebLink url={one.url}>
          <Web text={one.title || one.excerpt || one.id} />
        </WebLink>
      </div>
      <div class="quiet">
        <Web text={one.source_name ?? one.source} /> · {words.found} <Moment at={one.fetched_at} />
      </div>
      {one.relevance && <Findings note={one.relevance} />}
      <SayRelevance one={one} after={after} />
    </li>
  );
}

function Filters() {
  const { words } = useAround();
  const loaded = useLoaded(() => api.filters(), "filters");
  const filters = loaded.data ?? [];
  if (filters.length === 0) return null;
  return (
    <details>
      <summary>{words.filters}</summary>
      <ul class="ledger">
        {filters.map((one) => (
          <li class="ledger-row" key={one.rule}>
            <div>
              <span class="tag">{words.filterModes[one.mode]}</span> <Said text={one.rule_name} />
            </div>
            <div class="quiet">{words.filterFigures(one.relevant, one.off_topic, one.judged, one.called_off, one.wrong)}</div>
            {one.mode === "stepped_back" && (
              <div>
                <Said text={one.step_back_reason ?? ""} /> {words.freshWanted(one.fresh_wanted ?? 0)}
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Tray() {
  const { words } = useAround();
  const [pagesShown, setPagesShown] = useState(1);
  const loaded = useLoaded(() => api.tray(pagesShown), `tray ${pagesShown}`);
  return (
    <>
      <h1 tabIndex={-1}>{words.tray}</h1>
      <p class="quiet">{words.traySays}</p>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!loaded.data && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {loaded.data?.items.length === 0 && <p class="empty">{words.trayEmpty}</p>}
      <ul class="documents">
        {(loaded.data?.items ?? []).map((one) => (
          <TrayRow one={one} after={loaded.reload} key={one.id} />
        ))}
      </ul>
      {loaded.data?.next && (
        <button type="button" onClick={() => setPagesShown(pagesShown + 1)}>
          {words.more}
        </button>
      )}
      <Filters />
    </>
  );
}
