/** The rooms of a centre, as they run on the server. */
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { definition as account } from "../../party/rooms/account.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as directory } from "../../party/rooms/directory.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";

export const rooms: Readonly<Record<string, RoomDefinition>> = {
  account,
  agent,
  conversation,
  directory,
  project,
  queue,
};
