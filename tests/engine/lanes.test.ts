import { expect, test } from "vitest";
import type { Address } from "../../party/engine/definition.ts";
import type { Host } from "../../party/engine/host.ts";
import { Outbox, effectSeq } from "../../party/engine/outbox.ts";

/** An outbox that promises something to so many agents and threads, and what is on its way. */
function post(agents: number, threads: number) {
  const going: { to: Address; arrive: () => void }[] = [];
  const turns: (() => void)[] = [];
  const host = {
    self: { party: "queue", room: "p" },
    storage: { write: () => {} },
    deliver: (to: Address) => new Promise<void>((arrive) => going.push({ to, arrive })),
    // Its deadlines for deliveries are not due here.
    later: (ms: number, work: () => void) => {
      if (ms === 0) turns.push(work);
      return () => {};
    },
    log: () => {},
  } as unknown as Host;
  const outbox = new Outbox(host, ["agent"], () => {});
  const promise = (party: string, n: number) =>
    outbox.add({ party, room: `${party}${n}` }, effectSeq(1, n), { type: "told" });
  for (let n = 0; n < threads; n++) promise("conversation", n);
  for (let n = 0; n < agents; n++) promise("agent", n);
  outbox.drain();
  return {
    to: (party: string) => going.filter(({ to }) => to.party === party),
    /** Everything on its way to this party arrives. */
    arrive: async (party: string) => {
      for (const one of going.filter(({ to }) => to.party === party)) one.arrive();
      await new Promise((done) => setImmediate(done));
    },
    /** A turn of the event loop. */
    turn: () => turns.splice(0).forEach((work) => work()),
  };
}

test("EN45 what is urgent starts at once, and the rest does not before there was a look at what has come in", () => {
  const { to } = post(3, 3);
  expect([to("agent").length, to("conversation").length]).toEqual([3, 0]);
});

test("EN45 the rest goes one at a time while something urgent is on its way, and is not starved", () => {
  const { to, turn } = post(40, 3);
  turn();
  expect([to("agent").length, to("conversation").length]).toEqual([32, 1]);
});

test("EN45 the rest goes side by side once nothing urgent is left", async () => {
  const { to, arrive, turn } = post(40, 30);
  turn();
  await arrive("agent");
  await arrive("agent");
  await arrive("conversation");
  turn();
  expect([to("agent").length, to("conversation").length]).toEqual([40, 17]);
});
