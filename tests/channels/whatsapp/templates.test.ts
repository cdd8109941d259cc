import { afterEach, beforeEach, expect, test } from "vitest";
import type { FilledTemplate, Template } from "../../../machines/outside.ts";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import type { Json } from "../../harness/graph/messages.ts";
import { world } from "./support.ts";

let api: GraphApi;
beforeEach(async () => {
  api = await GraphApi.start();
});
afterEach(() => api.stop());

const keep = (name: string, components: Json[], more: Json = {}) =>
  api.setup.templates.push({ name, language: "es", status: "APPROVED", category: "UTILITY", components, ...more });
const BODY = { type: "BODY", text: "Hola" };
const list = () => whatsapp.templates!(api.line(), world());

test("an approved template is listed with its parts and what is to be filled in", async () => {
  keep("pedido", [
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Gracias" },
        { type: "URL", text: "Seguir", url: "https://shop.example/{{1}}", example: ["x"] },
        { type: "URL", text: "Ayuda", url: "https://shop.example/ayuda" },
        { type: "PHONE_NUMBER", text: "Llamar", phone_number: "+34911" },
        { type: "COPY_CODE", text: "Copiar" },
      ],
    },
    { type: "FOOTER", text: "Lucky Shrub" },
    { type: "BODY", text: "Hola {{1}}, tu pedido {{2}} sale hoy, {{1}}." },
    { type: "HEADER", format: "TEXT", text: "Pedido {{1}}" },
  ]);
  expect(await list()).toEqual([
    {
      name: "pedido",
      language: "es",
      category: "UTILITY",
      parts: [
        { type: "header", text: "Pedido {{1}}", parameters: ["1"] },
        { type: "body", text: "Hola {{1}}, tu pedido {{2}} sale hoy, {{1}}.", parameters: ["1", "2"] },
        { type: "footer", text: "Lucky Shrub", parameters: [] },
        {
          type: "buttons",
          text: "Gracias\nSeguir: https://shop.example/{{url1}}\nAyuda: https://shop.example/ayuda\nLlamar: +34911\nCopiar: {{code4}}",
          parameters: ["url1", "code4"],
        },
      ],
    },
  ]);
});

test("templates with names for what is filled in keep the names", async () => {
  keep("cita", [{ type: "BODY", text: "{{nombre}}, mañana a las {{hora}}" }], { parameter_format: "NAMED" });
  expect((await list())[0]?.parts).toEqual([
    { type: "body", text: "{{nombre}}, mañana a las {{hora}}", parameters: ["nombre", "hora"] },
  ]);
});

test("what is not approved, or cannot be filled in here, is not offered", async () => {
  for (const status of ["PENDING", "REJECTED", "PAUSED", "DISABLED"]) keep(status, [BODY], { status });
  keep("con_foto", [{ type: "HEADER", format: "IMAGE" }, BODY]);
  keep("carrusel", [BODY, { type: "CAROUSEL", cards: [] }]);
  keep("catálogo", [BODY, { type: "BUTTONS", buttons: [{ type: "CATALOG", text: "Ver" }] }]);
  keep("odd", [{ type: "BODY", text: 7 }]);
  keep("bien", [BODY]);
  expect((await list()).map(({ name }) => name)).toEqual(["bien"]);
});

test("what is not approved is not offered, even if the provider lists it unasked", async () => {
  const data = ["APPROVED", "PAUSED"].map((status) => ({ name: status, language: "es", status, components: [BODY] }));
  const fetch = () => Promise.resolve(Response.json({ data }));
  const listed = await whatsapp.templates!(api.line(), { ...world(), fetch });
  expect(listed.map(({ name }) => name)).toEqual(["APPROVED"]);
});

test("templates of many pages are all listed, each once", async () => {
  for (let n = 0; n < 250; n++) keep(`t${n}`, [BODY]);
  expect((await list()).map(({ name }) => name)).toEqual(Array.from({ length: 250 }, (_, n) => `t${n}`));
});

test("why they cannot be listed is said in the provider's words", async () => {
  const line = { ...api.line(), settings: { ...api.line().settings, businessAccountId: "777777" } };
  await expect(whatsapp.templates!(line, world())).rejects.toThrow(/Object with ID '777777' does not exist/);
});

function filledOf({ name, language, parts }: Template): FilledTemplate {
  const parameters = parts.flatMap(({ type, parameters }) =>
    type === "footer" ? [] : parameters.map((name) => ({ part: type, name, text: `of ${name}` })),
  );
  return { name, language, parameters, text: "" };
}
const send = (template: FilledTemplate) =>
  whatsapp.send(
    { ours: "t.1", to: { phone: "34600111222" }, what: { kind: "template", template } },
    api.line(),
    world(),
  );

test("whatever is listed is taken by the provider when all of it is filled in", async () => {
  keep("plain", [BODY]);
  keep("eleven", [{ type: "BODY", text: Array.from({ length: 11 }, (_, n) => `{{${n + 1}}}`).join(" ") }]);
  keep("named", [
    { type: "HEADER", format: "TEXT", text: "{{a}}" },
    { type: "BODY", text: "{{b}} {{c}}" },
  ]);
  keep("otp", [BODY, { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copiar" }] }]);
  keep("buttons", [
    BODY,
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Sí" },
        { type: "URL", text: "Ver", url: "https://x.example/{{1}}" },
        { type: "COPY_CODE", text: "Copiar" },
      ],
    },
  ]);
  const listed = await list();
  expect(listed).toHaveLength(5);
  for (const template of listed) expect(await send(filledOf(template))).toMatchObject({ kind: "sent" });
  const components = api.accepted.map(({ body }) => (body.template as Json).components);
  const text = (of: string, more = {}) => ({ type: "text", ...more, text: `of ${of}` });
  expect(components).toEqual([
    undefined,
    [{ type: "body", parameters: Array.from({ length: 11 }, (_, n) => text(`${n + 1}`)) }],
    [
      { type: "header", parameters: [text("a", { parameter_name: "a" })] },
      { type: "body", parameters: ["b", "c"].map((name) => text(name, { parameter_name: name })) },
    ],
    [{ type: "button", sub_type: "url", index: "0", parameters: [text("url0")] }],
    [
      { type: "button", sub_type: "url", index: "1", parameters: [text("url1")] },
      {
        type: "button",
        sub_type: "copy_code",
        index: "2",
        parameters: [{ type: "coupon_code", coupon_code: "of code2" }],
      },
    ],
  ]);
});

test("positions are sent in order, however they were filled in", async () => {
  keep("dos", [{ type: "BODY", text: "{{1}} {{2}} {{10}}" }]);
  const parameters = ["10", "2", "1"].map((name) => ({ part: "body" as const, name, text: name }));
  expect((await send({ name: "dos", language: "es", parameters, text: "" })).kind).toBe("sent");
  expect((api.accepted[0]!.body.template as Json).components).toEqual([
    { type: "body", parameters: ["1", "2", "10"].map((text) => ({ type: "text", text })) },
  ]);
});

test.each([
  ["does not exist in its language", { name: "dos", language: "en", parameters: [] }, 132001],
  ["is not filled in", { name: "dos", language: "es", parameters: [] }, 132000],
  ["is paused", { name: "paused", language: "es", parameters: [] }, 132015],
])("a template that %s is told as a problem of the template", async (_, filled, code) => {
  keep("dos", [{ type: "BODY", text: "{{1}} {{2}}" }]);
  keep("paused", [BODY], { status: "PAUSED" });
  expect(await send({ ...filled, text: "" })).toMatchObject({
    kind: "notSent",
    retry: false,
    reason: "templateProblem",
    code,
  });
});
