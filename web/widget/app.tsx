import { Match, Show, Switch } from "solid-js";
import type { Chat } from "./chat.ts";
import { Composer } from "./composer.tsx";
import { Header } from "./header.tsx";
import type { KeyValue } from "./key-value.ts";
import { waitingLines } from "./lines.ts";
import { Thread } from "./thread.tsx";
import { Welcome } from "./welcome.tsx";
import type { Lang, Words } from "./words/index.ts";

interface Props {
  chat: Chat;
  words: Words;
  lang: Lang;
  /** What this tab keeps for itself: the draft. */
  tab: KeyValue;
  shown: boolean;
  embedded: boolean;
  onClose: () => void;
}

export function App(props: Props) {
  const notices = () => waitingLines(props.chat.view(), props.words);
  return (
    <main
      onKeyDown={(event) => {
        if (event.key === "Escape" && props.embedded && !event.isComposing) props.onClose();
      }}
    >
      <Header chat={props.chat} words={props.words} onClose={props.embedded ? () => props.onClose() : undefined} />
      <Switch>
        <Match when={props.chat.phase() === "unavailable"}>
          <p class="alone">{props.words.unavailable}</p>
        </Match>
        <Match when={props.chat.phase() === "welcome"}>
          <Welcome words={props.words} shown={props.shown} onStart={(name) => props.chat.session.start(name)} />
        </Match>
        <Match when={true}>
          <Thread chat={props.chat} words={props.words} lang={props.lang} />
          <div class="notice" role="status">
            <Show when={notices().length > 0}>
              {notices()[0]}
              <Show when={notices()[1]}>{(second) => <small>{second()}</small>}</Show>
            </Show>
          </div>
          <Composer chat={props.chat} words={props.words} tab={props.tab} shown={props.shown} />
        </Match>
      </Switch>
    </main>
  );
}
