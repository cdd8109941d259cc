/** All machines that there are, each with the file that it stands in and the sections of `machines/SPEC.md` that speak of it. */
import type { AnyStateMachine } from "xstate";
import { accountMachine } from "../../machines/account.ts";
import { agentMachine } from "../../machines/agent.ts";
import { conversationMachine } from "../../machines/conversation.ts";
import { directoryMachine } from "../../machines/directory.ts";
import { downloadMachine } from "../../machines/download.ts";
import { gateMachine } from "../../machines/gate.ts";
import { inboxMachine } from "../../machines/inbox.ts";
import { outboxMachine } from "../../machines/outbox.ts";
import { postMachine } from "../../machines/post.ts";
import { projectMachine } from "../../machines/project.ts";
import { queueMachine } from "../../machines/queue.ts";
import { uploadMachine } from "../../machines/upload.ts";
import { voiceNoteMachine } from "../../machines/voice-note.ts";

export interface KnownMachine {
  machine: AnyStateMachine;
  source: string;
  /** Prefixes of rules. */
  rules: readonly string[];
}

/** In the order of a customer's way through the centre, and then of what stands around it. */
export const MACHINES: readonly KnownMachine[] = [
  { machine: conversationMachine, source: "machines/conversation.ts", rules: ["CV", "CH"] },
  { machine: queueMachine, source: "machines/queue.ts", rules: ["QU"] },
  { machine: agentMachine, source: "machines/agent.ts", rules: ["AG"] },
  { machine: inboxMachine, source: "machines/inbox.ts", rules: ["IN"] },
  { machine: outboxMachine, source: "machines/outbox.ts", rules: ["OB"] },
  { machine: uploadMachine, source: "machines/upload.ts", rules: ["UP"] },
  { machine: downloadMachine, source: "machines/download.ts", rules: ["DL"] },
  { machine: voiceNoteMachine, source: "machines/voice-note.ts", rules: ["VN"] },
  { machine: projectMachine, source: "machines/project.ts", rules: ["PR", "ME", "WK", "RI"] },
  { machine: accountMachine, source: "machines/account.ts", rules: ["AC", "MA"] },
  { machine: gateMachine, source: "machines/gate.ts", rules: ["GA"] },
  { machine: directoryMachine, source: "machines/directory.ts", rules: ["DI"] },
  { machine: postMachine, source: "machines/post.ts", rules: ["MA"] },
];
