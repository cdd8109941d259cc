/** Who is in the centre when the panel's pictures are taken, and what they have said to each other. */
import type { FileKind } from "../../machines/media-limits.ts";
import { bytesOf } from "../e2e/support/media.ts";
import { Agent, Customer } from "../harness/people.ts";
import { Sender } from "../rooms/support/files.ts";

interface Said {
  type: string;
  [field: string]: unknown;
}

const TALK: [name: string, texts: string[], answer: string | undefined][] = [
  [
    "Rosa Prieto",
    ["Hola, ¿tenéis el cuenco grande en azul?", "Lo quiero para regalar"],
    "¡Hola, Rosa! Sí, nos quedan tres. El azul es esmalte propio; lo tienes en https://tienda.example/cuencos/azul",
  ],
  ["Pedro Salas", ["Mi pedido 4821 llegó con una taza rota"], undefined],
  ["Lucía Marín", ["¿Hacéis envíos a Canarias?"], "Sí: tardan de cinco a siete días."],
  ["Tom Baker", ["Hi! Can I change the address of my order?"], undefined],
];
const ASIDE = "Nuria Campos";
const EARLY = "Marc Bosch";
const HANDED = "Íñigo Fernández de la Cruz y Gutiérrez";
const THREE_HOURS_MS = 10_800_000;

export interface Centre {
  /** Of the talk whose thread stands in front. */
  front: string;
  customers: Customer[];
  leave: () => void;
}

async function signIn(url: string, person: string, available: boolean): Promise<Agent> {
  const agent = await Agent.signIn(url, person);
  await agent.until(() => agent.view?.presence === "present");
  if (available) await agent.setAvailable(true);
  return agent;
}

async function arrive(url: string, name: string, texts: readonly string[], department?: string): Promise<Customer> {
  const customer = await Customer.arrive(url, name);
  if (department !== undefined) await customer.client.send({ type: "customer.introduce", department });
  for (const text of texts) await customer.write(text);
  return customer;
}

/** What a customer sends, one of each kind. */
const FILES: [kind: FileKind, name: string, as: string, caption: string, voice: boolean][] = [
  ["image", "picture.jpg", "taza-rota.jpg", "Así llegó", false],
  ["video", "video-vp9-opus.webm", "al-abrirlo.webm", "", false],
  ["audio", "voice.ogg", "voz.ogg", "", true],
  ["document", "document.pdf", "factura-4821-con-un-nombre-bastante-largo.pdf", "Y la factura", false],
];

export async function sendFiles(url: string, { id, token }: Pick<Customer, "id" | "token">): Promise<void> {
  const sender = new Sender(url, { authorization: `Bearer ${token}` }, id);
  for (const [kind, file, name, caption, voice] of FILES)
    await sender.whole(bytesOf(file), { kind, name, type: "", voice }, caption);
}

async function tell(agent: Agent, thread: string, said: Said): Promise<void> {
  await agent.until(() => agent.assignments.some((one) => one.thread === thread));
  const outcome = await agent.thread(thread).client.send(said);
  if (outcome.kind !== "done") throw new Error(`${said.type}: ${JSON.stringify(outcome)}`);
}

export async function gather(url: string): Promise<Centre> {
  const ana = await signIn(url, "demo_ana", false);
  // The reason for finishing is asked for only of conversations that began under that rule.
  const marta = await signIn(url, "demo_marta", false);
  const settings = await marta.catalogue.client.send({ type: "settings.set", wrapUp: "optional", reopenMs: 300_000 });
  if (settings.kind !== "done") throw new Error(`settings: ${JSON.stringify(settings)}`);
  const customers: Customer[] = [];
  const aside = await arrive(url, ASIDE, ["¿Me avisáis cuando salga el paquete?"]);
  // Two have waited when she begins.
  const early = await arrive(url, EARLY, ["Buenas, ¿abrís los sábados?"]);
  await ana.queue.until(() => ana.figures?.waiting === 2);
  await ana.setAvailable(true);
  await tell(ana, aside.id, { type: "conversation.snooze", conversation: 1, until: Date.now() + THREE_HOURS_MS });
  await tell(ana, early.id, { type: "message.send", text: "Sí, de diez a dos." });
  await tell(ana, early.id, { type: "conversation.close", conversation: 1 });
  for (const [name, texts, answer] of TALK) {
    const customer = await arrive(url, name, texts);
    if (answer !== undefined) await tell(ana, customer.id, { type: "message.send", text: answer });
    customers.push(customer);
  }
  const [rosa, pedro] = customers;
  await tell(ana, rosa!.id, { type: "note.add", text: "Es la del premio de cerámica: cuidadla." });
  await tell(ana, rosa!.id, { type: "labels.set", labels: ["cliente-vip", "envio"] });
  await tell(ana, pedro!.id, { type: "labels.set", labels: ["devolucion", "factura", "urgente"] });
  await sendFiles(url, pedro!);
  // Somebody who waited, and an agent with less to do than Ana.
  const luis = await signIn(url, "demo_luis", true);
  const handed = await arrive(url, HANDED, ["Quiero devolver una jarra"]);
  await tell(luis, handed.id, { type: "conversation.transfer", conversation: 1, to: "demo_ana", note: "Pide factura" });
  await ana.until(() => ana.assignments.some(({ thread }) => thread === handed.id));
  for (const name of ["Sara Gil", "Óscar Ruiz"]) customers.push(await arrive(url, name, ["¿Hay alguien?"], "ventas"));
  await rosa!.write("Perfecto, me llevo dos");
  return {
    front: `${rosa!.id}.1`,
    customers: [...customers, aside, early, handed],
    leave: () => [ana, luis, marta].forEach((agent) => agent.vanish()),
  };
}
