// The one place that talks to the daemon. Every answer that is not a success becomes an ApiError.

import type {
  ActionRequest, Document, Incident, IncidentPage, LoadPage, Page, RuleFilter, Session, Silence, SimilarCase, SourceRow, Status, Verdict,
} from "./wire";

const root = "/api/v1";
const patienceMs = 20_000;
const pageSize = 200;

// Called when the session is over, whatever was being asked for.
let whenSignedOut = () => {};
export function onSignedOut(call: () => void): void {
  whenSignedOut = call;
}

// Whether somebody has touched the page since it last asked. The daemon ends a session that nobody uses; that a page lies open and
// keeps itself up to date is no use.
let touched = true;
export function noteTouch(): void {
  touched = true;
}

export class ApiError extends Error {
  // 0: no answer at all.
  constructor(readonly status: number, detail: string) {
    super(detail);
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  let detail = "";
  try {
    const body = (await response.json()) as { detail?: unknown; title?: unknown } | null;
    if (typeof body?.detail === "string") detail = body.detail;
    else if (typeof body?.title === "string") detail = body.title;
  } catch {
    // A proxy's page instead of problem+json: the status has to do.
  }
  return new ApiError(response.status, detail);
}

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), patienceMs);
  const headers: Record<string, string> = {};
  const request: RequestInit = { method, headers, credentials: "same-origin", cache: "no-store", signal: impatience.signal };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  if (!touched) headers["Fenghuo-Unattended"] = "1";
  touched = false;
  try {
    const response = await fetch(root + path, request);
    if (response.status === 401 && path !== "/session") whenSignedOut();
    if (!response.ok) throw await problemOf(response);
    const text = await response.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0, "");
  } finally {
    clearTimeout(timer);
  }
}

function listOf<T>(value: T[] | undefined | null): T[] {
  return Array.isArray(value) ? value : [];
}

// Follows the cursor for at most `pagesMax` pages; `next` says that there is more.
async function pages<T>(path: string, pagesMax: number): Promise<Page<T>> {
  const items: T[] = [];
  let next: string | null | undefined;
  const first = `${path}${path.includes("?") ? "&" : "?"}limit=${pageSize}`;
  for (let page = 0; page < pagesMax; ++page) {
    const cursor = next ? `&cursor=${encodeURIComponent(next)}` : "";
    const answer = (await ask("GET", first + cursor)) as Page<T>;
    items.push(...listOf(answer.items));
    next = answer.next;
    if (!next) break;
  }
  return { items, next: next ?? null };
}

export type Listed = "open" | "all";

const openPagesMax = 20;

export const api = {
  session: async () => (await ask("GET", "/session")) as Session,
  signIn: async (token: string) => (await ask("POST", "/session", { token })) as Session | undefined,
  signOut: async () => void (await ask("DELETE", "/session")),
  acceptShift: async () => void (await ask("POST", "/shift/accept", {})),
  status: async () => (await ask("GET", "/status")) as Status,
  incidents: (listed: Listed, pagesShown: number) =>
    pages<Incident>(`/incidents?state=${listed}`, listed === "open" ? openPagesMax : pagesShown),
  incident: async (id: string): Promise<IncidentPage> => {
    const page = (await ask("GET", `/incidents/${encodeURIComponent(id)}`)) as IncidentPage;
    return {
      ...page,
      timeline: listOf(page.timeline),
      notifications: listOf(page.notifications),
      documents: listOf(page.documents),
      actions: listOf(page.actions),
    };
  },
  act: async (id: string, request: ActionRequest) =>
    void (await ask("POST", `/incidents/${encodeURIComponent(id)}/actions`, request)),
  // `path` is below the incident's own, such as "/clocks/1/stop".
  ledger: async (id: string, path: string, body: Record<string, unknown>) =>
    void (await ask("POST", `/incidents/${encodeURIComponent(id)}${path}`, body)),
  reportDraft: async (id: string, number: number) =>
    ((await ask("GET", `/incidents/${encodeURIComponent(id)}/reports/${number}/draft`)) as { text?: string }).text ?? "",
  similar: async (id: string) =>
    listOf(((await ask("GET", `/incidents/${encodeURIComponent(id)}/similar`)) as Page<SimilarCase>).items),
  afterAction: async (id: string) =>
    ((await ask("GET", `/incidents/${encodeURIComponent(id)}/after-action`)) as { text?: string }).text ?? "",
  cases: (query: string, pagesShown: number) => pages<Incident>(`/cases?q=${encodeURIComponent(query)}`, pagesShown),
  // Every rule that found the document learns from it.
  judge: async (id: string, verdict: Verdict) => void (await ask("POST", `/documents/${encodeURIComponent(id)}/relevance`, { verdict })),
  tray: (pagesShown: number) => pages<Document>("/tray", pagesShown),
  filters: async () => listOf(((await ask("GET", "/filters")) as Page<RuleFilter>).items),
  silences: async () => listOf(((await ask("GET", "/silences")) as Page<Silence>).items),
  addSilence: async (body: Record<string, unknown>) => void (await ask("POST", "/silences", body)),
  endSilence: async (number: number) => void (await ask("POST", `/silences/${number}/end`, {})),
  load: async () => {
    const page = (await ask("GET", "/load")) as LoadPage;
    return { ...page, items: listOf(page.items) };
  },
  sources: () => pages<SourceRow>("/sources", 100),
};
