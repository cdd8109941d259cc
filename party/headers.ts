/**
 * What every answer of ours tells the browser about itself: the only place where that is written. Pages say what they need by name; an
 * answer that names nothing may run nothing, load nothing and stand in no frame. (What PartyKit answers before it asks us, files above
 * all, carries its headers alone: so no file of ours is a page, see `buildWeb`.)
 */

/** Features of a browser that none of our pages uses, and so no script that got into one. */
const NONE = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "magnetometer",
  "midi",
  "payment",
  "serial",
  "usb",
  "xr-spatial-tracking",
];
/** Sounds, and the button that copies. */
const OWN = ["autoplay", "clipboard-write"];
const permissions = (voice: "()" | "(self)"): string =>
  [...NONE.map((name) => `${name}=()`), ...OWN.map((name) => `${name}=(self)`), `microphone=${voice}`].join(", ");

const YEAR_S = 365 * 24 * 60 * 60;

const STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'";
/** Of no use to a browser but to be read. */
const DATA = `${STRICT}; frame-ancestors 'none'`;

export type PageName = "site" | "panel" | "widget" | "outbox" | "machines" | "tour";

/** Beyond `STRICT`. Sockets are named: to some browsers `'self'` is http only, and any other host would be a way out. */
const NEEDS: Record<PageName, (host: string) => string> = {
  // As strict as a site's policy may be: the chat needs its host under script-src and frame-src, and nothing else.
  // What it asks of its own server (`connect-src`) is the shop's affair.
  site: () => "script-src 'self'; style-src 'self'; frame-src 'self'; connect-src 'self'; img-src 'self' data:",
  panel: (host) =>
    `script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self' ws://${host} wss://${host}; ` +
    "img-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'",
  // Pictures of the team are the site's.
  widget: (host) =>
    `script-src 'self'; style-src 'self'; connect-src 'self' ws://${host} wss://${host}; ` +
    "img-src http: https: blob:; media-src 'self' blob:",
  // A drawing is made into a picture by way of an image of it.
  machines: (host) =>
    `script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self' ws://${host} wss://${host}; ` +
    "img-src 'self' data: blob:",
  // Its centre is in the page: there is nothing that it may connect to.
  tour: () =>
    "script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:",
  outbox: () => "script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'",
};

/** Where voice notes are recorded. In a frame the browser asks the page around it as well. */
const RECORDS: readonly PageName[] = ["panel", "widget"];

/** For a page's own answer; every other one has those of `withHeaders`. */
export const pagePermissions = (page: PageName): string => permissions(RECORDS.includes(page) ? "(self)" : "()");

/** @param frames Where the page may stand in a frame; null: everywhere. */
export function pagePolicy(page: PageName, { host }: URL, frames: string | null): string {
  return `${STRICT}; ${NEEDS[page](host)}${frames === null ? "" : `; frame-ancestors ${frames}`}`;
}

/** What an answer says of itself already stays. */
export function withHeaders(answer: Response, secure: boolean): Response {
  const headers = new Headers(answer.headers);
  const isEmbedded = !(headers.get("content-security-policy") ?? DATA).includes("frame-ancestors 'none'");
  const common = {
    "content-security-policy": DATA,
    "x-content-type-options": "nosniff",
    // No other site hears which page of ours somebody comes from.
    "referrer-policy": "same-origin",
    "permissions-policy": permissions("()"),
    // The provider of accounts is visited in the same window: nobody needs a handle on ours.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": isEmbedded ? "cross-origin" : "same-origin",
    // For browsers that know no frame-ancestors.
    ...(isEmbedded ? {} : { "x-frame-options": "DENY" }),
    // Where there is no https, browsers pay no attention to it.
    ...(secure ? { "strict-transport-security": `max-age=${YEAR_S}` } : {}),
  };
  for (const [name, value] of Object.entries(common)) if (!headers.has(name)) headers.set(name, value);
  const { status, statusText, body } = answer;
  return new Response(body, { status, statusText, headers });
}
