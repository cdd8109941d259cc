/** A message that an agent takes back, as the customer's chat shows it: one that looks on, and one that was away. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Shop } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { accepting, listening, site, threadOf } from "./support/visit.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const SECRET = "El PIN de Juan es 4821";

test("CV31 EN60 an erased message goes from the chat that shows it, and says in its place that it was erased", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await write(SECRET);
  await write("Perdón, no era para ti");
  await shop.said(SECRET).waitFor();
  const { seq } = thread.messages.find((row) => row.kind === "text" && row.text === SECRET)!;
  expect(await thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
  expect(await shop.said("Perdón, no era para ti").count()).toBe(1);
  // What the browser kept of it over a reload.
  await shop.page.reload();
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
});

test("CV31 EN60 a chat that was without a network when a message was erased shows it no more when it is back", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await write(SECRET);
  await shop.said(SECRET).waitFor();
  const { seq } = thread.messages.find((row) => row.kind === "text" && row.text === SECRET)!;
  await stage.centre.kill9();
  await shop.chat.getByText("Reconectando").first().waitFor();
  await shop.page.context().setOffline(true);
  await stage.centre.restart();
  await expect.poll(() => thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  expect(await shop.said(SECRET).count()).toBe(1);
  await shop.page.context().setOffline(false);
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
});
