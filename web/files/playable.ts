/**
 * Voice notes of WhatsApp and Telegram are OGG Opus, which Safari plays since 18.4 on macOS 15.4 and iOS 18.4. Before, it plays the same
 * Opus in MP4 (since 17), so there such a note is put into MP4 when somebody wants to hear it.
 */

const OGG_OPUS = 'audio/ogg; codecs="opus"';

const browserPlays = (type: string): boolean => document.createElement("audio").canPlayType(type) !== "";

/** Whether this browser needs `playable` for it. */
export const mustBeRemuxed = (type: string, plays: (type: string) => boolean = browserPlays): boolean =>
  type === "audio/ogg" && !plays(OGG_OPUS);

export interface Playable {
  src: string;
  /** When nobody hears it any more. */
  release: () => void;
}

/** Undefined: it did not come, or this browser can make nothing of it. */
export async function playable(path: string): Promise<Playable | undefined> {
  const answer = await fetch(path).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { soundAs } = await import("./remux.ts");
  const file = await soundAs(await answer.blob(), "audio/mp4", "voice");
  if (!file) return undefined;
  const src = URL.createObjectURL(file);
  return { src, release: () => URL.revokeObjectURL(src) };
}
