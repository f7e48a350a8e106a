// The strip under the heading: how well we see, what was not delivered, how fresh this is.

import type { ApiError } from "./api";
import { useConnected } from "./live";
import { moment } from "./time";
import { useAround, Web } from "./parts";
import type { Status } from "./wire";

function total(status: Status): number {
  return Object.values(status.sources ?? {}).reduce((sum, count) => sum + (count ?? 0), 0);
}

function Count({ count, says, bad }: { count: number | undefined; says: (count: number) => string; bad: boolean }) {
  if (count === undefined) return null;
  return <li class={bad && count > 0 ? "bad" : ""}>{says(count)}</li>;
}

export function Strip({ status, error, loadedAt }: { status: Status | undefined; error: ApiError | undefined; loadedAt: number | undefined }) {
  const { words, zone, language, now } = useAround();
  const connected = useConnected();
  const all = status ? total(status) : 0;
  const well = (status?.sources?.ok ?? 0) + (status?.sources?.silent ?? 0);
  const when = loadedAt === undefined ? "" : moment(new Date(loadedAt).toISOString(), zone, language, now);
  return (
    <>
      <ul class="strip">
        <Count count={status?.open_incidents} says={words.openCount} bad={false} />
        <Count count={status?.overdue} says={words.overdueCount} bad />
        {status?.sources && <li class={well < all ? "bad" : ""}>{words.watching(status.sources.ok ?? 0, all)}</li>}
        {all > well && (
          <li class="bad">
            <a href="#/sources">{words.blind(all - well)}</a>
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
      {status?.reload_failed && (
        <div class="banner banner-bad" role="alert">
          <p>
            <strong>{words.reloadFailed}</strong>
          </p>
          {status.reload_error && (
            <pre>
              <Web text={status.reload_error} />
            </pre>
          )}
        </div>
      )}
    </>
  );
}
