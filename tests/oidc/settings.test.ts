import { expect, test } from "vitest";
import { oidcOf, oidcState } from "../../party/oidc/settings.ts";

const right = { TURNO_OIDC_ISSUER: "https://accounts.example.com/tenant", TURNO_OIDC_CLIENT_ID: "turno" };

test("without settings there is no provider, and nothing to say of it", () => {
  expect([oidcOf({}), oidcState({})]).toEqual([null, null]);
  expect(oidcOf({ TURNO_OIDC_ISSUER: " ", TURNO_OIDC_CLIENT_ID: "", TURNO_OIDC_NAME: "x" })).toBeNull();
});

test("the button has the name that is set, or else the provider's host", () => {
  expect(oidcOf(right)).toMatchObject({ name: "accounts.example.com", clientId: "turno", clientSecret: "" });
  expect(oidcOf({ ...right, TURNO_OIDC_NAME: " Tienda " })?.name).toBe("Tienda");
  expect(oidcState({ ...right, TURNO_OIDC_CLIENT_SECRET: "s3cret" })).toEqual({
    msg: "sign-in by OpenID Connect",
    issuer: "https://accounts.example.com/tenant",
    name: "accounts.example.com",
  });
});

test.each([
  ["http://accounts.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["ftp://accounts.example.com", false],
  ["accounts.example.com", false],
  ["https://accounts.example.com?x=1", false],
  ["https://accounts.example.com#x", false],
  ["http://127.0.0.1:9000", true],
  ["http://localhost:9000", true],
  ["https://accounts.example.com", true],
])("a provider is https, or on this machine: %s", (issuer, taken) => {
  const settings = { ...right, TURNO_OIDC_ISSUER: issuer };
  expect(oidcOf(settings) !== null).toBe(taken);
  expect(oidcState(settings)?.level).toBe(taken ? undefined : "warn");
});

test.each(["TURNO_OIDC_ISSUER", "TURNO_OIDC_CLIENT_ID"])(
  "half of the settings are none, and the log says so: %s",
  (one) => {
    const settings = { [one]: right[one as keyof typeof right] };
    expect(oidcOf(settings)).toBeNull();
    expect(oidcState(settings)).toMatchObject({ level: "warn", words: expect.stringContaining("set both") as string });
  },
);
