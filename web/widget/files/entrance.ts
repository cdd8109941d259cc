/** The way to everything about files: fetched when the first of them is wanted, and not before. */
import { createSignal, type Accessor } from "solid-js";
import type { FileRow } from "../../../machines/thread.ts";
import type { Chat } from "../chat.ts";
import type { Lang, Words } from "../words/index.ts";
import type { Desk } from "./desk.tsx";

const AGAIN_AFTER_MS = 2000;

export interface Around {
  chat: Chat;
  words: Accessor<Words>;
  lang: Accessor<Lang>;
}

export interface Entrance {
  /** Undefined: not there yet. */
  desk: Accessor<Desk | undefined>;
  /** Does it when it can be done. */
  ask: (what: (desk: Desk) => void) => void;
}

export function createEntrance(around: Around): Entrance {
  const [desk, setDesk] = createSignal<Desk>();
  let coming: Promise<Desk> | undefined;
  /** Until it is there: the network may have gone, and it comes back. */
  const come = (): Promise<Desk> =>
    import("./desk.tsx").then(
      ({ createDesk }) => createDesk(around),
      () => new Promise((again) => setTimeout(again, AGAIN_AFTER_MS)).then(come),
    );
  return {
    desk,
    ask: (what) => void (coming ??= come().then((made) => setDesk(() => made))).then(what),
  };
}

export const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

const WIDE_PX = 264;
const HIGH_PX = 300;
/** Of what nobody could measure the shape is a guess. */
const UNKNOWN = [WIDE_PX, 198] as const;
const MIN_PX = 72;
/** Narrower, and a player's buttons have no room. */
const VIDEO_MIN_PX = 240;

/** Gives it the room of what will stand there, which is known before it has come: nothing jumps when it does. */
export function keepRoom({ style }: HTMLElement, { kind, width, height }: FileRow): void {
  const [wide, high] = width && height ? [width, height] : UNKNOWN;
  if (kind !== "image" && kind !== "video") return;
  const least = kind === "video" ? VIDEO_MIN_PX : MIN_PX;
  style.width = `${Math.max(least, Math.min(WIDE_PX, wide, (HIGH_PX * wide) / high))}px`;
  style.aspectRatio = `${wide} / ${high}`;
}
