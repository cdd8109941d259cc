import { Show, createSignal, onCleanup } from "solid-js";
import type { Chat } from "./chat.ts";
import type { Sound } from "./sound.ts";
import { saveText, transcriptOf } from "./transcript.ts";
import { localeOf, type Lang, type Words } from "./words/index.ts";

interface Props {
  chat: Chat;
  team: string;
  words: Words;
  lang: Lang;
  sound: Sound;
  /** Asks whether to end the conversation; undefined: there is nothing to end. */
  onLeave: (() => void) | undefined;
}

type Did = "transcriptSaved" | "transcriptCopied" | "transcriptFailed";

/** A button that opens a few more. Not an ARIA menu: these are plain buttons, and Tab goes through them. */
export function Menu(props: Props) {
  let box!: HTMLDivElement;
  let opener!: HTMLButtonElement;
  const [open, setOpen] = createSignal(false);
  const [did, setDid] = createSignal<Did>();
  // oxlint-disable-next-line solid/reactivity -- read once: from here on this button alone changes it
  const [sounds, setSounds] = createSignal(props.sound.on);
  const hasText = () => props.chat.rows().length > 0;

  const clickElsewhere = ({ target }: Event) => {
    if (!box.contains(target as Node)) setOpen(false);
  };
  addEventListener("pointerdown", clickElsewhere);
  onCleanup(() => removeEventListener("pointerdown", clickElsewhere));

  function close(): void {
    setOpen(false);
    opener.focus();
  }
  async function transcript(): Promise<string> {
    if (!(await props.chat.session.all())) throw new Error("offline");
    const title = props.words.transcriptTitle(props.team);
    return transcriptOf(props.chat.rows(), title, props.words, localeOf(props.lang));
  }
  async function save(): Promise<void> {
    saveText(props.words.transcriptFile, await transcript());
  }
  /** The clipboard is asked for at once, while the click still counts, and gets its text when it is there. */
  async function copy(): Promise<void> {
    const type = "text/plain";
    const text = transcript().then((words) => new Blob([words], { type }));
    await navigator.clipboard.write([new ClipboardItem({ [type]: text })]);
  }
  async function tell(doing: Promise<void>, done: Did): Promise<void> {
    setDid(undefined);
    try {
      await doing;
      setDid(done);
    } catch {
      setDid("transcriptFailed");
    }
  }

  return (
    <div
      ref={(element) => (box = element)}
      class="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open()) return;
        event.stopPropagation();
        close();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={(element) => (opener = element)}
        type="button"
        class="round"
        aria-label={props.words.options}
        title={props.words.options}
        aria-expanded={open()}
        onClick={() => {
          setDid(undefined);
          setOpen(!open());
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 12h.01M12 12h.01M19 12h.01" />
        </svg>
      </button>
      <Show when={open()}>
        <div class="items">
          <button type="button" disabled={!hasText()} onClick={() => void tell(save(), "transcriptSaved")}>
            {props.words.transcriptSave}
          </button>
          <button type="button" disabled={!hasText()} onClick={() => void tell(copy(), "transcriptCopied")}>
            {props.words.transcriptCopy}
          </button>
          <button
            type="button"
            role="switch"
            aria-checked={sounds()}
            onClick={() => {
              props.sound.on = !sounds();
              setSounds(props.sound.on);
            }}
          >
            {props.words.sound}
            <b aria-hidden="true">{sounds() ? props.words.on : props.words.off}</b>
          </button>
          <Show when={props.onLeave}>
            <button
              type="button"
              class="leave"
              disabled={props.chat.status() !== "live"}
              onClick={() => {
                setOpen(false);
                props.onLeave?.();
              }}
            >
              {props.words.leave}
            </button>
          </Show>
          <p role="status">{did() && props.words[did()!]}</p>
        </div>
      </Show>
    </div>
  );
}
