import { Show, createResource, onMount } from "solid-js";
import type { Address } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { createLife } from "../life/life.ts";
import { definitionOf } from "../life/parties.ts";
import { receiptsIn } from "../life/receipts.ts";
import { Viewer } from "../life/viewer.tsx";
import { tw } from "../words/trial/index.ts";

/** The life until now of a room of the simulated centre, as one looks at a real one. */
export default function TrialLife(props: {
  self: Address;
  log: () => Promise<readonly LogRow[]>;
  receipts: readonly Receipt[];
  nameOf: (agentId: string) => string;
  onClose: () => void;
}) {
  // oxlint-disable-next-line solid/reactivity -- another room is another one of these
  const { self, receipts } = props;
  let close: HTMLButtonElement | undefined;
  onMount(() => scrollTo(0, 0));
  const [life] = createResource(async () => {
    const [definition, rows] = await Promise.all([definitionOf(self.party), props.log()]);
    return { definition: definition!, rows };
  });
  return (
    <Show when={life()} fallback={<p role="status">{tw().loading}</p>}>
      {(read) => {
        const shown = createLife(read().definition, self);
        shown.add(read().rows);
        onMount(() => close?.focus());
        return (
          <Viewer
            life={shown}
            receipts={{ ...receiptsIn(receipts), nameOf: props.nameOf }}
            badge={tw().simulated}
            at={null}
          >
            <button type="button" ref={(element) => (close = element)} onClick={() => props.onClose()}>
              {tw().closeLife}
            </button>
          </Viewer>
        );
      }}
    </Show>
  );
}
