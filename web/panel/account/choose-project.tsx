import { For, Show, createSignal, onMount } from "solid-js";
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
  return (
    <Welcome
      title={projects().length > 0 ? w().projects.title : w().projects.none}
      hint={w().projects.hint(props.email)}
      still
    >
      <Projects projects={projects()} onChosen={() => props.session.entered()} />
      <Show when={projects().every(({ disabled }) => disabled)}>
        <p>{projects().length === 0 ? w().projects.noneHint : w().projects.disabled}</p>
      </Show>
      <button type="button" onClick={() => void props.session.signOut(async () => {}).catch(() => {})}>
        {t().signOut}
      </button>
    </Welcome>
  );
}

/** @param props.current Where one is already. */
export function Projects(props: { projects: readonly OwnProject[]; current?: string; onChosen: () => Promise<void> }) {
  const trying = createTrying();
  const [going, setGoing] = createSignal("");
  // Of one there is nothing to choose: an access that was given back.
  onMount(() => {
    const [only, another] = props.projects;
    if (props.current === undefined && only && !another && !only.disabled) void choose(only.id);
  });
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
