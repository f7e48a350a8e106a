// 接班: a shift has begun and whoever has the desk has not accepted it. They alone get the button.

import { useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { Moment, useAround, Web, wordsOf } from "./parts";
import type { Status } from "./wire";

export function ShiftBanner({ status, person, after }: { status: Status | undefined; person: string; after: () => void }) {
  const { words } = useAround();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const change = status?.shift_to_accept;
  if (!change) return null;
  const accept = () => {
    setBusy(true);
    setProblem("");
    void api
      .acceptShift()
      .then(after, (error: unknown) => setProblem(wordsOf(error instanceof ApiError ? error : new ApiError(0, ""), words)))
      .finally(() => setBusy(false));
  };
  return (
    <div class="banner">
      <Moment at={change.since} /> <Web text={words.shiftWaits(change.from.join(words.nameComma), change.by_name)} />{" "}
      {change.by === person && (
        <button type="button" class="main" onClick={accept} disabled={busy}>
          {busy ? words.busy : words.acceptShift}
        </button>
      )}
      {problem && (
        <p role="alert" lang="zh-CN">
          {problem}
        </p>
      )}
    </div>
  );
}
