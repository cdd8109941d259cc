import { afterAll, beforeAll, expect, test } from "vitest";
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
  const found = (await response.json()) as { me: unknown; tickets?: { party: string; room: string; ticket: string }[] };
  return { ...found, kept: response.headers.get("cache-control") };
};

test("who is signed in gets tickets for the rooms that the panel opens first, and they open them", async () => {
  const signedIn = await fetch(`${centre.url}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ person: "demo_ana" }),
  });
  const cookie = signedIn.headers.get("set-cookie")!.split(";", 1)[0]!;
  const { tickets = [], kept } = await askMe({ cookie });
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

test("a customer, or nobody, gets none with it", async () => {
  const { token } = await visitor(centre);
  expect(await askMe({ authorization: `Bearer ${token}` })).not.toHaveProperty("tickets");
  expect(await askMe({})).toEqual({ me: null, kept: "no-store" });
});
