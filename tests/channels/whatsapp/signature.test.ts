import { verifySignature } from "@kapso/whatsapp-cloud-api/server";
import fc from "fast-check";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import { lineOf } from "./support.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";
const [one, two, three] = [lineOf("10001"), lineOf("10002"), lineOf("10003", OTHER)];
const lines = [one, two, three];

const sign = (body: Uint8Array | string, secret: string) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
const request = (signature?: string) =>
  new Request("http://x/", {
    method: "POST",
    headers: signature === undefined ? {} : { "x-hub-signature-256": signature },
  });
const verify = (signature: string | undefined, body: Uint8Array, of = lines) =>
  whatsapp.verify(request(signature), body, of);

const bytes = fc.uint8Array({ maxLength: 300 });
const secret = fc.stringMatching(/^[0-9a-f]{32}$/);

test("what an app has signed is for all of its numbers, and for those of no other app", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (body) => {
      expect(await verify(sign(body, SECRET), body)).toEqual([one, two]);
      expect(await verify(sign(body, OTHER), body)).toEqual([three]);
    }),
  );
});

test("what is signed by nobody's secret here, is another body's, or is no signature, is nobody's", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, secret, fc.nat(), async (body, stranger, bit) => {
      fc.pre(stranger !== SECRET && stranger !== OTHER);
      expect(await verify(sign(body, stranger), body)).toBeNull();
      const longer = Uint8Array.of(...body, 0);
      expect(await verify(sign(longer, SECRET), body)).toBeNull();
      const signature = sign(body, SECRET);
      const at = 7 + (bit % 64);
      const flipped = signature.slice(0, at) + (signature[at] === "0" ? "1" : "0") + signature.slice(at + 1);
      expect(await verify(flipped, body)).toBeNull();
    }),
  );
  const body = new TextEncoder().encode("{}");
  const digest = sign(body, SECRET).slice(7);
  for (const odd of [
    undefined,
    "",
    "sha256=",
    digest,
    `sha1=${digest}`,
    `sha256=${digest}00`,
    `sha256=${digest.slice(2)}`,
  ])
    expect(await verify(odd, body)).toBeNull();
  expect(await verify(sign(body, SECRET), body, [])).toBeNull();
});

test("a number without a secret is opened by nobody, not even by the empty one", async () => {
  const body = new TextEncoder().encode("{}");
  const { appSecret: _, ...secrets } = one.secrets;
  const bare = [{ ...one, secrets }, lineOf("10004", "")];
  expect(await verify(sign(body, ""), body, bare)).toBeNull();
  expect(await verify(sign(body, SECRET), body, [...bare, one])).toEqual([one]);
});

test("text beyond ASCII may be signed as it stands, or escaped with small digits", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
      const raw = JSON.stringify({ text: `ñ${text.replace(/[\uD800-\uDFFF]/g, "")}👋` });
      const body = new TextEncoder().encode(raw);
      const escaped = raw.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.codePointAt(0)!.toString(16).padStart(4, "0")}`);
      expect(JSON.parse(escaped)).toEqual(JSON.parse(raw));
      expect(await verify(sign(escaped, SECRET), body)).toEqual([one, two]);
      expect(await verify(sign(raw, SECRET), body)).toEqual([one, two]);
      expect(await verify(sign(escaped.toUpperCase(), SECRET), body)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test("an independent reader takes and refuses the same signatures", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(SECRET, OTHER), fc.boolean(), async (body, by, isTorn) => {
      const signatureHeader = isTorn ? sign(body, by).slice(0, -2) : sign(body, by);
      const theirs = verifySignature({ appSecret: SECRET, rawBody: Buffer.from(body), signatureHeader });
      expect((await verify(signatureHeader, body, [one])) !== null).toBe(theirs);
    }),
  );
});
