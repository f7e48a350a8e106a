// Keeps what is on the screen true: asks again when the daemon says that something changed, and by the clock when it cannot say so.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";
import { daemonNow } from "./clock";

const settleMs = 250;
const pollConnectedMs = 60_000;
const pollLostMs = 10_000;

type Listener = () => void;

// One stream for the whole page. `connected` is what the notice 连接中断 shows.
class Feed {
  connected = true;
  private stream: EventSource | undefined;
  private settling: number | undefined;
  private poll: number | undefined;
  private readonly onChange = new Set<Listener>();
  private readonly onConnection = new Set<Listener>();

  start(): void {
    if (this.stream) return;
    const stream = new EventSource("/api/v1/events");
    this.stream = stream;
    stream.addEventListener("open", () => this.setConnected(true));
    stream.addEventListener("change", () => this.announceSoon());
    stream.addEventListener("error", () => this.setConnected(false));
    this.schedulePoll();
  }

  stop(): void {
    this.stream?.close();
    this.stream = undefined;
    this.connected = true;
    clearTimeout(this.poll);
    clearTimeout(this.settling);
  }

  watchChanges(listener: Listener): () => void {
    this.onChange.add(listener);
    return () => void this.onChange.delete(listener);
  }

  watchConnection(listener: Listener): () => void {
    this.onConnection.add(listener);
    return () => void this.onConnection.delete(listener);
  }

  private setConnected(connected: boolean): void {
    if (connected === this.connected) return;
    this.connected = connected;
    for (const listener of this.onConnection) listener();
    this.schedulePoll();
    // What happened while nobody told us.
    if (connected) this.announceSoon();
  }

  private schedulePoll(): void {
    clearTimeout(this.poll);
    this.poll = window.setTimeout(() => this.pollOnce(), this.connected ? pollConnectedMs : pollLostMs);
  }

  private pollOnce(): void {
    this.announce();
    // A browser gives up for good on an answer that is no stream; then it is for us to try again.
    if (this.stream?.readyState === EventSource.CLOSED) {
      this.stream = undefined;
      this.start();
    }
    this.schedulePoll();
  }

  // A burst of changes is one look.
  private announceSoon(): void {
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.announce(), settleMs);
  }

  private announce(): void {
    for (const listener of this.onChange) listener();
  }
}

export const feed = new Feed();

export function useConnected(): boolean {
  const [connected, setConnected] = useState(feed.connected);
  useEffect(() => feed.watchConnection(() => setConnected(feed.connected)), []);
  return connected;
}

export interface Loaded<T> {
  data: T | undefined;
  error: ApiError | undefined;
  loadedAt: number | undefined;  // daemon's time, ms
  reload: () => void;
}

// Loads, and loads again on every change. After a failure the last good data stays, with the error beside it.
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; data?: T; error?: ApiError; loadedAt?: number }>({ key });
  const latest = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  const reload = useCallback(() => {
    const turn = ++latest.current;
    loader.current().then(
      (data) => {
        if (turn === latest.current) setState({ key, data, loadedAt: daemonNow() });
      },
      (error: unknown) => {
        if (turn !== latest.current) return;
        const problem = error instanceof ApiError ? error : new ApiError(0, "");
        setState((before) => (before.key === key ? { ...before, error: problem } : { key, error: problem }));
      },
    );
  }, [key]);
  useEffect(() => {
    reload();
    const unwatch = feed.watchChanges(reload);
    return () => {
      ++latest.current;
      unwatch();
    };
  }, [reload]);
  const mine = state.key === key ? state : { key };
  return { data: mine.data, error: mine.error, loadedAt: mine.loadedAt, reload };
}

// The daemon's time, again every few seconds, so that ages and deadlines move.
export function useNow(everyMs = 5_000): number {
  const [now, setNow] = useState(() => daemonNow());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(daemonNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  // The first reading of the daemon's clock may be months from the browser's: do not wait for the timer then.
  const current = daemonNow();
  return Math.abs(current - now) > 2 * everyMs ? current : now;
}
