/** Sound in containers that may hold more than one track of it: the first is what it sounds like, and how many there are is counted. */
import type { Found } from "../../machines/media-limits.ts";

export function addSound(found: Found, audio: NonNullable<Found["audio"]>): void {
  if (found.audio) found.audioTracks = (found.audioTracks ?? 1) + 1;
  else found.audio = audio;
}
