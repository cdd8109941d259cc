import { describe, expect, onTestFinished, test, vi } from "vitest";
import { inMemory } from "../../web/widget/key-value.ts";
import { Unwelcome, Visitors, claimOf, type Alone, type Claim } from "../../web/widget/visitor.ts";

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

describe("a user whom the site names", () => {
  const rosa = { id: "rosa", signature: "of rosa" };

  /** Believes signatures that are like that, as the server does. */
  function site({ hasKey = true } = {}) {
    const asked: { user?: { id: string; signature: string } }[] = [];
    const post = async (_path: string, body: unknown) => {
      const { user } = body as (typeof asked)[number];
      asked.push(user ? { user } : {});
      if (!user || !hasKey)
        return Response.json({ me: { id: `demo_${asked.length}` }, token: `token ${asked.length}`, vouched: false });
      if (user.signature !== `of ${user.id}`) return Response.json({ error: "signatureInvalid" }, { status: 403 });
      return Response.json({ me: { id: `demo_u${user.id}` }, token: `token ${asked.length}`, vouched: true });
    };
    const storage = inMemory();
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => errors.mockRestore());
    const page = (claim?: Claim) => {
      const visitors = new Visitors("demo", storage, post, oneByOne());
      visitors.claim = claim;
      return visitors;
    };
    return { asked, page, errors };
  }

  test("has their own thread, is asked for once, and stays on a page that names nobody", async () => {
    const { asked, page, errors } = site();
    const known = await page(rosa).become();
    expect(known).toEqual({ id: "demo_urosa", token: "token 1", user: "rosa" });
    for (const later of [page(rosa), page()]) expect(await later.become()).toEqual(known);
    expect(asked).toEqual([{ user: rosa }]);
    expect(errors).not.toHaveBeenCalled();
  });

  test("takes the place of who had no name, and of another user", async () => {
    const { page } = site();
    expect((await page().become()).user).toBeUndefined();
    expect((await page(rosa).become()).user).toBe("rosa");
    expect((await page({ id: "luz", signature: "of luz" }).become()).id).toBe("demo_uluz");
  });

  test("is asked for again when the token is refused", async () => {
    const { page } = site();
    const { token } = await page(rosa).become();
    expect(await page(rosa).become(token)).toEqual({ id: "demo_urosa", token: "token 2", user: "rosa" });
  });

  test.each([
    ["the signature is wrong", {}, "signatureInvalid"],
    ["the project has no key", { hasKey: false }, "no key"],
  ])("is who was there before without a name, if %s, and the console says so", async (_why, options, words) => {
    const { page, errors } = site(options);
    const before = await page().become();
    const visitors = page({ id: "rosa", signature: "made up" });
    expect(visitors.isOther).toBe(true);
    expect(await visitors.become()).toEqual(before);
    expect(visitors.claim).toBeUndefined();
    expect(errors.mock.calls.flat().join()).toContain(words);
  });

  test("is never shown another user's thread for a wrong signature", async () => {
    const { page } = site();
    await page(rosa).become();
    expect((await page({ id: "luz", signature: "made up" }).become()).user).toBeUndefined();
    expect((await page().become()).id).not.toBe("demo_urosa");
  });

  test("may have a number for an id; without a signature nobody is named", () => {
    expect(claimOf({ id: 7, signature: "x" })).toEqual({ id: "7", signature: "x" });
    for (const user of [{}, { id: "7" }, { signature: "x" }, { id: "", signature: "x" }, { id: {}, signature: "x" }])
      expect(claimOf(user)).toBeUndefined();
  });
});
