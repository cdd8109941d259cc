/** What sends files, and what looks into them: fetched when somebody is about to send one. */
import { lookInto } from "../../files/look-into.ts";
import { Uploads, type UploadsOptions } from "../../files/uploads.ts";

export const begin = (options: Omit<UploadsOptions, "look">): Uploads => new Uploads({ ...options, look: lookInto });
