import { expect, test } from "vitest";
import { transition, type AnyMachineSnapshot } from "xstate";
import { persist, restoreSnapshot } from "../../party/engine/saved.ts";
import { definition as outbox } from "../../party/rooms/outbox.ts";
import saved from "./fixtures/outbox-1.json" with { type: "json" };

const restored = ({ head, rows }: typeof saved) =>
  restoreSnapshot(
    outbox,
    head,
    Object.fromEntries(Object.entries(rows).map(([table, of]) => [table, Object.entries(of)])),
  );

/** What is stored of it, in today's form. */
function stored(snapshot: AnyMachineSnapshot): typeof saved {
  const tables = snapshot.context as Record<string, Iterable<[string, unknown]>>;
  const rows = Object.keys(outbox.tables!).map((table) => [table, Object.fromEntries(tables[table]!)]);
  const head = { machine: outbox.machine.id, version: outbox.version, snapshot: persist(outbox, snapshot) };
  return { head, rows: Object.fromEntries(rows) as object } as typeof saved;
}

test("EN22 EN23 an outbox that was stored by its first version is restored, and stored again", () => {
  expect(saved.head.version).toBe(1);
  const snapshot = restored(saved);
  expect(JSON.stringify(restored(stored(snapshot)).context)).toBe(JSON.stringify(snapshot.context));
  expect(stored(snapshot)).toEqual({ ...saved, head: { ...saved.head, version: outbox.version } });
});

test("OB8 OB9 OB10 it goes on where it was: what a status has named was sent, and the next one goes out", () => {
  const settled = { type: "send.settled", n: 2, outcome: { kind: "failed", reason: "broke" }, at: 200_000 };
  const [next, asked] = transition(outbox.machine, restored(saved) as never, settled as never) as unknown as [
    AnyMachineSnapshot,
    { type: string; params: object }[],
  ];
  expect(next.value).toBe("sending");
  const delivery = { state: "sent", at: 200_000, twice: true };
  expect(asked.map(({ type, params }) => [type, params])).toMatchObject([
    ["tellThread", { event: { type: "delivery.changed", seq: 1, delivery, id: "wamid.1b" } }],
    ["send", { entry: { n: 3, seq: 4, what: "file" } }],
  ]);
});
