/** What the pages of channels say of what the adapters ask for and find. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adapterOf } from "../../party/channels/index.ts";
import type { Line } from "../../party/channels/port.ts";
import { OUTSIDE_CHANNELS } from "../../machines/outside.ts";
import type { ChannelSetup } from "../../party/protocol/inboxes.ts";
import { placeOf, settingFault } from "../../web/panel/channels/setting-faults.ts";
import { en } from "../../web/panel/channels/words/en.ts";
import { es } from "../../web/panel/channels/words/es.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { TelegramApi } from "../harness/telegram-api.ts";

let graph: GraphApi;
let telegram: TelegramApi;
beforeAll(async () => {
  [graph, telegram] = await Promise.all([GraphApi.start(), TelegramApi.start()]);
});
afterAll(() => Promise.all([graph.stop(), telegram.stop()]));

const languages = { es, en };

for (const channel of OUTSIDE_CHANNELS)
  for (const [language, words] of Object.entries(languages)) {
    test(`${language} says of every setting of ${channel} what it is, where it is found and what it cannot be`, () => {
      const said = words.settings[channel];
      expect(Object.keys(said).toSorted()).toEqual(
        adapterOf(channel)
          .settings.map(({ name }) => name)
          .toSorted(),
      );
      for (const one of Object.values(said)) for (const text of Object.values(one)) expect(text).not.toBe("");
    });

    test(`${language} says of everything that the check of ${channel} looks at what it is and how it is mended`, async () => {
      const bot: Line = {
        ...graph.line(),
        inbox: "tg110201543",
        baseUrl: telegram.url,
        settings: {},
        secrets: { botToken: telegram.token },
      };
      const world = { fetch, signal: AbortSignal.timeout(20_000), log: () => {} };
      const line = channel === "whatsapp" ? graph.line() : bot;
      const { findings } = await adapterOf(channel).check(line, "https://chat.example/hook", world);
      expect(findings.map(({ what }) => what).toSorted()).toEqual(Object.keys(words.findings[channel]).toSorted());
    });
  }

describe("what is typed", () => {
  const optional = { name: "more", secret: false, optional: true, preset: "", pattern: "x+" };
  const token = { name: "token", secret: true, optional: false, preset: "", pattern: "[a-z]{3}|\\d{5}" };
  const setup: ChannelSetup = {
    channel: "telegram",
    baseUrl: "",
    settings: [token, optional],
    webhookUrl: "",
    verifyToken: "",
  };

  test("is missing only where it must be said, and a secret that is kept need not be", () => {
    expect(settingFault(token, " ", false)).toBe("settingMissing");
    expect(settingFault(token, " ", true)).toBeUndefined();
    expect(settingFault(optional, "", false)).toBeUndefined();
  });

  test("is judged as a whole, without the spaces around it", () => {
    expect(settingFault(token, " abc ", false)).toBeUndefined();
    expect(settingFault(token, "12345", true)).toBeUndefined();
    for (const text of ["abcd", "abc 12345", "1234"]) expect(settingFault(token, text, true)).toBe("settingInvalid");
  });

  test("has the server's answer at its place, and what is of no field beside none", () => {
    expect(placeOf("nameTooLong", undefined, setup)).toBe("name");
    expect(placeOf("departmentUnknown", undefined, setup)).toBe("department");
    expect(placeOf("inboxExists", undefined, setup)).toBe("token");
    expect(placeOf("settingInvalid", "baseUrl", setup)).toBe("baseUrl");
    expect(placeOf("settingMissing", "token", setup)).toBe("token");
    for (const error of ["settingInvalid", "inboxesFull", "rightsChanged", undefined])
      expect(placeOf(error, "elsewhere", setup)).toBeUndefined();
  });
});
