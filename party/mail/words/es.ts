import type { MemberRole } from "../../../machines/rights.ts";

const role: Record<MemberRole, string> = {
  agent: "agente",
  supervisor: "supervisor",
  auditor: "auditor",
  administrator: "administrador",
};
const factor = {
  added: "se ha activado la verificación en dos pasos",
  removed: "se ha desactivado la verificación en dos pasos",
  codesRenewed: "se han creado códigos de recuperación nuevos",
};
const factorSubject = {
  added: "Verificación en dos pasos activada",
  removed: "Verificación en dos pasos desactivada",
  codesRenewed: "Códigos de recuperación nuevos",
};
const notYou =
  "Si no has sido tú, elige ahora mismo una contraseña nueva con «Recuperar contraseña» y avisa a quien administra tu proyecto.";

export const es = {
  /** Between a day and its time. */
  at: " a las ",
  sign: "Turno",
  why: "Recibes este mensaje porque tu dirección está en Turno. No hace falta que respondas.",
  recovery: {
    subject: "Elige una contraseña nueva",
    before: ["Alguien, esperamos que tú, ha pedido una contraseña nueva para tu cuenta de Turno."],
    action: "Elegir contraseña",
    after: [
      "El enlace vale media hora y una sola vez. Al usarlo se cierra la sesión en todos tus dispositivos.",
      "Si no has sido tú, no tienes que hacer nada: tu contraseña sigue siendo la misma.",
    ],
  },
  invitation: (by: string, project: string, as: MemberRole) => ({
    subject: `${by} te invita a ${project}`,
    before: [`${by} te invita a «${project}» en Turno, con el rol de ${role[as]}.`],
    action: "Aceptar la invitación",
    after: ["El enlace vale siete días.", "Si no esperabas esta invitación, no tienes que hacer nada."],
  }),
  passwordChanged: (when: string) => ({
    subject: "Tu contraseña ha cambiado",
    before: [`La contraseña de tu cuenta de Turno se cambió el ${when}.`],
    action: "Ir a Turno",
    after: [notYou],
  }),
  newDevice: (when: string, device: string, from: string | null) => ({
    subject: "Has entrado desde otro dispositivo",
    before: [
      `El ${when} se inició sesión en tu cuenta de Turno desde un dispositivo nuevo: ${device}${from === null ? "" : ` (${from})`}.`,
    ],
    action: "Ir a Turno",
    after: ["Si has sido tú, no tienes que hacer nada.", notYou],
  }),
  factorChanged: (when: string, change: keyof typeof factor) => ({
    subject: factorSubject[change],
    before: [`El ${when} ${factor[change]} en tu cuenta de Turno.`],
    action: "Ir a Turno",
    after: [notYou],
  }),
};

export type LetterWords = typeof es;
