import type { MemberReason } from "../../../../machines/member-reasons.ts";

/** Why the project's room says no to who manages it. */
export const memberReasons: Record<MemberReason, string> = {
  capacityInvalid: "Las conversaciones a la vez son un número entero de 1 a 30.",
  departmentInUse: "Hay personas en ese departamento. Cámbialas antes a otro.",
  departmentsMissing: "Tiene que quedar al menos un departamento.",
  domainInvalid: "Escribe cada sitio como ejemplo.com o *.ejemplo.com.",
  emailInvalid: "Esa no es una dirección de correo.",
  graceInvalid: "El tiempo sin conexión va de 5 segundos a 10 minutos.",
  invitationOver: "Esa invitación ya no vale.",
  lastAdministrator: "Es quien administra, y no hay nadie más: da antes ese rol a otra persona.",
  memberExists: "Esa dirección ya está en el proyecto.",
  memberMissing: "Esa persona no está en el proyecto.",
  membersFull: "El proyecto ya tiene 500 personas.",
  resentTooSoon: "La carta acaba de salir. Espera un poco antes de enviarla otra vez.",
  rightsChanged: "Ya no administras este proyecto.",
  timeZoneInvalid: "No conocemos esa zona horaria.",
  tooManyInvitations: "Han salido demasiadas invitaciones en poco tiempo.",
};
