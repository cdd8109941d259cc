/** The job service `mark`: shows the customer that they were read, or that somebody types. What comes of it does not matter. */
import type { Mark } from "../../machines/sending.ts";
import type { Service } from "../engine/definition.ts";
import { projectOf } from "../rooms/shared.ts";
import { adapterOf } from "./index.ts";
import { openLine } from "./line.ts";
import type { Rooms } from "./sending.ts";

export type MarkParams = Mark & { thread: string };

export const markBy =
  (rooms: Pick<Rooms, "adapterOf" | "openLine">): Service =>
  async ({ thread, inbox, channel, to, id, typing }: MarkParams, outside): Promise<null> => {
    // OB13: of a life before, it is news no more.
    if (outside.again) return null;
    const adapter = rooms.adapterOf(channel);
    const line = adapter.markRead && (await rooms.openLine(projectOf(thread), inbox, outside.env));
    if (line) await adapter.markRead!(id, to, typing, line, outside);
    return null;
  };

export const mark = markBy({ adapterOf, openLine });
