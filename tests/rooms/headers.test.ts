/** What every answer tells the browser about itself, over pages, data, refusals and addresses where nothing is. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWeb } from "../../party/dev/build-web.ts";
import { withHeaders } from "../../party/headers.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";
import { routes } from "./support/routes.ts";

let web: string;
let centre: Centre;
beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), "turno-headers-"));
  await buildWeb(web);
  centre = await startDemo({ serveDir: web, vars: { TURNO_DOMAINS: "shop.example *.partner.example:8443" } });
}, 90_000);
afterAll(async () => {
  await centre.dispose();
  await rm(web, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(centre.url + path, { redirect: "manual", ...init });

function directives(answer: Response): Record<string, string> {
  const policy = answer.headers.get("content-security-policy") ?? "";
  return Object.fromEntries(
    policy.split("; ").map((directive): [string, string] => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
}

/** What holds for all of them. */
function expectCommon(answer: Response, { records = false } = {}): void {
  expect(answer.headers.get("permissions-policy")).toContain(`microphone=${records ? "(self)" : "()"}`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": expect.stringContaining("camera=()") as string,
  });
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'/);
  expect(policy).not.toMatch(/unsafe|\*(?!\.partner)|data:;.*script|strict-dynamic/);
}

describe.each([
  "/",
  "/panel",
  "/widget?project=demo",
  "/widget?project=nobody",
  "/outbox",
  "/machines",
  "/machines/conversation?select=x",
  "/machines/life/conversation/demo:1",
  "/tour",
])("the page %s", (path) => {
  test("says where it may stand and what it may load, and has no script or style of its own in it", async () => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expectCommon(answer, { records: /^\/(?:panel|widget)/.test(path) });
    const { "script-src": script, "style-src": style, "frame-ancestors": frames } = directives(answer);
    expect([script, style]).toEqual(["'self'", "'self'"]);
    const known = path.endsWith("=demo");
    if (!path.startsWith("/widget")) expect(frames).toBe("'none'");
    else expect(frames).toBe(known ? "'self' shop.example *.partner.example:8443" : undefined);
    expect(answer.headers.get("x-frame-options")).toBe(path.startsWith("/widget") ? null : "DENY");
    const html = await answer.text();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|http-equiv/i);
    for (const [, attributes, inside] of html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g))
      expect([attributes, inside]).toEqual([expect.stringMatching(/ src="\//), ""]);
  });
});

test("a page's sockets go to its own host and nowhere else", async () => {
  const host = centre.url.replace("http://", "");
  for (const path of ["/panel", "/widget", "/machines/try"])
    expect(directives(await ask(path))["connect-src"]).toBe(`'self' ws://${host} wss://${host}`);
});

test("the tour's page can connect to nothing at all, not even to its own server (TO1)", async () => {
  expect(directives(await ask("/tour"))).toMatchObject({ "default-src": "'none'" });
  expect(directives(await ask("/tour"))).not.toHaveProperty("connect-src");
});

test("no file can be had as a page around its headers: those are all of them", async () => {
  const files = (await readdir(web, { recursive: true })).filter((file) => /html/.test(file));
  expect(files.toSorted()).toEqual([
    "index.html.txt",
    "machines.html.txt",
    "outbox.html.txt",
    "panel.html.txt",
    "tour.html.txt",
    "widget.html.txt",
  ]);
  for (const file of [...files, ...files.map((name) => name.replace(".txt", ""))])
    expect([file, (await ask(`/${file}`)).headers.get("content-type") ?? ""]).toEqual([
      file,
      expect.not.stringContaining("html"),
    ]);
  // Nor does a script or a picture of ours bring in what the pages keep out.
  for (const file of (await readdir(web, { recursive: true })).filter((name) => name.endsWith(".svg")))
    expect(await readFile(join(web, file), "utf8")).not.toMatch(/<script|\son\w+=/i);
});

const DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

describe.each(routes)("$name", ({ method, path, body }) => {
  test("is data in all of its answers: it runs nothing, loads nothing, and stands in no frame", async () => {
    const json = { "content-type": "application/json" };
    const inits: RequestInit[] =
      method === "GET"
        ? [{}, { headers: { cookie: "turno_session=x" } }]
        : [
            { method },
            { method, headers: json, body: JSON.stringify(body ?? {}) },
            { method, headers: json, body: "{" },
            { method, headers: json, body: "x".repeat(20_000) },
            { method, headers: { origin: "https://elsewhere.example", "content-type": "text/plain" }, body: "x" },
          ];
    for (const init of inits) {
      const answer = await ask(`/api${path}`, init);
      expectCommon(answer);
      expect(answer.headers.get("content-security-policy")).toBe(DATA);
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(answer.headers.get("content-type")).toBe("application/json");
    }
  });
});

test.each([
  "/nothing",
  "/api",
  "/api/nothing",
  "/api/__proto__",
  "/constructor/x",
  "/outbox/",
  "/machinery",
  "/tour/",
  "/panel.html",
  "/parties/queue/demo",
  "/parties/directory/main",
  "/parties/main/x",
  "/party/x",
])("where nothing is (%s) the answer says the same of itself", async (path) => {
  for (const method of ["GET", "POST"]) {
    const answer = await ask(path, { method, headers: { origin: centre.url } });
    expect([method, answer.status]).toEqual([method, 404]);
    expectCommon(answer);
    expect(answer.headers.get("content-security-policy")).toBe(DATA);
  }
});

test("where it is reached by https, it is to be reached by nothing else for a year", () => {
  const of = (secure: boolean) => withHeaders(new Response("x"), secure).headers.get("strict-transport-security");
  expect([of(true), of(false)]).toEqual(["max-age=31536000", null]);
});

test("what an answer says of itself stays, its cookies too", () => {
  const headers = new Headers({ "referrer-policy": "no-referrer", "content-type": "text/plain" });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  const answer = withHeaders(new Response("x", { status: 201, headers }), false);
  expect([answer.status, answer.headers.getSetCookie(), answer.headers.get("referrer-policy")]).toEqual([
    201,
    ["a=1", "b=2"],
    "no-referrer",
  ]);
});
