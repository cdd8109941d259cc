import { For, onMount } from "solid-js";
import { CopyButton } from "../parts/copy-button.tsx";
import { w } from "./words/index.ts";

const LINE = "\n";

/** Shown once. */
export function RecoveryCodes(props: { codes: readonly string[]; email: string; onDone: () => void }) {
  let title!: HTMLHeadingElement;
  onMount(() => title.focus());
  const text = (): string => [w().own.factor.fileTitle(props.email), "", ...props.codes, ""].join(LINE);

  function download(): void {
    const address = URL.createObjectURL(new Blob([text()], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "turno.txt";
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <div class="recovery-codes">
      <h4 tabIndex={-1} ref={(element) => (title = element)}>
        {w().own.factor.codes}
      </h4>
      <p>{w().own.factor.codesHint}</p>
      <ul>
        <For each={props.codes}>
          {(code) => (
            <li>
              <code>{code}</code>
            </li>
          )}
        </For>
      </ul>
      <div class="buttons">
        <CopyButton label={w().own.factor.copyCodes} text={text()} />
        <button type="button" onClick={download}>
          {w().own.factor.download}
        </button>
        <button type="button" class="main" onClick={() => props.onDone()}>
          {w().own.factor.kept}
        </button>
      </div>
    </div>
  );
}
