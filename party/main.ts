/** The entry worker: pages, the public HTTP interface, and the first request after a boot, which wakes who must be awake. */
import "./engine/globals.ts";
import type * as Party from "partykit/server";
import { boot } from "./boot.ts";
import { rememberParties } from "./engine/partykit.ts";
import { app } from "./http/app.ts";

/** Pages by their address; PartyKit's own single-page mode would answer for `/api` as well. */
const PAGES: Record<string, string> = { "/": "/index.html", "/panel": "/panel.html", "/widget": "/widget.html" };

export default class Main {
  constructor(readonly room: Party.Room) {}

  static async onFetch(
    request: Party.Request,
    lobby: Party.FetchLobby,
    context: Party.ExecutionContext,
  ): Promise<Response> {
    rememberParties(lobby.parties);
    const incoming = request as unknown as Request;
    const { pathname } = new URL(incoming.url);
    try {
      await boot(lobby.parties, lobby.env, (work) => context.waitUntil(work));
      if (pathname.startsWith("/api/")) return await app.fetch(incoming, { env: lobby.env, parties: lobby.parties });
      const page = PAGES[pathname];
      const asset = page === undefined ? null : await lobby.assets.fetch(page);
      return asset ?? new Response("not found", { status: 404 });
    } catch (error) {
      // Thrown on, it would reach whoever asked as raw text.
      console.log(JSON.stringify({ level: "error", msg: "request failed", path: pathname, error: String(error) }));
      return new Response("fault", { status: 500 });
    }
  }

  /** The main party has no rooms of its own. */
  static onBeforeRequest(): Response {
    return new Response("not found", { status: 404 });
  }

  static onBeforeConnect(): Response {
    return new Response("not found", { status: 404 });
  }
}
