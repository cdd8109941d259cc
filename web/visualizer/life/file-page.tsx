/** `/machines/file`: a replay from a file. Nothing of it leaves the browser, and nobody need sign in. */
import { ErrorBoundary, Show, createRoot, createSignal, onCleanup } from "solid-js";
import type { Receipt } from "../../../party/protocol/queue.ts";
import { dayAndTime } from "../../shared/locale.ts";
import { insist } from "../../panel/parts/later.ts";
import { language } from "../../panel/words/index.ts";
import { life as w } from "../words/life/index.ts";
import { createLife, type Life } from "./life.ts";
import { definitionOf } from "./parties.ts";
import { receiptsIn, type Receipts } from "./receipts.ts";
import { FILE_MAX_BYTES, readFile, type FileFault } from "./replay-file.ts";
import { Viewer } from "./viewer.tsx";

interface Opened {
  life: Life;
  receipts: Receipts;
  exportedAt: number;
  dispose: () => void;
}

export default function FilePage() {
  const [opened, setOpened] = createSignal<Opened>();
  const [fault, setFault] = createSignal<FileFault | { kind: "unreadable" }>();
  const [isReading, setReading] = createSignal(false);
  const [isOver, setOver] = createSignal(false);
  let input!: HTMLInputElement;
  const close = (): void => {
    opened()?.dispose();
    setOpened(undefined);
  };
  onCleanup(close);

  async function open(file: File | undefined): Promise<void> {
    setOver(false);
    if (!file || isReading()) return;
    setFault(undefined);
    if (file.size > FILE_MAX_BYTES) return void setFault({ kind: "tooLarge" });
    setReading(true);
    try {
      const read = readFile(await file.text());
      if (!read.ok) return void setFault(read.fault);
      const { party, room, rows, receipts, exportedAt } = read.file;
      const definition = (await insist(() => definitionOf(party)))!;
      close();
      setOpened(
        createRoot((dispose) => {
          const life = createLife(definition, { party, room });
          life.add(rows);
          return { life, receipts: receiptsIn(receipts as unknown as Receipt[]), exportedAt, dispose };
        }),
      );
    } catch {
      setFault({ kind: "unreadable" });
    } finally {
      setReading(false);
    }
  }

  const choosing = () => (
    <main
      class="page"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        void open(event.dataTransfer?.files[0]);
      }}
    >
      <h1>{w().import.title}</h1>
      <p class="quiet">{w().import.about}</p>
      <div class="life-drop" classList={{ over: isOver() }}>
        <button type="button" class="main" onClick={() => input.click()}>
          {w().import.choose}
        </button>
        <span class="quiet">{w().import.drop}</span>
        <input
          ref={(element) => (input = element)}
          class="unseen"
          type="file"
          accept=".json,application/json"
          tabIndex={-1}
          aria-label={w().import.choose}
          onChange={(event) => {
            void open(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </div>
      <p role="status">{isReading() ? w().import.reading : ""}</p>
      <Show when={fault()}>
        {(what) => (
          <p role="alert" class="trouble">
            {faultWords(what())}
          </p>
        )}
      </Show>
    </main>
  );

  /** A machine takes what no room would have told it, and remembers what no page can show. */
  const unreadable = () => (
    <main class="page">
      <p role="alert" class="trouble">
        {w().import.faults.unreadable}
      </p>
      <button type="button" onClick={close}>
        {w().import.another}
      </button>
    </main>
  );

  return (
    <Show when={opened()} fallback={choosing()} keyed>
      {({ life, receipts, exportedAt }) => (
        <ErrorBoundary fallback={unreadable()}>
          <Viewer life={life} receipts={receipts} at={null}>
            <span class="quiet">{w().import.exported(dayAndTime(language(), exportedAt, Date.now()))}</span>
            <button type="button" onClick={close}>
              {w().import.another}
            </button>
          </Viewer>
        </ErrorBoundary>
      )}
    </Show>
  );
}

function faultWords(fault: FileFault | { kind: "unreadable" }): string {
  const { faults } = w().import;
  switch (fault.kind) {
    case "newer":
      return faults.newer(fault.version);
    case "noSuchRoom":
      return faults.noSuchRoom(fault.party);
    case "disordered":
      return faults.disordered(fault.at);
    case "malformed":
      return faults.malformed(fault.path, fault.message);
    default:
      return faults[fault.kind];
  }
}
