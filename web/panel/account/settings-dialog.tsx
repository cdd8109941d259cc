import { For, Match, Show, Suspense, Switch, createSignal, createUniqueId, onMount } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { Section } from "../state/commands.ts";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import type { Session } from "../state/session.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { later } from "../parts/later.ts";
import { t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { AuditPage } from "./audit-page.tsx";
import { Projects } from "./choose-project.tsx";
import { OwnPage } from "./own-page.tsx";
import { PeoplePage } from "./people-page.tsx";
import { ProjectPage } from "./project-page.tsx";
import { w } from "./words/index.ts";
import "./account.css";

/** For administrators alone. */
const ChannelsPage = later(() => import("../channels/channels-page.tsx"), false);

/** Of one's own, and of the project's: pages over the desk, which goes on behind them. */
export default function SettingsDialog(props: {
  desk: Desk;
  session: Session;
  at: Section;
  /** Leaves the desk, and then does this. */
  onLeave: (how: () => Promise<unknown>) => Promise<void>;
  onClose: () => void;
}) {
  const titleId = createUniqueId();
  // oxlint-disable-next-line solid/reactivity -- where it opens; then it is the person who goes on
  const [at, setAt] = createSignal<Section>(props.at);
  const [unsaved, setUnsaved] = createSignal(false);
  let dialog!: HTMLDialogElement;
  let title!: HTMLHeadingElement;
  onMount(() => dialog.showModal());

  const sections = (): { id: Section; icon: IconName; label: string; whyNot?: string | undefined }[] => [
    { id: "own", icon: "key", label: w().own.title },
    ...((props.session.who()?.projects?.length ?? 0) > 1
      ? [{ id: "projects" as const, icon: "forward" as const, label: w().projects.change }]
      : []),
    { id: "people", icon: "people", label: w().people.title, whyNot: whyNotMine(props.desk.me, "members.see") },
    { id: "project", icon: "inbox", label: w().project.title },
    { id: "channels", icon: "send", label: t().menu.channels, whyNot: whyNotMine(props.desk.me, "inboxes.manage") },
    { id: "audit", icon: "receipt", label: w().audit.title, whyNot: whyNotMine(props.desk.me, "audit.read") },
  ];
  const section = () => sections().find(({ id }) => id === at())!;
  const mayLeave = (): boolean => !unsaved() || confirm(w().project.leave);

  function go(to: Section): void {
    if (to === at() || !mayLeave()) return;
    setUnsaved(false);
    setAt(to);
    title.focus();
  }

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="card settings"
      aria-labelledby={titleId}
      onClick={(event) => event.target === dialog && mayLeave() && dialog.close()}
      onCancel={(event) => {
        if (event.target === dialog && !mayLeave()) event.preventDefault();
      }}
      onClose={() => props.onClose()}
    >
      <nav class="settings-nav" aria-label={w().settings.sections}>
        <p class="settings-title">{w().settings.title}</p>
        <ul>
          <For each={sections()}>
            {(one) => (
              <li>
                <button
                  type="button"
                  class="plain with-icon"
                  aria-current={one.id === at() ? "page" : undefined}
                  onClick={() => go(one.id)}
                >
                  <Icon name={one.icon} />
                  {one.label}
                </button>
              </li>
            )}
          </For>
          <Show when={may(props.desk.me.role, "rooms.inspect")}>
            <li>
              <a class="with-icon" href="/machines" target="_blank">
                <Icon name="eye" />
                {more().machines}
              </a>
            </li>
          </Show>
        </ul>
      </nav>
      <div class="settings-page">
        <header>
          <h2 id={titleId} tabIndex={-1} autofocus ref={(element) => (title = element)}>
            {section().label}
          </h2>
          <button
            type="button"
            class="plain square"
            aria-label={t().closeThis}
            title={t().closeThis}
            onClick={() => mayLeave() && dialog.close()}
          >
            <Icon name="close" />
          </button>
        </header>
        <Show when={section().whyNot} fallback={<Section />}>
          <p class="not-yours">
            <Icon name="key" />
            {section().whyNot}
          </p>
        </Show>
      </div>
    </dialog>
  );

  function Section() {
    return (
      <Switch>
        <Match when={at() === "own"}>
          <OwnPage session={props.session} onLeave={(how) => props.onLeave(how)} />
        </Match>
        <Match when={at() === "projects"}>
          <Projects
            projects={props.session.who()?.projects ?? []}
            current={props.desk.me.project}
            onChosen={() => props.session.entered()}
          />
        </Match>
        <Match when={at() === "people"}>
          <PeoplePage desk={props.desk} session={props.session} />
        </Match>
        <Match when={at() === "project"}>
          <ProjectPage desk={props.desk} onUnsaved={setUnsaved} />
        </Match>
        <Match when={at() === "channels"}>
          <Suspense fallback={<p role="status">{t().loading}</p>}>
            <ChannelsPage desk={props.desk} onUnsaved={setUnsaved} />
          </Suspense>
        </Match>
        <Match when={at() === "audit"}>
          <AuditPage desk={props.desk} />
        </Match>
      </Switch>
    );
  }
}
