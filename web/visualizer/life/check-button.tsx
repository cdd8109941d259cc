import { For, Show, createSignal } from "solid-js";
import * as v from "valibot";
import { CheckResult } from "../../../party/protocol/inspection.ts";
import { tell } from "../../panel/api.ts";
import { life as w } from "../words/life/index.ts";

type Answer = CheckResult | { kind: "forbidden" } | { kind: "failed" };

/** Whether what the room has stored is what its log says. */
export function CheckButton(props: { project: string; party: string; room: string }) {
  const [isAsking, setAsking] = createSignal(false);
  const [answer, setAnswer] = createSignal<Answer>();
  async function ask(): Promise<void> {
    if (isAsking()) return;
    setAsking(true);
    setAnswer(undefined);
    const path = [props.project, "rooms", props.party, props.room, "check"].map(encodeURIComponent).join("/");
    const said = await tell(`/projects/${path}`);
    const parsed = said.ok ? v.safeParse(CheckResult, said.body) : undefined;
    setAsking(false);
    if (parsed?.success) setAnswer(parsed.output);
    else setAnswer({ kind: !said.ok && said.error === "forbidden" ? "forbidden" : "failed" });
  }
  return (
    <>
      <button
        type="button"
        title={w().check.hint}
        aria-disabled={isAsking() ? "true" : undefined}
        onClick={() => void ask()}
      >
        {w().check.ask}
      </button>
      <div class="life-answer" role="status">
        <Show when={isAsking()}>{w().check.asking}</Show>
        <Show when={answer()}>
          {(told) => (
            <>
              <p data-kind={told().kind}>{words(told())}</p>
              <Show when={whereOf(told()).length > 0}>
                <p>
                  {w().check.where}: <For each={whereOf(told())}>{(path) => <code>{path} </code>}</For>
                </p>
              </Show>
            </>
          )}
        </Show>
      </div>
    </>
  );
}

const whereOf = (answer: Answer): readonly string[] => (answer.kind === "differs" ? answer.where : []);

function words(answer: Answer): string {
  const { check } = w();
  switch (answer.kind) {
    case "same":
      return check.same(answer.entries);
    case "differs":
      return check.differs(answer.since);
    case "cannotTell":
      return check.cannotTell[answer.why];
    default:
      return check[answer.kind];
  }
}
