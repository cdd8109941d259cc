/** The entry worker on PartyKit. */
import "./engine/globals.ts";
import type * as Party from "partykit/server";
import { answer, nothingThere } from "./entry.ts";

export default class Main {
  constructor(readonly room: Party.Room) {}

  static onFetch(request: Party.Request, lobby: Party.FetchLobby, context: Party.ExecutionContext): Promise<Response> {
    const { env, bindings, parties, assets } = lobby;
    const later = (work: Promise<unknown>) => context.waitUntil(work);
    return answer(request as unknown as Request, { env, bindings, parties, assets, later });
  }

  /** The main party has no rooms of its own. */
  static onBeforeRequest(request: Party.Request): Response {
    return nothingThere(request);
  }

  static onBeforeConnect(request: Party.Request): Response {
    return nothingThere(request);
  }
}
