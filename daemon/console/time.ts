// Times as an officer reads them, in the office's zone and whatever the browser's own is.

export type Language = "zh" | "en";

interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  offsetMinutes: number;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const numbers = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numbers });
  } catch {
    // A zone that this browser does not know: UTC, which the offset shown beside it admits.
    format = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", hourCycle: "h23", ...numbers });
  }
  formats.set(zone, format);
  return format;
}

function civil(ms: number, zone: string): Civil {
  const part: Record<string, number> = {};
  for (const one of formatIn(zone).formatToParts(ms)) part[one.type] = Number(one.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return { year, month, day, hour, minute, offsetMinutes: Math.round((local - ms) / 60_000) };
}

const two = (value: number) => String(value).padStart(2, "0");

function offsetOf(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

// "+08:00"
export function zoneOffset(ms: number, zone: string): string {
  return offsetOf(civil(ms, zone).offsetMinutes);
}

// 7月11日 02:14 · Jul 11 02:14 +08:00; with the year when it is not this one. "" for no time.
export function moment(at: string | undefined, zone: string, language: Language, nowMs: number): string {
  const ms = at === undefined ? NaN : Date.parse(at);
  if (Number.isNaN(ms)) return "";
  const { year, month, day, hour, minute, offsetMinutes } = civil(ms, zone);
  const thisYear = civil(nowMs, zone).year === year;
  const clock = `${two(hour)}:${two(minute)}`;
  if (language === "zh") return `${thisYear ? "" : `${year}年`}${month}月${day}日 ${clock}`;
  return `${months[month - 1]} ${day}${thisYear ? "" : ` ${year}`} ${clock} ${offsetOf(offsetMinutes)}`;
}

// 2小时14分 · 2 h 14 min; days without minutes, below a minute 不到1分.
export function span(ms: number, language: Language): string {
  const whole = Math.floor(ms / 60_000);
  if (whole < 1) return language === "zh" ? "不到1分" : "under 1 min";
  const days = Math.floor(whole / 1440);
  const hours = Math.floor(whole / 60) % 24;
  const minutes = days > 0 ? 0 : whole % 60;
  const [d, h, m] = language === "zh" ? ["天", "小时", "分"] : [" d", " h", " min"];
  const said = [days > 0 ? days + d! : "", hours > 0 ? hours + h! : "", minutes > 0 ? minutes + m! : ""];
  return said.filter((part) => part !== "").join(language === "zh" ? "" : " ");
}

// "2026-07-11T18:00" of a field of the page, which is in the office's zone, as an instant: "2026-07-11T18:00:00+08:00".
export function instantOf(local: string, zone: string): string {
  return `${local}:00${zoneOffset(Date.parse(`${local}:00Z`), zone)}`;
}
