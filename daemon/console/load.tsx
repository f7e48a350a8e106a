// 值守负荷: how much each person was told in the last day, whoever is told too much first.

import { api } from "./api";
import { useLoaded } from "./live";
import { ErrorBanner, Moment, useAround, Web } from "./parts";
import type { LoadRow } from "./wire";

function Row({ row, above }: { row: LoadRow; above: number }) {
  const { words } = useAround();
  return (
    <tr class={row.flooded || row.peak > above ? "late" : ""}>
      <th scope="row" class="title">
        <Web text={row.name ?? row.person} /> {row.flooded && <b>{words.floodedNow}</b>}
      </th>
      <td data-name={words.alarms}>{row.alarms}</td>
      <td data-name={words.rings}>{row.rings}</td>
      <td data-name={words.ringsAtNight}>{row.rings_at_night}</td>
      <td data-name={words.peak10}>
        {row.peak} <Moment at={row.peak_at} />
      </td>
      <td data-name={words.floods}>{row.floods}</td>
      <td data-name={words.signed}>{row.acknowledged}</td>
    </tr>
  );
}

export function Load() {
  const { words } = useAround();
  const loaded = useLoaded(() => api.load(), "load");
  const load = loaded.data;
  const heads = [words.who, words.alarms, words.rings, words.ringsAtNight, words.peak10, words.floods, words.signed];
  return (
    <>
      <div class="heading">
        <h1 tabIndex={-1}>{words.load}</h1>
      </div>
      <p class="quiet">{words.loadSays}</p>
      <ErrorBanner error={loaded.error} loadedAt={loaded.loadedAt} retry={loaded.reload} />
      {!load && !loaded.error && <p class="quiet">{words.loading}…</p>}
      {load && load.items.length === 0 && <p class="quiet">{words.noLoad}</p>}
      {load && load.items.length > 0 && (
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
            {load.items.map((row) => (
              <Row row={row} above={load.flood_above} key={row.person} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
