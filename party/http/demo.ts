/**
 * The demo project: who works in it. Described to the directory at the first boot with `TURNO_DEMO` set to 1.
 * `TURNO_GRACE_MS`, if it is set at that boot, is how long an agent may be away, in milliseconds.
 */
export const DEMO_PROJECT = "demo";

const general = ["general"];
const both = [...general, "ventas"];

export const demo = ({ TURNO_GRACE_MS }: Record<string, unknown>) => ({
  type: "project.describe",
  project: {
    id: DEMO_PROJECT,
    name: "Tienda Demo",
    timeZone: "Europe/Madrid",
    departments: both,
    ...(TURNO_GRACE_MS === undefined ? {} : { graceMs: Number(TURNO_GRACE_MS) }),
  },
  people: [
    { id: "demo_ana", name: "Ana García", departments: general },
    { id: "demo_luis", name: "Luis Romero", departments: general },
    { id: "demo_marta", name: "Marta Núñez", departments: both },
    { id: "demo_john", name: "John Miller", departments: both },
  ].map((person) => ({ ...person, project: DEMO_PROJECT, capacity: null })),
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
