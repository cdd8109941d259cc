/**
 * The demo project, and who works in it. Described to its room at the first boot with `TURNO_DEMO` set to 1. `TURNO_GRACE_MS`, if it
 * is set at that boot, is how long an agent may be away, in milliseconds; `TURNO_DOMAINS` are the sites on which its chat may
 * stand, with spaces between them.
 */
import type { MemberRole } from "../../machines/rights.ts";
import { accountRoom } from "../accounts/tokens.ts";

export const DEMO_PROJECT = "demo";

const general = ["general"];
const both = [...general, "ventas"];

const PEOPLE: [id: string, name: string, role: MemberRole, departments: string[]][] = [
  ["ana", "Ana García", "agent", general],
  ["luis", "Luis Romero", "agent", general],
  ["marta", "Marta Núñez", "supervisor", both],
  ["john", "John Miller", "administrator", both],
  ["elena", "Elena Ruiz", "auditor", []],
];

const person = async ([id, name, role, departments]: (typeof PEOPLE)[number]) => {
  const email = `${id}@demo.turno`;
  return {
    id: `${DEMO_PROJECT}_${id}`,
    email,
    account: await accountRoom(email),
    name,
    role,
    departments,
    capacity: null,
  };
};

export const demo = async ({ TURNO_GRACE_MS, TURNO_DOMAINS }: Record<string, unknown>) => ({
  type: "project.describe",
  name: "Tienda Demo",
  timeZone: "Europe/Madrid",
  departments: [
    { id: "general", name: "General" },
    { id: "ventas", name: "Ventas" },
  ],
  ...(TURNO_GRACE_MS === undefined ? {} : { graceMs: Number(TURNO_GRACE_MS) }),
  ...(typeof TURNO_DOMAINS === "string" ? { domains: TURNO_DOMAINS.split(" ") } : {}),
  people: await Promise.all(PEOPLE.map(person)),
});

/** What the demo's agents find to begin with. Its room takes it once. */
export const demoStock = {
  type: "project.stock",
  replies: [
    {
      id: "saludo",
      shortcut: "hola",
      title: "Saludo",
      text: "¡Hola, {{customer.name}}! Soy {{agent.name}}. ¿En qué puedo ayudarte?",
    },
    {
      id: "un-momento",
      shortcut: "momento",
      title: "Un momento",
      text: "Un momento, por favor. Lo compruebo ahora mismo.",
    },
    {
      id: "numero-de-pedido",
      shortcut: "pedido",
      title: "Pedir el número de pedido",
      text: "¿Me das el número de tu pedido? Lo encuentras en el correo de confirmación.",
    },
    {
      id: "plazo-de-envio",
      shortcut: "envio",
      title: "Plazo de envío",
      text: "Los pedidos llegan en 24 a 48 horas laborables. En cuanto salga del almacén recibirás un correo con el seguimiento.",
    },
    {
      id: "devolucion",
      shortcut: "devolucion",
      title: "Cómo devolver un producto",
      text: "Tienes 30 días para devolverlo. Te mando una etiqueta por correo; pégala en el paquete y déjalo en cualquier oficina.",
    },
    {
      id: "despedida",
      shortcut: "gracias",
      title: "Despedida",
      text: "Gracias por escribirnos, {{customer.name}}. ¡Que tengas un buen día!",
    },
  ],
  labels: [
    { id: "cliente-vip", name: "Cliente VIP", color: "purple" },
    { id: "devolucion", name: "Devolución", color: "orange" },
    { id: "envio", name: "Envío", color: "blue" },
    { id: "factura", name: "Factura", color: "teal" },
    { id: "urgente", name: "Urgente", color: "red" },
  ],
  reasons: [
    { id: "resuelta", name: "Resuelta" },
    { id: "pendiente-de-terceros", name: "Pendiente de terceros" },
    { id: "sin-respuesta", name: "El cliente no respondió" },
    { id: "no-procede", name: "No procede" },
  ],
};
