/** The files of this visitor's thread: those on their way, and where those that are there can be read. */
import { createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { FileKind } from "../../../machines/media-limits.ts";
import { Addresses } from "../../files/addresses.ts";
import { Unreached, type Asking } from "../../files/asking.ts";
import type { Speech } from "../../files/refusals.ts";
import { sizeWords } from "../../files/sizes.ts";
import type { Chosen, UploadView } from "../../files/upload.ts";
import type { Uploads } from "../../files/uploads.ts";
import type { CustomerReason, Words } from "../words/es.ts";
import { localeOf } from "../words/index.ts";
import type { Around } from "./entrance.ts";
import { fileWordsOf, type OwnWords } from "./words.ts";

export interface Files {
  chat: Around["chat"];
  words: Accessor<Words>;
  speech: Accessor<Speech>;
  own: Accessor<OwnWords>;
  size: (bytes: number) => string;
  addresses: Accessor<Addresses | undefined>;
  /** Looked into, and nobody has said yet that they are to be sent. */
  chosen: Accessor<readonly UploadView[]>;
  /** To be sent, and no line of the thread yet. */
  pending: Accessor<readonly UploadView[]>;
  uploads: () => Promise<Uploads>;
  add: (files: readonly File[]) => void;
  /** As another kind, or as what has been made of it. */
  replace: (one: UploadView, chosen: Chosen) => Promise<string>;
  /** What stands in place of the composer. */
  mode: Accessor<"files" | "voice" | undefined>;
  setMode: (mode: "files" | "voice" | undefined) => void;
  /** The picture that is looked at. */
  viewed: Accessor<string | undefined>;
  view: (id: string | undefined) => void;
}

const KINDS: readonly FileKind[] = ["image", "video", "audio"];
/** As a browser sees it; what is inside is found out by looking. */
const kindOf = ({ type }: File): FileKind => KINDS.find((kind) => type.startsWith(`${kind}/`)) ?? "document";

export function createFiles({ chat, words, lang }: Around): Files {
  const { session } = chat;
  const [store, setStore] = createStore<{ all: UploadView[] }>({ all: [] });
  const [mode, setMode] = createSignal<"files" | "voice">();
  const [viewed, view] = createSignal<string>();
  const asking: Asking = {
    origin: "",
    headers() {
      const { token } = session;
      if (token === undefined) throw new Unreached(0);
      return { authorization: `Bearer ${token}` };
    },
    async renew() {
      await session.doubt();
      // Who is somebody else now has another thread, and these begin anew there.
      return false;
    },
  };

  const said = createMemo(() => fileWordsOf(lang()));
  const otherwise = (reason: string): string => {
    if (reason === "filesOff") return said().own.filesOff;
    return words().reasons[reason as CustomerReason] ?? said().own.fault;
  };
  const speech = (): Speech => ({ language: lang(), words: said().common, kinds: words().files, otherwise });

  const there = createMemo(() => new Set(chat.rows().flatMap((row) => (row.kind === "file" ? [row.commandId] : []))));
  const pending = createMemo(() => store.all.filter(({ id, wanted }) => wanted && !there().has(id)));
  const chosen = createMemo(() => store.all.filter(({ wanted }) => !wanted));
  const addresses = createMemo(() => {
    const thread = chat.thread();
    return thread === undefined ? undefined : new Addresses(thread, asking);
  });

  let coming: Promise<Uploads> | undefined;
  const uploads = (): Promise<Uploads> =>
    (coming ??= import("./sending.ts").then(
      ({ Uploads, lookInto }) =>
        new Uploads({
          // They may have none yet, and another one later.
          get thread() {
            return untrack(chat.thread) ?? "";
          },
          channel: "web",
          conversation: null,
          asking,
          look: lookInto,
          onChange: (all) => setStore("all", reconcile([...all], { key: "id" })),
        }),
      (error: unknown) => {
        coming = undefined;
        throw error;
      },
    ));
  const tell = (what: (uploads: Uploads) => void): void => void coming?.then(what);

  createEffect(() => {
    const done = store.all.filter(({ id }) => there().has(id));
    if (done.length > 0) tell((queue) => done.forEach(({ id }) => queue.done(id)));
  });

  async function replace(one: UploadView, { file, name, kind, voice }: Chosen): Promise<string> {
    const queue = await uploads();
    const id = queue.replace(one.id, { file, name, kind, voice });
    if (one.wanted) queue.send(id, one.caption);
    return id;
  }
  // Whose thread is lost to them go on in the next one, as their texts do; who signs out leaves nothing.
  let last: string | undefined;
  createEffect(
    on([chat.thread, chat.phase], ([thread, phase]) => {
      if (phase === "welcome" && last !== undefined) {
        last = undefined;
        setMode(undefined);
        tell((queue) => queue.close());
      }
      if (thread === undefined) return;
      const moved = last !== undefined && last !== thread ? store.all.filter(({ state }) => state !== "sent") : [];
      last = thread;
      for (const one of untrack(() => moved)) void replace(one, one);
    }),
  );

  /** Nobody has said what these are: another kind will do. */
  const guessed = new Set<string>();
  createEffect(() => {
    for (const one of chosen()) {
      const kind = one.trouble?.refusal?.kinds?.[0];
      if (kind !== undefined && guessed.delete(one.id)) void replace(one, { ...one, kind });
    }
  });
  function add(files: readonly File[]): void {
    if (files.length === 0) return;
    setMode("files");
    void uploads().then((queue) => {
      for (const file of files) guessed.add(queue.add({ file, name: file.name, kind: kindOf(file), voice: false }));
    });
  }

  const busy = createMemo(() => store.all.some(({ trouble, state }) => trouble === null && state !== "sent"));
  const asked = (event: BeforeUnloadEvent): void => event.preventDefault();
  createEffect(() => {
    if (!busy()) return;
    addEventListener("beforeunload", asked);
    onCleanup(() => removeEventListener("beforeunload", asked));
  });

  return {
    chat,
    words,
    speech,
    own: () => said().own,
    size: (bytes) => sizeWords(bytes, localeOf(lang())),
    addresses,
    chosen,
    pending,
    uploads,
    add,
    replace,
    mode,
    setMode,
    viewed,
    view,
  };
}
