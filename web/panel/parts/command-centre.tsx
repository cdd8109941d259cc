import { Show, Suspense, onCleanup, type JSX } from "solid-js";
import { CommandsProvider, createCommands } from "../state/commands.ts";
import { deskCommands } from "../state/desk-commands.ts";
import type { Desk } from "../state/desk.ts";
import { fetchEarly, isPartComing, later } from "./later.ts";

const CommandBar = later(() => import("./command-bar.tsx"));
const ShortcutsPage = later(() => import("./shortcuts-page.tsx"));
const AlertsDialog = later(() => import("./alerts-dialog.tsx"));
const CatalogueDialog = later(() => import("./catalogue-dialog.tsx"));

/** The desk with its keys: what opens over it is fetched when it is first wanted. */
export function CommandCentre(props: { desk: Desk; children: JSX.Element }) {
  const commands = createCommands(isPartComing);
  // oxlint-disable-next-line solid/reactivity -- the desk is one and the same for as long as this lives
  commands.offer(deskCommands(props.desk, commands));
  onCleanup(fetchEarly());
  return (
    <CommandsProvider value={commands}>
      {props.children}
      <p class="told" role="status">
        {commands.told() || props.desk.notices.passing()}
      </p>
      <Suspense>
        <Show when={commands.overlay() === "bar"}>
          <CommandBar commands={commands} onClose={() => commands.shut("bar")} />
        </Show>
        <Show when={commands.overlay() === "shortcuts"}>
          <ShortcutsPage commands={commands} onClose={() => commands.shut("shortcuts")} />
        </Show>
        <Show when={commands.overlay() === "alerts"}>
          <AlertsDialog onClose={() => commands.shut("alerts")} />
        </Show>
        <Show when={commands.overlay() === "catalogue"}>
          <CatalogueDialog project={props.desk.project} onClose={() => commands.shut("catalogue")} />
        </Show>
      </Suspense>
    </CommandsProvider>
  );
}
