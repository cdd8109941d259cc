/**
 * The world outside the centre, as far as a push service goes: slow, busy, forgetful, rude, or silent. It remembers what it was
 * asked, and finds out whether anything was asked twice by somebody who pretended that it was the first time.
 */
import type { Outside, Service } from "../../party/engine/definition.ts";
import type { PushParams } from "../../party/push/service.ts";
import type { Choice } from "../../web/simulator/platform.ts";

type Fate = "told" | "busy" | "gone" | "refused" | "broken" | "silent";
/** One after the other; being told is what happens most. */
const FATES: Fate[] = ["told", "silent", "busy", "told", "broken", "told", "busy", "refused", "told", "gone"];

interface Asked {
  name: string;
  fate: Fate;
  tell: () => void;
}

export class PushService {
  readonly #open = new Set<Asked>();
  /** By notice and device: what it was answered last, if it was. */
  readonly #answers = new Map<string, Fate | "none">();
  asked = 0;
  again = 0;
  /** What was asked as if for the first time, and was not. */
  readonly lies: string[] = [];

  readonly service: Service = (params: PushParams, outside: Outside) =>
    new Promise((resolve, reject) => {
      const name = `${outside.id} at ${params.device.endpoint}`;
      const before = this.#answers.get(name);
      if (outside.again) this.again++;
      // Only a busy one is asked anew by somebody who knows that nothing was done.
      else if (before !== undefined && before !== "busy") this.lies.push(`${name}, after ${before}`);
      this.#answers.set(name, "none");
      const fate = FATES[this.asked++ % FATES.length]!;
      if (fate === "silent") return;
      const tell = (): void => {
        this.#answers.set(name, fate);
        if (fate === "broken") reject(new Error("connection lost"));
        else resolve(fate === "busy" ? { kind: fate, retryAfterMs: 1_000 } : { kind: fate, status: 403 });
      };
      this.#open.add({ name, fate, tell });
    });

  choices(): Choice[] {
    return [...this.#open].map((asked) => ({
      what: `${asked.fate} ${asked.name}`,
      happen: () => {
        this.#open.delete(asked);
        asked.tell();
      },
    }));
  }
}
