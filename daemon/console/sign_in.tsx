// A person is known by their token; the answer is a session cookie that scripts cannot read.

import { useState } from "preact/hooks";
import { api, ApiError } from "./api";
import { useAround, wordsOf } from "./parts";

export function SignIn({ after }: { after: () => void }) {
  const { words } = useAround();
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (token.trim() === "") return setProblem(words.mustFill(words.token));
    setBusy(true);
    setProblem("");
    try {
      await api.signIn(token.trim());
      after();
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(0, "");
      setProblem(known.status === 401 ? words.tokenWrong : wordsOf(known, words));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="card sign-in" onSubmit={(event) => void submit(event)} noValidate>
      <h1 tabIndex={-1}>{words.signIn}</h1>
      <label for="token">{words.token}</label>
      <input
        id="token"
        type="password"
        autoComplete="current-password"
        aria-describedby="token-hint"
        value={token}
        required
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      <p class="quiet" id="token-hint">
        {words.tokenHint}
      </p>
      {problem !== "" && (
        <p class="banner banner-bad" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.busy : words.signIn}
      </button>
    </form>
  );
}
