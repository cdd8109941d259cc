/** How the panel reaches a room. */
import { reach } from "../../shared/reach.ts";
import type { RoomClientOptions } from "../../shared/room-client.ts";
import { CLOSE } from "../../../party/protocol/frames.ts";
import { lookAgain, ticket } from "../api.ts";
import { painted } from "./painted.ts";
import { every } from "./steady.ts";

/** The list is drawn from what came with who is signed in: sockets are opened beside it, not before it. */
let drawn: Promise<void> | undefined;

export const roomAt = (
  party: "agent" | "conversation" | "project" | "queue",
  room: string,
): Pick<RoomClientOptions, "origin" | "party" | "room" | "ticket" | "every" | "onClosed" | "WebSocket"> => ({
  origin: location.origin.replace(/^http/, "ws"),
  party,
  room,
  ticket: () => (drawn ??= painted()).then(() => ticket(party, room)),
  every,
  WebSocket: reach.WebSocket,
  // The ticket for the next socket says what holds now; the page is to know it too.
  onClosed: (code) => void (code === CLOSE.signedOut && lookAgain()),
});
