/** What the people of a trial are called and say. */
import type { TrialWords } from "./index.ts";

export const es: TrialWords = {
  project: "Centro simulado",
  names: [
    "Rosa Delgado",
    "Diego Prieto",
    "Carmen Ortiz",
    "Tomás Vega",
    "Lucía Marín",
    "Andrés Soler",
    "Elena Vidal",
    "Pablo Rey",
    "Nuria Campos",
    "Óscar Lara",
    "Irene Pastor",
    "Hugo Mora",
  ],
  first: [
    "Hola, ¿me puede decir dónde está mi pedido?",
    "Buenas, quería cambiar la talla de unas zapatillas.",
    "No me llega el correo para cambiar la contraseña.",
    "¿Tienen la cafetera azul en la tienda?",
    "Me han cobrado dos veces el mismo pedido.",
    "Quería saber cuánto tarda un envío a Canarias.",
  ],
  customer: [
    "Sí, un momento, lo busco.",
    "El número es el 48213.",
    "¿Y llegará antes del viernes?",
    "De acuerdo.",
    "Ya lo veo, gracias.",
    "¿Tengo que pagar algo más?",
  ],
  greeting: ["Hola, soy {name}. Ahora mismo lo miro.", "Buenas, le atiende {name}. Cuénteme."],
  agent: [
    "¿Me dice el número de pedido, por favor?",
    "Lo estoy comprobando.",
    "Ya lo tengo: sale hoy del almacén.",
    "Se lo he cambiado, recibirá un correo.",
    "No, no tiene que pagar nada más.",
    "¿Le puedo ayudar en algo más?",
  ],
  note: "Esto lo lleváis mejor vosotros.",
};
