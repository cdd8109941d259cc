/**
 * The shapes of the provider's webhooks, as far as we read them. Two rules: what is odd in one field costs that field, and what is odd in
 * one message costs that message; its neighbours in the batch never pay for it. So lists are lists of anything, looked at one by one.
 */
import * as v from "valibot";

/** Wrong is as good as missing. */
const maybe = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);
const text = v.string();
const word = v.pipe(v.string(), v.minLength(1));
const anything = v.array(v.unknown());
/** Of a list, those that are as they must be. */
const those = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    anything,
    v.transform((items) =>
      items.flatMap((item): v.InferOutput<S>[] => {
        const parsed = v.safeParse(schema, item);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  );

/** Digits with the country's code, whether or not a sign stands before them. */
const phone = v.pipe(
  v.string(),
  v.regex(/^\+?\d{5,20}$/),
  v.transform((number) => number.replace("+", "")),
);
/** Somebody will click on it. */
const link = v.pipe(v.string(), v.url(), v.regex(/^https?:/i), v.maxLength(2_000));
const userId = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/));
const SECOND_MS = 1000;
/** Seconds, as text. */
const seconds = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d{1,11}$/),
  v.transform((digits) => Number(digits) * SECOND_MS),
);
const number = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number))]),
  v.finite(),
);

export const Payload = v.object({ object: v.literal("whatsapp_business_account"), entry: anything });
export const Entry = v.object({ changes: anything });
export const Change = v.object({ field: text, value: v.record(v.string(), v.unknown()) });

const Contact = v.object({
  profile: maybe(v.object({ name: maybe(text), username: maybe(word) })),
  wa_id: maybe(phone),
  user_id: maybe(userId),
  parent_user_id: maybe(userId),
});
export type Contact = v.InferOutput<typeof Contact>;

const Failure = v.object({
  code: v.number(),
  title: maybe(text),
  message: maybe(text),
  error_data: maybe(v.object({ details: maybe(text) })),
});
export type Failure = v.InferOutput<typeof Failure>;

export const Value = v.object({
  metadata: v.object({ phone_number_id: word }),
  contacts: v.fallback(v.optional(those(Contact), []), []),
  messages: v.fallback(v.optional(anything, []), []),
  statuses: v.fallback(v.optional(anything, []), []),
  errors: v.fallback(v.optional(those(Failure), []), []),
  user_id_update: v.fallback(v.optional(anything, []), []),
});
export type Value = v.InferOutput<typeof Value>;

export const Message = v.looseObject({
  id: word,
  timestamp: seconds,
  type: v.fallback(text, ""),
  from: maybe(phone),
  from_user_id: maybe(userId),
  from_parent_user_id: maybe(userId),
  group_id: maybe(v.unknown()),
  context: maybe(
    v.object({
      id: maybe(word),
      forwarded: maybe(v.boolean()),
      frequently_forwarded: maybe(v.boolean()),
      referred_product: maybe(v.object({ product_retailer_id: word })),
    }),
  ),
  /** An advertisement or a post from which they began to write. */
  referral: maybe(v.object({ source_url: maybe(link), headline: maybe(word), body: maybe(word) })),
});
export type Message = v.InferOutput<typeof Message>;

export const Status = v.object({
  id: word,
  status: text,
  timestamp: seconds,
  recipient_id: maybe(phone),
  recipient_user_id: maybe(userId),
  recipient_parent_user_id: maybe(userId),
  recipient_type: maybe(text),
  biz_opaque_callback_data: maybe(word),
  errors: v.fallback(v.optional(those(Failure), []), []),
});

const Renewed = v.object({ previous: maybe(userId), current: maybe(userId) });
export const UserIdUpdate = v.object({
  timestamp: seconds,
  detail: v.fallback(text, ""),
  wa_id: maybe(phone),
  user_id: Renewed,
  parent_user_id: maybe(Renewed),
});

/** By the `type` of a message: what stands under a key of that name. */
export const Text = v.object({ body: text });
export const Media = v.object({
  id: word,
  mime_type: v.fallback(text, ""),
  sha256: maybe(word),
  caption: v.fallback(text, ""),
  filename: v.fallback(text, ""),
  voice: maybe(v.boolean()),
});
export const Location = v.object({
  latitude: v.pipe(number, v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(number, v.minValue(-180), v.maxValue(180)),
  name: maybe(word),
  address: maybe(word),
  url: maybe(word),
});
export const People = v.pipe(
  those(
    v.object({
      name: v.fallback(v.object({ formatted_name: v.fallback(text, "") }), { formatted_name: "" }),
      phones: v.fallback(v.optional(those(v.object({ phone: maybe(word), wa_id: maybe(word) })), []), []),
      emails: v.fallback(v.optional(those(v.object({ email: word })), []), []),
      org: maybe(v.object({ company: maybe(word) })),
    }),
  ),
  v.minLength(1),
);
export const Reaction = v.object({ message_id: word, emoji: v.fallback(text, "") });
export const Button = v.object({ text: maybe(word), payload: maybe(word) });
export const Order = v.object({
  text: v.fallback(text, ""),
  product_items: those(
    v.object({
      product_retailer_id: word,
      quantity: v.fallback(number, 1),
      item_price: maybe(number),
      currency: maybe(word),
    }),
  ),
});
const Reply = v.object({ title: word, description: maybe(word) });
/** The object that `type` names may be missing. */
export const Interactive = v.object({
  type: v.fallback(text, ""),
  button_reply: maybe(Reply),
  list_reply: maybe(Reply),
  nfm_reply: maybe(
    v.object({ name: v.fallback(text, ""), body: v.fallback(text, ""), response_json: v.fallback(text, "") }),
  ),
});
export const System = v.object({
  type: v.fallback(text, ""),
  body: v.fallback(text, ""),
  wa_id: maybe(phone),
  user_id: maybe(userId),
  parent_user_id: maybe(userId),
  previous_user_id: maybe(userId),
});
export const Edit = v.object({ original_message_id: word, message: v.record(v.string(), v.unknown()) });
export const Revoke = v.object({ original_message_id: word });
export const Unsupported = v.object({ type: word });
export const Captioned = v.object({ caption: text });
