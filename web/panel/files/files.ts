/** The files of one conversation, on this screen: those on their way, and where those that are there can be read. */
import {
  createComputed,
  createMemo,
  createRoot,
  createSignal,
  onCleanup,
  runWithOwner,
  untrack,
  type Accessor,
} from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { LimitedChannel } from "../../../machines/media-limits.ts";
import { conversationNumber } from "../../../party/protocol/screens.ts";
import { Addresses } from "../../files/addresses.ts";
import type { Asking } from "../../files/asking.ts";
import type { UploadView } from "../../files/upload.ts";
import type { Uploads, UploadsOptions } from "../../files/uploads.ts";
import type { VoiceRecorder, VoiceView } from "../../files/voice-recorder.ts";
import { papers, renewPapers } from "../api.ts";
import { insist } from "../parts/later.ts";
import { called } from "../state/called.ts";
import type { Conversation, UnsentFile } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { fileCalled } from "../state/said-words.ts";
import { t } from "../words/index.ts";

/** A voice note that is being made. */
export interface Voice {
  recorder: VoiceRecorder;
  view: Accessor<VoiceView | undefined>;
}

export interface Files {
  channel: LimitedChannel;
  addresses: Addresses;
  /** Everything that was chosen, also what nobody has said yet is to be sent. */
  all: readonly UploadView[];
  /** What is to be sent and is no line of the thread yet. */
  pending: Accessor<readonly UploadView[]>;
  uploads: Promise<Uploads>;
  voice: Accessor<Voice | undefined>;
  keepVoice: (voice: Voice | undefined) => void;
  /** The picture that is looked at. A row of the list may go while it is: it is not the row's. */
  looking: Accessor<string | undefined>;
  lookAt: (id: string | undefined) => void;
}

const ASKING: Asking = { origin: "", headers: papers, renew: renewPapers };
interface Living {
  files: Files;
  end: () => void;
}
const living = new Map<Conversation, Living>();
const watched = new WeakSet<Desk>();

/** Made when it is first asked for, and there for as long as the conversation is: whatever stands in front meanwhile. */
export function filesOf(conversation: Conversation): Files {
  const had = living.get(conversation);
  if (had) return had.files;
  const made = createRoot((end) => ({ files: createFiles(conversation), end }));
  living.set(conversation, made);
  return made.files;
}

/** Whether a voice note is being made there: it waits while others are in front. */
export const isSpeaking = (conversation: Conversation): boolean =>
  living.get(conversation)?.files.voice() !== undefined;

/** Nothing more of it goes out. What the thread is being told of already is its to decide. */
export async function callOff(conversation: Conversation): Promise<void> {
  const files = living.get(conversation)?.files;
  if (!files) return;
  files.voice()?.recorder.discard();
  files.keepVoice(undefined);
  const uploads = await files.uploads;
  files.pending().forEach(({ id }) => uploads.drop(id));
}

/** What was on its way to a conversation that has gone goes nowhere, and the agent is told. */
export function endWith(desk: Desk): void {
  if (watched.has(desk)) return;
  watched.add(desk);
  runWithOwner(desk.owner, () => {
    createComputed(() => {
      const there = new Set([...desk.conversations(), desk.aside()]);
      const gone = [...living.keys()].filter((conversation) => !there.has(conversation));
      for (const conversation of gone) {
        const lost = untrack(() => leave(conversation));
        if (lost.length > 0)
          desk.notices.say(untrack(() => t().files.lost(lost.join(", "), called(conversation) || t().visitor)));
      }
    });
    // Whoever signs in here next sends nothing of this one's.
    onCleanup(() => [...living.keys()].forEach(leave));
  });
}

/** Says what is lost by it. */
function leave(conversation: Conversation): string[] {
  const { files, end } = living.get(conversation)!;
  living.delete(conversation);
  const lost = conversation.unsentFiles().map(({ name }) => name);
  conversation.showUnsentFiles(() => []);
  files.voice()?.recorder.discard();
  if (files.all.length > 0) void files.uploads.then((uploads) => uploads.close());
  end();
  return lost;
}

function createFiles(conversation: Conversation): Files {
  const { thread } = conversation.assignment;
  const channel = conversation.assignment.channel;
  const [looking, lookAt] = createSignal<string>();
  const [voice, keepVoice] = createSignal<Voice>();
  const [store, setStore] = createStore<{ all: UploadView[] }>({ all: [] });
  const onChange = (all: readonly UploadView[]): void => setStore("all", reconcile([...all], { key: "id" }));
  let uploads: Promise<Uploads> | undefined;
  /** Once a line of the thread is of it, that shows it. */
  const there = createMemo(
    () => new Set(conversation.messages().flatMap((message) => (message.kind === "file" ? [message.commandId] : []))),
  );
  const pending = createMemo(() => store.all.filter(({ id, wanted }) => wanted && !there().has(id)));
  createComputed(() => {
    const done = store.all.filter(({ id }) => there().has(id));
    if (done.length > 0) void uploads?.then((queue) => done.forEach(({ id }) => queue.done(id)));
  });
  // Its level and its time are others ten times a second.
  const speaks = createMemo(() => isMade(voice()));
  conversation.showUnsentFiles(() => [
    ...pending().map((one): UnsentFile => ({
      name: fileCalled(one),
      stands: one.trouble === null ? "going" : "failed",
    })),
    ...(speaks() ? [{ name: t().files.voice, stands: "made" } as const] : []),
  ]);
  warnOnLeaving(
    () => voice() !== undefined || store.all.some(({ trouble, state }) => trouble === null && state !== "sent"),
  );
  return {
    channel,
    addresses: new Addresses(thread, ASKING),
    get all() {
      return store.all;
    },
    pending,
    voice,
    keepVoice: (kept) => void keepVoice(kept),
    looking,
    lookAt: (id) => void lookAt(id),
    get uploads() {
      return (uploads ??= insist(() => import("./engine.ts")).then(({ begin }) =>
        begin({
          thread,
          channel,
          conversation: conversationNumber(conversation.id),
          asking: ASKING,
          onChange,
          ...keepingOf(conversation),
        }),
      ));
    },
  };
}

let coming: Promise<typeof import("../../files/kept-files.ts")> | undefined;
/** One and the same for all: what is kept first is kept first. */
const keeping = () => (coming ??= insist(() => import("../../files/kept-files.ts")));

/** What is to be sent outlives the page. */
function keepingOf(conversation: Conversation): Pick<UploadsOptions, "keep" | "forget"> {
  const { id, agentId: owner } = conversation;
  return {
    keep({ id: file, ...one }) {
      const { file: blob, name, kind, voice, caption } = one;
      const who = untrack(() => called(conversation) || t().visitor);
      void keeping().then(({ keep }) =>
        keep({ id: file, owner, conversation: id, who, caption, file: blob, name, kind, voice }),
      );
    },
    forget: (file) => void keeping().then(({ forget }) => forget(file)),
  };
}

const isMade = (voice: Voice | undefined): boolean =>
  !["idle", "asking", "failed"].includes(voice?.view()?.state ?? "idle");

/** Leaving the page now would lose files: the browser asks first. */
function warnOnLeaving(isBusy: () => boolean): void {
  const busy = createMemo(isBusy);
  const asked = (event: BeforeUnloadEvent): void => event.preventDefault();
  createComputed(() => {
    if (!busy()) return;
    addEventListener("beforeunload", asked);
    onCleanup(() => removeEventListener("beforeunload", asked));
  });
}
