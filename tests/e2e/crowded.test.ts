import { afterEach, beforeEach, test } from "vitest";
import { CLOSE } from "../../party/protocol/frames.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { tap } from "./support/wire.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("an agent with too many screens is told so on the one that finds no place, and it comes in when another has gone", async () => {
  const hers = await stage.someone();
  await Panel.open(hers, stage.url, "Ana García");
  let isFull = true;
  await tap(hers, "agent", {
    up(frame, page) {
      if (frame.kind !== "hello" || !isFull) return frame;
      void page.close({ code: CLOSE.tooMany, reason: "too many screens" });
      return null;
    },
  });
  const page = await hers.newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByText("demasiadas pantallas", { exact: true }).waitFor();
  await page.getByText("Tienes este panel abierto en demasiadas pantallas.").waitFor();
  isFull = false;
  await page.getByRole("button", { name: "Intentarlo ahora" }).click();
  await page.getByText("al día", { exact: true }).waitFor();
});
