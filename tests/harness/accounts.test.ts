import { createHash, createHmac } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { isPassword } from "../../party/accounts/passwords.ts";
import { startCentre } from "./workerd.ts";

test.each(["old", "current"] as const)(
  "in the %s workerd passwords, tokens, seals and codes are what they are elsewhere",
  async (runtime) => {
    const centre = await startCentre({ runtime, main: "tests/harness/fixture/accounts.ts" });
    onTestFinished(() => centre.dispose());
    const { stored, ...rest } = (await (await fetch(centre.url)).json()) as { stored: string };
    expect(await isPassword("gato-lluvia-tejado", stored)).toBe(true);
    const secret = "for-tests-only-for-tests-only-0123456789";
    expect(rest).toEqual({
      right: true,
      wrong: false,
      nobody: false,
      token: createHmac("sha256", secret).update("turno\0recovery\0a1\0n1").digest("base64url"),
      hash: createHash("sha256").update("hola").digest("hex"),
      opened: "12345678901234567890",
      otherRoom: "closed",
      step: 7,
      uri: "otpauth://totp/",
      codes: 10,
    });
  },
);
