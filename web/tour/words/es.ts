/** Spanish: what the guide says. */
import type { StepName } from "../steps.ts";

export interface StepWords {
  title: string;
  /** What to do. */
  text: string;
  /** What helps whoever has a keyboard. */
  keys?: string;
  /** Said once it is done. */
  done: string;
  why: string;
}

const steps: Record<StepName, StepWords> = {
  accept: {
    title: "Ponte Disponible",
    text: "Alguien espera en la cola. Pulsa «Aceptar Nuevas Conversaciones» para que te llegue.",
    done: "Estás Disponible.",
    why: "Solo recibe conversaciones quien está conectado, Disponible y con sitio libre. La cola decide, y siempre da la de quien más ha esperado.",
  },
  open: {
    title: "Abre la conversación",
    text: "Ha llegado sola a tu lista. El punto verde dice que es nueva: ábrela.",
    done: "La has abierto.",
    why: "Al abrirla en una pantalla, el punto desaparece en todas las tuyas.",
  },
  answer: {
    title: "Responde",
    text: "Lee lo que pide, escribe abajo y envía con Intro o con el botón. Verás cuándo lo ha leído.",
    done: "Has respondido.",
    why: "El tiempo que ves en la lista cuenta desde el mensaje más antiguo sin respuesta. Tu mensaje lo pone a cero; una nota, no.",
  },
  reply: {
    title: "Usa una respuesta guardada",
    text: "En el cuadro vacío, escribe / y elige «Pedir el número de pedido» con las flechas e Intro. Después, envía.",
    done: "Has usado una respuesta guardada.",
    why: "Los huecos, como el nombre del cliente, se rellenan solos. Antes de enviar puedes cambiar lo que quieras.",
  },
  note: {
    title: "Deja una nota privada",
    text: "Pasa a «Nota privada», escribe algo para tus compañeros y guárdalo.",
    done: "La nota está guardada.",
    why: "El cliente no la ve nunca, ni sabe que existe.",
  },
  transfer: {
    title: "Transfiere la conversación",
    text: "Pulsa «Transferir Conversación» y elige a Luis Romero. Puedes añadirle una nota. Los demás dicen por qué no pueden ahora.",
    done: "La tiene Luis.",
    why: "La cola comprueba en ese momento que el compañero está, está Disponible y tiene sitio. Si no, la conversación se queda contigo y te dice por qué.",
  },
  undo: {
    title: "Recupérala",
    text: "¿Te has equivocado? Mientras Luis no la abra, puedes recuperarla con el botón del aviso.",
    done: "Vuelve a ser tuya.",
    why: "En cuanto el compañero hace algo en ella, ya es suya y el botón desaparece.",
  },
  aside: {
    title: "Ponle una etiqueta o posponla",
    text: "En «Más acciones», ponle etiquetas, o posponla hasta luego: deja libre su sitio y vuelve sola, a su hora o cuando el cliente escriba.",
    done: "Hecho.",
    why: "Posponer libera el sitio enseguida, y el siguiente de la cola entra. El cliente no nota nada.",
  },
  several: {
    title: "Varias a la vez",
    text: "Llegan más. Responde a tres personas distintas. Arriba está quien más espera.",
    keys: "Con Alt+↓ y Alt+↑ pasas de una a otra.",
    done: "Has atendido a varias personas a la vez.",
    why: "Entre quienes pueden, la cola elige a quien menos tiene. Tu capacidad es un límite que nadie se salta.",
  },
  finish: {
    title: "Finaliza una conversación",
    text: "Pulsa «Finalizar Conversación» y elige un motivo. Tu sitio queda libre para el siguiente.",
    done: "La has finalizado.",
    why: "Finalizar libera un sitio, y el siguiente de la cola entra en ese momento. Si el cliente vuelve a escribir, empieza otra en el mismo hilo.",
  },
  pause: {
    title: "Haz una pausa",
    text: "Pulsa «Dejar de Aceptar Conversaciones». Conservas las que tienes y no llegan nuevas.",
    done: "Estás No Disponible.",
    why: "Lo eliges tú, y vale en todas tus pantallas. Si se corta la conexión, no cambia.",
  },
};

export const es = {
  title: "Recorrido guiado",
  practice: "Centro de prácticas: nada sale de este navegador.",
  step: (number: number, of: number) => `Paso ${number} de ${of}`,
  steps,
  hints: {
    accept: "Primero, acepta conversaciones.",
    open: "Primero, abre una conversación de la lista.",
    wait: "Espera un momento: alguien está a punto de escribir.",
    back: "Vuelve a la lista.",
    answerMode: "Vuelve a «Respuesta»: esto es una nota.",
    send: "Ahora, envíalo.",
    next: "Pasa a quien espera.",
    choose: "Elige a Luis Romero.",
    confirm: "Ahora, confírmalo.",
    chooseReason: "Elige un motivo.",
  },
  known: "Esto ya lo has hecho.",
  back: "Atrás",
  skip: "Saltar",
  next: "Siguiente",
  leave: "Salir del recorrido",
  why: "¿Por qué es así?",
  rule: "La regla, como la cumple el programa:",
  chart: "Ver la máquina (otra pestaña)",
  fold: "Plegar",
  unfold: "Desplegar",
  keys: "F6: del recorrido al panel y al revés.",
  welcome: {
    title: "Tu primer día, sin riesgo",
    text: "Este es el panel de verdad en un centro simulado: los clientes y tus compañeros son programas. Once pasos, unos cinco minutos.",
    begin: "Empezar",
    resume: (step: string) => `Seguir en «${step}»`,
  },
  finished: {
    title: "Ya sabes lo esencial",
    text: (done: number, of: number) =>
      done === of ? "Has hecho los once pasos." : `Has hecho ${done} de ${of} pasos. Los demás siguen aquí.`,
    done: "hecho",
    not: "sin hacer",
    panel: "Ir al panel",
    shortcuts: "Atajos de teclado",
    simulate: "Simular un centro entero",
    again: "Repetir el recorrido",
  },
};

export type Words = typeof es;
