// The strip under the heading: how well we see, what was not delivered, how fresh this is.

import type { ApiError } from "./api";
import { useConnected } from "./live";
import { moment } from "./time";
import { useAround, Web } from "./parts";
import { isBlind } from "./sources";
import type { Health, Status } from "./wire";

// How many sources can be read, and how many cannot.
function seeing(status: Status): { ok: number; blind: number; total: number } {
  const { total, ...byHealth }: NonNullable<Status["sources"]> = status.sources ?? { total: 0 };
  const counts = Object.entries(byHealth) as [Health, number][];
  const blind = counts.filter(([health]) => isBlind(health)).reduce((sum, [, count]) => sum + count, 0);
  return { ok: byHealth.ok ?? 0, blind, total };
}

function Count({ count, says, bad }: { count: number | undefined; says: (count: number) => string; bad: boolean }) {
  if (count === undefined) return null;
  return <li class={bad && count > 0 ? "bad" : ""}>{says(count)}</li>;
}

function Trouble({ title, lines }: { title: string; lines: string[] }) {
  return (
    <div class="banner banner-bad" role="alert">
      <strong>{title}</strong>
      {lines.map((line) => (
        <pre key={line}>
          <Web text={line} />
        </pre>
      ))}
    </div>
  );
}

export function Strip({ status, error, loadedAt }: { status: Status | undefined; error: ApiError | undefined; loadedAt: number | undefined }) {
  const { words, zone, language, now } = useAround();
  const connected = useConnected();
  const sight = status?.sources && seeing(status);
  const when = loadedAt === undefined ? "" : moment(new Date(loadedAt).toISOString(), zone, language, now);
  return (
    <>
      <ul class="strip">
        <Count count={status?.incidents?.open} says={words.openCount} bad={false} />
        <Count count={status?.incidents?.overdue} says={words.overdueCount} bad />
        {sight && <li class={sight.blind > 0 ? "bad" : ""}>{words.watching(sight.ok, sight.total)}</li>}
        {sight && sight.blind > 0 && (
          <li class="bad">
            <a href="#/sources">{words.blind(sight.blind)}</a>
          </li>
        )}
        <Count count={status?.dead_letters} says={words.undelivered} bad />
        {when !== "" && (
          <li class={`quiet ${error ? "bad" : ""}`}>
            {words.updated(when)} {connected && !error ? `· ${words.live}` : ""}
          </li>
        )}
      </ul>
      {(!connected || error?.status === 0) && (
        <p class="banner banner-bad" role="alert">
          <strong>{words.lost}</strong> {words.lostSays}
        </p>
      )}
      {status?.ready === false && <Trouble title={words.notReady} lines={status.reasons ?? []} />}
      {status?.reload_error !== undefined && <Trouble title={words.reloadFailed} lines={[status.reload_error]} />}
    </>
  );
}
