import { useCommands } from "../state/commands.ts";
import type { Desk } from "../state/desk.ts";
import { ariaKeys } from "../state/keys.ts";
import { t } from "../words/index.ts";
import { withKeys } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";

const KEYS = "C";

/** In the thread's head: brings the customer's column, and takes it away. */
export function CustomerButton(props: { desk: Desk }) {
  const label = () => (props.desk.side.shown() ? t().hideCustomer : t().showCustomer);
  const toggle = (): void => props.desk.side.show(!props.desk.side.shown());
  useCommands()?.offer(() => [{ id: "customer", group: "conversation", label, keys: [KEYS], run: toggle }]);
  return (
    <button
      type="button"
      class="plain square"
      data-opens-customer
      aria-label={label()}
      title={withKeys(label(), KEYS)}
      aria-keyshortcuts={ariaKeys(KEYS)}
      aria-pressed={props.desk.side.shown()}
      onClick={toggle}
    >
      <Icon name="person" />
    </button>
  );
}
