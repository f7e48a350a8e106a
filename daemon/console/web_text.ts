// Text from the web, made fit to be shown: it must not climb over its neighbours, nor lead anywhere but to the web.

const marksMax = 3;
const marks = new RegExp(`(\\p{M}{${marksMax}})\\p{M}+`, "gu");
// Control characters other than tab and line feed, and the marks that turn the direction of what follows.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function calm(text: string): string {
  return text.replace(controls, "").replace(marks, "$1");
}

// The address when it is one of the web, else nothing: javascript: and data: never become links.
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}
