/**
 * Files that go to one thread: looked into, uploaded side by side in parts, and sent one after the other in the order in which they
 * were chosen. What an outage cuts off goes on by itself, from what the server has. No framework.
 */
import type { Found, LimitedChannel } from "../../machines/media-limits.ts";
import { Unreached, ask, putPart, type Answer, type Asking } from "./asking.ts";
import { Lane } from "./lane.ts";
import { Upload, type Chosen, type Told, type UploadView } from "./upload.ts";

export interface UploadsOptions {
  thread: string;
  channel: LimitedChannel;
  /** In which an agent is writing; null: whichever is open. */
  conversation: number | null;
  asking: Asking;
  /** What is inside a file. */
  look: (file: Blob, name: string) => Promise<Found>;
  onChange: (uploads: readonly UploadView[]) => void;
  /** Outlives the page from now on: it is to be sent. */
  keep?: (one: UploadView) => void;
  /** It is there, or nobody wants it any more. */
  forget?: (id: string) => void;
  /** How long to wait before the next try, in milliseconds. */
  rest?: (tries: number) => number;
}

const PARTS_AT_ONCE = 3;
/** A video is read in pieces, and all the same each has a decoder's worth of memory. */
const LOOKS_AT_ONCE = 2;
const REST_FIRST_MS = 500;
const REST_MAX_MS = 15_000;
/** A part that arrives damaged so often is damaged here. */
const DAMAGED_MAX = 4;
const FORGET_TRIES = 5;

/** Twice as long each time, and never all screens at the same moment. */
const jittered = (tries: number): number => Math.min(REST_MAX_MS, REST_FIRST_MS * 2 ** tries) * (0.5 + Math.random());

class Damaged extends Error {}

export class Uploads {
  #all: Upload[] = [];
  #sending = false;
  #damaged = 0;
  readonly #parts = new Lane(PARTS_AT_ONCE);
  readonly #looks = new Lane(LOOKS_AT_ONCE);
  readonly #resting = new Set<() => void>();
  readonly #wake = (): void => this.#resting.forEach((wake) => wake());

  constructor(private readonly options: UploadsOptions) {
    globalThis.addEventListener?.("online", this.#wake);
  }

  get list(): readonly UploadView[] {
    return this.#all.map((one) => one.view);
  }

  /** Begins at once: it is there by the time that somebody says that it is to be sent. */
  add(chosen: Chosen): string {
    const one = this.#make(chosen);
    this.#all = [...this.#all, one];
    this.#go(one);
    return one.id;
  }

  send(id: string, caption: string): void {
    const one = this.#find(id);
    one?.set({ wanted: true, caption });
    if (one) this.options.keep?.(one.view);
    void this.#pump();
  }

  /** One that was to be sent before the page was loaded: the server says how far it has come. */
  goOn(id: string, chosen: Chosen, caption: string): void {
    if (this.#find(id)) return;
    const one = this.#make(chosen, id);
    one.set({ wanted: true, caption });
    this.#all = [...this.#all, one];
    this.#go(one);
  }

  /** What failed begins anew, as another file; what the thread or the server would not have is asked for again. */
  retry(id: string): void {
    const one = this.#find(id);
    if (!one) return;
    if (one.state !== "failed" && one.trouble?.reason !== "uploadOver" && one.trouble?.reason !== "uploadExpired") {
      one.clear();
      return this.#go(one);
    }
    const next = this.#make(one.chosen);
    next.set({ wanted: one.wanted, caption: one.caption });
    this.#all = this.#all.map((known) => (known === one ? next : known));
    this.options.forget?.(id);
    if (next.wanted) this.options.keep?.(next.view);
    this.#go(next);
  }

  /** Another file in its place. */
  replace(id: string, chosen: Chosen): string {
    const one = this.#find(id);
    const next = this.add(chosen);
    const made = this.#all.at(-1)!;
    this.#all = this.#all.flatMap((known) => (known === made ? [] : known === one ? [known, made] : [known]));
    if (one) this.drop(id);
    return next;
  }

  /** Calls it off, or takes away what has come to nothing. False: it is being sent. */
  drop(id: string): boolean {
    const one = this.#find(id);
    if (!one) return true;
    if (!one.isOver && !one.cancel()) return false;
    one.leaving.abort();
    this.#all = this.#all.filter((known) => known !== one);
    this.options.forget?.(id);
    this.#changed();
    if (one.state !== "sent") void this.#forget(id);
    void this.#pump();
    return true;
  }

  /** The thread shows it: nothing more is to be done about it here. */
  done(id: string): void {
    this.#all = this.#all.filter((known) => known.id !== id);
    this.options.forget?.(id);
    this.#changed();
    void this.#pump();
  }

  close(): void {
    globalThis.removeEventListener?.("online", this.#wake);
    for (const { id } of this.#all) this.drop(id);
  }

  #make(chosen: Chosen, id?: string): Upload {
    const { thread, channel, conversation } = this.options;
    return new Upload(chosen, { thread, channel, conversation }, () => this.#changed(), id);
  }

  #find(id: string): Upload | undefined {
    return this.#all.find((one) => one.id === id);
  }

  #changed(): void {
    this.options.onChange(this.list);
  }

  #go(one: Upload): void {
    this.#changed();
    void this.#bring(one)
      .catch((error: unknown) => {
        if (!one.leaving.signal.aborted) one.refused(error instanceof DOMException ? "fileUnreadable" : "fault");
      })
      .finally(() => void this.#pump());
  }

  /** Until all of it is there. */
  async #bring(one: Upload): Promise<void> {
    const { file, name } = one.chosen;
    if (one.state === "chosen") one.inspected(await this.#looks.run(() => this.options.look(file, name)));
    if (one.state === "checked") await this.#begin(one);
    while (one.state === "uploading" && !one.isOver) await this.#fill(one);
    // Before the page was loaded: its line is in the thread.
    if (one.state === "sent") this.done(one.id);
  }

  async #begin(one: Upload): Promise<void> {
    const { file, name, kind, voice } = one.chosen;
    const answer = await this.#insist(one, () => {
      // Read anew each time: a visitor's first file may be chosen before they have a thread.
      const { thread, conversation } = this.options;
      const about = conversation === null ? {} : { conversation };
      const body = { id: one.id, thread, ...about, kind, name, type: file.type, bytes: file.size, voice };
      return this.#ask("POST", "", body);
    });
    if (answer.status === 200) one.follow(answer.body.upload as Told);
    else one.refused(reasonOf(answer));
  }

  /** Sends what is missing; what was cut off is asked for anew, and only that. */
  async #fill(one: Upload): Promise<void> {
    let failed: unknown;
    const parts = one.missing.map((n) =>
      this.#parts.run(async () => {
        if (failed === undefined && !one.isOver) await this.#part(one, n).catch((error: unknown) => (failed = error));
        one.progress(n);
      }),
    );
    await Promise.all(parts);
    if (failed === undefined) return;
    one.leaving.signal.throwIfAborted();
    if (failed instanceof Damaged && ++this.#damaged >= DAMAGED_MAX) return one.refused("fileDamaged");
    if (!(failed instanceof Unreached || failed instanceof Damaged)) throw failed;
    one.set({ away: failed instanceof Unreached ? failed.why : null });
    await this.#rest(one, 0);
    await this.#sync(one);
  }

  async #part(one: Upload, n: number): Promise<void> {
    const bytes = await one.part(n).arrayBuffer();
    const answer = await putPart(this.options.asking, {
      path: `/${one.id}/parts/${n}`,
      bytes,
      onProgress: (sent) => one.progress(n, sent),
      signal: one.leaving.signal,
    });
    if (answer.status < 300) return one.stored(n);
    if (answer.status === 422) throw new Damaged();
    // It may have been said of what another try has done meanwhile.
    if (answer.status === 404 || answer.status === 409) return this.#sync(one);
    one.refused(reasonOf(answer));
  }

  async #sync(one: Upload): Promise<void> {
    const answer = await this.#insist(one, () => this.#ask("GET", `/${one.id}`));
    if (answer.status === 404) await this.#begin(one);
    else if (answer.status === 200) one.follow(answer.body.upload as Told);
    else one.refused(reasonOf(answer));
  }

  /** The first of those that are wanted, when it is there: the others wait behind it. */
  async #pump(): Promise<void> {
    const next = this.#all.find((one) => one.wanted && !one.isOver);
    if (this.#sending || (next?.state !== "stored" && next?.state !== "sending")) return;
    await this.#send(next);
  }

  async #send(one: Upload): Promise<void> {
    this.#sending = true;
    try {
      for (let tries = 0; one.state === "stored" || one.state === "sending"; tries++) {
        if (tries > 0) await this.#rest(one, tries);
        const answer = await this.#insist(one, () => this.#ask("POST", `/${one.id}/send`, { caption: one.caption }));
        if (answer.status === 200) one.follow(answer.body.upload as Told);
        else if (reasonOf(answer) === "partsMissing" || answer.status === 404) await this.#sync(one);
        else one.refused(reasonOf(answer));
        if (one.isOver) break;
      }
    } catch {
      // Called off.
    }
    this.#sending = false;
    if (one.state === "uploading" && !one.isOver) return this.#go(one);
    return this.#pump();
  }

  #ask(method: string, path: string, body?: object): Promise<Answer> {
    return ask(this.options.asking, method, path, body);
  }

  /** Until there is an answer, or it is called off. */
  async #insist(one: Upload, what: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      one.leaving.signal.throwIfAborted();
      try {
        const answer = await what();
        if (one.away) one.set({ away: null });
        return answer;
      } catch (error) {
        if (!(error instanceof Unreached)) throw error;
        one.set({ away: error.why });
        await this.#rest(one, tries);
      }
    }
  }

  #rest({ leaving: { signal } }: Upload, tries: number): Promise<void> {
    const ms = (this.options.rest ?? jittered)(tries);
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#resting.delete(end);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#resting.add(end);
      signal.addEventListener("abort", end);
    });
  }

  /** What does not reach the server is swept there after a day. */
  async #forget(id: string): Promise<void> {
    for (let tries = 0; tries < FORGET_TRIES; tries++)
      try {
        return void (await this.#ask("DELETE", `/${id}`));
      } catch {
        await new Promise((resolve) => setTimeout(resolve, REST_FIRST_MS * 2 ** tries));
      }
  }
}

const reasonOf = ({ status, body }: Answer): string =>
  typeof body.error === "string" ? body.error : status === 413 ? "fileTooLarge" : "fault";
