/** Why a step is as it is: in words, and the rule that the program keeps, as it stands. */
import { Show, createResource, createSignal } from "solid-js";
import { language } from "../panel/words/index.ts";
import { rulesOf } from "../visualizer/facts.ts";
import { stepOf, type StepName } from "./steps.ts";
import { w } from "./words/index.ts";

async function ruleText(id: string): Promise<string> {
  const { default: spec } = await import("../../machines/SPEC.md?raw");
  return rulesOf(spec).find((rule) => rule.id === id)?.text ?? "";
}

export function Why(props: { step: StepName }) {
  const [isOpen, setOpen] = createSignal(false);
  const rule = () => stepOf(props.step).rule;
  const [text] = createResource(() => isOpen() && rule(), ruleText);
  return (
    <details class="guide-why" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w().why}</summary>
      <p>{w().steps[props.step].why}</p>
      <p class="quiet">{w().rule}</p>
      <blockquote lang="en">
        <strong>{rule()}</strong> <Show when={text.latest}>{(said) => <>{said()}</>}</Show>
      </blockquote>
      <p>
        <a href={`/machines/${stepOf(props.step).machine}`} target="_blank" rel="noopener" hreflang={language()}>
          {w().chart}
        </a>
      </p>
    </details>
  );
}
