import { t } from "../words/index.ts";

/** How a dialog that asks something ends: what went wrong, the way out, and the way on. */
export function DialogFoot(props: {
  /** Sends the dialog's form. */
  label: string;
  /** Nothing can be sent yet. `aria-disabled` stays reachable, for what is to be said when it is pressed all the same. */
  off?: "disabled" | "aria-disabled" | undefined;
  trouble: string | undefined;
  onCancel: () => void;
}) {
  return (
    <>
      <p role="alert" class="trouble">
        {props.trouble}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => props.onCancel()}>
          {t().cancel}
        </button>
        <button
          type="submit"
          class="main"
          disabled={props.off === "disabled"}
          aria-disabled={props.off === "aria-disabled" ? "true" : undefined}
        >
          {props.label}
        </button>
      </div>
    </>
  );
}
