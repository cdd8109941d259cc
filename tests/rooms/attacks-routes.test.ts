/** Every route of the public HTTP interface, asked by whoever may not, and in ways that nobody should. Promises: docs/security.md. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accountRoom } from "../../party/accounts/tokens.ts";
import type { Browser } from "./support/browser.ts";
import { ROUTES, routes, routesOfApp, type Named } from "./support/routes.ts";
import { EMAILS, OTHER, World } from "./support/two-projects.ts";

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());
afterEach(() => world.goesOn());

interface Answer {
  status: number;
  text: string;
  headers: Headers;
}

/** A browser without manners: nothing is sent that is not said here. */
async function ask({ method, path, body }: Named, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${world.centre.url}/api${path}`, {
    method,
    redirect: "manual",
    headers: { connection: "close", ...(method === "GET" ? {} : { "content-type": "application/json" }), ...headers },
    ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const short = ({ status, text }: Answer) => [status, text];
const SIGNED_OUT = [401, '{"error":"signedOut"}'];
const NOT_FOUND = [404, '{"error":"not found"}'];
const FORBIDDEN = [403, '{"error":"forbidden"}'];

const changes = ({ method }: Named) => method !== "GET";
const ofPeople = routes.filter(({ asks }) => asks !== "anyone");
const session = (browser: Browser) => browser.cookies.get("turno_session")!;
const cookie = (token: string) => ({ cookie: `turno_session=${token}` });

test("every route has its line in the table, and every line a route", () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual(routesOfApp().toSorted());
});

describe.each(ofPeople)("$name", (route) => {
  test("is for nobody who is not signed in, in the same words whether the account and the session exist or not", async () => {
    const token = session(world.browsers.luis);
    const [account, id] = token.split(".") as [string, string, string];
    const secret = "A".repeat(43);
    expect(short(await ask(route))).toEqual(SIGNED_OUT);
    for (const none of ["", "nonsense", account, "x".repeat(8000), `${token}x`, "__proto__.constructor.x"])
      expect([none, ...short(await ask(route, cookie(none)))]).toEqual([none, ...SIGNED_OUT]);
    // Of what looks right the token of a page of ours is asked first, so that nothing is looked up for a stranger.
    const expected = changes(route) ? FORBIDDEN : SIGNED_OUT;
    for (const made of [
      `a${"0".repeat(40)}.${"A".repeat(22)}.${secret}`,
      `${account}.${"A".repeat(22)}.${secret}`,
      `${account}.${id}.${secret}`,
    ]) {
      const headers = { ...cookie(made), "x-turno-csrf": secret };
      expect([made, ...short(await ask(route, headers))]).toEqual([made, ...expected]);
    }
    // Even to who has seen the token, the secret is wanting.
    const seen = { "x-turno-csrf": world.browsers.luis.csrf, origin: world.centre.url };
    expect(short(await ask(route, { ...cookie(`${account}.${id}.${secret}`), ...seen }))).toEqual(SIGNED_OUT);
  });

  test("believes no header that says who it is, and no visitor's token", async () => {
    const identity = { role: "administrator", id: "demo_john", project: "demo" };
    const claims = { "x-turno-identity": encodeURIComponent(JSON.stringify({ identity })), "x-forwarded-user": "john" };
    expect(short(await ask(route, claims))).toEqual(SIGNED_OUT);
    const visitor = { authorization: `Bearer ${world.rosa.token}` };
    const heard = route.about === "nothing" ? NOT_FOUND : FORBIDDEN;
    expect(short(await ask(route, visitor))).toEqual(route.asks === "ticket" ? heard : SIGNED_OUT);
    expect(short(await ask(route, cookie(world.rosa.token)))).toEqual(SIGNED_OUT);
  });
});

describe.each(routes.filter((route) => changes(route) && (route.asks !== "anyone" || route.path === "/sign-out")))(
  "$name with the cookie of somebody who is signed in",
  (route) => {
    test("does nothing for a page of another site, nor without the token of ours", async () => {
      const { john, marta } = world.browsers;
      const { url } = world.centre;
      const own = { cookie: john.cookie };
      const right = { ...own, "x-turno-csrf": john.csrf };
      const origins = ["https://elsewhere.example", "null", "http://127.0.0.1", `${url}.elsewhere.example`];
      for (const origin of origins)
        expect([origin, ...short(await ask(route, { ...right, origin }))]).toEqual([origin, ...FORBIDDEN]);
      // A worker has no page: its browser says where it is from.
      const wrong = route.worker
        ? [own, right]
        : [
            own,
            { ...own, origin: url },
            { ...own, "x-turno-csrf": "" },
            { ...own, "x-turno-csrf": marta.csrf },
            { ...own, "x-turno-csrf": john.csrf.slice(1) },
            { ...own, "x-turno-csrf": "x".repeat(8000) },
          ];
      for (const headers of wrong)
        expect([headers, ...short(await ask(route, headers))]).toEqual([headers, ...FORBIDDEN]);
      expect(await john.isIn()).toBe(true);
      expect((await john.get("/project/widget-key")).body).toEqual({ at: null });
    });
  },
);

describe.each(routes.filter(changes))("$name", (route) => {
  test("takes no form of another site, and lets no other site ask", async () => {
    const origin = "https://elsewhere.example";
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect([type, ...short(await ask(route, { origin, "content-type": type }))]).toEqual([type, ...FORBIDDEN]);
    const preflight = await fetch(`${world.centre.url}/api${route.path}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": route.method,
        "access-control-request-headers": "content-type",
      },
    });
    expect(preflight.status).toBe(404);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe.each(routes.filter(({ roles }) => roles))("$name", (route) => {
  const people = { agent: "luis", supervisor: "marta", auditor: "elena" } as const;
  test.each(Object.entries(people).filter(([role]) => !route.roles!.includes(role)))(
    "is not for who is %s",
    async (_, name) => {
      const who = world.browsers[name];
      const papers = { cookie: who.cookie, "x-turno-csrf": who.csrf, origin: world.centre.url };
      expect(short(await ask(route, papers))).toEqual(FORBIDDEN);
    },
  );
});

test("every answer is data: no method that a route does not have, and no address beside it, says more than that it is not there", async () => {
  const { john } = world.browsers;
  const papers = { cookie: john.cookie, "x-turno-csrf": john.csrf, origin: world.centre.url };
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  for (const { path } of routes)
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
      for (const at of [path, `${path}/`, `${path}/__proto__`, path.toUpperCase()]) {
        if (known.has(`${method} ${at}`) || (path === "/devices" && at.startsWith("/devices/_"))) continue;
        const answer = await ask({ name: "", asks: "anyone", method, path: at }, papers);
        expect([method, at, ...short(answer)]).toEqual([method, at, ...NOT_FOUND]);
      }
});

describe("guessing", () => {
  const twins = async (route: string, ...bodies: Record<string, unknown>[]) => {
    const found = routes.find(({ name }) => name === route)!;
    const answers: unknown[] = [];
    for (const body of bodies) {
      const { headers, ...answer } = await ask({ ...found, body: { ...found.body, ...body } });
      answers.push({ ...answer, headers: [...headers].filter(([name]) => name !== "date") });
    }
    return answers;
  };

  test.each(["POST /sign-in", "POST /recovery"])(
    "%s says the same for an address that has an account and for one that has none",
    async (route) => {
      const [one, other] = await twins(route, { email: EMAILS.zoe }, { email: "nobody-at-all@example.com" });
      expect(one).toEqual(other);
    },
  );

  test("a made-up code or link is answered the same for an account that exists and for one that does not", async () => {
    const zoe = await accountRoom(EMAILS.zoe);
    const nobody = `a${"0".repeat(40)}`;
    const [one, other] = await twins(
      "POST /sign-in/code",
      ...[zoe, nobody].map((room) => ({ attempt: `${room}.${"B".repeat(22)}` })),
    );
    expect(one).toEqual(other);
    const links = [zoe, nobody].map((room) => ({ link: `${room}.${"B".repeat(43)}` }));
    const [third, fourth] = await twins("POST /recovery/finish", ...links);
    expect(third).toEqual(fourth);
    expect(third).toMatchObject({ status: 403 });
  });

  test("a made-up invitation is answered the same for members, strangers and projects that are not there", async () => {
    const links = ["demo_ana", "demo_nobody", `${OTHER}_eva`, "nobody_nobody"].map((id) => ({
      link: `${id}.${"B".repeat(43)}`,
    }));
    for (const route of ["POST /invitation/look", "POST /invitation/accept"]) {
      const [first, ...rest] = await twins(route, ...links);
      expect(first).toMatchObject({ status: 404, text: '{"error":"invitationOver"}' });
      for (const answer of rest) expect(answer).toEqual(first);
    }
  });

  test("nobody chooses a project that is another's, nor learns whether it is there", async () => {
    const { luis } = world.browsers;
    const answers = await Promise.all(
      [OTHER, "nobody", "constructor"].map((project) => luis.post("/project", { project })),
    );
    for (const { status, body } of answers) expect([status, body]).toEqual([answers[0]!.status, answers[0]!.body]);
    expect(answers[0]!.status).toBe(403);
    expect((await luis.get<{ me: unknown }>("/me")).body.me).toMatchObject({ project: "demo" });
  });

  test("nobody ends another's session by its id, nor learns whether it is there", async () => {
    const { luis, eva } = world.browsers;
    for (const id of [session(eva).split(".")[1]!, "A".repeat(22), "nonsense", "__proto__"]) {
      const { status, body } = await luis.ask("DELETE", `/devices/${id}`);
      expect([status, body]).toEqual([200, { ok: true }]);
    }
    expect(await eva.isIn()).toBe(true);
    expect(await luis.isIn()).toBe(true);
  });

  test("the demo lets in nobody of another project", async () => {
    const [one, other] = await twins("POST /demo/sign-in", { person: `${OTHER}_eva` }, { person: "demo_nobody" });
    expect(one).toMatchObject({ status: 403, text: '{"error":"personUnknown"}' });
    expect(one).toEqual(other);
  });
});

test("GA1 who gives themselves another address of the network each time still waits for the account", async () => {
  const route = routes.find(({ name }) => name === "POST /sign-in")!;
  // At once: one after the other may take a second, after which one more is let through.
  const tries = Array.from({ length: 8 }, async (_, n) => {
    const from = `198.51.100.${n}`;
    const headers = { "cf-connecting-ip": from, "x-forwarded-for": from, "x-real-ip": from, forwarded: `for=${from}` };
    const body = { email: "victim@example.com", password: "another password" };
    return (await ask({ ...route, body }, headers)).status;
  });
  const statuses = await Promise.all(tries);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
});
