/** The set-up, looked at from here: each thing that must be right, by itself, with the provider's words where it is not. */
import { hexOf } from "../../accounts/tokens.ts";
import * as v from "valibot";
import type { Finding, Line, World } from "../port.ts";
import { asking, no, yes, type Found } from "./check-asking.ts";
import { Callbacks, webhookFound } from "./check-webhook.ts";
import { pathOf, type Answer } from "./graph.ts";

const NEEDED = ["whatsapp_business_messaging", "whatsapp_business_management"];

const Token = v.object({
  data: v.object({
    app_id: v.optional(v.string(), ""),
    is_valid: v.boolean(),
    expires_at: v.optional(v.number(), 0),
    scopes: v.optional(v.array(v.string()), []),
    error: v.optional(v.object({ message: v.optional(v.string(), "") })),
  }),
});
type Token = v.InferOutput<typeof Token>["data"];

const PhoneNumber = v.object({
  display_phone_number: v.optional(v.string(), ""),
  verified_name: v.optional(v.string(), ""),
  quality_rating: v.optional(v.string(), ""),
  status: v.optional(v.string()),
  webhook_configuration: v.optional(Callbacks, {}),
});
type PhoneNumber = v.InferOutput<typeof PhoneNumber>;
const Numbers = v.object({ data: v.array(v.object({ id: v.string() })) });

const ODD = "an odd answer";

/** What the answer says; undefined: nothing of the kind. */
function within<S extends v.GenericSchema>(schema: S, answer: Answer): v.InferOutput<S> | undefined {
  const parsed = answer.ok ? v.safeParse(schema, answer.body) : undefined;
  return parsed?.success ? parsed.output : undefined;
}

async function proofOf({ secrets }: Line): Promise<string> {
  const bytes = (text: string | undefined) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(secrets.appSecret), algorithm, false, ["sign"]);
  return hexOf(await crypto.subtle.sign("HMAC", key, bytes(secrets.accessToken)));
}

function tokenFound(answer: Answer, token: Token | undefined): Found {
  if (!answer.ok) return no(answer.words);
  if (!token?.is_valid) return no(token?.error?.message ?? ODD);
  return yes(token.expires_at === 0 ? "" : `until ${new Date(token.expires_at * 1000).toISOString()}`);
}

function permissionsFound(answer: Answer, token: Token | undefined): Found {
  if (!answer.ok) return no(answer.words);
  const missing = NEEDED.filter((scope) => !token?.scopes.includes(scope));
  return missing.length > 0 ? no(`missing: ${missing.join(", ")}`) : yes(NEEDED.join(", "));
}

function numberFound(answer: Answer, number: PhoneNumber | undefined, numbers: Answer, id: string): Found {
  if (!answer.ok) return no(answer.words);
  if (!number) return no(ODD);
  const { display_phone_number, verified_name, quality_rating, status } = number;
  const words = [display_phone_number, verified_name, quality_rating, status].filter(Boolean).join(" · ");
  if (!numbers.ok) return no(numbers.words);
  const isTheirs = within(Numbers, numbers)?.data.some((one) => one.id === id) ?? false;
  if (!isTheirs) return no(`${words}: not a number of this account`);
  return status === undefined || status === "CONNECTED" ? yes(words) : no(words);
}

export async function check(
  line: Line,
  webhookUrl: string,
  world: World,
): Promise<{ shown: string; findings: Finding[] }> {
  const { phoneNumberId = "", businessAccountId = "" } = line.settings;
  const questions = asking(line, world);
  const { get } = questions;
  const fields = "display_phone_number,verified_name,quality_rating,status,webhook_configuration";
  const [token, number, numbers, proven, templates] = await Promise.all([
    // A token may look at itself.
    get(`/debug_token?input_token=${encodeURIComponent(line.secrets.accessToken ?? "")}`),
    get(`${pathOf(phoneNumberId)}?fields=${fields}`),
    get(`${pathOf(businessAccountId, "phone_numbers")}?fields=id&limit=100`),
    // Whatever is asked with a proof is refused if the secret that made it is another app's.
    proofOf(line).then((proof) => get(`/me?fields=id&appsecret_proof=${proof}`)),
    get(`${pathOf(businessAccountId, "message_templates")}?fields=name&limit=1`),
  ]);
  const said = within(Token, token)?.data;
  const known = within(PhoneNumber, number);
  const webhook = known
    ? await webhookFound(questions, line, said?.app_id ?? "", known.webhook_configuration, webhookUrl)
    : no(number.ok ? ODD : number.words);
  return {
    shown: known?.display_phone_number ?? "",
    findings: [
      { what: "token", ...tokenFound(token, said) },
      { what: "permissions", ...permissionsFound(token, said) },
      { what: "number", ...numberFound(number, known, numbers, phoneNumberId) },
      { what: "secret", ...(proven.ok ? yes() : no(proven.words)) },
      { what: "webhook", ...webhook },
      { what: "templates", ...(templates.ok ? yes() : no(templates.words)) },
    ],
  };
}
