/** Everything that can be done from the keyboard: one list for the keys, the command bar and the page of shortcuts. */
import { createContext, createSignal, onCleanup, untrack, useContext, type Accessor } from "solid-js";
import { isTyping, watchHurry } from "./hurry.ts";
import { hasModifier, matches } from "./keys.ts";

export const GROUPS = ["conversation", "list", "desk", "help"] as const;
export type Group = (typeof GROUPS)[number];

export interface Command {
  id: string;
  group: Group;
  label: () => string;
  /** Any of these, as `keys.ts` writes them. */
  keys?: readonly string[];
  /** Why not now, in words. */
  reason?: () => string | undefined;
  /** Said in the command bar, and not on the page of shortcuts: one conversation of many. */
  passing?: boolean;
  run: () => void;
}

/** Pages of the settings, in the order in which they stand. */
export const SECTIONS = ["own", "projects", "people", "project", "channels", "audit"] as const;
export type Section = (typeof SECTIONS)[number];
export type Overlay = "bar" | "shortcuts" | "alerts" | "catalogue" | "hours" | Section;

export interface Commands {
  all: Accessor<readonly Command[]>;
  /** Adds commands for as long as the component lives that calls this. */
  offer: (commands: () => readonly Command[]) => void;
  press: (command: Command) => void;
  overlay: Accessor<Overlay | undefined>;
  open: (overlay: Overlay) => void;
  /** Unless another one has taken its place. */
  shut: (overlay: Overlay) => void;
  /** What a key was answered that could not act. */
  told: Accessor<string>;
}

const TOLD_MS = 4000;
const CommandsContext = createContext<Commands>();
export const CommandsProvider = CommandsContext.Provider;
/** Undefined where nobody is signed in. */
export const useCommands = (): Commands | undefined => useContext(CommandsContext);

/** An arrow alone moves in the list for who is in it; everywhere else it scrolls, as ever. */
const mayMove = (chord: string): boolean =>
  !chord.startsWith("Arrow") || document.activeElement?.closest("nav") != null;

/** @param isPartComing Whether something that was asked for, and will have the keys, is still being fetched. */
export function createCommands(isPartComing: (at: number) => boolean = () => false): Commands {
  const [offers, setOffers] = createSignal<readonly (() => readonly Command[])[]>([]);
  const [overlay, open] = createSignal<Overlay>();
  const [told, tell] = createSignal("");
  let forgetting: ReturnType<typeof setTimeout> | undefined;
  const all = (): readonly Command[] =>
    offers()
      .flatMap((offer) => offer())
      .sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));

  /** What is about to open has the keys already. One that is there and shut is only waiting to be taken away. */
  const isComing = (): boolean => untrack(overlay) !== undefined && !document.querySelector("dialog:not([open])");

  function press(command: Command): void {
    clearTimeout(forgetting);
    const reason = untrack(() => command.reason?.());
    tell(reason === undefined ? "" : `${untrack(command.label)}: ${reason}`);
    if (reason === undefined) command.run();
    else forgetting = setTimeout(() => tell(""), TOLD_MS);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog:modal, :popover-open")) return;
    if (isComing()) return void (event.key === "Escape" && open(undefined));
    const typing = isTyping();
    const command = untrack(all).find(({ keys = [] }) =>
      keys.some((chord) => (hasModifier(chord) || !typing) && matches(chord, event) && mayMove(chord)),
    );
    if (!command) return;
    event.preventDefault();
    if (!event.repeat || command.group === "list") press(command);
  }

  const listening = new AbortController();
  const { signal } = listening;
  const isHurried = watchHurry(signal);
  /** Before anything in the page hears of it: Enter and the space bar act on what has the focus, too. */
  function sieve(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = event;
    const isFree = ctrlKey || metaKey || altKey || key === "Tab" || key === "Escape" || isTyping();
    if (!isHurried(event) && (isFree || !isPartComing(timeStamp))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  addEventListener("keydown", sieve, { capture: true, signal });
  addEventListener("keydown", pressed, { signal });
  onCleanup(() => {
    listening.abort();
    clearTimeout(forgetting);
  });
  return {
    all,
    offer(commands) {
      setOffers((before) => [...before, commands]);
      onCleanup(() => setOffers((before) => before.filter((one) => one !== commands)));
    },
    press,
    overlay,
    open: (which) => void open(which),
    shut: (which) => void open((now) => (now === which ? undefined : now)),
    told,
  };
}
