// 信源: what cannot be watched now comes first.

import { api } from "./api";
import { useLoaded } from "./live";
import { ErrorBanner, Moment, Said, useAround, Web } from "./parts";
import type { Health, SourceRow } from "./wire";

// A silent source is read without trouble, it only has nothing new; one that was never read yet is not lost.
export const isBlind = (health: Health) => !["ok", "silent", "drifted", "unread"].includes(health);

function Rows({ rows, title }: { rows: SourceRow[]; title: string }) {
  const { words } = useAround();
  if (rows.length === 0) return null;
  const heads = [words.health, words.sources, words.since, words.lastGood, words.lastNew, words.reasonFound];
  return (
    <>
      <h2>
        {title} <span class="quiet">{rows.length}</span>
      </h2>
      <table class="rows sources">
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
          {rows.map((row) => (
            <tr key={row.id} class={isBlind(row.health) ? "late" : ""}>
              <td data-name={words.health}>
                <span class={`health health-${isBlind(row.health) ? "blind" : row.health}`}>{words.healths[row.health]}</span>
              </td>
              <th scope="row" class="title">
                <Web text={row.name ?? row.id} /> <span class="quiet">{words.tiers[row.tier ?? ""] ?? ""}</span>
              </th>
              <td data-name={words.since}>
                <Moment at={row.health_since} />
              </td>
              <td data-name={words.lastGood}>
                <Moment at={row.last_success_at} />
              </td>
              <td data-name={words.lastNew}>
                <Moment at={row.last_new_at} />
              </td>
              <td data-name={words.reasonFound}>
                {row.health !== "ok" && <Said text={row.health_reason ?? ""} />}
                {row.articles && row.articles.failed + row.articles.no_room > 0 && (
                  <div class="quiet">
                    {words.articles(row.articles.read, row.articles.failed, row.articles.no_room)}{" "}
                    <Said text={row.articles.last_failure ?? ""} />
                  </div>
                )}
                {row.moved_to && (
                  <div class="quiet">
                    {words.movedTo} <Web text={row.moved_to} />
                  </div>
                )}
                {row.robots_waiver && (
                  <div class="quiet">
                    {words.robotsWaiver} <Web text={row.robots_waiver} />
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function Sources() {
  const { words } = useAround();
  const loaded = useLoaded(() => api.sources(), "sources");
  const rows = loaded.data?.items;
  const blind = (rows ?? []).filter((row) => isBlind(row.health));
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{words.sources}</h1>
      </div>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!rows && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {rows && blind.length > 0 && (
        <p class="banner banner-bad">
          <strong>{words.blindSays(blind.length)}</strong>
        </p>
      )}
      {rows && rows.length > 0 && rows.every((row) => row.health === "ok") && <p class="banner">{words.allWell}</p>}
      <Rows rows={blind} title={words.blindTitle} />
      <Rows rows={(rows ?? []).filter((row) => row.health === "drifted")} title={words.healths.drifted} />
      <Rows rows={(rows ?? []).filter((row) => row.health === "silent")} title={words.healths.silent} />
      <Rows rows={(rows ?? []).filter((row) => row.health === "unread")} title={words.healths.unread} />
      <Rows rows={(rows ?? []).filter((row) => row.health === "ok")} title={words.wellTitle} />
    </>
  );
}
