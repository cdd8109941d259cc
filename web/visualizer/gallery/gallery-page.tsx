/** All machines, and one box that finds anything in any of them. */
import { For, Show, createMemo, createSignal, createUniqueId } from "solid-js";
import { reasonWords } from "../../panel/words/index.ts";
import type { MachineEntry } from "../chart/model.ts";
import { addressOf, greets } from "../routes.ts";
import { w } from "../words/index.ts";
import { createPages, machines } from "./charts.ts";
import { KINDS, findingsOf, search, type Finding } from "./findings.ts";
import { Thumbnail } from "./thumbnail.tsx";
import "../styles/gallery.css";

/** Of each kind, unless more are asked for. */
const SHOWN = 6;

export default function GalleryPage() {
  const pages = createPages();
  const [query, setQuery] = createSignal("");
  const findings = createMemo(() =>
    (pages() ?? []).flatMap((page) =>
      findingsOf(page, { machine: (id) => w().machines[id] ?? [], reason: reasonWords }),
    ),
  );
  const found = createMemo(() => search(findings(), query()));
  const groups = () =>
    KINDS.map((kind) => ({ kind, some: found().filter((one) => one.kind === kind) })).filter(
      ({ some }) => some.length > 0,
    );
  const id = createUniqueId();
  return (
    <main class="page gallery">
      <h1 ref={greets}>{w().title}</h1>
      <p class="quiet">{w().gallery.about}</p>
      <div class="gallery-search" role="search">
        <label class="unseen" for={id}>
          {w().gallery.search}
        </label>
        <input
          id={id}
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={w().gallery.hint}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <p class="quiet" role="status">
          {query().trim() === "" ? "" : w().gallery.results(found().length)}
        </p>
      </div>
      <Show
        when={query().trim() !== ""}
        fallback={
          <ul class="gallery-cards">
            <For each={machines}>{(entry, index) => <Card entry={entry} laid={() => pages()?.[index()]?.laid} />}</For>
          </ul>
        }
      >
        <For each={groups()}>{({ kind, some }) => <Findings title={w().gallery.kinds[kind]} some={some} />}</For>
      </Show>
    </main>
  );
}

function Card(props: { entry: MachineEntry; laid: () => Parameters<typeof Thumbnail>[0]["laid"] | undefined }) {
  const words = () => w().machines[props.entry.id];
  const counts = () => props.entry.counts;
  return (
    <li class="gallery-card">
      <div class="gallery-picture">
        <Show when={props.laid()}>{(laid) => <Thumbnail laid={laid()} />}</Show>
      </div>
      <h2>
        <a href={addressOf.machine(props.entry.id)}>{words()?.[0] ?? props.entry.id}</a>
      </h2>
      <p>{words()?.[1]}</p>
      <p class="quiet">
        {w().gallery.states(counts().states)} · {w().gallery.events(counts().events)} ·{" "}
        {w().gallery.rules(counts().rules)} · {w().gallery.refusals(counts().refusals)}
      </p>
    </li>
  );
}

function Findings(props: { title: string; some: readonly Finding[] }) {
  const [isAll, showAll] = createSignal(false);
  const shown = () => (isAll() ? props.some : props.some.slice(0, SHOWN));
  const addressFor = ({ machine, kind, text, places }: Finding): string =>
    kind === "machine"
      ? addressOf.machine(machine)
      : addressOf.machine(machine, {
          select: places[0] ?? null,
          ...(kind === "state" ? {} : { find: text }),
        });
  return (
    <section class="gallery-found">
      <h2>
        {props.title} <small class="quiet">{props.some.length}</small>
      </h2>
      <ul>
        <For each={shown()}>
          {(finding) => (
            <li>
              <a href={addressFor(finding)}>{finding.text}</a>
              <Show when={finding.kind !== "machine"}>
                <span class="quiet">
                  {" "}
                  {w().machines[finding.machine]?.[0] ?? finding.machine}
                  <Show when={finding.places.length > 1}> · {w().gallery.places(finding.places.length)}</Show>
                </span>
              </Show>
              <Show when={finding.about !== ""}>
                <p lang={finding.kind === "rule" || finding.kind === "state" ? "en" : undefined}>{finding.about}</p>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={shown().length < props.some.length}>
        <button type="button" class="plain" onClick={() => showAll(true)}>
          {w().gallery.more(props.some.length - shown().length)}
        </button>
      </Show>
    </section>
  );
}
