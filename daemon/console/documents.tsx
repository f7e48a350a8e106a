// What a story is made of: who wrote it, when, and which are only copies.

import { RelevanceTags, SayRelevance } from "./relevance";
import { Moment, useAround, Web, WebLink } from "./parts";
import type { Document, Observation } from "./wire";
import type { Words } from "./words";

const grouped = new Intl.NumberFormat("en-US");

function reachOf(seen: Observation | undefined, words: Words): string {
  if (!seen) return "";
  const said: string[] = [];
  if (seen.rank !== undefined) said.push(words.rank(seen.rank));
  if (seen.heat !== undefined) said.push(words.heatFigure(grouped.format(seen.heat)));
  if (seen.views !== undefined) said.push(words.views(grouped.format(seen.views)));
  if (seen.likes !== undefined) said.push(words.likes(grouped.format(seen.likes)));
  if (seen.reposts !== undefined) said.push(words.reposts(grouped.format(seen.reposts)));
  if (seen.comments !== undefined) said.push(words.comments(grouped.format(seen.comments)));
  return said.join(" · ");
}

function DocumentRow({ one, after }: { one: Document; after: () => void }) {
  const { words } = useAround();
  const tier = words.tiers[one.tier ?? ""];
  const kind = words.kinds[one.kind ?? ""];
  const reach = reachOf(one.observation, words);
  return (
    <li>
      <div>
        {one.copy_of && <span class="tag">{words.copy}</span>}
        {one.old_news && <span class="tag">{words.oldNews}</span>}
        <RelevanceTags one={one} />
        <WebLink url={one.url}>
          <Web text={one.title || one.excerpt || one.id} />
        </WebLink>
      </div>
      <div class="quiet">
        <Web text={one.source_name ?? one.source} />
        {tier && ` · ${tier}`}
        {kind && ` · ${kind}`}
        {reach !== "" && ` · ${reach}`}
      </div>
      <div class="quiet">
        {one.published_at && (
          <>
            {words.published} <Moment at={one.published_at} /> ·{" "}
          </>
        )}
        {words.found} <Moment at={one.fetched_at} />
      </div>
      <SayRelevance one={one} after={after} />
    </li>
  );
}

export function Documents({ documents, after }: { documents: Document[]; after: () => void }) {
  const { words } = useAround();
  if (documents.length === 0) return <p class="quiet">{words.noDocuments}</p>;
  return (
    <ul class="documents">
      {documents.map((one) => (
        <DocumentRow one={one} after={after} key={one.id} />
      ))}
    </ul>
  );
}
