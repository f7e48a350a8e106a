// Small pieces that every screen uses. Text from the web goes through <Web>, never in any other way.

import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { ApiError } from "./api";
import { moment, type Language } from "./time";
import type { Level, Status } from "./wire";
import { calm, webAddress } from "./web_text";
import { languages, type Words } from "./words";

export interface Surroundings {
  language: Language;
  words: Words;
  zone: string;
  now: number;
  levels: NonNullable<Status["levels"]>;
  permissions: string[];  // of whoever looks
}

export const Around = createContext<Surroundings>({
  language: "zh",
  words: languages.zh,
  zone: "Asia/Shanghai",
  now: 0,
  levels: [],
  permissions: [],
});

export const useAround = () => useContext(Around);

export function Web({ text }: { text: string | undefined }) {
  return <bdi>{calm(text ?? "")}</bdi>;
}

// What the daemon wrote in Chinese, whatever the language of the page.
export function Said({ text }: { text: string }) {
  return (
    <span lang="zh-CN">
      <Web text={text} />
    </span>
  );
}

export function WebLink({ url, children }: { url: string | undefined; children: ComponentChildren }) {
  const { words } = useAround();
  const address = webAddress(url);
  if (address === undefined) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer" title={words.opensElsewhere}>
      {children}
    </a>
  );
}

const colours = ["none", "red", "orange", "yellow", "blue"];

// The dot never stands alone: the word is always beside it. Names and colours are the office's own; a colour that is none of ours
// gives that of the level, so that no configured text becomes style.
export function LevelMark({ level, long }: { level: Level; long?: boolean }) {
  const { words, language, levels } = useAround();
  const own = levels.find((one) => one.level === level);
  const colour = own?.colour && colours.includes(own.colour) ? own.colour : colours[level];
  const shown = (language === "zh" && own?.name) || words.levelNames[level];
  const name = level !== 0 && long ? ` ${shown}` : "";
  return (
    <span class="level">
      <span class={`dot dot-${colour}`} aria-hidden="true" />
      {words.levelShort(level)}
      {name}
    </span>
  );
}

export function Moment({ at }: { at: string | undefined }) {
  const { zone, language, now } = useAround();
  if (at === undefined) return null;
  return <time dateTime={at}>{moment(at, zone, language, now)}</time>;
}

export function wordsOf(error: ApiError, words: Words): string {
  if (error.status === 0) return words.unreachable;
  if (error.message !== "") return calm(error.message);
  if (error.status === 403) return words.forbidden;
  if (error.status === 404) return words.missing;
  return words.refused(error.status);
}

// Above data that could not be refreshed, or in place of data that never came.
export function ErrorBanner({ error, loadedAt, retry }: { error: ApiError | undefined; loadedAt: number | undefined; retry: () => void }) {
  const { words, zone, language, now } = useAround();
  if (!error) return null;
  const when = loadedAt === undefined ? "" : moment(new Date(loadedAt).toISOString(), zone, language, now);
  return (
    <div class="banner banner-bad banner-split" role="alert">
      <p>
        <strong>{wordsOf(error, words)}</strong> {loadedAt === undefined ? "" : words.stale(when)}
      </p>
      <button type="button" onClick={retry}>
        {words.refresh}
      </button>
    </div>
  );
}

export function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Section({ title, children, id }: { title: string; children: ComponentChildren; id: string }) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
