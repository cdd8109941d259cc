import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Template } from "../../machines/outside.ts";
import { seal } from "../../party/accounts/tokens.ts";
import { check, pageFrom, templates } from "../../party/channels/looking.ts";
import type { Outside } from "../../party/engine/definition.ts";
import { OUTCOME_MAX_CHARS } from "../../party/engine/jobs.ts";

const SECRET = "for-tests-only-for-tests-only-0123456789";
const TOKEN = `EAAG${"s3cr3t".repeat(8)}`;

const sealed = async (secret = SECRET) => ({
  project: "demo",
  inbox: "wa777000",
  channel: "whatsapp" as const,
  baseUrl: "https://graph.example/v24.0",
  settings: { phoneNumberId: "777000", businessAccountId: "888000" },
  sealed: {
    accessToken: await seal(secret, "demo_wa777000", new TextEncoder().encode(TOKEN)),
    appSecret: await seal(secret, "demo_wa777000", new TextEncoder().encode("0".repeat(32))),
  },
});

/** A provider that says back whatever it was sent. */
const outside = (answer: (said: string) => Promise<Response>): Outside => ({
  id: "check-1",
  again: false,
  env: { TURNO_SECRET: SECRET },
  bindings: { r2: {} },
  fetch: (url, init) => answer(`${url} ${JSON.stringify(init.headers)}`),
  signal: new AbortController().signal,
  log: () => {},
});

describe("what is said of an inbox by its provider, or by the network on the way to it", () => {
  const webhookUrl = "https://chat.example/api/webhooks/whatsapp/demo";

  test("IN7 has no secret in it, whoever repeats one", async () => {
    const echo = outside(async (said) =>
      Response.json({ error: { message: `no such ${said}`, code: 190 } }, { status: 401 }),
    );
    const broken = outside(async (said) => {
      throw new Error(`cannot reach ${said}`);
    });
    for (const world of [echo, broken]) {
      const found = await check({ sealed: await sealed(), webhookUrl } as never, world).catch(String);
      expect(JSON.stringify(found)).toMatch(/…/);
      expect(JSON.stringify(found)).not.toContain(TOKEN);
      const none = await templates({ sealed: await sealed(), from: 0 } as never, world).catch(String);
      expect(none).toMatch(/…/);
      expect(none).not.toContain(TOKEN);
    }
  });

  test("IN6 what was sealed under another secret of the deployment is told in words", async () => {
    const params = { sealed: await sealed(`${SECRET}x`), webhookUrl } as never;
    await expect(
      check(
        params,
        outside(async () => new Response()),
      ),
    ).rejects.toThrow(/TURNO_SECRET/);
  });
});

describe("a page of templates", () => {
  const template = fc
    .record({ name: fc.string({ maxLength: 20 }), text: fc.string({ maxLength: 5_000 }) })
    .map(({ name, text }): Template => ({
      name,
      language: "es",
      category: "UTILITY",
      parts: [{ type: "body", text, parameters: [] }],
    }));

  test("IN9 fits into one outcome, and the pages together have all of them in order", () => {
    fc.assert(
      fc.property(fc.array(template, { maxLength: 40 }), (all) => {
        const had: Template[] = [];
        for (let from: number | null = 0; from !== null;) {
          const page = pageFrom(all, from);
          expect(JSON.stringify(page).length).toBeLessThanOrEqual(OUTCOME_MAX_CHARS);
          if (page.next !== null) expect(page.next).toBeGreaterThan(from);
          had.push(...page.templates);
          from = page.next;
        }
        expect(had).toEqual(all);
      }),
    );
  });

  test("IN9 leaves out one that fits into none", () => {
    const one = (name: string, chars: number): Template => ({
      name,
      language: "es",
      category: "",
      parts: [{ type: "body", text: "x".repeat(chars), parameters: [] }],
    });
    const all = [one("a", 10), one("b", 20_000), one("c", 10)];
    expect(pageFrom(all, 0).templates.map(({ name }) => name)).toEqual(["a"]);
    expect(pageFrom(all, 1)).toMatchObject({ templates: [{ name: "c" }], next: null });
  });
});
