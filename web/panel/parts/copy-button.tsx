import { Show, createSignal, onCleanup } from "solid-js";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

const SAID_MS = 2000;

/** Copies, and says so for a moment. */
export function CopyButton(props: { label: string; text: string }) {
  const [copied, setCopied] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.text);
    setCopied(true);
    clearTimeout(timer);
    timer = setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <>
      <button
        type="button"
        class="plain square copy"
        aria-label={props.label}
        title={props.label}
        onClick={() => void copy().catch(() => {})}
      >
        <Icon name={copied() ? "check" : "copy"} />
      </button>
      <span class="unseen" role="status">
        <Show when={copied()}>{t().copied}</Show>
      </span>
    </>
  );
}
