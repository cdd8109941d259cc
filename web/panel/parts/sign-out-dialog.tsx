import { createUniqueId, onMount } from "solid-js";
import { t } from "../words/index.ts";

/** Asked only of who still holds conversations: leaving sends all of them back to the queue. */
export function SignOutDialog(props: { held: number; onStay: () => void; onLeave: () => void }) {
  const titleId = createUniqueId();
  let dialog!: HTMLDialogElement;
  onMount(() => dialog.showModal());
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="card"
      aria-labelledby={titleId}
      onClose={() => (dialog.returnValue === "leave" ? props.onLeave() : props.onStay())}
    >
      <form method="dialog">
        <h2 id={titleId}>{t().signOutAsk}</h2>
        <p>{t().signOutHeld(props.held)}</p>
        <div class="buttons">
          <button type="submit" value="stay">
            {t().stay}
          </button>
          <button type="submit" value="leave" class="main">
            {t().signOut}
          </button>
        </div>
      </form>
    </dialog>
  );
}
