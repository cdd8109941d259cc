/** Spanish: what the people of the tour's centre say, and what it keeps in advance. */
export const talkEs = {
  project: "Centro de prácticas",
  departments: { general: "General", sales: "Ventas" },
  customers: [
    {
      name: "Lucía Ortega",
      email: "lucia@example.com",
      lines: [
        "Hola, pedí una lámpara el lunes y todavía no me ha llegado. ¿Sabéis dónde está?",
        "Gracias por mirarlo. La necesito antes del sábado.",
        "Es el 48213. Lo tengo delante.",
        "Perfecto, muchas gracias.",
      ],
    },
    {
      name: "Bruno Díaz",
      email: "bruno@example.com",
      lines: ["Buenas, ¿puedo cambiar la talla de unas zapatillas?", "La 43, si la tenéis.", "Genial, gracias."],
    },
    {
      name: "Carmen Sanz",
      email: "",
      lines: ["¿Me podéis mandar la factura con mi NIF?", "A nombre de Carmen Sanz.", "Estupendo, gracias."],
    },
    {
      name: "Iker Ruiz",
      email: "iker@example.com",
      lines: ["Hola, ¿abrís los sábados?", "Vale, me paso entonces.", "¡Hasta luego!"],
    },
    {
      name: "Nora Vidal",
      email: "",
      lines: ["El código de descuento no me funciona.", "VERANO10", "Ahora sí, gracias."],
    },
    {
      name: "Óscar Peña",
      email: "oscar@example.com",
      lines: ["¿Hacéis envíos a Canarias?", "¿Y cuánto tarda?", "De acuerdo, gracias."],
    },
  ],
  /** Who has been put aside, and waits no longer. */
  insists: "Perdonad, ¿hay alguna novedad?",
  elsewhere: { name: "Hugo Marín", line: "Quería un presupuesto para doce sillas." },
  colleague: "Hola, soy Luis, de Ventas. He leído la nota: sigo yo contigo.",
  replies: [
    {
      id: "hello",
      shortcut: "hola",
      title: "Saludo",
      text: "¡Hola, {{customer.name}}! Soy {{agent.name}}. ¿En qué puedo ayudarte?",
    },
    {
      id: "order",
      shortcut: "pedido",
      title: "Pedir el número de pedido",
      text: "¿Me das el número de tu pedido? Lo encuentras en el correo de confirmación.",
    },
    {
      id: "moment",
      shortcut: "momento",
      title: "Un momento",
      text: "Un momento, por favor. Lo compruebo ahora mismo.",
    },
  ],
  labels: [
    { id: "delivery", name: "Envío", color: "blue" },
    { id: "return", name: "Devolución", color: "orange" },
    { id: "urgent", name: "Urgente", color: "red" },
  ],
  reasons: [
    { id: "solved", name: "Resuelta" },
    { id: "pending", name: "Pendiente de terceros" },
    { id: "silent", name: "El cliente no respondió" },
  ],
};

export type Talk = typeof talkEs;
