/**
 * Templates: read from the provider's components into parts with parameters, and filled parameters back into components. A button's
 * parameter is called by what it is and where it stands (`url0`, `code1`), because the provider wants both when it is sent.
 */
import * as v from "valibot";
import type { FilledTemplate, Template } from "../../../machines/outside.ts";
import type { Line, World } from "../port.ts";
import { ask, pathOf } from "./graph.ts";

const Button = v.object({
  type: v.string(),
  text: v.optional(v.string(), ""),
  url: v.optional(v.string()),
  phone_number: v.optional(v.string()),
});
const Component = v.object({
  type: v.string(),
  format: v.optional(v.string(), "TEXT"),
  text: v.optional(v.string(), ""),
  buttons: v.optional(v.array(Button), []),
});
const Listed = v.object({
  name: v.string(),
  language: v.string(),
  status: v.string(),
  category: v.optional(v.string(), ""),
  components: v.array(Component),
});
const Page = v.object({
  data: v.array(v.unknown()),
  paging: v.optional(
    v.object({
      next: v.optional(v.string()),
      cursors: v.optional(v.object({ after: v.optional(v.string()) })),
    }),
  ),
});

const PARAMETER = /\{\{\s*(\w+)\s*\}\}/g;
const parametersOf = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(PARAMETER), ([, name]) => name!)),
];

type Part = Template["parts"][number];
type ButtonSaid = { text: string; parameters: string[] };

/** Undefined: nobody could fill it in. */
function saidOf({ type, text, url = "", phone_number = "" }: v.InferOutput<typeof Button>, n: number) {
  const label = (rest: string, ...parameters: string[]): ButtonSaid => ({
    text: rest === "" ? text : `${text}: ${rest}`,
    parameters,
  });
  switch (type) {
    case "URL":
      return parametersOf(url).length > 0 ? label(url.replace(PARAMETER, `{{url${n}}}`), `url${n}`) : label(url);
    case "OTP":
      return label(`{{url${n}}}`, `url${n}`);
    case "COPY_CODE":
      return label(`{{code${n}}}`, `code${n}`);
    case "PHONE_NUMBER":
      return label(phone_number);
    case "QUICK_REPLY":
    case "VOICE_CALL":
      return label("");
    default:
      return undefined;
  }
}

function partOf({ type, format, text, buttons }: v.InferOutput<typeof Component>): Part | undefined {
  if (type === "BODY" || type === "FOOTER") {
    return { type: type === "BODY" ? "body" : "footer", text, parameters: parametersOf(text) };
  }
  // With a picture or a place at its head: there is nothing here that such a parameter could be made of.
  if (type === "HEADER")
    return format === "TEXT" ? { type: "header", text, parameters: parametersOf(text) } : undefined;
  if (type !== "BUTTONS") return undefined;
  const said = buttons.flatMap((button, n) => saidOf(button, n) ?? []);
  if (said.length < buttons.length) return undefined;
  return {
    type: "buttons",
    text: said.map(({ text }) => text).join("\n"),
    parameters: said.flatMap(({ parameters }) => parameters),
  };
}

const ORDER: readonly Part["type"][] = ["header", "body", "footer", "buttons"];

/** Undefined: not approved, or of a kind that cannot be filled in here. */
function templateOf(item: unknown): Template | undefined {
  const listed = v.safeParse(Listed, item);
  if (!listed.success || listed.output.status !== "APPROVED") return undefined;
  const { name, language, category, components } = listed.output;
  const parts = components.flatMap((component) => partOf(component) ?? []);
  if (parts.length < components.length) return undefined;
  return { name, language, category, parts: parts.sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type)) };
}

const PAGES_MAX = 20;

/** @throws with the provider's words. */
export async function templates(line: Line, world: World): Promise<Template[]> {
  const found: Template[] = [];
  const query = new URLSearchParams({
    fields: "name,language,status,category,components,parameter_format",
    status: "APPROVED",
    limit: "100",
  });
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask(`${pathOf(line.settings.businessAccountId, "message_templates")}?${query}`, line, world);
    if (!answer.ok) throw new Error(answer.words);
    const { data, paging } = v.parse(Page, answer.body);
    found.push(...data.flatMap((item) => templateOf(item) ?? []));
    const after = paging?.cursors?.after;
    if (paging?.next === undefined || after === undefined) break;
    query.set("after", after);
  }
  return found;
}

type Parameter = FilledTemplate["parameters"][number];

const isPosition = (name: string): boolean => /^\d+$/.test(name);
const BUTTON = /^(url|code)(\d+)$/;

function texts(parameters: readonly Parameter[]): object[] {
  const inOrder = [...parameters].sort((a, b) =>
    isPosition(a.name) && isPosition(b.name) ? Number(a.name) - Number(b.name) : 0,
  );
  return inOrder.map(({ name, text }) => ({ type: "text", ...(!isPosition(name) && { parameter_name: name }), text }));
}

function button({ name, text }: Parameter): object | undefined {
  const [, sort, index] = BUTTON.exec(name) ?? [];
  if (index === undefined) return undefined;
  return sort === "url"
    ? { type: "button", sub_type: "url", index, parameters: [{ type: "text", text }] }
    : { type: "button", sub_type: "copy_code", index, parameters: [{ type: "coupon_code", coupon_code: text }] };
}

/** As the provider wants what was filled in. */
export function componentsOf({ parameters }: FilledTemplate): object[] {
  const of = (part: Parameter["part"]) => parameters.filter((parameter) => parameter.part === part);
  const said = (["header", "body"] as const).flatMap((type) =>
    of(type).length > 0 ? { type, parameters: texts(of(type)) } : [],
  );
  return [...said, ...of("buttons").flatMap((parameter) => button(parameter) ?? [])];
}
