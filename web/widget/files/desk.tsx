import { createRoot, type Accessor, type Component } from "solid-js";
import type { Message } from "../../../party/protocol/conversation.ts";
import { DropZone } from "./drop-zone.tsx";
import type { Around } from "./entrance.ts";
import { createFiles } from "./files.ts";
import "./files.css";
import { Pending } from "./pending.tsx";
import { Recorder } from "./recorder.tsx";
import { Shown } from "./shown.tsx";
import { Tray } from "./tray.tsx";
import { Viewer } from "./viewer.tsx";

export type FileLine = Extract<Message, { kind: "file" }>;

/** What the chat asks for when there are files. */
export interface Desk {
  /** Whether something else stands in place of the composer. */
  taken: Accessor<boolean>;
  /** So many are on their way. */
  pending: Accessor<number>;
  add: (files: readonly File[]) => void;
  choose: () => void;
  record: () => void;
  /** A file in its line of the thread. */
  Shown: Component<{ row: FileLine }>;
  /** Those on their way. */
  Pending: Component;
  /** What stands in place of the composer, or over the whole chat. */
  Below: Component;
}

export function createDesk(around: Around): Desk {
  const files = createRoot(() => createFiles(around));
  return {
    taken: () => files.mode() !== undefined,
    pending: () => files.pending().length,
    add: files.add,
    choose: () => files.setMode("files"),
    record: () => files.setMode("voice"),
    Shown: (props) => <Shown files={files} row={props.row} />,
    Pending: () => <Pending files={files} />,
    Below: () => (
      <>
        {files.mode() === "files" && <Tray files={files} />}
        {files.mode() === "voice" && <Recorder files={files} />}
        {files.viewed() !== undefined && <Viewer files={files} />}
        <DropZone files={files} />
      </>
    ),
  };
}
