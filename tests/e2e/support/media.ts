/** Files in the panel: how a person sends them, and what the customer has of it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FileChooser, Locator, Page } from "playwright-core";
import type { FileRow } from "../../../machines/thread.ts";
import type { Customer } from "../../harness/people.ts";
import { Sender } from "../../rooms/support/files.ts";

export type Manual = "Imagen" | "Video" | "Documento" | "Audio";

export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/media/${name}`, import.meta.url));
export const bytesOf = (name: string): Buffer => readFileSync(fixture(name));

export const dialog = (page: Page): Locator => page.getByRole("dialog");
export const preview = (page: Page, name: string): Locator =>
  dialog(page).getByRole("listitem").filter({ hasText: name });
/** The bubble of a file on its way. */
export const pending = (page: Page): Locator => page.getByRole("log").locator(".bubble.upload");

/** By the paper clip, as the manual tells it, up to the box that says what it must be. */
export async function openBox(page: Page, kind: Manual): Promise<void> {
  await page.getByRole("button", { name: "Adjuntar archivo" }).click();
  await page.getByRole("button", { name: kind, exact: true }).click();
  await dialog(page).waitFor();
}

export async function choose(page: Page, kind: Manual, files: Parameters<FileChooser["setFiles"]>[0]): Promise<void> {
  await openBox(page, kind);
  const choosing = page.waitForEvent("filechooser");
  await dialog(page)
    .getByRole("button", { name: `Subir ${kind}` })
    .click();
  await (await choosing).setFiles(files);
}

export async function send(page: Page): Promise<void> {
  await dialog(page)
    .getByRole("button", { name: /^Enviar/ })
    .click();
  await dialog(page).waitFor({ state: "detached" });
}

/** What a thread's rows say of its files, oldest first. */
export const filesIn = (customer: Customer): (FileRow & { caption: string; from: string })[] =>
  customer.messages.flatMap((row) =>
    row.kind === "file" ? [{ ...row.file, caption: row.caption, from: row.from }] : [],
  );

/** The customer, as a screen of theirs asks by HTTP. */
export const senderOf = (url: string, customer: Customer): Sender =>
  new Sender(url, { authorization: `Bearer ${customer.token}` }, customer.id);

/** What the customer gets who reads a file. */
export async function readBy(url: string, customer: Customer, id: string): Promise<Buffer> {
  const path = await senderOf(url, customer).address(id);
  const answer = await fetch(url + path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** As dragged from a folder or copied: what the browser makes of it cannot be had without one. */
export async function give(how: "paste" | "drop", on: Locator, files: readonly string[]): Promise<void> {
  const TYPES: Record<string, string> = { jpg: "image/jpeg", png: "image/png", pdf: "application/pdf" };
  const given = files.map((name) => ({
    name,
    type: TYPES[name.split(".").at(-1)!] ?? "",
    bytes: [...bytesOf(name)],
  }));
  const data = await on.evaluateHandle((_, list) => {
    const transfer = new DataTransfer();
    for (const { name, type, bytes } of list) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
    return transfer;
  }, given);
  if (how === "paste")
    await on.evaluate(
      (element, clipboardData) =>
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })),
      data,
    );
  else for (const type of ["dragenter", "dragover", "drop"]) await on.dispatchEvent(type, { dataTransfer: data });
}
