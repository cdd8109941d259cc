import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Api = typeof import("../../web/panel/api.ts");

/** A server that answers who is signed in when it is told to, and refuses tickets of a session that is no more. */
function server() {
  const asked: string[] = [];
  let csrf = "before";
  const waiting: (() => void)[] = [];
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => {
    asked.push(path);
    if (path === "/api/me") {
      const said = csrf;
      await new Promise<void>((answer) => waiting.push(answer));
      return Response.json({ me: null, csrf: said });
    }
    const brought = new Headers(init?.headers).get("x-turno-csrf");
    if (brought !== csrf) return Response.json({ error: "forbidden" }, { status: 403 });
    return Response.json({ tickets: [{ party: "queue", room: "demo", ticket: "t" }] });
  };
  return {
    fetch,
    meAsked: () => asked.filter((path) => path === "/api/me").length,
    answerAll: () => waiting.splice(0).forEach((answer) => answer()),
    signedInAnew: (token: string) => (csrf = token),
  };
}

let api: Api;
let its: ReturnType<typeof server>;
beforeEach(async () => {
  vi.resetModules();
  its = server();
  vi.stubGlobal("fetch", its.fetch);
  api = await import("../../web/panel/api.ts");
  const who = api.whoAmI();
  its.answerAll();
  await who;
});
afterEach(() => vi.unstubAllGlobals());

test("twenty sockets that are closed together ask once who is signed in, and each has its ticket", async () => {
  its.signedInAnew("after");
  const tickets = Array.from({ length: 20 }, (_, n) => api.ticket("conversation", `demo_${n}`));
  await vi.waitFor(() => expect(its.meAsked()).toBe(2));
  its.answerAll();
  expect(await Promise.all(tickets)).toEqual(Array.from({ length: 20 }, () => "t"));
  expect(its.meAsked()).toBe(2);
});

test("who asks when the answer has come asks again, and who has just signed in does not take an older one", async () => {
  const one = api.whoAmI();
  const other = api.whoAmI();
  expect(its.meAsked()).toBe(2);
  its.signedInAnew("after");
  const entered = api.whoAmI(true);
  expect(its.meAsked()).toBe(3);
  its.answerAll();
  const [first, second, third] = (await Promise.all([one, other, entered])) as { csrf?: string }[];
  expect([first!.csrf, second!.csrf, third!.csrf]).toEqual(["before", "before", "after"]);
  const again = api.whoAmI();
  expect(its.meAsked()).toBe(4);
  its.answerAll();
  expect(await again).toMatchObject({ csrf: "after" });
});
