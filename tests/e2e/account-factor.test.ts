import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { codeOf, stepAt } from "../../party/accounts/totp.ts";
import { PHONE } from "../harness/browser.ts";
import { PASSWORD, enter, join, openSettings, picture, signIn } from "./support/accounts.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app that has read the key. `ahead`: by so many half minutes. */
function app(key: string): (ahead?: number) => string {
  const bits = Array.from(key, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Uint8Array.from(bits.match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
  return (ahead = 0) => codeOf(secret, stepAt(Date.now()) + ahead);
}

/** From Mi cuenta to the recovery codes. */
async function turnOn(page: Page): Promise<{ code: (ahead?: number) => string; codes: string[] }> {
  await openSettings(page, "Mi cuenta");
  const section = page.getByRole("region", { name: "Verificación en dos pasos" });
  await section.getByRole("button", { name: "Activar" }).click();
  await section.getByLabel("Contraseña actual").fill("no-es-esta-la-mia");
  await section.getByRole("button", { name: "Continuar" }).click();
  await section.getByText("La contraseña actual no es correcta").waitFor();
  await section.getByLabel("Contraseña actual").fill(PASSWORD);
  await section.getByRole("button", { name: "Continuar" }).click();
  await section.getByRole("img", { name: "Código QR" }).waitFor();
  const code = app((await section.locator(".secret code").innerText()).replaceAll(" ", ""));
  await picture(page, "factor-key");
  expect(await seriousIn(page)).toEqual([]);
  await section.getByLabel("Código de seis cifras").fill(code());
  await section.getByRole("button", { name: "Activar" }).click();
  await section.getByRole("heading", { name: "Guarda estos códigos de recuperación" }).waitFor();
  const codes = await section.locator(".recovery-codes li").allInnerTexts();
  await picture(page, "factor-codes");
  const coming = page.waitForEvent("download");
  await section.getByRole("button", { name: "Descargar" }).click();
  const stream = await (await coming).createReadStream();
  let file = "";
  for await (const part of stream) file += String(part);
  for (const one of codes) expect(file).toContain(one);
  await section.getByRole("button", { name: "Los he guardado" }).click();
  await section.getByText(`Te quedan ${codes.length} códigos`).waitFor();
  return { code, codes };
}

test("with two-step verification the password alone does not open the desk: the app's code does, pasted as it comes", async () => {
  const email = await join(stage, "Nora", "agent");
  const here = await signIn(await stage.someone(), stage, email);
  const { code, codes } = await turnOn(here);
  expect(codes).toHaveLength(10);

  const there = await (await stage.someone(PHONE)).newPage();
  await there.goto(`${stage.url}/panel`);
  await enter(there, email);
  await there.getByRole("heading", { name: "Verificación en dos pasos" }).waitFor();
  const box = there.getByLabel("Código de seis cifras");
  expect(await box.getAttribute("autocomplete")).toBe("one-time-code");
  await picture(there, "code-phone");
  expect(await seriousIn(there)).toEqual([]);
  expect(await beyondTheEdge(there)).toEqual([]);
  await box.fill(code(9));
  await there.getByText("El código no es correcto").waitFor();
  // A code is good once, and the one that turned it on has been used: the next one is good already.
  const next = code(1);
  await box.fill(`${next.slice(0, 3)} ${next.slice(3)}`);
  await there.getByText("al día", { exact: true }).waitFor();

  await openSettings(there, "Mi cuenta");
  await picture(there, "own-phone");
  expect(await beyondTheEdge(there)).toEqual([]);
  const section = there.getByRole("region", { name: "Verificación en dos pasos" });
  await section.getByRole("button", { name: "Desactivar" }).click();
  await section.getByLabel("Contraseña actual").fill(PASSWORD);
  await section.getByRole("button", { name: "Desactivar" }).click();
  await section.getByText("Verificación en dos pasos desactivada.").waitFor();
});

test("who has lost the app signs in with a recovery code, which is good once, and has new ones made, which kill the others", async () => {
  const email = await join(stage, "Nora", "agent");
  const { codes } = await turnOn(await signIn(await stage.someone(), stage, email));
  const enterWith = async (page: Page, code: string): Promise<void> => {
    await page.goto(`${stage.url}/panel`);
    await enter(page, email);
    await page.getByRole("button", { name: "Usar un código de recuperación" }).click();
    await page.getByLabel("Código de recuperación").fill(code);
    await page.getByRole("button", { name: "Continuar" }).click();
  };
  const first = await (await stage.someone()).newPage();
  await enterWith(first, codes[0]!.toLowerCase());
  await first.getByText("al día", { exact: true }).waitFor();
  const second = await (await stage.someone()).newPage();
  await enterWith(second, codes[0]!);
  await second.getByText("El código no es correcto").waitFor();

  await openSettings(first, "Mi cuenta");
  const section = first.getByRole("region", { name: "Verificación en dos pasos" });
  await section.getByText("Te quedan 9 códigos").waitFor();
  await section.getByRole("button", { name: "Nuevos códigos de recuperación" }).click();
  await section.getByText("Los códigos de antes dejarán de servir").waitFor();
  await section.getByLabel("Contraseña actual").fill(PASSWORD);
  await section.getByRole("button", { name: "Crear los códigos" }).click();
  await section.getByRole("heading", { name: "Guarda estos códigos de recuperación" }).waitFor();
  const fresh = await section.locator(".recovery-codes li").allInnerTexts();
  await picture(first, "factor-new-codes");
  expect(await seriousIn(first)).toEqual([]);
  await section.getByRole("button", { name: "Los he guardado" }).click();
  await section.getByText("Te quedan 10 códigos").waitFor();
  await picture(first, "factor-on");
  await second.getByLabel("Código de recuperación").fill(codes[1]!);
  await second.getByRole("button", { name: "Continuar" }).click();
  await second.getByText("El código no es correcto").waitFor();
  await second.getByLabel("Código de recuperación").fill(fresh[1]!);
  await second.getByRole("button", { name: "Continuar" }).click();
  await second.getByText("al día", { exact: true }).waitFor();
});
