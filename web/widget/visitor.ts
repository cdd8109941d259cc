/**
 * Who this browser is to the centre: made once, kept, and shared by all tabs. When the server no longer knows the token (its
 * secret was changed, or it has expired) a new visitor is made, by one tab for all of them.
 */
import type { KeyValue } from "./key-value.ts";

export interface Visitor {
  id: string;
  token: string;
  /** Whose thread it is, if the site has vouched for them. */
  user?: string;
}

/** For whom the site vouches on this page. */
export interface Claim {
  id: string;
  signature: string;
}

/** An id may be a number there, and is signed as it is written. */
export function claimOf({ id, signature }: { id?: unknown; signature?: unknown }): Claim | undefined {
  const isId = (typeof id === "string" && id !== "") || typeof id === "number";
  return isId && typeof signature === "string" ? { id: String(id), signature } : undefined;
}

/** The server will not have visitors here: asking again is useless. */
export class Unwelcome extends Error {}

type Post = (path: string, body: unknown) => Promise<Response>;
/** Runs work while no other tab runs work of the same name. */
export type Alone = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Without locks (a page without TLS) two tabs that start in the same instant may become two visitors. */
const withoutOthers: Alone = async (name, work) =>
  typeof navigator !== "undefined" && "locks" in navigator ? await navigator.locks.request(name, work) : await work();

export class Visitors {
  readonly key: string;
  /** None on a page that names nobody: whoever is kept is believed there. */
  claim: Claim | undefined;
  readonly nameKey: string;

  constructor(
    private readonly project: string,
    private readonly storage: KeyValue,
    private readonly post: Post,
    private readonly alone: Alone = withoutOthers,
  ) {
    this.key = `turno.visitor.${project}`;
    this.nameKey = `turno.name.${project}`;
  }

  get known(): Visitor | undefined {
    try {
      const { id, token, user } = JSON.parse(this.storage.get(this.key) ?? "") as Partial<Visitor>;
      if (typeof id !== "string" || typeof token !== "string") return undefined;
      return { id, token, ...(typeof user === "string" ? { user } : {}) };
    } catch {
      return undefined;
    }
  }

  /** What they wish to be called, `""` for nothing; null: they have not been asked. */
  get name(): string | null {
    return this.storage.get(this.nameKey);
  }

  set name(name: string | null) {
    if (name === null) this.storage.remove(this.nameKey);
    else this.storage.set(this.nameKey, name);
  }

  /** Whether who is kept is not whom the page names. */
  get isOther(): boolean {
    return this.claim !== undefined && this.known?.user !== this.claim.id;
  }

  /** The next one is somebody else. */
  forget(): void {
    this.claim = undefined;
    this.storage.remove(this.key);
    this.name = null;
  }

  /**
   * The kept visitor, or a new one if there is none, it is the one that was refused, or the page names another. Throws when nobody
   * answers.
   */
  become(refused?: string): Promise<Visitor> {
    return this.alone(this.key, async () => {
      const { known, claim } = this;
      const usable = known && known.token !== refused ? known : undefined;
      if (usable && !this.isOther) return usable;
      if (claim) {
        const vouched = await this.#ask(claim);
        if (vouched) return vouched;
        // Who was not vouched for is nobody in particular: not another user, and the same as before.
        if (usable && usable.user === undefined) return usable;
      }
      return (await this.#ask())!;
    });
  }

  /** Undefined: the server does not believe the site. */
  async #ask(claim?: Claim): Promise<Visitor | undefined> {
    const { project, name } = this;
    const response = await this.post("/visitors", {
      project,
      ...(name ? { name } : {}),
      ...(claim ? { user: claim } : {}),
    });
    if (response.status >= 400 && response.status < 500 && response.status !== 429) {
      if (!claim) throw new Unwelcome(String(response.status));
      return this.#disbelieve(((await response.json()) as { error: string }).error);
    }
    if (!response.ok) throw new Error(`visitors answered ${response.status}`);
    const { me, token, vouched } = (await response.json()) as { me: { id: string }; token: string; vouched?: boolean };
    // A project without a key takes everybody for a visitor without a name.
    if (claim && !vouched) return this.#disbelieve("the project has no key");
    const visitor = { id: me.id, token, ...(claim && vouched ? { user: claim.id } : {}) };
    this.storage.set(this.key, JSON.stringify(visitor));
    return visitor;
  }

  /** For the site's developer, who looks there. */
  #disbelieve(error: string): undefined {
    this.claim = undefined;
    console.error(`Turno.setUser: the user is not known by this signature (${error}); the chat stays anonymous`);
  }
}
