import { describe, test } from "vitest";
import { Agent } from "../harness/people.ts";
import { startDemo, steps } from "./support/demo.ts";
import { address, RawSocket, ticketFor, visitor } from "./support/raw-socket.ts";

/**
 * A room falls asleep when nothing has happened in it for 10 s. The last thing that happens is an alarm of its own, 10 s
 * after it has promised something to another room: after 24 s all are asleep.
 */
const GRACE_MS = 24_000;
const TIMEOUT_MS = 60_000;

// Side by side: they spend their time asleep.
describe.concurrent.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test(
    "AG5: an alarm wakes a sleeping room, which then reaches other rooms, and sockets that slept hear of it",
    async ({ expect, onTestFinished }) => {
      const centre = await startDemo({ runtime, vars: { TURNO_GRACE_MS: String(GRACE_MS) } });
      onTestFinished(() => centre.dispose());
      const lives = (name: string) =>
        steps(centre).filter(({ party, room, msg }) => `${party}/${room}` === name && msg === "woke").length;
      const livesOfAll = () => [lives("agent/demo_ana"), lives("queue/demo"), lives(`conversation/${id}`)];

      const ana = await Agent.signIn(centre.url, "demo_ana");
      await ana.until(() => ana.view?.presence === "present");
      await ana.setAvailable(true);
      const { id, token } = await visitor(centre);
      const at = { party: "conversation", room: id };
      // Not a client of ours: its pings would keep the room awake.
      const rosa = await RawSocket.open(centre, address(at, await ticketFor(centre, token, at)));
      await rosa.hello();
      rosa.command({ type: "message.send", text: "Hola" });
      await ana.until(() => ana.assignments[0]?.thread === id);
      ana.vanish();
      // Lines of the log come a moment after what they tell of.
      await expect.poll(livesOfAll).toEqual([1, 1, 1]);

      // Nobody says a word until the alarm rings in a room that is asleep; then the word goes through three rooms.
      await expect.poll(() => rosa.texts.join("\n")).toContain('"state":"assigned"');
      const asleep = rosa.texts.length;
      const said = () => rosa.texts.slice(asleep).join("\n");
      await expect.poll(said, { timeout: 2 * GRACE_MS, interval: 100 }).toContain('"state":"queued"');
      await expect.poll(livesOfAll).toEqual([2, 2, 2]);

      // The room that an alarm has started goes on as if a request had, and so does the socket that slept.
      rosa.command({ type: "message.send", text: "¿Hola?" }, "after");
      await expect.poll(said).toContain('"done":"after"');
      const back = await Agent.signIn(centre.url, "demo_ana");
      await back.until(() => back.assignments[0]?.thread === id);
      expect(back.view).toMatchObject({ available: true, assignments: [{ returned: true }] });
      const thread = back.thread(id);
      await thread.until(() => thread.texts.length === 2);
      expect(thread.texts).toEqual(["Hola", "¿Hola?"]);
      expect(thread.messages.map(({ seq }) => seq)).toEqual(thread.messages.map((_, n) => n + 1));
      expect(await thread.client.send({ type: "message.send", text: "Ya estoy aquí" })).toEqual({ kind: "done" });
      await expect.poll(said).toContain("Ya estoy aquí");
      back.vanish();
      rosa.socket.close();
    },
    TIMEOUT_MS,
  );
});
