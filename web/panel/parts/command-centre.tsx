import { Show, Suspense, createEffect, on, onCleanup, type JSX } from "solid-js";
import { CommandsProvider, SECTIONS, createCommands } from "../state/commands.ts";
import { deskCommands } from "../state/desk-commands.ts";
import type { Desk } from "../state/desk.ts";
import type { Session } from "../state/session.ts";
import { fetchEarly, isPartComing, later } from "./later.ts";

const CommandBar = later(() => import("./command-bar.tsx"));
const ShortcutsPage = later(() => import("./shortcuts-page.tsx"));
const AlertsDialog = later(() => import("./alerts-dialog.tsx"));
const CatalogueDialog = later(() => import("./catalogue-dialog.tsx"));
const SettingsDialog = later(() => import("../account/settings-dialog.tsx"));

/** The desk with its keys: what opens over it is fetched when it is first wanted. */
export function CommandCentre(props: {
  desk: Desk;
  session: Session;
  onLeave: (how: () => Promise<unknown>) => Promise<void>;
  children: JSX.Element;
}) {
  const commands = createCommands(isPartComing);
  // oxlint-disable-next-line solid/reactivity -- the desk is one and the same for as long as this lives
  commands.offer(deskCommands(props.desk, commands));
  onCleanup(fetchEarly());
  const section = () => SECTIONS.find((known) => known === commands.overlay());
  /** What opens over the desk gives the focus back to what had it; where nothing had, to what is in front. */
  const home = (): void => {
    if (document.activeElement !== document.body) return;
    const titles = document.querySelectorAll<HTMLElement>("#thread-title, .list h2");
    [...titles].findLast((title) => title.checkVisibility())?.focus({ preventScroll: true });
  };
  createEffect(on(commands.overlay, (now, before) => before && !now && queueMicrotask(home)));
  return (
    <CommandsProvider value={commands}>
      {props.children}
      <p class="told" role="status">
        {commands.told() || props.desk.notices.passing()}
      </p>
      <Suspense>
        <Show when={commands.overlay() === "bar"}>
          <CommandBar desk={props.desk} commands={commands} onClose={() => commands.shut("bar")} />
        </Show>
        <Show when={commands.overlay() === "shortcuts"}>
          <ShortcutsPage commands={commands} onClose={() => commands.shut("shortcuts")} />
        </Show>
        <Show when={commands.overlay() === "alerts"}>
          <AlertsDialog desk={props.desk} onClose={() => commands.shut("alerts")} />
        </Show>
        <Show when={commands.overlay() === "catalogue"}>
          <CatalogueDialog desk={props.desk} onClose={() => commands.shut("catalogue")} />
        </Show>
        <Show when={commands.overlay() === "hours"}>
          <CatalogueDialog desk={props.desk} at="hours" onClose={() => commands.shut("hours")} />
        </Show>
        <Show when={section()} keyed>
          {(at) => (
            <SettingsDialog
              desk={props.desk}
              session={props.session}
              at={at}
              onLeave={(how) => props.onLeave(how)}
              onClose={() => commands.shut(at)}
            />
          )}
        </Show>
      </Suspense>
    </CommandsProvider>
  );
}
