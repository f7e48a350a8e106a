// The page: who is here, in which language, and which screen the address names.

import { Component, render, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api, ApiError, noteTouch, onSignedOut } from "./api";
import { CaseSearch } from "./cases";
import { readClock } from "./clock";
import { IncidentView } from "./incident";
import { IncidentList } from "./list";
import { feed, useLoaded, useNow } from "./live";
import { Load } from "./load";
import { ShiftBanner } from "./shift";
import { Around, ErrorBanner, useAround, Web } from "./parts";
import { Tray } from "./relevance";
import { SignIn } from "./sign_in";
import { Silences } from "./silences";
import { Sources } from "./sources";
import { Strip } from "./strip";
import { zoneOffset, type Language } from "./time";
import type { Session, Status } from "./wire";
import { languages } from "./words";

const languageKey = "fenghuo.language";
const officeZone = "Asia/Shanghai";

function rememberedLanguage(): Language | undefined {
  try {
    const kept = localStorage.getItem(languageKey);
    return kept === "zh" || kept === "en" ? kept : undefined;
  } catch {
    return undefined;  // storage is forbidden here
  }
}

function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(languageKey, language);
  } catch {
    // The choice then lasts as long as the page.
  }
}

type Route = { screen: "list" } | { screen: "cases" } | { screen: "silences" } | { screen: "load" } | { screen: "sources" } | { screen: "tray" } | { screen: "incident"; id: string };

function routeOf(hash: string): Route {
  const incident = /^#\/incident\/([^/]+)$/.exec(hash);
  if (hash === "#/cases") return { screen: "cases" };
  if (hash === "#/load") return { screen: "load" };
  if (hash === "#/silences") return { screen: "silences" };
  if (hash === "#/sources") return { screen: "sources" };
  if (hash === "#/tray") return { screen: "tray" };
  if (!incident?.[1]) return { screen: "list" };
  try {
    return { screen: "incident", id: decodeURIComponent(incident[1]) };
  } catch {
    return { screen: "list" };
  }
}

function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const moved = () => setHash(location.hash);
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  useEffect(() => {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
  }, [hash]);
  return routeOf(hash);
}

class Guard extends Component<{ says: string; children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };
  override componentDidCatch(): void {
    this.setState({ failed: true });
  }
  render() {
    return this.state.failed ? <p class="banner banner-bad">{this.props.says}</p> : this.props.children;
  }
}

interface TopProps {
  status: Status | undefined;
  session: Session | undefined;
  route: Route;
  turn: (language: Language) => void;
  signOut: () => void;
}

function Top({ status, session, route, turn, signOut }: TopProps) {
  const { words, language } = useAround();
  const here = (screen: Route["screen"]) => (route.screen === screen ? { "aria-current": "page" as const } : {});
  const other: Language = language === "zh" ? "en" : "zh";
  return (
    <header>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.querySelector<HTMLElement>("main")?.focus())}>
        {words.skip}
      </a>
      <div class="brand">
        <strong>{words.product}</strong> <Web text={status?.office} />
      </div>
      {session && (
        <nav>
          <a href="#/" {...here("list")}>
            {words.incidents}
          </a>
          <a href="#/cases" {...here("cases")}>
            {words.cases}
          </a>
          <a href="#/silences" {...here("silences")}>
            {words.silences}
          </a>
          <a href="#/load" {...here("load")}>
            {words.load}
          </a>
          <a href="#/sources" {...here("sources")}>
            {words.sources}
          </a>
          <a href="#/tray" {...here("tray")}>
            {words.tray}
          </a>
        </nav>
      )}
      <div class="who">
        {session && <Web text={session.name ?? session.person} />}
        <button type="button" lang={other === "zh" ? "zh-CN" : "en"} onClick={() => turn(other)}>
          {words.otherLanguage}
        </button>
        {session && (
          <button type="button" onClick={signOut}>
            {words.signOut}
          </button>
        )}
      </div>
    </header>
  );
}

function Screen({ route, session }: { route: Route; session: Session }) {
  if (route.screen === "cases") return <CaseSearch />;
  if (route.screen === "silences") return <Silences may={session.permissions?.includes("close") ?? false} />;
  if (route.screen === "load") return <Load />;
  if (route.screen === "sources") return <Sources />;
  if (route.screen === "tray") return <Tray />;
  if (route.screen === "incident") return <IncidentView id={route.id} key={route.id} />;
  return <IncidentList />;
}

function Bottom({ status }: { status: Status | undefined }) {
  const { words, zone, now } = useAround();
  return (
    <footer class="quiet">
      {words.zoneNote(zone, zoneOffset(now, zone))}
      {status?.desk_phone && (
        <>
          {" · "}
          {words.deskPhone} <Web text={status.desk_phone} />
        </>
      )}
    </footer>
  );
}

async function loadStatus(): Promise<Status> {
  const status = await api.status();
  readClock(status.now, Date.now());
  return status;
}

function Inside({ session, left, language, turn }: { session: Session; left: () => void; language: Language; turn: (to: Language) => void }) {
  const route = useRoute();
  const loaded = useLoaded(loadStatus, "status");
  const now = useNow();
  const status = loaded.data;
  const words = languages[language];
  const around = { language, words, zone: status?.zone ?? officeZone, now, levels: status?.levels ?? [], permissions: session.permissions ?? [] };
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, []);
  useEffect(() => {
    const overdue = status?.incidents?.overdue ?? 0;
    document.title = `${overdue > 0 ? `(${words.overdueCount(overdue)}) ` : ""}${words.incidents} · ${words.product}`;
  }, [status?.incidents?.overdue, language]);
  const signOut = () => void api.signOut().then(left, left);
  return (
    <Around.Provider value={around}>
      <Top status={status} session={session} route={route} turn={turn} signOut={signOut} />
      <main id="main" tabIndex={-1}>
        <Strip status={status} error={loaded.error} loadedAt={loaded.loadedAt} />
        <ShiftBanner status={status} person={session.person} after={loaded.reload} />
        <Guard says={words.broken} key={location.hash}>
          <Screen route={route} session={session} />
        </Guard>
      </main>
      <Bottom status={status} />
    </Around.Provider>
  );
}

// undefined: not asked yet; null: nobody is signed in.
type Who = Session | null | undefined;

function App() {
  const [language, setLanguage] = useState<Language>(() => rememberedLanguage() ?? "zh");
  const [who, setWho] = useState<Who>(undefined);
  const [problem, setProblem] = useState<ApiError>();
  const words = languages[language];
  const ask = () =>
    void api.session().then(
      (session) => (setProblem(undefined), setWho(session)),
      (error: unknown) => {
        const known = error instanceof ApiError ? error : new ApiError(0, "");
        if (known.status === 401) setProblem(undefined), setWho(null);
        else setProblem(known);
      },
    );
  useEffect(() => {
    onSignedOut(() => setWho(null));
    ask();
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    if (!who) document.title = `${words.signIn} · ${words.product}`;
  }, [language, who]);
  const turn = (to: Language) => (rememberLanguage(to), setLanguage(to));
  if (who) return <Inside session={who} left={() => setWho(null)} language={language} turn={turn} />;
  return (
    <Around.Provider value={{ language, words, zone: officeZone, now: Date.now(), levels: [], permissions: [] }}>
      <Top status={undefined} session={undefined} route={{ screen: "list" }} turn={turn} signOut={() => undefined} />
      <main id="main" tabIndex={-1}>
        <ErrorBanner error={problem} loadedAt={undefined} retry={ask} />
        {who === null && <SignIn after={ask} />}
      </main>
    </Around.Provider>
  );
}

for (const kind of ["pointerdown", "keydown", "wheel"]) window.addEventListener(kind, noteTouch, { passive: true });

const root = document.getElementById("console");
if (root) render(<App />, root);
