/** As what files are served, under which addresses, and from where. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extensionOf, judge } from "../../machines/media-judging.ts";
import { MEDIA_LIMITS } from "../../machines/media-limits.ts";
import { addressOf, goodUntil, readAddress } from "../../party/files/addresses.ts";
import { filesState } from "../../party/files/settings.ts";
import { safeName, servedAs } from "../../party/files/serving.ts";

const R2 = { r2: { files: {} } };

describe("a file is served", () => {
  test.each([
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/mp4",
    "video/webm",
    "audio/ogg",
    "audio/mp4",
  ])("to be shown in place as %s", (type) => {
    const headers = servedAs(type, "a");
    expect([headers["content-type"], headers["content-disposition"]]).toEqual([
      type,
      expect.stringMatching(/^inline; /),
    ]);
  });

  test.each([
    "text/html",
    "application/xhtml+xml",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "text/javascript",
    "application/javascript",
    "application/wasm",
    "text/css",
    "multipart/x-mixed-replace",
    "message/rfc822",
    "application/x-shockwave-flash",
    "application/vnd.mozilla.xul+xml",
    "text/plain",
    "",
    "IMAGE/PNG\r\nx: y",
    "image/png; charset=x",
  ])("as nothing but bytes to be saved where it is %j: a browser runs nothing of it", (type) => {
    const headers = servedAs(type, "a.html");
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["content-disposition"]).toMatch(/^attachment; /);
  });

  test("for every type that some channel takes, either shown or saved", () => {
    const types = Object.values(MEDIA_LIMITS).flatMap((kinds) =>
      Object.entries(kinds).flatMap(([kind, { types: taken }]) => Object.keys(taken).map((type) => [kind, type])),
    );
    for (const [kind, type] of types) {
      const how = servedAs(type!, "a")["content-disposition"].split(";")[0];
      expect([kind, type, how]).toEqual([kind, type, kind === "document" ? "attachment" : "inline"]);
    }
  });

  test.each([
    ["informe.pdf", "informe.pdf", "informe.pdf"],
    ["año “2026”.pdf", "a_o _2026_.pdf", "a%C3%B1o%20%E2%80%9C2026%E2%80%9D.pdf"],
    ['a"; filename="b.exe', "a_; filename=_b.exe", "a_%3B%20filename%3D_b.exe"],
    ["a\r\nset-cookie: x=1.pdf", "aset-cookie_ x=1.pdf", "aset-cookie_%20x%3D1.pdf"],
    ["../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"],
    ["\u202efdp.exe", "fdp.exe", "fdp.exe"],
    ["100%.txt", "100_.txt", "100%25.txt"],
    ["😀.png", "_.png", "%F0%9F%98%80.png"],
    ["\ud83d", "file", "file"],
    ["..", "file", "file"],
  ])("by a name that is no more than a name: %j", (name, plain, exact) => {
    expect(servedAs("application/pdf", name)["content-disposition"]).toBe(
      `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
    );
  });

  test("whatever it is called, by one header that any program reads", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
        const header = servedAs("text/html", name)["content-disposition"];
        expect(header).toMatch(/^attachment; filename="[ !#-$&-[\]-~]+"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
        const safe = safeName(name);
        expect(decodeURIComponent(encodeURIComponent(safe))).toBe(safe);
        expect(safeName(safe)).toBe(safe);
      }),
      { numRuns: 500, seed: 20_261_123 },
    );
  });

  test("a long name keeps what it ends in", () => {
    expect(safeName(`${"x".repeat(400)}.pdf`)).toMatch(/^x{196}\.pdf$/);
  });

  test("UP3 by no other extension than the one that it was judged by", () => {
    const piece = fc.constantFrom(
      "a",
      "x".repeat(120),
      "bat",
      "TXT",
      "pdf",
      ".",
      " ",
      "\u00a0",
      "\u200b",
      "\u202e",
      "?",
      "\u3000",
    );
    const judged = { type: "text/plain", bytes: 1 };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const name = pieces.join("");
        if (judge("web", "document", { name, found: judged }).ok)
          expect(["", "txt", "csv"]).toContain(extensionOf(safeName(name)));
      }),
      { numRuns: 5000, seed: 20_261_123 },
    );
  });
});

describe("an address", () => {
  const SECRET = "for-tests-only-for-tests-only-0123456789";
  const NOW = Date.UTC(2026, 10, 23, 12, 7);
  const file = {
    project: "demo",
    id: "00000000-0000-4000-8000-000000000000",
    name: "a b.pdf",
    type: "application/pdf",
    bytes: 12,
  };
  const partsOf = (path: string) => {
    const url = new URL(path, "http://x");
    const [, , , id, , name] = url.pathname.split("/");
    return { id: id!, name: decodeURIComponent(name!), token: url.searchParams.get("t")! };
  };

  test("says all that serving needs, and is the same for a quarter of an hour", async () => {
    const until = goodUntil(NOW);
    expect(until - NOW).toBeGreaterThanOrEqual(60 * 60 * 1000);
    expect(until - NOW).toBeLessThan(75 * 60 * 1000);
    expect(goodUntil(NOW + 5 * 60 * 1000)).toBe(until);
    const path = await addressOf(SECRET, file, until);
    expect(await readAddress(SECRET, partsOf(path), NOW)).toEqual({ ok: true, file, until });
  });

  test("is over when its time is", async () => {
    const parts = partsOf(await addressOf(SECRET, file, NOW));
    expect(await readAddress(SECRET, parts, NOW)).toEqual({ ok: false, why: "expired" });
  });

  test("is forged where anything in it is another's: the id, the name, the type, the size, the project, the time, the key", async () => {
    const parts = partsOf(await addressOf(SECRET, file, NOW + 1000));
    const [said, signature] = parts.token.split(".") as [string, string];
    const saying = (...change: unknown[]) =>
      `${Buffer.from(JSON.stringify(change)).toString("base64url")}.${signature}`;
    const right = JSON.parse(Buffer.from(said, "base64url").toString()) as unknown[];
    expect(saying(...right)).toBe(parts.token);
    const FORGED = { ok: false, why: "forged" };
    for (const other of [
      { ...parts, id: parts.id.replace("4", "5") },
      { ...parts, name: "b.pdf" },
      { ...parts, token: saying("other", ...right.slice(1)) },
      { ...parts, token: saying("demo", "text/html", 12, NOW + 1000) },
      { ...parts, token: saying("demo", "application/pdf", 13, NOW + 1000) },
      { ...parts, token: saying("demo", "application/pdf", 12, NOW + 2000) },
      { ...parts, token: saying("demo") },
      { ...parts, token: said },
      { ...parts, token: `${said}.` },
      { ...parts, token: `${said}.${"A".repeat(43)}` },
      { ...parts, token: "" },
      { ...parts, token: "null.null" },
      { ...parts, token: "\u0000.é" },
    ])
      expect([other, await readAddress(SECRET, other, NOW)]).toEqual([other, FORGED]);
    expect(await readAddress(`${SECRET}x`, parts, NOW)).toEqual(FORGED);
  });
});

describe("the start-up log", () => {
  const S3 = {
    TURNO_S3_ENDPOINT: "https://s3.eu-west-1.amazonaws.com",
    TURNO_S3_BUCKET: "turno-files",
    TURNO_S3_REGION: "eu-west-1",
    TURNO_S3_KEY_ID: "AKID",
    TURNO_S3_SECRET: "very/secret+key",
  };

  test("says where files are kept, and nothing of what opens it", () => {
    expect(filesState({}, R2)).toEqual({ msg: "files", via: "r2" });
    const said = filesState(S3, R2);
    expect(said).toEqual({
      msg: "files",
      via: "s3",
      at: "https://s3.eu-west-1.amazonaws.com/turno-files",
      region: "eu-west-1",
    });
    expect(JSON.stringify(said)).not.toMatch(/AKID|secret/);
  });

  test.each<[string, Record<string, string>]>([
    ["TURNO_S3_BUCKET, TURNO_S3_SECRET", { TURNO_S3_BUCKET: "", TURNO_S3_SECRET: " " }],
    ["TURNO_S3_ENDPOINT", { TURNO_S3_ENDPOINT: "http://store.example.com" }],
    ["TURNO_S3_ENDPOINT", { TURNO_S3_ENDPOINT: "https://store.example.com/bucket" }],
    ["TURNO_S3_ENDPOINT", { TURNO_S3_ENDPOINT: "s3.example.com" }],
    ["TURNO_S3_ENDPOINT", { TURNO_S3_ENDPOINT: "https://user:pw@store.example.com" }],
    ["TURNO_S3_BUCKET", { TURNO_S3_BUCKET: "Turno Files" }],
    ["TURNO_S3_BUCKET", { TURNO_S3_BUCKET: "a/b" }],
    ["TURNO_S3_REGION", { TURNO_S3_REGION: "eu west" }],
    ["TURNO_S3_KEY_ID", { TURNO_S3_KEY_ID: "a b" }],
    ["TURNO_S3_SECRET", { TURNO_S3_SECRET: "very\u00a0secret" }],
  ])("names %s where that is wrong, and not what stands in it", (names, wrong) => {
    const { level, msg, words } = filesState({ ...S3, ...wrong }, R2) as Record<string, string>;
    expect([level, msg]).toEqual(["warn", "no files"]);
    expect(words!.startsWith(names)).toBe(true);
    for (const value of Object.values(wrong)) if (value.trim() !== "") expect(words).not.toContain(value);
  });

  test("says so where there is no store at all", () => {
    expect(filesState({}, { r2: {} })).toMatchObject({
      level: "warn",
      msg: "no files",
      words: expect.stringContaining('R2 bucket "files"') as string,
    });
  });
});
