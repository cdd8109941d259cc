import { Show, createSignal, onMount } from "solid-js";
import { CopyButton } from "../parts/copy-button.tsx";
import type { Setup } from "./second-factor.tsx";
import { w } from "./words/index.ts";

/** The dark cells of a QR code as one path of unit squares, and how many cells a side has. */
async function draw(text: string): Promise<{ path: string; size: number }> {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join("");
  return { path, size };
}

const GROUP = 4;

/** The secret that an authenticator app wants, to be scanned or typed. */
export function FactorKey(props: { setup: Setup }) {
  // Not a resource: what waits for one is taken out of the page, and a dialog that was open comes back behind everything.
  const [code, setCode] = createSignal<{ path: string; size: number }>();
  // Without a network there is no picture; the key can be typed.
  onMount(() => void draw(props.setup.uri).then(setCode, () => {}));
  const spaced = () => (props.setup.key.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? []).join(" ");
  return (
    <div class="factor-key">
      <p>{w().own.factor.scan}</p>
      <Show when={code()} fallback={<div class="qr" />}>
        {(drawn) => (
          <svg class="qr" role="img" aria-label={w().own.factor.qr} viewBox={`0 0 ${drawn().size} ${drawn().size}`}>
            <path d={drawn().path} />
          </svg>
        )}
      </Show>
      <p>{w().own.factor.key}</p>
      <p class="secret">
        <code>{spaced()}</code>
        <CopyButton label={w().own.factor.copyKey} text={props.setup.key} />
      </p>
    </div>
  );
}
