/** The outbox of a demo: letters to be read at `/outbox`. Its behaviour is in `machines/post.ts`; only the mail service posts here. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { MAIL_TRIED_FOR_MS, type Template } from "../../machines/mail.ts";
import { postMachine, type PostContext } from "../../machines/post.ts";
import type { Address, Event, RoomDefinition } from "../engine/definition.ts";
import { count } from "./shared.ts";

/** There is one. */
export const POST: Address = { party: "post", room: "local" };

const letter = {
  id: v.pipe(v.string(), v.maxLength(200)),
  to: v.pipe(v.string(), v.maxLength(320)),
  locale: v.picklist(["es", "en"]),
  template: v.picklist(Object.keys(MAIL_TRIED_FOR_MS) as Template[]),
  subject: v.pipe(v.string(), v.maxLength(1000)),
  text: v.pipe(v.string(), v.maxLength(20_000)),
};

export const definition: RoomDefinition = {
  party: POST.party,
  machine: postMachine,
  version: 1,
  migrations: [],
  context: v.object({ count }),
  tables: { letters: v.object({ ...letter, at: count }) },
  input: () => undefined,
  effects: {},
  messages: {},
  commands: {
    "letter.post": {
      roles: ["entry"],
      schema: v.strictObject({ type: v.literal("letter.post"), letter: v.strictObject(letter) }),
      event: (input: Event): Event => ({ ...input, type: "letter.posted" }),
    },
  },
  questions: {
    /** Newest first. */
    letters: (snapshot: AnyMachineSnapshot) => [...(snapshot.context as PostContext).letters.values()].toReversed(),
  },
  topics: {},
  admit: () => [],
};
