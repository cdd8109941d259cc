/** Entries of lists in a real runtime: found by name, changed, and told once, though the server is killed in between. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { Call } from "../../party/engine/calls.ts";
import { amend, looked, put } from "../engine/shelf.ts";
import { startCentre, type Centre, type Runtime } from "../harness/workerd.ts";
import { seeded } from "./support/demo.ts";

const SLIPS = 120;
const ABREAST = 8;
const by = { role: "entry", id: "provider", project: "" };

async function shelf(runtime: Runtime): Promise<Centre> {
  const centre = await startCentre({
    runtime,
    main: "tests/harness/fixture/shelf-main.ts",
    parties: { directory: "party/rooms/parties/directory.ts", shelf: "tests/harness/fixture/shelf-room.ts" },
  });
  onTestFinished(() => centre.dispose());
  return centre;
}

const say = async (centre: Centre, body: Call): Promise<unknown> =>
  (await fetch(`${centre.url}/shelf`, { method: "POST", body: JSON.stringify(body) })).json();

/** Who repeats what is not answered, as a provider does, so many at once. */
class Provider {
  answered = 0;
  unanswered = 0;

  constructor(private readonly centre: Centre) {}

  async tell(command: { type: string; [field: string]: unknown }, commandId: string): Promise<void> {
    const once = () =>
      say(this.centre, { kind: "command", by, command, commandId }).catch(() => {
        this.unanswered++;
      });
    await expect.poll(once, { timeout: 20_000 }).toMatchObject({ kind: "done" });
    this.answered++;
  }

  async each(names: readonly string[], tell: (name: string) => Promise<void>): Promise<void> {
    const left = [...names];
    const work = async () => {
      for (let name = left.pop(); name !== undefined; name = left.pop()) await tell(name);
    };
    await Promise.all(Array.from({ length: ABREAST }, work));
  }

  /** Kills the server while it is at work, each time that so many more have been answered. */
  async kill(times: number, every: number): Promise<void> {
    for (let kill = 1; kill <= times; kill++) {
      const goal = this.answered + every;
      await expect.poll(() => this.answered, { interval: 1 }).toBeGreaterThanOrEqual(goal);
      await this.centre.kill9();
      await this.centre.restart();
    }
  }
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("EN61 EN62 EN63 EN64 what is told twice, all at once, and through kills, is done once and found by its name", async () => {
    const random = seeded(3);
    const centre = await shelf(runtime);
    const provider = new Provider(centre);
    const names = Array.from({ length: SLIPS }, (_, n) => `wamid.${n}=`);
    const twice = () => shuffled([...names, ...names.filter(() => random() < 0.3)], random);
    const puts = provider.each(twice(), (name) => provider.tell(put(`text ${name}`, name), name));
    await provider.kill(3, 20);
    await puts;
    const find = (wanted: string[]) => say(centre, { kind: "ask", question: { type: "slips", wanted } });
    const found = (await find(names)) as { seq: number }[];
    expect(found.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(names.map((_, n) => n + 1));
    const changes = provider.each(twice(), async (name) => {
      const { seq } = found[names.indexOf(name)]!;
      await provider.tell({ type: "counted", seq }, `${name}:counted`);
      await provider.tell(looked([name], amend(seq, { mark: name })), `${name}:marked`);
    });
    await provider.kill(3, 40);
    await changes;
    expect(await find(names)).toEqual(found.map(({ seq }, n) => ({ seq, mark: names[n], n: 1 })));
    expect(provider.unanswered).toBeGreaterThan(0);
  });
});
