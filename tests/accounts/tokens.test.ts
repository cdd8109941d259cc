import fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { gateKey, neighbourhood } from "../../party/accounts/gates.ts";
import {
  csrfOf,
  formatSession,
  isCsrf,
  knownDevice,
  parseSession,
  sessionCookie,
  withDevice,
} from "../../party/accounts/sessions.ts";
import {
  accountRoom,
  base64url,
  fromBase64url,
  isSame,
  randomId,
  randomSecret,
  seal,
  sha256,
  tokenOf,
  unseal,
} from "../../party/accounts/tokens.ts";
import { ROOM_ID } from "../../party/protocol/frames.ts";

const SECRET = "for-tests-only-for-tests-only-0123456789";
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Uint8Array.from(array));

test("bytes go through their text and back", () => {
  fc.assert(
    fc.property(bytes, (array) => {
      expect(fromBase64url(base64url(array))).toEqual(array);
    }),
  );
});

test("no two ids or secrets are alike, and all are fit for a room, a cookie and an address", () => {
  const many = Array.from({ length: 1000 }, () => [randomId(), randomSecret()]).flat();
  expect(new Set(many).size).toBe(2000);
  for (const text of many) expect(text).toMatch(/^[\w-]{22}$|^[\w-]{43}$/);
});

test("two texts are the same exactly where they are", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (one, other) => isSame(one, other) === (one === other)));
  fc.assert(fc.property(fc.string(), (text) => isSame(text, text)));
  expect([isSame("a", ""), isSame("", "a"), isSame("ab", "a"), isSame("a", "ab")]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe("a token", () => {
  test("is HMAC-SHA-256 of its purpose and its parts", async () => {
    const text = ["turno", "recovery", "a1", "n1"].join("\0");
    expect(await tokenOf(SECRET, "recovery", "a1", "n1")).toBe(
      createHmac("sha256", SECRET).update(text).digest("base64url"),
    );
  });

  test("is good for one purpose, one room, one nonce and one server", async () => {
    const tokens = await Promise.all([
      tokenOf(SECRET, "recovery", "a1", "n1"),
      tokenOf(SECRET, "invitation", "a1", "n1"),
      tokenOf(SECRET, "recovery", "a2", "n1"),
      tokenOf(SECRET, "recovery", "a1", "n2"),
      tokenOf(SECRET, "recovery", "a1n1"),
      tokenOf(SECRET, "recovery", "a1n1", ""),
      tokenOf(`${SECRET}x`, "recovery", "a1", "n1"),
    ]);
    expect(new Set(tokens).size).toBe(tokens.length);
    await expect(tokenOf(SECRET, "recovery", "a1\0n1")).rejects.toThrow();
  });
});

describe("what is sealed", () => {
  test("opens for its room and under its secret, and looks different each time", async () => {
    const plain = new TextEncoder().encode("a secret of twenty b");
    const [one, other] = await Promise.all([seal(SECRET, "a1", plain), seal(SECRET, "a1", plain)]);
    expect(one).not.toBe(other);
    expect(await unseal(SECRET, "a1", one)).toEqual(plain);
  });

  test("opens for no other room, under no other secret, and not after a change", async () => {
    const sealed = await seal(SECRET, "a1", new Uint8Array([1, 2, 3]));
    const last = sealed.at(-2) === "A" ? "B" : "A";
    const changed = sealed.slice(0, -2) + last + sealed.slice(-1);
    await expect(unseal(SECRET, "a2", sealed)).rejects.toThrow();
    await expect(unseal(`${SECRET}x`, "a1", sealed)).rejects.toThrow();
    await expect(unseal(SECRET, "a1", changed)).rejects.toThrow();
  });
});

describe("an account's room", () => {
  test("is the same for an address however it is written, and says nothing of it", async () => {
    const room = await accountRoom("ana@example.com");
    expect(room).toMatch(/^a[0-9a-f]{40}$/);
    expect(room).toMatch(ROOM_ID);
    expect(await accountRoom("  Ana@Example.COM ")).toBe(room);
    expect(await accountRoom("ana@example.org")).not.toBe(room);
  });
});

describe("a browser's cookies", () => {
  const token = { account: `a${"0".repeat(40)}`, session: randomId(), secret: randomSecret() };
  const other = `a${"1".repeat(40)}`;

  test("say which session it is, or nothing", () => {
    expect(parseSession(formatSession(token))).toEqual(token);
    for (const bad of [
      undefined,
      "",
      "x",
      "a.b.c",
      `${formatSession(token)}x`,
      formatSession({ ...token, account: "../x" }),
    ])
      expect(parseSession(bad)).toBeUndefined();
  });

  test("can be set by no other host where the page came safely", () => {
    expect([sessionCookie(true), sessionCookie(false)]).toEqual(["__Host-turno_session", "turno_session"]);
  });

  test("do not make a request of ours: for that the page says what only it was told", async () => {
    const csrf = await csrfOf(SECRET, token.session);
    expect(await isCsrf(SECRET, token.session, csrf)).toBe(true);
    for (const forged of [
      undefined,
      "",
      `${csrf}x`,
      await sha256(token.session),
      await csrfOf(`${SECRET}x`, token.session),
    ])
      expect(await isCsrf(SECRET, token.session, forged)).toBe(false);
    expect(await isCsrf(SECRET, randomId(), csrf)).toBe(false);
  });

  test("tell the accounts by which a device is known apart, five at most, the last first", async () => {
    let cookie = await withDevice(SECRET, undefined, token.account, "d".repeat(22));
    expect(await knownDevice(SECRET, cookie, token.account)).toBe("d".repeat(22));
    expect(await knownDevice(SECRET, cookie, other)).toBeUndefined();
    cookie = await withDevice(SECRET, cookie, other, "e".repeat(22));
    cookie = await withDevice(SECRET, cookie, other, "f".repeat(22));
    expect(await knownDevice(SECRET, cookie, other)).toBe("f".repeat(22));
    expect(await knownDevice(SECRET, cookie, token.account)).toBe("d".repeat(22));
    for (let n = 2; n < 9; n++) cookie = await withDevice(SECRET, cookie, `a${String(n).repeat(40)}`, randomId());
    expect(cookie.split("~")).toHaveLength(5);
    expect(await knownDevice(SECRET, cookie, token.account)).toBeUndefined();
  });

  test("let nobody claim a device: neither one made up, nor another account's", async () => {
    const cookie = await withDevice(SECRET, undefined, token.account, "d".repeat(22));
    for (const forged of [
      cookie.replace(token.account, other),
      cookie.replace("d".repeat(22), "e".repeat(22)),
      "x~~",
      "~",
    ])
      for (const account of [token.account, other]) expect(await knownDevice(SECRET, forged, account)).toBeUndefined();
    expect(await withDevice(SECRET, "rubbish~more", token.account, "d".repeat(22))).toBe(cookie);
  });
});

describe("a gate's key", () => {
  test("is another one for another kind, another scope and another name, and says none of them", async () => {
    const keys = await Promise.all([
      gateKey("signIn", "account", "a1"),
      gateKey("code", "account", "a1"),
      gateKey("signIn", "device", "a1"),
      gateKey("signIn", "account", "a2"),
    ]);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(4);
    for (const { key, at } of keys) {
      expect(key).toMatch(/^[0-9a-f]{40}$/);
      expect(at.room).toMatch(/^g[0-3][0-9a-f]$/);
    }
  });

  test("uses all of the gates", async () => {
    const rooms = new Set<string>();
    for (let n = 0; n < 1000; n++) rooms.add((await gateKey("visitor", "from", `192.0.2.${n}`)).at.room);
    expect(rooms.size).toBe(64);
  });

  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:DB8:0001:2::6", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["fe80::1:2:3:4", "fe80:0:0:0"],
  ])("counts the addresses of one network as one: %s", (address, network) => {
    expect(neighbourhood(address)).toBe(network);
  });
});
