/** A command to the project's room, with words for how it ended. */
import { createSignal, type Accessor } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { w, whyNot } from "./words/index.ts";

export interface Saying {
  busy: Accessor<boolean>;
  /** The reason of the last refusal. */
  reason: Accessor<string | undefined>;
  trouble: Accessor<string | undefined>;
  forget: () => void;
  /** Gives whether it was done. */
  say: (command: { type: string; [field: string]: unknown }) => Promise<boolean>;
}

export function createSaying(desk: Accessor<Desk>): Saying {
  const [busy, setBusy] = createSignal(false);
  const [reason, setReason] = createSignal<string>();
  /** As it was when it was said: words that change each second are no use to who hears them. */
  const [waitMs, setWaitMs] = createSignal<number>();
  const inWords = (why: string): string => {
    const wait = waitMs();
    return wait === undefined
      ? whyNot(why)
      : `${whyNot(why)} ${w().waits(minutesAndSeconds(Math.ceil(wait / 1000) * 1000))}.`;
  };
  const isLive = (): boolean => desk().page.online() && desk().project.room.status() === "live";
  return {
    busy,
    reason,
    trouble: () => {
      const why = reason();
      return why === undefined ? undefined : why === "notConnected" ? t().notConnected : inWords(why);
    },
    forget: () => setReason(undefined),
    async say(command) {
      // What would happen later, unseen, is not done.
      if (!isLive()) {
        setReason("notConnected");
        return false;
      }
      setBusy(true);
      const outcome = await desk().project.room.client.send(command);
      setBusy(false);
      setWaitMs(outcome.kind === "refused" ? outcome.waitMs : undefined);
      setReason(outcome.kind === "refused" ? outcome.reason : outcome.kind === "fault" ? outcome.code : undefined);
      return outcome.kind === "done";
    },
  };
}
