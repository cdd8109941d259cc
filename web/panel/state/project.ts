/** What the project keeps for its agents: canned replies, labels, reasons for finishing. */
import { createMemo, type Accessor } from "solid-js";
import type { Label, Reply, SettingsView, WrapUpReason } from "../../../party/protocol/project.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import { roomAt } from "./room-at.ts";

export interface Project {
  room: Room;
  replies: Accessor<readonly Reply[]>;
  labels: Accessor<readonly Label[]>;
  reasons: Accessor<readonly WrapUpReason[]>;
  settings: Accessor<SettingsView | undefined>;
}

export function createProject(project: string): Project {
  const room = createRoom(roomAt("project", project));
  const table = <T>(name: string, by: (one: T) => string): Accessor<readonly T[]> =>
    createMemo(() =>
      Object.values((room.topics[name] ?? {}) as Record<string, T>).toSorted((a, b) => by(a).localeCompare(by(b))),
    );
  return {
    room,
    replies: table<Reply>("replies", ({ shortcut }) => shortcut),
    labels: table<Label>("labels", ({ name }) => name),
    reasons: table<WrapUpReason>("reasons", ({ name }) => name),
    settings: () => room.topics.settings as SettingsView | undefined,
  };
}
