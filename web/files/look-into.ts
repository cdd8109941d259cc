/** What a file of this machine is, by what is in it: the same that the server finds. Fetched when somebody is about to send one. */
import type { Found } from "../../machines/media-limits.ts";
import { inspect } from "../../party/media/inspect.ts";

export const lookInto = (file: Blob, name: string): Promise<Found> =>
  inspect(async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()), file.size, name);
