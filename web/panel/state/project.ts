/** What the project keeps for its agents: canned replies, labels, reasons for finishing. */
import { createMemo, type Accessor } from "solid-js";
import type { InboxShown } from "../../../party/protocol/inboxes.ts";
import type { AuditRow, MemberView } from "../../../party/protocol/members.ts";
import type { Label, ProjectView, Reply, SettingsView, WrapUpReason } from "../../../party/protocol/project.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import { roomAt } from "./room-at.ts";

export interface Project {
  room: Room;
  replies: Accessor<readonly Reply[]>;
  labels: Accessor<readonly Label[]>;
  reasons: Accessor<readonly WrapUpReason[]>;
  settings: Accessor<SettingsView | undefined>;
  /** What it is called, its time zone and its departments. */
  about: Accessor<ProjectView | undefined>;
  /** Its numbers and bots on other channels. */
  inboxes: Accessor<readonly InboxShown[]>;
  /** Who works there, while somebody asks for it (`wantPeople`); undefined: not come yet. */
  members: Accessor<readonly MemberView[] | undefined>;
  /** The newest rows of the audit log, oldest first, while somebody asks for it and may read it. */
  audit: Accessor<readonly AuditRow[]>;
  wantPeople: (want: boolean) => void;
  /** What people call a department; the id of one that the project has no longer. */
  departmentName: (id: string) => string;
}

const CATALOGUE = ["replies", "labels", "reasons", "settings", "project", "inboxes"];
/** The room shows each of them to who may see it. */
const WITH_PEOPLE = [...CATALOGUE, "members", "audit"];

export function createProject(project: string): Project {
  const room = createRoom({ ...roomAt("project", project), watch: CATALOGUE });
  const table = <T>(name: string, by: (one: T) => string): Accessor<readonly T[]> =>
    createMemo(() =>
      Object.values((room.topics[name] ?? {}) as Record<string, T>).toSorted((a, b) => by(a).localeCompare(by(b))),
    );
  let wanting = 0;
  let shows = false;
  const show = (people: boolean): void => {
    if (shows === people) return;
    shows = people;
    room.client.watch(people ? WITH_PEOPLE : CATALOGUE);
  };
  const about = (): ProjectView | undefined => room.topics.project as ProjectView | undefined;
  return {
    room,
    replies: table<Reply>("replies", ({ shortcut }) => shortcut),
    labels: table<Label>("labels", ({ name }) => name),
    reasons: table<WrapUpReason>("reasons", ({ name }) => name),
    settings: () => room.topics.settings as SettingsView | undefined,
    about,
    inboxes: table<InboxShown>("inboxes", ({ name }) => name),
    members: () => {
      const shown = room.topics.members as Record<string, MemberView> | undefined;
      return shown && Object.values(shown);
    },
    audit: () => room.rows("audit") as readonly AuditRow[],
    wantPeople(want) {
      wanting += want ? 1 : -1;
      if (want) show(true);
      // From one page to another nothing is let go: the room would answer nothing that was asked before that.
      else queueMicrotask(() => wanting === 0 && show(false));
    },
    departmentName: (id) => about()?.departments.find((one) => one.id === id)?.name ?? id,
  };
}
