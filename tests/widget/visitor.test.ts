import { expect, test } from "vitest";
import { inMemory } from "../../web/widget/key-value.ts";
import { Unwelcome, Visitors, type Alone } from "../../web/widget/visitor.ts";

/** As `navigator.locks`: one after the other. */
function oneByOne(): Alone {
  let tail: Promise<unknown> = Promise.resolve();
  return (_name, work) => {
    const result = tail.then(work);
    tail = result.catch(() => {});
    return result;
  };
}

function server(status = 200) {
  const asked: unknown[] = [];
  const post = async (_path: string, body: unknown) => {
    asked.push(body);
    const made = { me: { id: `demo_${asked.length}` }, token: `token ${asked.length}` };
    return Response.json(made, { status });
  };
  return { asked, post };
}

test("a visitor is made once, with the name they gave, and is still the same after a reload", async () => {
  const storage = inMemory();
  const { asked, post } = server();
  const visitors = new Visitors("demo", storage, post, oneByOne());
  visitors.name = "Rosa";
  const rosa = await visitors.become();
  expect(await new Visitors("demo", storage, post, oneByOne()).become()).toEqual(rosa);
  expect(asked).toEqual([{ project: "demo", name: "Rosa" }]);
});

test("when a token is refused, the tabs of one browser become the same new visitor", async () => {
  const storage = inMemory();
  const { asked, post } = server();
  const locks = oneByOne();
  const [one, two] = [new Visitors("demo", storage, post, locks), new Visitors("demo", storage, post, locks)];
  const { token } = await one.become();
  const [first, second] = await Promise.all([one.become(token), two.become(token)]);
  expect(first).toEqual({ id: "demo_2", token: "token 2" });
  expect(second).toEqual(first);
  expect(asked).toHaveLength(2);
});

test("the visitors of two projects are not mixed up", async () => {
  const storage = inMemory();
  const { post } = server();
  const here = await new Visitors("demo", storage, post, oneByOne()).become();
  const there = await new Visitors("other", storage, post, oneByOne()).become();
  expect(here.id).not.toBe(there.id);
});

test("a server that will not have us is not asked for ever, one that fails is", async () => {
  const become = (status: number) => new Visitors("demo", inMemory(), server(status).post, oneByOne()).become();
  await expect(become(400)).rejects.toBeInstanceOf(Unwelcome);
  await expect(become(500)).rejects.not.toBeInstanceOf(Unwelcome);
  await expect(become(429)).rejects.not.toBeInstanceOf(Unwelcome);
});
