/** What sends files, and what looks into them: fetched when somebody is about to send one. */
export { lookInto } from "../../files/look-into.ts";
export { Uploads } from "../../files/uploads.ts";
