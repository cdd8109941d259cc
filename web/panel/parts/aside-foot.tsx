import { Show, createSignal } from "solid-js";
import { dayAndTime } from "../../shared/locale.ts";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { language, reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { GuardedButton } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";

/** Where one answers otherwise. */
const KEYS = "R";

/** Under the thread of what is put aside, where one writes elsewhere: until when, and the way to have it again now. */
export default function AsideFoot(props: { desk: Desk; conversation: Conversation }) {
  const [asking, setAsking] = createSignal(false);
  const view = () => props.conversation.view();
  const until = () =>
    props.desk.agent()?.snoozed.find(({ conversationId }) => conversationId === props.conversation.id)?.until;
  const isWaking = () => asking() || until() === undefined;
  const whyNot = (): string | undefined => {
    if (!props.desk.page.online() || props.conversation.room.status() !== "live") return t().notConnected;
    if (isWaking()) return t().snooze.waking;
    const may = view()?.allowed["conversation.wake"] ?? "notNow";
    return may === true ? undefined : reasonWords(may);
  };

  async function wake(): Promise<void> {
    setAsking(true);
    const outcome = await props.conversation.takeBack("conversation.wake");
    setAsking(false);
    if (outcome.kind !== "done") props.desk.notices.failed(outcome.kind === "refused" ? outcome.reason : "fault");
  }

  useCommands()?.offer(() => [
    {
      id: "wake",
      group: "conversation",
      label: () => t().snooze.wake,
      keys: [KEYS],
      reason: whyNot,
      run: () => void wake(),
    },
  ]);

  return (
    <div class="aside-foot">
      <Icon name="clock" />
      <p role="status">
        <Show when={until()} fallback={t().snooze.waking}>
          {(at) => <>{more().snooze.aside(dayAndTime(language(), at(), props.desk.now()))}</>}
        </Show>
      </p>
      <GuardedButton main label={t().snooze.wake} keys={KEYS} reason={whyNot()} onPress={() => void wake()} />
    </div>
  );
}
