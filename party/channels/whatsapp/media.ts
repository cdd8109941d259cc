/** A file that the provider keeps: asked for by its id, then fetched from an address that lives for five minutes. */
import * as v from "valibot";
import { MediaGone, type FetchedMedia, type Line, type World } from "../port.ts";
import { ask, bearer, pathOf } from "./graph.ts";
import { sha256Of } from "./hex.ts";

const Kept = v.object({
  url: v.pipe(v.string(), v.url()),
  mime_type: v.fallback(v.optional(v.string()), undefined),
  sha256: v.fallback(v.optional(v.string()), undefined),
  file_size: v.fallback(
    v.optional(v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.safeInteger(), v.minValue(0))),
    undefined,
  ),
});

const NOT_FOUND = new Set([404, 410]);
/** "Object with ID … does not exist": how the Graph API says 404 of what it once had. */
const INVALID = 100;
const DOES_NOT_EXIST = 33;

async function keptAt(mediaId: string, line: Line, world: World): Promise<v.InferOutput<typeof Kept>> {
  const number = encodeURIComponent(line.settings.phoneNumberId ?? "");
  const answer = await ask(`${pathOf(mediaId)}?phone_number_id=${number}`, line, world);
  if (answer.ok) return v.parse(Kept, answer.body);
  const isGone =
    NOT_FOUND.has(answer.status) || (answer.code === INVALID && (answer.subcode ?? DOES_NOT_EXIST) === DOES_NOT_EXIST);
  throw isGone ? new MediaGone(answer.words) : new Error(answer.words);
}

/** The token goes with the question: over TLS, or to where all others go. */
function isSafe(url: string, { baseUrl }: Line): boolean {
  const { protocol, origin } = new URL(url);
  return protocol === "https:" || origin === new URL(baseUrl).origin;
}

export async function fetchMedia(mediaId: string, line: Line, world: World): Promise<FetchedMedia> {
  for (let attempt = 1; ; attempt++) {
    const { url, mime_type, sha256, file_size: bytes } = await keptAt(mediaId, line, world);
    if (!isSafe(url, line)) throw new Error("the store of media is at an address that is not safe");
    // Nor any further: runtimes send the token on with a redirect.
    const response = await world.fetch(url, { headers: bearer(line), redirect: "manual", signal: world.signal });
    const { ok, status, body, headers } = response;
    if (ok && body) {
      const checksum = sha256Of(sha256);
      return {
        body,
        type: mime_type ?? headers.get("content-type") ?? "application/octet-stream",
        ...(bytes !== undefined && { bytes }),
        ...(checksum !== undefined && { sha256: checksum }),
      };
    }
    await body?.cancel();
    if (!NOT_FOUND.has(status)) throw new Error(`the store of media answered ${status}`);
    // The address may have been too old; a new one that leads nowhere as well says that nothing is there.
    if (attempt === 2) throw new MediaGone(`the store of media answered ${status}`);
  }
}
