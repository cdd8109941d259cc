import { createUniqueId, onMount, type JSX } from "solid-js";

/** A question over everything else. It ends by Esc, by a press beside it, or by `close`. */
export function Dialog(props: {
  title: string;
  class?: string;
  /** Called once the dialog stands. */
  onOpen?: (close: () => void) => void;
  onSubmit?: () => void;
  /** Asked before it ends in any other way than by its own hand. */
  mayClose?: () => boolean;
  onClose: () => void;
  children: JSX.Element;
}) {
  const titleId = createUniqueId();
  let dialog!: HTMLDialogElement;
  onMount(() => {
    dialog.showModal();
    props.onOpen?.(() => dialog.close());
  });
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class={`card ${props.class ?? ""}`}
      aria-labelledby={titleId}
      onClick={(event) => event.target === dialog && (props.mayClose?.() ?? true) && dialog.close()}
      onCancel={(event) => {
        if (event.target === dialog && !(props.mayClose?.() ?? true)) event.preventDefault();
      }}
      onClose={() => props.onClose()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (props.onSubmit) props.onSubmit();
          else dialog.close();
        }}
      >
        {/* The name first, for ears; and no box has the focus before it is wanted, which brings a phone's keyboard up. */}
        <h2 id={titleId} tabIndex={-1} autofocus>
          {props.title}
        </h2>
        {props.children}
      </form>
    </dialog>
  );
}
