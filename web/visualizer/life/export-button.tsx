import { createSignal } from "solid-js";
import { saveFile } from "../gallery/save-file.ts";
import { life as w } from "../words/life/index.ts";
import { exported } from "./exporting.ts";
import type { Life } from "./life.ts";
import type { Receipts } from "./receipts.ts";

/** A file to attach to a report: everything that happened, and nothing that anybody said. */
export function ExportButton(props: { life: Life; receipts: Receipts }) {
  const [isWorking, setWorking] = createSignal(false);
  const [told, tell] = createSignal<() => string>(() => "");
  async function make(): Promise<void> {
    if (isWorking() || props.life.count() === 0) return;
    setWorking(true);
    tell(() => () => w().exporting.working);
    const made = await exported(props.life, props.receipts, Date.now());
    setWorking(false);
    if (!made.ok) return void tell(() => () => w().exporting.differs(made.seq));
    const { party, room } = made.file;
    saveFile(`turno-${party}-${room}.json`, new Blob([JSON.stringify(made.file)], { type: "application/json" }));
    tell(() => () => w().exporting.done);
  }
  return (
    <>
      <button
        type="button"
        title={w().exporting.hint}
        aria-disabled={isWorking() || props.life.count() === 0 ? "true" : undefined}
        onClick={() => void make()}
      >
        {w().exporting.ask}
      </button>
      <p class="life-answer" role="status">
        {told()()}
      </p>
    </>
  );
}
