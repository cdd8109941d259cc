import { describe, expect, test } from "vitest";
import type { AuditRow } from "../../machines/audit.ts";
import type { Message } from "../../machines/thread.ts";
import { UNSENT_MAX_MS, type UploadContext } from "../../machines/upload-setup.ts";
import type { Author } from "../../machines/vocabulary.ts";
import type { AgentThreadView } from "../../party/protocol/conversation.ts";
import { LOG } from "../../party/engine/keys.ts";
import { fresh, persist } from "../../party/engine/saved.ts";
import { judge } from "../../party/engine/step.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as upload } from "../../party/rooms/upload.ts";
import { Centre } from "./centre.ts";
import { Files, type Sending } from "./files.ts";
import { PROJECT, type Customer, type Panel } from "./people.ts";
import type { Screen } from "../../web/simulator/screen.ts";

const HOUR_MS = 3_600_000;
const rowsOf = (screen: Screen) => (screen.mirror.lists.messages?.rows ?? []) as readonly Message[];
const threadOf = (panel: Panel, customer: Customer): Screen => panel.threads.get(customer.id)!;
const kinds = (screen: Screen) => rowsOf(screen).map(({ kind }) => kind);

async function talking() {
  const centre = await Centre.open();
  const { platform } = centre;
  const files = new Files(platform);
  centre.rooms.upload = { ...upload, services: { files: files.store.service } };
  platform.outside = () => files.store.choices();
  const ana = await centre.agent("ana");
  const rosa = await centre.customer("Hola");
  /** Goes on until it is over, or the thread has declined it. */
  const go = async (sending: Sending, steps = 6): Promise<Sending> => {
    for (let n = 0; n < steps; n++) {
      files.goOn(sending, 1);
      await platform.settle();
    }
    expect(files.errors).toEqual([]);
    return sending;
  };
  const choose = (from: "rosa" | "ana", number: number | null = null, good = true): Sending => {
    const id = from === "rosa" ? rosa.id : `${PROJECT}_ana`;
    const owner: Author = { role: from === "rosa" ? "customer" : "agent", id, project: PROJECT, name: from };
    files.choose(from, rosa.id, owner, number, good);
    return [...files.all.values()].at(-1)!;
  };
  const stateOf = (sending: Sending) => {
    const { value, context } = files.node(sending).room!.snapshot as unknown as {
      value: string;
      context: UploadContext;
    };
    return { state: value, reason: context.reason };
  };
  return { centre, platform, files, ana, rosa, thread: threadOf(ana, rosa), go, choose, stateOf };
}

describe("a file", () => {
  test("CV30 UP5 of a customer is a line for both, and waits to be answered; one of the agent's answers it", async () => {
    const { rosa, thread, go, choose, stateOf } = await talking();
    const hers = await go(choose("rosa"));
    expect(stateOf(hers)).toEqual({ state: "sent", reason: null });
    const line = { kind: "file", from: "customer", authorId: rosa.id, commandId: hers.id };
    for (const screen of [thread, rosa.screen]) expect(rowsOf(screen).at(-1)).toMatchObject(line);
    const view = () => thread.mirror.topics.agent as unknown as AgentThreadView;
    expect(view()).toMatchObject({ unread: 2, last: { kind: "document", text: `caption of ${hers.id}` } });
    await go(choose("ana", 1));
    expect(view()).toMatchObject({ waitingSince: null, last: { from: "agent" } });
    expect(kinds(rosa.screen)).toEqual(["opened", "text", "assigned", "file", "file"]);
  });

  test("CV30 for a conversation that is over stays stored and says so, and goes where its sender then sends it", async () => {
    const { centre, thread, go, choose, stateOf } = await talking();
    const file = choose("ana", 1);
    await go(file, 3);
    expect(stateOf(file).state).toBe("stored");
    await centre.do(thread, { type: "conversation.close", conversation: 1 });
    await go(file, 1);
    expect(stateOf(file)).toEqual({ state: "stored", reason: "conversationNotOpen" });
    expect(kinds(thread)).not.toContain("file");
  });

  test("UP3 UP9 that is not what it is called becomes no line, and is erased", async () => {
    const { files, rosa, platform, go, choose, stateOf } = await talking();
    const page = await go(choose("rosa", null, false));
    expect(stateOf(page)).toEqual({ state: "failed", reason: "fileNotAsNamed" });
    expect(kinds(rosa.screen)).not.toContain("file");
    await platform.settle();
    expect([...files.store.parts]).toEqual([]);
  });

  test("UP8 that nobody sends is gone after a day, also where its room had died and the runtime forgot its alarm", async () => {
    const { files, platform, go, choose, stateOf } = await talking();
    const forgotten = choose("rosa");
    await go(forgotten, 2);
    expect(files.store.parts.size).toBe(1);
    const node = files.node(forgotten);
    node.crash();
    node.storage.loseAlarm();
    await platform.advance(UNSENT_MAX_MS);
    await node.start();
    await platform.advance(1000);
    expect(stateOf(forgotten)).toEqual({ state: "gone", reason: "uploadExpired" });
    expect([...files.store.parts]).toEqual([]);
  });

  test("UP9 a part that was on its way when its file was called off does not stay", async () => {
    const { files, platform, go, choose } = await talking();
    const file = choose("rosa");
    await go(file, 2);
    files.cancel(file);
    await platform.settle();
    files.store.parts.add(`${file.id}/0`);
    await platform.advance(2 * HOUR_MS);
    expect([...files.store.parts]).toEqual([]);
    expect(files.node(file).storage.inMemory("timer/").size).toBe(0);
  });

  test("UP7 is one line, wherever its room, its thread or both die while it is sent", async () => {
    for (const who of ["upload", "conversation", "both"]) {
      const { files, platform, rosa, go, choose, stateOf } = await talking();
      const file = choose("rosa");
      await go(file, 3);
      files.goOn(file, 1);
      for (let n = 0; n < 40; n++) {
        if (n % 3 === 0 && who !== "conversation") files.node(file).crash();
        if (n % 4 === 0 && who !== "upload") platform.node("conversation", rosa.id).crash();
        const [choice] = platform.choices();
        if (choice) await platform.happen(choice);
      }
      await files.node(file).start();
      await platform.advance(20_000);
      await go(file, 2);
      rosa.screen.connect();
      await platform.settle();
      expect([who, stateOf(file).state]).toEqual([who, "sent"]);
      expect(kinds(rosa.screen).filter((kind) => kind === "file")).toHaveLength(1);
    }
  });
});

describe("erasing a message", () => {
  const SECRET = "Mi PIN es 4821";
  const disk = (centre: Centre, { id }: Customer) =>
    JSON.stringify([...centre.platform.node("conversation", id).storage.inMemory("")]);

  test("CV31 EN60 leaves its words nowhere in the room: not in the row, the log, the preview, nor on a screen", async () => {
    const { centre, rosa, thread } = await talking();
    await centre.do(thread, { type: "message.send", text: SECRET });
    expect(disk(centre, rosa)).toContain(SECRET);
    const { seq } = rowsOf(thread).at(-1)!;
    await centre.do(thread, { type: "message.send", text: "Perdón, no era para ti" });
    expect(await centre.do(thread, { type: "message.erase", seq })).toBeUndefined();
    expect(disk(centre, rosa)).not.toContain(SECRET);
    for (const screen of [thread, rosa.screen]) {
      expect(JSON.stringify(screen.mirror)).not.toContain(SECRET);
      expect(rowsOf(screen)[seq - 1]).toMatchObject({ seq, kind: "erased", was: "text", byName: `${PROJECT}_ana` });
    }
  });

  test("EN60 a screen that was away when it was erased shows it no more when it is back", async () => {
    const { centre, rosa, thread } = await talking();
    await centre.do(thread, { type: "message.send", text: SECRET });
    const { seq } = rowsOf(thread).at(-1)!;
    rosa.screen.disconnect();
    await centre.platform.settle();
    await centre.do(thread, { type: "message.erase", seq });
    await centre.do(thread, { type: "message.send", text: "Buenas" });
    expect(JSON.stringify(rosa.screen.mirror)).toContain(SECRET);
    rosa.screen.connect();
    await centre.platform.settle();
    expect(JSON.stringify(rosa.screen.mirror)).not.toContain(SECRET);
    expect(kinds(rosa.screen)).toEqual(["opened", "text", "assigned", "erased", "text"]);
  });

  test("EN60 a screen that does not go back so far is not given the erased row alone", async () => {
    const { centre, rosa, thread } = await talking();
    for (let n = 0; n < 30; n++) await centre.do(thread, { type: "message.send", text: `Línea ${n}` });
    rosa.screen.reload();
    await centre.platform.settle();
    const first = rowsOf(rosa.screen)[0]!.seq;
    await centre.do(thread, { type: "message.erase", seq: first - 3 });
    expect(rowsOf(rosa.screen)[0]!.seq).toBe(first);
    rosa.screen.disconnect();
    await centre.platform.settle();
    rosa.screen.connect();
    await centre.platform.settle();
    expect(rowsOf(rosa.screen)[0]!.seq).toBe(first);
  });

  test("EN60 the log of a thread in which something was erased replays to what is stored", async () => {
    const { centre, rosa, thread, go, choose } = await talking();
    await centre.do(thread, { type: "message.send", text: SECRET });
    await go(choose("ana", 1));
    for (const { seq } of rowsOf(thread).slice(-2)) await centre.do(thread, { type: "message.erase", seq });
    const { self, storage, room } = centre.platform.node("conversation", rosa.id);
    let snapshot = fresh(conversation, self.room);
    for (const { event } of storage.inMemory(LOG).values() as Iterable<{ event: never }>) {
      const judged = judge(conversation, self, snapshot, event);
      if (judged.kind === "refused") throw new Error(`${judged.reason} at ${JSON.stringify(event)}`);
      snapshot = judged.next;
    }
    expect(persist(conversation, snapshot)).toEqual(persist(conversation, room!.snapshot));
  });

  test("EN60 a crash before it is on disk loses all of it or nothing: the row and the log say the same", async () => {
    const { centre, rosa, thread } = await talking();
    await centre.do(thread, { type: "message.send", text: SECRET });
    const { seq } = rowsOf(thread).at(-1)!;
    const node = centre.platform.node("conversation", rosa.id);
    thread.send({ type: "message.erase", seq }, "erase");
    for (;;) {
      await centre.platform.happen({ what: "", happen: () => {} });
      const choice = centre.platform.choices().find(({ what }) => what !== `flush ${node.name}`);
      if (!choice) break;
      await centre.platform.happen(choice);
    }
    expect(disk(centre, rosa)).not.toContain(SECRET);
    node.crash();
    expect(disk(centre, rosa).split(SECRET)).toHaveLength(4);
    // Said again by its screen.
    thread.connect();
    rosa.screen.connect();
    await centre.platform.settle();
    expect(disk(centre, rosa)).not.toContain(SECRET);
  });

  test("UP10 CV31 of a file erases the file, and its name and caption in its own room", async () => {
    const { centre, files, rosa, thread, go, choose, stateOf } = await talking();
    const file = await go(choose("ana", 1));
    const { seq } = rowsOf(thread).at(-1)!;
    expect(await centre.do(thread, { type: "message.erase", seq })).toBeUndefined();
    expect(stateOf(file)).toEqual({ state: "gone", reason: "fileErased" });
    expect([...files.store.parts]).toEqual([]);
    const both = `${disk(centre, rosa)}${JSON.stringify([...files.node(file).storage.inMemory("")])}`;
    expect(both).not.toMatch(new RegExp(`caption of|${file.id}\\.pdf`));
    expect(kinds(rosa.screen).at(-1)).toBe("erased");
  });

  test("CV31 a customer erases nothing, and an auditor neither", async () => {
    const { centre, rosa } = await talking();
    await expect(centre.do(rosa.screen, { type: "message.erase", seq: 2 })).rejects.toThrow("forbidden");
    const auditor = await centre.look({ role: "auditor", id: "demo_eva" }, "conversation", rosa.id);
    await expect(centre.do(auditor, { type: "message.erase", seq: 2 })).rejects.toThrow("forbidden");
    const john = await centre.look({ role: "administrator", id: "demo_john" }, "conversation", rosa.id);
    expect(await centre.do(john, { type: "message.erase", seq: 2 })).toBeUndefined();
    expect(await centre.do(john, { type: "message.erase", seq: 1 })).toBe("nothingToErase");
    expect(await centre.do(john, { type: "message.erase", seq: 99 })).toBe("nothingToErase");
  });

  test("CV32 stands in the audit log of the project, without what was said", async () => {
    const { centre, rosa, thread } = await talking();
    await centre.do(thread, { type: "message.send", text: "El PIN es 4821" });
    await centre.do(thread, { type: "message.erase", seq: rowsOf(thread).at(-1)!.seq });
    await centre.platform.settle();
    const john = await centre.look({ role: "administrator", id: "demo_john" }, "project", PROJECT, ["audit"]);
    const erased = (john.mirror.lists.audit?.rows ?? []).filter((row) => (row as AuditRow).what === "erased");
    expect(erased).toMatchObject([{ by: `${PROJECT}_ana`, role: "agent", about: rosa.id, detail: expect.any(String) }]);
    expect(JSON.stringify(john.mirror.lists.audit)).not.toContain("4821");
  });

  test("CV31 of a note tells a customer nothing, neither who looks on nor who comes back", async () => {
    const { centre, rosa, thread } = await talking();
    await centre.do(thread, { type: "note.add", text: "Paga tarde" });
    const { seq } = rowsOf(thread).at(-1)!;
    const heard: unknown[] = [];
    rosa.screen.onFrame = (frame) => heard.push(frame);
    await centre.do(thread, { type: "message.erase", seq });
    expect(heard).toEqual([]);
    rosa.screen.disconnect();
    await centre.platform.settle();
    rosa.screen.connect();
    await centre.platform.settle();
    expect(kinds(rosa.screen)).toEqual(["opened", "text", "assigned"]);
    expect(kinds(thread).at(-1)).toBe("erased");
  });
});
