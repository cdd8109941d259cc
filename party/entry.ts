/** The entry worker on whatever host: pages, the public HTTP interface, and what the first request after a boot sets off. */
import { boot } from "./boot.ts";
import { rememberParties, type Parties } from "./engine/calls.ts";
import type { Bindings, Settings } from "./engine/definition.ts";
import { app } from "./http/app.ts";
import { servePage } from "./http/pages.ts";
import { withHeaders } from "./headers.ts";

/** What the host gives for one request. */
export interface Entry {
  env: Settings;
  bindings: Bindings;
  parties: Parties;
  /** The files of the build, by their paths. Null: none there. */
  assets: { fetch(path: string): Promise<Response | null> };
  /** Keeps the isolate at work after the answer. */
  later: (work: Promise<unknown>) => void;
}

/** Never throws: what goes wrong is in the log, and whoever asked is told that something did. */
export async function answer(request: Request, entry: Entry): Promise<Response> {
  rememberParties(entry.parties);
  const url = new URL(request.url);
  return withHeaders(await answerPlain(request, url, entry), url.protocol === "https:");
}

async function answerPlain(request: Request, url: URL, entry: Entry): Promise<Response> {
  const { pathname } = url;
  try {
    await boot(entry);
    const { env, bindings, parties, later } = entry;
    if (pathname.startsWith("/api/")) return await app.fetch(request, { env, bindings, parties, later });
    // Our own pages, and not the platform's single-page mode, which would answer for `/api` as well.
    return await servePage(url, entry);
  } catch (error) {
    // Thrown on, it would reach whoever asked as raw text.
    console.log(JSON.stringify({ level: "error", msg: "request failed", path: pathname, error: String(error) }));
    return new Response("fault", { status: 500 });
  }
}

/** For requests to a room that are not of our own code: rooms have no public HTTP. */
export const nothingThere = (request: { url: string }): Response =>
  withHeaders(new Response("not found", { status: 404 }), new URL(request.url).protocol === "https:");
