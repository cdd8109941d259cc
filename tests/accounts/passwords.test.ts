import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  NOBODYS_PASSWORD,
  PASSWORD_MAX_CHARS,
  hashPassword,
  isPassword,
  isToBeRehashed,
  weaknessOf,
} from "../../party/accounts/passwords.ts";

// Slow by intention.
vi.setConfig({ testTimeout: 60_000 });

const ADDRESS = "ana.garcia@zapateria.example";
const cheap = { logN: 10, r: 8, p: 1 };

describe("a password is refused", () => {
  test.each(["", "short", "123456789", "ñandú🦩🦩🦩🦩"])("when it has fewer than ten characters: %s", (password) => {
    expect(weaknessOf(password, ADDRESS)).toBe("passwordTooShort");
  });

  test("when it is longer than anybody types", () => {
    const long = fc.sample(fc.string({ minLength: 201, maxLength: 201, unit: "grapheme-ascii" }), 1)[0]!;
    expect(weaknessOf(long, ADDRESS)).toBe("passwordTooLong");
    expect(long.length).toBe(PASSWORD_MAX_CHARS + 1);
  });

  test.each([
    "1234567890",
    "0987654321",
    "qwertyuiop",
    "Qwerty12345!",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "abcdefghij",
    "aaaaaaaaaaaa",
    "abababababab",
    "password123",
    "Password2024!",
    "P@ssw0rd1234",
    "contraseña1",
    "Contrasena2025",
    "barcelona1899",
    "RealMadrid10",
    "christopher1",
    "iloveyou2024",
    "teamo12345",
    "admin123456",
    "Administrador1",
    "bienvenido2024",
    "Verano2024!!",
    "2024-11-23-18",
  ])("when it is one that everybody knows: %s", (password) => {
    expect(weaknessOf(password, ADDRESS)).toBe("passwordCommon");
  });

  test.each(["ana.garcia@zapateria.example", "zapateria2024", "Turno123456", "turno-zapateria", "garcia-zapateria1"])(
    "when it is hardly more than what is known of its owner: %s",
    (password) => {
      expect(weaknessOf(password, ADDRESS)).toBe("passwordPersonal");
    },
  );
});

test.each([
  "correct horse battery staple",
  "gato-lluvia-tejado",
  "mi abuela teje de noche",
  "nocturno de Chopin",
  "Vx7#mQ2&pL9w",
  "kfj2837dnsjq",
  "пароль от старого дома",
  "東京の雨は静かに降る夜",
])("a password of one's own may be chosen: %s", (password) => {
  expect(weaknessOf(password, ADDRESS)).toBeUndefined();
});

test("nearly every random password of twelve letters and digits may be chosen", () => {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".split("");
  const twelve = fc.string({ unit: fc.constantFrom(...letters), minLength: 12, maxLength: 12 });
  const sample = fc.sample(twelve, { numRuns: 500, seed: 1 });
  expect(sample.filter((password) => weaknessOf(password, ADDRESS) !== undefined).length).toBeLessThan(5);
});

describe("a stored password", () => {
  test("is found right with the same password only, and is another text each time", async () => {
    const [one, other] = await Promise.all([hashPassword("gato-lluvia-tejado"), hashPassword("gato-lluvia-tejado")]);
    expect(one).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPassword("gato-lluvia-tejado", one)).toBe(true);
    expect(await isPassword("gato-lluvia-tejadO", one)).toBe(false);
    expect(await isPassword("", one)).toBe(false);
  });

  test("is the same from a keyboard that composes its accents otherwise", async () => {
    const stored = await hashPassword("canción de cuna", cheap);
    expect(await isPassword("canción de cuna".normalize("NFD"), stored)).toBe(true);
  });

  test("says by which parameters it was made, and that it is to be made again when these are too low", async () => {
    const old = await hashPassword("gato-lluvia-tejado", cheap);
    expect(await isPassword("gato-lluvia-tejado", old)).toBe(true);
    expect([isToBeRehashed(old), isToBeRehashed(NOBODYS_PASSWORD)]).toEqual([true, false]);
  });

  test("of nobody is no password's, and takes as long to find that out as anybody's", async () => {
    for (const password of ["", "gato-lluvia-tejado"]) expect(await isPassword(password, NOBODYS_PASSWORD)).toBe(false);
    const costs = [await hashPassword("x"), NOBODYS_PASSWORD].map((stored) => stored.split("$").slice(0, 4));
    expect(costs[0]).toEqual(costs[1]);
    expect(NOBODYS_PASSWORD.split("$").map(({ length }) => length)).toEqual(
      (await hashPassword("x")).split("$").map(({ length }) => length),
    );
  });

  test("of an unknown kind is an error, never a match", async () => {
    await expect(isPassword("x", "md5$x")).rejects.toThrow("unknown kind");
  });
});
