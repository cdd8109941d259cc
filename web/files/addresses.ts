/** Where files can be read, asked for in batches and kept until shortly before their time is over. */
import { ask, type Asking } from "./asking.ts";

/** Asked for in one turn of the page, and in a list that is scrolled, together. */
const GATHER_MS = 20;
/** As many as one request may name. */
const AT_ONCE = 50;
/** Before their end they are asked for anew: what begins to load must still be good. */
const MARGIN_MS = 60_000;

export class Addresses {
  readonly #known = new Map<string, { path: string; until: number }>();
  readonly #wanted = new Map<string, Promise<string | undefined>>();
  #gathering: { ids: string[]; asked: Promise<void> } | undefined;

  constructor(
    private readonly thread: string,
    private readonly asking: Asking,
    private readonly now: () => number = Date.now,
  ) {}

  /** Undefined: one may not read it, it is gone, or nobody can be asked now. */
  of(id: string): Promise<string | undefined> {
    const known = this.#known.get(id);
    if (known && known.until - MARGIN_MS > this.now()) return Promise.resolve(this.asking.origin + known.path);
    const wanted = this.#wanted.get(id) ?? this.#ask(id).finally(() => this.#wanted.delete(id));
    this.#wanted.set(id, wanted);
    return wanted;
  }

  /** One that did not do: it is asked for anew. */
  again(id: string): Promise<string | undefined> {
    this.#known.delete(id);
    return this.of(id);
  }

  async #ask(id: string): Promise<string | undefined> {
    if (this.#gathering === undefined || this.#gathering.ids.length >= AT_ONCE) this.#gather();
    const { ids, asked } = this.#gathering!;
    ids.push(id);
    await asked;
    const known = this.#known.get(id);
    return known && this.asking.origin + known.path;
  }

  #gather(): void {
    const ids: string[] = [];
    const gathering = {
      ids,
      asked: new Promise((resolve) => setTimeout(resolve, GATHER_MS)).then(() => {
        if (this.#gathering === gathering) this.#gathering = undefined;
        return this.#fetch(ids);
      }),
    };
    this.#gathering = gathering;
  }

  async #fetch(files: string[]): Promise<void> {
    const answer = await ask(this.asking, "POST", "/addresses", { thread: this.thread, files }).catch(() => undefined);
    if (answer?.status !== 200) return;
    const { addresses, until } = answer.body as { addresses: Record<string, string>; until: number };
    for (const [id, path] of Object.entries(addresses)) this.#known.set(id, { path, until });
  }
}
