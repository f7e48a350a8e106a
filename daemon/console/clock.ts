// The daemon's time, not the browser's: a demo runs faster than life and an office computer may be minutes wrong.

interface Reading {
  daemonMs: number;
  hereMs: number;
}

let last: Reading | undefined;
let pace = 1;

// Two readings far enough apart tell how fast the daemon's clock runs.
export function readClock(now: string | undefined, hereMs: number): void {
  const daemonMs = now === undefined ? NaN : Date.parse(now);
  if (Number.isNaN(daemonMs)) return;
  if (last && hereMs - last.hereMs >= 1_000) {
    const measured = (daemonMs - last.daemonMs) / (hereMs - last.hereMs);
    pace = Math.abs(measured - 1) < 0.2 || measured < 0 ? 1 : measured;
  }
  if (!last || hereMs - last.hereMs >= 1_000) last = { daemonMs, hereMs };
}

export function daemonNow(hereMs: number = Date.now()): number {
  return last ? last.daemonMs + (hereMs - last.hereMs) * pace : hereMs;
}
