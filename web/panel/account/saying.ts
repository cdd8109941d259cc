/** A command to the project's room, with words for how it ended. */
import { createSignal, type Accessor } from "solid-js";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { whyNot } from "./words/index.ts";

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
  const isLive = (): boolean => desk().page.online() && desk().project.room.status() === "live";
  return {
    busy,
    reason,
    trouble: () => {
      const why = reason();
      return why === undefined ? undefined : why === "notConnected" ? t().notConnected : whyNot(why);
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
      setReason(outcome.kind === "refused" ? outcome.reason : outcome.kind === "fault" ? outcome.code : undefined);
      return outcome.kind === "done";
    },
  };
}
