import { expect, test } from "vitest";
import type { AnyMachineSnapshot } from "xstate";
import { transition } from "xstate";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { persist, restoreSnapshot } from "../../party/engine/saved.ts";
import { definition as account } from "../../party/rooms/account.ts";
import { definition as gate } from "../../party/rooms/gate.ts";
import { definition as upload } from "../../party/rooms/upload.ts";
import accountSaved from "./fixtures/account-1.json" with { type: "json" };
import gateSaved from "./fixtures/gate-1.json" with { type: "json" };
import uploadSaved from "./fixtures/upload-1.json" with { type: "json" };
import keptSaved from "./fixtures/upload-2.json" with { type: "json" };

interface Saved {
  head: { machine: string; version: number; snapshot: unknown };
  rows: Record<string, Record<string, unknown>>;
}

const restored = (definition: RoomDefinition, { head, rows }: Saved) =>
  restoreSnapshot(
    definition,
    head,
    Object.fromEntries(Object.entries(rows).map(([table, of]) => [table, Object.entries(of)])),
  );

/** What is stored of it, in today's form. */
function stored(definition: RoomDefinition, snapshot: AnyMachineSnapshot): Saved {
  const tables = snapshot.context as Record<string, Iterable<[string, unknown]>>;
  const rows = Object.keys(definition.tables ?? {}).map((table) => [table, Object.fromEntries(tables[table]!)]);
  const { id } = definition.machine;
  const head = { machine: id, version: definition.version, snapshot: persist(definition, snapshot) };
  return { head, rows: Object.fromEntries(rows) as Saved["rows"] };
}

test.each([
  ["an account", account, accountSaved],
  ["a gate", gate, gateSaved],
  ["a file", upload, uploadSaved],
])("EN22 EN23 %s that was stored by its first version is restored, and stored again", (_, definition, saved) => {
  expect(saved.head.version).toBe(1);
  const snapshot = restored(definition, saved);
  const twice = restored(definition, stored(definition, snapshot));
  expect(JSON.stringify(twice.context)).toBe(JSON.stringify(snapshot.context));
  expect(twice.value).toEqual(snapshot.value);
});

test("EN22 an account goes on where it was: its codes, its link and its sessions", () => {
  const snapshot = restored(account, accountSaved);
  expect(snapshot.value).toEqual({ credentials: "set", factor: "on", recovery: "pending" });
  const used = { type: "recovery.used", hash: "#n1", password: "scrypt$new", at: 20_000 };
  const [next, asked] = transition(account.machine, snapshot as never, used as never) as unknown as [
    AnyMachineSnapshot,
    { type: string }[],
  ];
  expect(next.value).toEqual({ credentials: "set", factor: "on", recovery: "none" });
  expect(asked.map(({ type }) => type)).toContain("closeSockets");
});

test("GA7 a gate goes on counting where it was, in orders that are rebuilt", () => {
  const snapshot = restored(gate, gateSaved);
  const { light, resting } = snapshot.context as Record<string, Iterable<[string, string]>>;
  expect([...resting!].map(([, key]) => key)).toEqual(["ana", "luis"]);
  expect([...light!].map(([, key]) => key)).toEqual(["luis", "ana"]);
});

test("UP5 a file that its thread declined may still be sent, and is told to it as it was found", () => {
  const snapshot = restored(upload, uploadSaved);
  const { found } = uploadSaved.head.snapshot.context;
  const sent = { type: "upload.send", found, caption: "", at: 20_000 };
  const [next, asked] = transition(upload.machine, snapshot as never, sent as never) as unknown as [
    AnyMachineSnapshot,
    { type: string; params: object }[],
  ];
  expect(next.value).toBe("sending");
  const file = { name: "nota.ogg", kind: "audio", durationMs: 2500, voice: true };
  expect(asked.find(({ type }) => type === "tellThread")!.params).toMatchObject({
    thread: "demo_c0",
    event: { type: "file.arrived", conversation: 1, owner: { id: "demo_ana" }, file },
  });
});

test("UP13 EN23 a file of before there were any that the server fetches is none, and a kept one still waits for its line", () => {
  const { promise } = restored(upload, uploadSaved).context as { promise: object };
  expect(promise).toEqual({ ...uploadSaved.head.snapshot.context.promise, received: false });
  const snapshot = restored(upload, keptSaved);
  expect(JSON.parse(JSON.stringify(snapshot.context))).toEqual(keptSaved.head.snapshot.context);
  const [next] = transition(upload.machine, snapshot as never, { type: "file.taken", seq: 3, at: 20_000 });
  expect((next as AnyMachineSnapshot).value).toBe("sent");
});
