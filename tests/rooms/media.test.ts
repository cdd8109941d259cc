import { expect, onTestFinished, test } from "vitest";
import { startCentre } from "../harness/workerd.ts";
import { fileNames, fileOf, look } from "../media/files.ts";

test.each(["old", "current"] as const)("the %s workerd finds in every file what Node finds in it", async (runtime) => {
  const centre = await startCentre({ runtime, main: "tests/harness/fixture/media.ts", parties: {} });
  onTestFinished(() => centre.dispose());
  for (const name of fileNames()) {
    const body = fileOf(name);
    const answer = await fetch(`${centre.url}/${name}`, { method: "POST", body });
    expect(await answer.json(), name).toEqual((await look(body, name)).found);
  }
  expect(centre.logs()).toEqual([]);
});
