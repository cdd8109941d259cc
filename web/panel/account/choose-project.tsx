import { For, Show, createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import { tell, type OwnProject } from "../api.ts";
import { Icon } from "../parts/icons.tsx";
import type { Session } from "../state/session.ts";
import { t } from "../words/index.ts";
import { createTrying } from "./trying.ts";
import { Welcome } from "./welcome.tsx";
import { w } from "./words/index.ts";

/** Where one works in more than one project, or in none any more. */
export function ChooseProject(props: { session: Session; email: string }) {
  const projects = () => props.session.who()?.projects ?? [];
  const isShut = () => projects().every(({ disabled }) => disabled);
  // No room tells this page when access is given back: it looks again whenever its person does.
  const looked = (): void => void (isShut() && document.visibilityState === "visible" && props.session.ask());
  onMount(() => {
    addEventListener("focus", looked);
    document.addEventListener("visibilitychange", looked);
  });
  onCleanup(() => {
    removeEventListener("focus", looked);
    document.removeEventListener("visibilitychange", looked);
  });
  return (
    <Welcome
      title={projects().length > 0 ? w().projects.title : w().projects.none}
      hint={w().projects.hint(props.email)}
      still
    >
      <Projects projects={projects()} onChosen={() => props.session.entered()} />
      <Show when={isShut()}>
        <p>{projects().length === 0 ? w().projects.noneHint : w().projects.disabled}</p>
      </Show>
      <div class="buttons">
        <button
          type="button"
          classList={{ apart: isShut() }}
          onClick={() => void props.session.signOut(async () => {}).catch(() => {})}
        >
          {t().signOut}
        </button>
        <Show when={isShut()}>
          <button type="button" class="main" onClick={() => props.session.ask()}>
            {w().projects.again}
          </button>
        </Show>
      </div>
    </Welcome>
  );
}

/** @param props.current Where one is already. */
export function Projects(props: { projects: readonly OwnProject[]; current?: string; onChosen: () => Promise<void> }) {
  const trying = createTrying();
  const [going, setGoing] = createSignal("");
  // Of one there is nothing to choose: an access that was given back, before this page or while it stood here.
  const only = createMemo(() => {
    const [one, another] = props.projects;
    return props.current === undefined && one && !another && !one.disabled ? one.id : undefined;
  });
  createEffect(on(only, (id) => id !== undefined && void choose(id)));
  async function choose(project: string): Promise<void> {
    setGoing(project);
    if (await trying.run(() => tell("/project", { project }))) await props.onChosen();
    setGoing("");
  }
  return (
    <>
      <ul class="people">
        <For each={props.projects}>
          {(one) => (
            <li>
              <button
                type="button"
                class="person"
                disabled={one.disabled || one.id === props.current || going() !== ""}
                onClick={() => void choose(one.id)}
              >
                <span class="project-name">
                  <strong>{one.name}</strong>
                  <span class="quiet">
                    {w().roles[one.role]}
                    <Show when={one.disabled}> · {w().projects.off}</Show>
                    <Show when={one.id === props.current}> · {w().projects.current}</Show>
                  </span>
                </span>
                <Icon name="forward" />
              </button>
            </li>
          )}
        </For>
      </ul>
      <p role="alert" class="trouble">
        {trying.trouble()}
      </p>
    </>
  );
}
