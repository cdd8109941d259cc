/** The entry worker: pages, the public HTTP interface, and the first request after a boot, which wakes who must be awake. */
import "./engine/globals.ts";
import type * as Party from "partykit/server";
import { boot } from "./boot.ts";
import { rememberParties } from "./engine/partykit.ts";
import { app } from "./http/app.ts";
import { servePage } from "./http/pages.ts";
import { withHeaders } from "./headers.ts";

export default class Main {
  constructor(readonly room: Party.Room) {}

  static async onFetch(
    request: Party.Request,
    lobby: Party.FetchLobby,
    context: Party.ExecutionContext,
  ): Promise<Response> {
    rememberParties(lobby.parties);
    const incoming = request as unknown as Request;
    const url = new URL(incoming.url);
    const answer = await Main.#answer(incoming, url, lobby, context);
    return withHeaders(answer, url.protocol === "https:");
  }

  static async #answer(
    incoming: Request,
    url: URL,
    lobby: Party.FetchLobby,
    context: Party.ExecutionContext,
  ): Promise<Response> {
    const { pathname } = url;
    try {
      await boot(lobby, (work) => context.waitUntil(work));
      const later = (work: Promise<unknown>) => context.waitUntil(work);
      const { env, bindings, parties } = lobby;
      if (pathname.startsWith("/api/")) return await app.fetch(incoming, { env, bindings, parties, later });
      // Our own pages, and not PartyKit's single-page mode, which would answer for `/api` as well.
      return await servePage(url, lobby);
    } catch (error) {
      // Thrown on, it would reach whoever asked as raw text.
      console.log(JSON.stringify({ level: "error", msg: "request failed", path: pathname, error: String(error) }));
      return new Response("fault", { status: 500 });
    }
  }

  /** The main party has no rooms of its own. */
  static onBeforeRequest(request: Party.Request): Response {
    return withHeaders(new Response("not found", { status: 404 }), new URL(request.url).protocol === "https:");
  }

  static onBeforeConnect(): Response {
    return new Response("not found", { status: 404 });
  }
}
