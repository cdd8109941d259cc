/** What is done before an answer that must not tell whether there is such an account: counted, because times only wobble. */
import { afterEach, expect, test, vi } from "vitest";
import * as passwords from "../../party/accounts/passwords.ts";
import { app } from "../../party/http/app.ts";

vi.mock("../../party/accounts/passwords.ts", { spy: true });

const KNOWN = "ana@example.com";
const UNKNOWN = "nobody@example.com";
const TURNO_SECRET = "for-tests-only-for-tests-only-0123456789";
const digest = vi.spyOn(crypto.subtle, "digest");
const sign = vi.spyOn(crypto.subtle, "sign");
afterEach(() => vi.clearAllMocks());

interface Called {
  party: string;
  kind: string;
  type: string;
}

/** Asks a server whose rooms only say what they are asked; `silent`: those of accounts never answer. */
async function work(path: string, body: object, stored: string | null, silent = false) {
  const called: Called[] = [];
  const later: Promise<unknown>[] = [];
  const answerOf = (party: string, kind: string): unknown =>
    kind === "command" ? { kind: "done", revision: 1 } : party === "account" ? stored : 0;
  const party = (name: string) => ({
    get: () => ({
      fetch: (init: { body: string }) => {
        const { kind, question, command } = JSON.parse(init.body) as Record<string, { type: string } | undefined>;
        const what = kind as unknown as string;
        called.push({ party: name, kind: what, type: (question ?? command)!.type });
        if (silent && name === "account") return new Promise<never>(() => {});
        return Promise.resolve(Response.json(answerOf(name, what)));
      },
    }),
  });
  const parties = { gate: party("gate"), account: party("account") };
  const env = { env: { TURNO_SECRET }, parties, later: (one: Promise<unknown>) => void later.push(one) };
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await app.request(`https://chat.example/api${path}`, init, env);
  const before = {
    called: [...called],
    digests: digest.mock.calls.length,
    signatures: sign.mock.calls.length,
    passwords: vi.mocked(passwords.isPassword).mock.calls.length,
    later: later.length,
  };
  const headers = [...response.headers];
  return { status: response.status, text: await response.text(), headers, before, later };
}

test("AC10 recovery answers before any account is asked: the same rooms, hashes and words, and an account that never answers holds nothing up", async () => {
  const ask = (email: string, stored: string | null) => work("/recovery", { email, locale: "es" }, stored, true);
  const known = await ask(KNOWN, passwords.NOBODYS_PASSWORD);
  vi.clearAllMocks();
  const unknown = await ask(UNKNOWN, null);
  expect({ ...unknown, later: 0 }).toEqual({ ...known, later: 0 });
  expect(known).toMatchObject({ status: 200, text: '{"ok":true}' });
  // One question to the account is under way, and goes on behind the answer.
  expect(known.before.called).toEqual([
    { party: "gate", kind: "command", type: "attempt.begin" },
    { party: "account", kind: "ask", type: "password" },
  ]);
  expect([known.before.later, known.before.passwords, known.before.signatures]).toEqual([1, 0, 0]);
});

test("AC10 what goes on behind the answer is a letter where there is an account, and nothing where there is none", async () => {
  const behind = async (email: string, stored: string | null) => {
    const { later } = await work("/recovery", { email, locale: "es" }, stored);
    await Promise.all(later);
    return sign.mock.calls.length;
  };
  expect(await behind(KNOWN, passwords.NOBODYS_PASSWORD)).toBeGreaterThan(0);
  vi.clearAllMocks();
  expect(await behind(UNKNOWN, null)).toBe(0);
});

test("AC1 a wrong password is answered after the same work, whether or not there is such an account: as many rooms, hashes, and one password", async () => {
  const ask = (email: string, stored: string | null) => work("/sign-in", { email, password: "wrong-password" }, stored);
  const known = await ask(KNOWN, passwords.NOBODYS_PASSWORD);
  vi.clearAllMocks();
  const unknown = await ask(UNKNOWN, null);
  const shape = ({ before, ...answer }: typeof known) => ({
    ...answer,
    later: before.later,
    before: { ...before, called: before.called.map(({ party }) => party) },
  });
  expect(shape(unknown)).toEqual(shape(known));
  expect(known).toMatchObject({ status: 401, text: '{"error":"wrongSignIn"}' });
  expect([known.before.passwords, known.before.later]).toEqual([1, 1]);
  expect(known.before.called.map(({ type }) => type)).toEqual(["attempt.begin", "password", "signIn.fail"]);
  // Where there is nobody, nothing is told to a room that never was.
  expect(unknown.before.called.map(({ type }) => type)).toEqual(["attempt.begin", "password", "password"]);
});
