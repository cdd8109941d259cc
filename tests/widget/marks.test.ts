import { expect, test } from "vitest";
import { Marks, type Seen } from "../../web/widget/marks.ts";

function marksTold() {
  const told: Seen[] = [];
  const answers: (() => void)[] = [];
  const marks = new Marks((seen) => {
    told.push(seen);
    return new Promise<void>((resolve) => answers.push(resolve));
  });
  const answer = async () => {
    answers.shift()!();
    await Promise.resolve();
  };
  return { marks, told, answer };
}

test("what arrives while one mark is under way is told in one more, when that is answered", async () => {
  const { marks, told, answer } = marksTold();
  for (let seq = 1; seq <= 50; seq++) marks.update({ delivered: seq, read: 0 }, 0);
  expect(told).toEqual([{ delivered: 1, read: 0 }]);
  await answer();
  expect(told).toEqual([
    { delivered: 1, read: 0 },
    { delivered: 50, read: 0 },
  ]);
  await answer();
  expect(told).toHaveLength(2);
});

test("what is read has also been delivered, and marks never go down", async () => {
  const { marks, told, answer } = marksTold();
  marks.update({ delivered: 0, read: 4 }, 0);
  await answer();
  marks.update({ delivered: 3, read: 0 }, 0);
  expect(told).toEqual([{ delivered: 4, read: 4 }]);
});

test("nothing is told that the room already knows", () => {
  const { marks, told } = marksTold();
  marks.update({ delivered: 9, read: 9 }, 9);
  expect(told).toEqual([]);
});
