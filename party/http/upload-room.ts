/** The room of a file, as the routes ask and tell it. */
import { typeOf } from "../../machines/media-judging.ts";
import type { Found } from "../../machines/media-limits.ts";
import type { Promised } from "../../machines/upload-setup.ts";
import type { Address, Event } from "../engine/definition.ts";
import type { UploadShown, UploadState } from "../protocol/files.ts";
import { ask, command, type Asked } from "./context.ts";
import type { PersonIdentity } from "./identity.ts";

/** How long whoever sends waits for the thread's answer, and how often is looked, in milliseconds. */
const SETTLES_MAX_MS = 8_000;
const LOOK_FIRST_MS = 5;
const LOOK_MAX_MS = 500;

/** A file is of the project of whoever asks, or it is none. */
const at = ({ project }: PersonIdentity, id: string): Address => ({ party: "upload", room: `${project}_${id}` });

/** Null: there is none, or it is somebody else's. */
export const viewOf = async (c: Asked, who: PersonIdentity, id: string): Promise<UploadShown | null> =>
  (await ask(c, at(who, id), { type: "upload", by: who.id })) as UploadShown | null;

/** Whoever's it is. Null: there is none. */
const fileOf = async (c: Asked, who: PersonIdentity, id: string) =>
  (await ask(c, at(who, id), { type: "file" })) as (Promised & { found: Found | null; state: UploadState }) | null;

/** What a line of a thread is of, and as what it is served; undefined: there is no such line. */
export async function sentFile(c: Asked, who: PersonIdentity, id: string) {
  const file = await fileOf(c, who, id);
  if (file?.state !== "sent" || !file.found) return undefined;
  const { thread, name, bytes } = file;
  return { thread, name, bytes, type: typeOf(file.found, name) };
}

/** The reason of a refusal, if it was one. */
export const tellUpload = (c: Asked, who: PersonIdentity, id: string, what: Event): Promise<string | undefined> =>
  command(c, at(who, id), what);

/** Once the thread has answered; as it is, where that takes too long. */
export async function settled(c: Asked, who: PersonIdentity, id: string): Promise<UploadShown | null> {
  const giveUpAt = Date.now() + SETTLES_MAX_MS;
  for (let pause = LOOK_FIRST_MS; ; pause = Math.min(pause * 2, LOOK_MAX_MS)) {
    const upload = await viewOf(c, who, id);
    if (upload?.state !== "sending" || Date.now() > giveUpAt) return upload;
    await new Promise((done) => setTimeout(done, pause));
  }
}
