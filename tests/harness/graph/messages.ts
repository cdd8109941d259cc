/** What the endpoint of messages takes and refuses, by the reference of the Cloud API and its table of error codes. */
import { GraphError } from "./errors.ts";

export type Json = Record<string, unknown>;

export interface TemplateKept {
  name: string;
  language: string;
  status: string;
  components: Json[];
  [field: string]: unknown;
}

export interface Shelf {
  /** Display numbers and ids of the business itself. */
  own: readonly string[];
  mediaType(id: string): string | undefined;
  templates: readonly TemplateKept[];
}

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const invalid = (details: string): GraphError => new GraphError(100, "(#100) Invalid parameter", { details });
const missing = (details: string): GraphError =>
  new GraphError(131008, "(#131008) Required parameter is missing", { details });
const wrong = (details: string): GraphError =>
  new GraphError(131009, "(#131009) Parameter value is not valid", { details });

const COMMON = new Set([
  "messaging_product",
  "recipient_type",
  "to",
  "recipient",
  "type",
  "context",
  "biz_opaque_callback_data",
]);
/** By kind: its fields, and how the type of a file must begin. */
const FILES: Record<string, { fields: readonly string[]; type: RegExp }> = {
  image: { fields: ["id", "link", "caption"], type: /^image\/(jpeg|png)$/ },
  video: { fields: ["id", "link", "caption"], type: /^video\/(mp4|3gpp)$/ },
  audio: { fields: ["id", "link", "voice"], type: /^audio\// },
  document: { fields: ["id", "link", "caption", "filename"], type: /^(application|text)\// },
  sticker: { fields: ["id", "link"], type: /^image\/webp$/ },
};
const TYPES = new Set([...Object.keys(FILES), "text", "template", "reaction", "interactive", "location", "contacts"]);

function objectOf(body: Json, key: string): Json {
  const value = body[key];
  if (value === undefined) throw missing(`Parameter '${key}' is required.`);
  if (!isJson(value)) throw invalid(`Param ${key} must be a JSON object.`);
  return value;
}

function textOf(of: Json, path: string, key: string, max: number): string {
  const value = of[key];
  if (value === undefined || value === "") throw missing(`The parameter ${path}['${key}'] is required.`);
  if (typeof value !== "string") throw invalid(`Param ${path}['${key}'] must be a string.`);
  if (value.length > max) throw invalid(`Param ${path}['${key}'] must be at most ${max} characters long.`);
  return value;
}

function onlyKeys(of: Json, path: string, keys: readonly string[]): void {
  const odd = Object.keys(of).find((key) => !keys.includes(key));
  if (odd !== undefined) throw invalid(`Unexpected key "${odd}" on param "${path}".`);
}

function judgeFile(body: Json, type: string, shelf: Shelf): void {
  const file = objectOf(body, type);
  const { fields, type: types } = FILES[type]!;
  onlyKeys(file, type, fields);
  if ((file.id === undefined) === (file.link === undefined))
    throw invalid(`Param ${type} must have either id or link.`);
  if (file.caption !== undefined) textOf(file, type, "caption", 1024);
  if (file.id === undefined) return;
  const kept = typeof file.id === "string" ? shelf.mediaType(file.id) : undefined;
  if (kept === undefined)
    throw wrong(`Param ${type}['id'] is not a valid whatsapp business account media attachment ID.`);
  if (!types.test(kept))
    throw new GraphError(131053, "(#131053) Media upload error", { details: `${kept} as ${type}` });
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;
const variables = (text: unknown): number => new Set(typeof text === "string" ? text.match(VARIABLE) : []).size;

/** How many parameters a part of a template wants. */
function wanted(template: TemplateKept, part: string, index?: number): number {
  const of = template.components.find(({ type }) => type === part.toUpperCase());
  if (part !== "buttons") return variables(of?.text);
  const button = (of?.buttons as Json[] | undefined)?.[index!];
  return button?.type === "COPY_CODE" || button?.type === "OTP" ? 1 : variables(button?.url);
}

function judgeTemplate(body: Json, { templates }: Shelf): void {
  const { name, language, components = [] } = objectOf(body, "template");
  const code = isJson(language) ? language.code : undefined;
  const template = templates.find((one) => one.name === name && one.language === code);
  if (!template)
    throw new GraphError(132001, "(#132001) Template name does not exist in the translation", {
      status: 404,
      details: `template name (${String(name)}) does not exist in ${String(code)}`,
    });
  if (template.status === "PAUSED") throw new GraphError(132015, "(#132015) Template is paused");
  if (template.status !== "APPROVED") throw new GraphError(132001, "(#132001) Template not approved", { status: 404 });
  const given = components as { type: string; index?: string; parameters?: Json[] }[];
  const count = (part: string) => given.find(({ type }) => type === part)?.parameters?.length ?? 0;
  for (const part of ["header", "body"]) {
    if (count(part) === wanted(template, part)) continue;
    const details = `${part}: number of localizable_params (${count(part)}) does not match the expected number of params`;
    throw new GraphError(132000, "(#132000) Number of parameters does not match the expected number of params", {
      details: `${details} (${wanted(template, part)})`,
    });
  }
  for (const { type, index, parameters = [] } of given) {
    if (type === "button" && parameters.length !== wanted(template, "buttons", Number(index)))
      throw new GraphError(132012, "(#132012) Parameter format does not match format in the created template");
    if (parameters.some((one) => one.type === "text" && (typeof one.text !== "string" || one.text === "")))
      throw new GraphError(131008, "(#131008) Required parameter is missing", { details: `${type}: text` });
  }
}

/** @throws GraphError */
export function judgeMessage(body: unknown, shelf: Shelf): asserts body is Json {
  if (!isJson(body)) throw new GraphError(100, "(#100) Param body must be a JSON object.");
  if (body.messaging_product !== "whatsapp")
    throw new GraphError(100, "(#100) The parameter messaging_product is required.");
  const { to = body.recipient, type = "text", context, biz_opaque_callback_data: ours } = body;
  if (typeof to !== "string" || to === "") throw new GraphError(100, "(#100) The parameter to is required.");
  if (body.to !== undefined && !/^\+?[\d ()-]{5,25}$/.test(to)) throw wrong("Param to is not a phone number.");
  if (body.to === undefined && !/^[A-Z]{2}\.[\w.]{1,128}$/.test(to)) throw wrong("Param recipient is not a user id.");
  if (shelf.own.includes(to)) throw new GraphError(131021, "(#131021) Recipient cannot be sender");
  if (typeof type !== "string" || !TYPES.has(type))
    throw invalid(`Param type must be one of {${[...TYPES].join(", ")}}.`);
  onlyKeys(body, "message", [...COMMON, type]);
  if (context !== undefined) textOf(objectOf(body, "context"), "context", "message_id", 512);
  if (ours !== undefined) textOf(body, "message", "biz_opaque_callback_data", 512);
  if (type in FILES) return judgeFile(body, type, shelf);
  const content = objectOf(body, type);
  if (type === "text") {
    onlyKeys(content, "text", ["body", "preview_url"]);
    textOf(content, "text", "body", 4096);
  }
  if (type === "reaction") {
    onlyKeys(content, "reaction", ["message_id", "emoji"]);
    textOf(content, "reaction", "message_id", 512);
    if (typeof content.emoji !== "string") throw missing("The parameter reaction['emoji'] is required.");
  }
  if (type === "template") judgeTemplate(body, shelf);
}
