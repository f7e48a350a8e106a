// A button of the ledger that asks for what the record needs before it sends it.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { useAround, wordsOf } from "./parts";

interface EntryProps {
  title: string;
  // What is sent, or the name of the field that is still empty.
  body: () => Record<string, unknown> | string;
  send: (body: Record<string, unknown>) => Promise<void>;
  after: () => void;
  children: ComponentChildren;
}

interface Props extends Omit<EntryProps, "send"> {
  incident: string;
  path: string;     // below the incident's own
}

export function LedgerForm({ incident, path, ...form }: Props) {
  return <EntryForm {...form} send={(body) => api.ledger(incident, path, body)} />;
}

export function EntryForm({ title, body, send, after, children }: EntryProps) {
  const { words } = useAround();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    const asked = body();
    if (typeof asked === "string") return setProblem(words.mustFill(asked));
    setBusy(true);
    setProblem("");
    try {
      await send(asked);
      setOpen(false);
      after();
    } catch (error) {
      setProblem(wordsOf(error instanceof ApiError ? error : new ApiError(0, ""), words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {open && (
        <form class="action-form" onSubmit={(event) => void submit(event)} noValidate aria-label={title}>
          {children}
          {problem !== "" && (
            <p class="banner banner-bad" role="alert" lang="zh-CN">
              {problem}
            </p>
          )}
          <div class="buttons">
            <button type="submit" class="main" disabled={busy}>
              {busy ? words.busy : words.submit(title)}
            </button>
            <button type="button" onClick={() => setOpen(false)}>
              {words.cancel}
            </button>
          </div>
        </form>
      )}
    </>
  );
}

interface TextProps {
  label: string;
  value: string;
  put: (text: string) => void;
  long?: boolean;
}

export function TextField({ label, value, put, long }: TextProps) {
  return (
    <label>
      {label}
      {long ? (
        <textarea rows={3} maxLength={2000} value={value} onInput={(event) => put(event.currentTarget.value)} />
      ) : (
        <input maxLength={80} value={value} onInput={(event) => put(event.currentTarget.value)} />
      )}
    </label>
  );
}

// The browser's own field gives a time without a zone: it is the office's, as everything on the page.
export function TimeField({ label, value, put }: TextProps) {
  return (
    <label>
      {label}
      <input type="datetime-local" value={value} onInput={(event) => put(event.currentTarget.value)} />
    </label>
  );
}
