import type { StateKind } from "../chart/model.ts";

/** In one line: a number apart from what it counts says nothing. */
const counted = (count: number, one: string, many: string): string => `${count}\u00a0${count === 1 ? one : many}`;

export const es = {
  title: "Máquinas",
  pages: { gallery: "Galería", life: "En vivo y repetición", try: "Probar" },
  parts: "Partes del visualizador",
  loading: "Cargando…",
  notHere: "Aquí no hay nada",
  toGallery: "Ver todas las máquinas",

  /** What each is called, and what it is for, in one sentence. */
  machines: {
    conversation: ["Conversación", "El hilo de un cliente: escribe, espera, le atienden, y vuelta a empezar."],
    queue: ["Cola", "Reparte cada conversación, por orden de llegada, a quien está libre."],
    agent: ["Agente", "La presencia, la disponibilidad y las conversaciones de una persona que atiende."],
    inbox: ["Buzón", "Un número o un bot de WhatsApp o Telegram: sus claves, sus clientes y su ritmo."],
    outbox: ["Salida", "Lo que sale hacia un cliente por su canal, en orden y una sola vez."],
    upload: ["Subida", "Un archivo que llega a trozos, se comprueba y se entrega a la conversación."],
    download: ["Descarga", "Un archivo que un canal guarda y que se trae al centro."],
    voiceNote: ["Nota de voz", "La grabadora del navegador: pedir permiso, grabar, escuchar y enviar."],
    project: ["Proyecto", "Las personas, los departamentos, los canales y las reglas de un centro."],
    account: ["Cuenta", "La contraseña, el segundo factor y las sesiones de una persona."],
    gate: ["Puerta", "Cada cuánto puede intentarse algo, como una contraseña o un código."],
    directory: ["Directorio", "Qué proyectos hay, y qué salas hay que despertar al arrancar."],
    post: ["Correo", "Las cartas de una demo, que no tiene servidor de correo: guardadas para leerlas."],
  } as Record<string, readonly [string, string]>,

  gallery: {
    about:
      "Cada sala del centro es una de estas máquinas. Los dibujos salen del mismo código que se ejecuta: lo que ves es lo que puede pasar.",
    search: "Buscar en todas las máquinas",
    hint: "Estado, evento, regla, rechazo o temporizador",
    states: (count: number) => counted(count, "estado", "estados"),
    transitions: (count: number) => counted(count, "transición", "transiciones"),
    events: (count: number) => counted(count, "evento", "eventos"),
    refusals: (count: number) => counted(count, "rechazo", "rechazos"),
    rules: (count: number) => counted(count, "regla", "reglas"),
    timers: (count: number) => counted(count, "temporizador", "temporizadores"),
    results: (count: number) => counted(count, "resultado", "resultados"),
    more: (count: number) => `y ${count} más`,
    places: (count: number) => counted(count, "lugar", "lugares"),
    kinds: {
      machine: "Máquinas",
      state: "Estados",
      event: "Eventos",
      rule: "Reglas",
      refusal: "Rechazos",
      timer: "Temporizadores",
    },
  },

  chart: {
    outline: "Esquema",
    drawing: "Dibujo. El esquema dice lo mismo, línea a línea.",
    search: "Buscar en el gráfico",
    nothing: "Nada",
    places: (count: number) => counted(count, "lugar", "lugares"),
    placeOf: (place: number, count: number) => `${place} de ${count}`,
    zoom: "Tamaño",
    larger: "Más grande",
    smaller: "Más pequeño",
    fit: "Encajar",
    kinds: {
      atomic: "Estado",
      compound: "Estado",
      parallel: "Estado con partes paralelas",
      final: "Estado final",
      history: "Historia",
    } satisfies Record<StateKind, string> as Record<StateKind, string>,
    initial: "inicial",
    final: "final",
    does: { moves: "Transición", stays: "Transición interna", refuses: "Rechazo" },
    always: "siempre",
  },

  details: {
    title: "Detalles",
    close: "Cerrar los detalles",
    overview: "La máquina",
    purpose: "Para qué es",
    source: "Código",
    event: "Evento",
    guard: "Solo si",
    otherwise: "Si no se cumple ninguna de las anteriores",
    from: "Desde",
    to: "Hacia",
    stays: "No cambia de estado",
    reenters: "Sale y vuelve a entrar",
    effects: "Efectos",
    noEffects: "Ninguno",
    description: "Descripción",
    candidates: (event: string) => `Qué se prueba con ${event}, por orden`,
    rules: "Reglas",
    tests: "Pruebas que pasan por aquí",
    noTests: "Ninguna prueba pasa por aquí.",
    allTests: (count: number) => `Ver las ${count}`,
    refusals: "Rechazos",
    timers: "Temporizadores que pone en marcha",
    timer: (least: string, most: string) => (least === most ? least : `de ${least} a ${most}`),
    entry: "Al entrar",
    exit: "Al salir",
    initial: "Empieza en",
    within: "Contiene",
    transitions: "Transiciones",
    noTransitions: "Ninguna propia.",
    incoming: "Se llega desde",
    seePlaces: "Ver dónde",
    nowhere: "Ninguna transición la lleva anotada.",
  },

  rooms: {
    about:
      "Abre una sala para ver en qué estado está y qué le pasa, o repasa su vida paso a paso. A una conversación también se llega desde el panel, con «¿Qué pasó aquí?».",
    signIn: "Para ver una sala, entra antes en",
    panel: "el panel",
    notYours: "Tu rol no permite ver las salas. Pueden hacerlo supervisores, auditores y administradores.",
    queue: "La cola de tu proyecto",
    kind: "Qué sala",
    name: "Su id",
    open: "Abrir",
    file: "Una vida guardada",
    openFile: "Abrir un archivo exportado",
  },

  exports: {
    title: "Exportar",
    svg: "Dibujo (SVG)",
    png: "Imagen (PNG)",
    mermaid: "Mermaid",
    xstate: "XState (JSON)",
    failed: "Este navegador no puede hacer la imagen.",
  },
};

/** What every language must say. */
export type Words = typeof es;
