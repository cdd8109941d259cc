import { UnsentFiles, createUnsent } from "../files/unsent.tsx";
import type { Conversation } from "../state/conversation.ts";
import { t } from "../words/index.ts";
import { Dialog } from "./dialog.tsx";

/** Asked only of who still holds conversations: leaving sends all of them back to the queue. */
export function SignOutDialog(props: {
  held: number;
  conversations: readonly Conversation[];
  onStay: () => void;
  onLeave: () => void;
}) {
  const unsent = createUnsent(() => props.conversations);
  let shut = (): void => {};
  async function leave(): Promise<void> {
    if (!(await unsent.settle())) return;
    shut();
    props.onLeave();
  }
  return (
    <Dialog
      title={t().signOutAsk}
      onOpen={(close) => (shut = close)}
      onSubmit={() => void leave()}
      onClose={() => props.onStay()}
    >
      <p>{t().signOutHeld(props.held)}</p>
      <UnsentFiles unsent={unsent} withWho />
      <div class="buttons">
        <button type="button" onClick={() => shut()}>
          {t().stay}
        </button>
        <button type="submit" class="main" aria-disabled={unsent.isWaiting() ? "true" : undefined}>
          {t().signOut}
        </button>
      </div>
    </Dialog>
  );
}
