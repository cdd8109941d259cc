import { expect, test } from "vitest";
import { Typing } from "../../web/widget/typing.ts";
import { TYPING_SHOWN_MS } from "../../party/protocol/screens.ts";

test("a minute of steady typing is said often enough to stay visible, and no more than every third second", () => {
  let now = 0;
  const said: number[] = [];
  const typing = new Typing(
    (on) => on && said.push(now),
    () => now,
  );
  for (; now < 60_000; now += 100) typing.changed("Hola");
  const gaps = said.slice(1).map((at, i) => at - said[i]!);
  expect(Math.max(...gaps)).toBeLessThan(TYPING_SHOWN_MS);
  expect(said).toHaveLength(20);
});

test("emptying the field or sending says once that it has stopped", () => {
  const said: boolean[] = [];
  const typing = new Typing((on) => said.push(on));
  typing.changed("H");
  typing.changed("  ");
  typing.stopped();
  typing.changed("H");
  typing.stopped();
  expect(said).toEqual([true, false, true, false]);
});
