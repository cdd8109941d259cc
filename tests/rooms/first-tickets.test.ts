import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent, Customer, signInDemo } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";
import { address, RawSocket, visitor } from "./support/raw-socket.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startDemo();
});
afterAll(() => centre.dispose());

const askMe = async (headers: Record<string, string>) => {
  const response = await fetch(`${centre.url}/api/me`, { headers });
  const found = (await response.json()) as {
    me: unknown;
    shown?: unknown;
    tickets?: { party: string; room: string; ticket: string }[];
  };
  return { ...found, kept: response.headers.get("cache-control") };
};

test("who is signed in gets tickets for the rooms that the panel opens first, and they open them", async () => {
  const { papers } = await signInDemo(centre.url, "demo_ana");
  const { tickets = [], kept } = await askMe(papers);
  expect(kept).toBe("no-store");
  expect(tickets.map(({ party, room }) => `${party}/${room}`)).toEqual([
    "agent/demo_ana",
    "queue/demo",
    "project/demo",
  ]);
  for (const { party, room, ticket } of tickets) {
    const socket = await RawSocket.open(centre, address({ party, room }, ticket));
    expect(Object.keys((await socket.hello()).topics)).not.toEqual([]);
    socket.socket.close();
  }
});

test("who is signed in is told with it what the agent's room shows, and gets tickets for the threads that they have", async () => {
  const luis = await Agent.signIn(centre.url, "demo_luis");
  await luis.until(() => luis.view?.presence === "present");
  await luis.setAvailable(true);
  const customer = await Customer.arrive(centre.url, "Rosa");
  await customer.write("Hola");
  await luis.until(() => luis.assignments.some(({ thread }) => thread === customer.id));
  const { shown, tickets = [] } = await askMe({ cookie: luis.cookie });
  expect(shown).toEqual({ agent: luis.view });
  const { ticket } = tickets.find(({ party, room }) => party === "conversation" && room === customer.id)!;
  const socket = await RawSocket.open(centre, address({ party: "conversation", room: customer.id }, ticket));
  expect(Object.keys((await socket.hello()).topics)).toEqual(["agent"]);
  socket.socket.close();
  customer.client.close();
  luis.vanish();
});

test("a customer, or nobody, gets none with it", async () => {
  const { token } = await visitor(centre);
  const found = await askMe({ authorization: `Bearer ${token}` });
  expect([found.shown, found.tickets]).toEqual([undefined, undefined]);
  expect(await askMe({})).toEqual({ me: null, kept: "no-store" });
});
