/** As what a file is served: so that a browser shows what is to be shown, and never runs anything. */

/** Shown where they are. All of them are data to a browser: nothing in them runs. */
const SHOWN = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "video/mp4",
  "video/webm",
  "video/3gpp",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/amr",
  "audio/ogg",
  "audio/webm",
  "audio/wav",
]);
/** Saved by their own name of type; everything else is bytes, texts too: a proxy would pack them, and their length was lost. */
const SAVED = /^application\/(?:pdf|msword|vnd\.[a-z0-9.-]+)$/;

const NAME_MAX_CHARS = 200;
/** Controls, what turns the direction of writing, half characters: nothing of that is in a name. */
const NO_NAME = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** What some system takes for more than a name. */
const NO_FILE = /["*/:<>?\\|]/g;

/** As it is shown, saved, and part of an address: no more than a name, whatever it was. */
export function safeName(name: string): string {
  const bare = name.replace(NO_NAME, "").replace(NO_FILE, "_").trim();
  const whole = bare.replace(/^\.+/, "").replace(/[. ]+$/, "");
  if (whole.length <= NAME_MAX_CHARS) return whole || "file";
  // What it ends in says what it is.
  const dot = whole.lastIndexOf(".");
  const end = dot > 0 && whole.length - dot <= 12 ? whole.slice(dot) : "";
  return whole.slice(0, NAME_MAX_CHARS - end.length).replace(/\p{Cs}$/u, "") + end;
}

const percent = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");

/** RFC 6266: for old programs in ASCII, for all others as it is. */
function disposition(how: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^ -~]/gu, "_").replace(/["\\%]/g, "_");
  const exact = name.replace(/[^A-Za-z0-9!#$&+.^_`|~-]/gu, percent);
  return `${how}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

/** @param type What it is by content. */
export function servedAs(type: string, name: string): { "content-type": string; "content-disposition": string } {
  const isShown = SHOWN.has(type);
  return {
    "content-type": isShown || SAVED.test(type) ? type : "application/octet-stream",
    "content-disposition": disposition(isShown ? "inline" : "attachment", safeName(name)),
  };
}
