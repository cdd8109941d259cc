/** Whether webhooks come here: the account's subscription, the address that they go to, and the field that the app has asked for. */
import * as v from "valibot";
import type { Line } from "../port.ts";
import { no, yes, type Asking, type Found } from "./check-asking.ts";
import { pathOf } from "./graph.ts";

const Apps = v.object({
  data: v.array(v.object({ whatsapp_business_api_data: v.optional(v.object({ id: v.string() })) })),
});
const Subscriptions = v.object({
  data: v.array(
    v.object({
      object: v.string(),
      active: v.optional(v.boolean(), true),
      fields: v.optional(v.array(v.union([v.string(), v.object({ name: v.string() })])), []),
    }),
  ),
});

/** By what goes before what: the number's own address, its account's, its app's. */
export const Callbacks = v.object({
  phone_number: v.optional(v.string()),
  whatsapp_business_account: v.optional(v.string()),
  application: v.optional(v.string()),
});

/** Without a subscription of the app to the account nothing is ever sent: that can be mended from here. Undefined: it is there. */
async function unsubscribed({ get, post }: Asking, account: string, app: string): Promise<string | undefined> {
  const path = pathOf(account, "subscribed_apps");
  const answer = await get(path);
  if (!answer.ok) return answer.words;
  const apps = v.safeParse(Apps, answer.body);
  const ids = apps.success ? apps.output.data.map((one) => one.whatsapp_business_api_data?.id) : [];
  if (app === "" ? ids.length > 0 : ids.includes(app)) return undefined;
  const made = await post(path);
  return made.ok ? undefined : made.words;
}

/** The app must have asked for messages; with its secret it can be asked whether it has. Undefined: it has. */
async function unheard({ get }: Asking, app: string, appSecret: string): Promise<string | undefined> {
  const answer = await get(pathOf(app, "subscriptions"), { authorization: `Bearer ${app}|${appSecret}` });
  if (!answer.ok) return answer.words;
  const parsed = v.safeParse(Subscriptions, answer.body);
  const mine = parsed.success && parsed.output.data.find(({ object }) => object === "whatsapp_business_account");
  if (!mine || !mine.active) return "the app is not subscribed to whatsapp_business_account";
  const fields = mine.fields.map((field) => (typeof field === "string" ? field : field.name));
  return fields.includes("messages") ? undefined : "the app is not subscribed to the field messages";
}

/** @param app Empty: not known, because the token could not be looked at. */
export async function webhookFound(
  asking: Asking,
  { settings, secrets }: Line,
  app: string,
  callbacks: v.InferOutput<typeof Callbacks>,
  webhookUrl: string,
): Promise<Found> {
  const missing = await unsubscribed(asking, settings.businessAccountId ?? "", app);
  if (missing !== undefined) return no(missing);
  const there = callbacks.phone_number ?? callbacks.whatsapp_business_account ?? callbacks.application;
  if (there !== webhookUrl) return no(there === undefined ? "no callback URL" : `the callback URL is ${there}`);
  const silent = app === "" ? undefined : await unheard(asking, app, secrets.appSecret ?? "");
  return silent === undefined ? yes(there) : no(silent);
}
