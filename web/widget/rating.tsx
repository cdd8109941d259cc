import { For, Show, createSignal, onCleanup } from "solid-js";
import { NOTE_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Outcome } from "../shared/room-client.ts";
import type { CustomerReason, Words } from "./words/es.ts";

const STAR = "M12 3l2.7 5.8 6.3.8-4.6 4.4 1.2 6.3L12 17.2l-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z";

interface Props {
  words: Words;
  onRate: (score: number, comment: string) => Promise<Outcome | undefined>;
  onLater: () => void;
}

/** Once, after the end. It goes away by itself when the thread says that it has been rated. */
export function Rating(props: Props) {
  const [score, setScore] = createSignal(0);
  const [comment, setComment] = createSignal("");
  const [sending, setSending] = createSignal(false);
  const [problem, setProblem] = createSignal("");
  let gone = false;
  onCleanup(() => (gone = true));

  async function rate(): Promise<void> {
    if (score() === 0 || sending()) return;
    setSending(true);
    setProblem("");
    const outcome = await props.onRate(score(), comment());
    if (gone) return;
    setSending(false);
    if (outcome?.kind === "refused")
      setProblem(props.words.reasons[outcome.reason as CustomerReason] ?? props.words.notSent);
    else if (outcome?.kind === "fault") setProblem(props.words.notSent);
  }

  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        void rate();
      }}
    >
      <fieldset>
        <legend>{props.words.rateAsk}</legend>
        <div class="stars">
          <For each={props.words.rateScores}>
            {(word, index) => (
              <label classList={{ lit: index() < score() }} title={word}>
                <input
                  class="hidden"
                  type="radio"
                  name="score"
                  value={index() + 1}
                  aria-label={`${index() + 1}: ${word}`}
                  checked={index() + 1 === score()}
                  onChange={() => setScore(index() + 1)}
                />
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d={STAR} />
                </svg>
              </label>
            )}
          </For>
          <output>{props.words.rateScores[score() - 1]}</output>
        </div>
      </fieldset>
      <Show when={score() > 0}>
        <textarea
          rows="2"
          dir="auto"
          aria-label={props.words.rateComment}
          placeholder={props.words.rateComment}
          maxLength={NOTE_MAX_CHARS}
          value={comment()}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </Show>
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
      <div class="buttons">
        <button type="button" class="plain" onClick={() => props.onLater()}>
          {props.words.rateLater}
        </button>
        <Show when={score() > 0}>
          <button type="submit" class="primary" disabled={sending()}>
            {props.words.rateSend}
          </button>
        </Show>
      </div>
    </form>
  );
}
