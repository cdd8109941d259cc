import type { Desk } from "../state/desk.ts";
import { muted, setMuted } from "../state/sound.ts";
import { t } from "../words/index.ts";
import { Account } from "./account.tsx";
import { Availability } from "./availability.tsx";
import { Brand } from "./brand.tsx";
import { Figures } from "./figures.tsx";
import { Icon } from "./icons.tsx";

export function DeskHeader(props: { desk: Desk; leaving: boolean; onSignOut: () => void }) {
  return (
    <header class="top">
      <div class="top-start">
        <h1>
          <Brand />
        </h1>
        <p class="connection" role="status" data-connection={props.desk.connection()}>
          {t().connection[props.desk.connection()]}
        </p>
      </div>
      <Availability desk={props.desk} />
      <div class="top-end">
        <button
          type="button"
          class="plain square"
          aria-label={muted() ? t().unmute : t().mute}
          title={muted() ? t().unmute : t().mute}
          onClick={() => setMuted(!muted())}
        >
          <Icon name={muted() ? "muted" : "sound"} />
        </button>
        <Account desk={props.desk} leaving={props.leaving} onSignOut={() => props.onSignOut()} />
      </div>
      <Figures desk={props.desk} />
    </header>
  );
}
