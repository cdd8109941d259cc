/** Why signing in, or a change of one's own account, was refused. Loaded by the pages that can say so. */
import type { AccountReason } from "../../../../machines/account-reasons.ts";

export const accountReasons: Record<AccountReason, string> = {
  accountExists: "Esta cuenta ya existe: inicia sesión",
  accountMissing: "Esta cuenta no existe",
  attemptOver: "Has tardado demasiado: empieza de nuevo",
  codeUsed: "Este código ya se ha usado: espera el siguiente",
  factorMissing: "La verificación en dos pasos no está activada",
  factorOn: "La verificación en dos pasos ya está activada",
  linkInvalid: "El enlace ya no sirve: pide otro",
  notAMember: "No formas parte de este proyecto",
  passwordCommon: "Esta contraseña es demasiado conocida: elige otra",
  passwordPersonal: "La contraseña no puede ser poco más que tu correo o el nombre del producto",
  passwordTooLong: "La contraseña es demasiado larga: 200 caracteres como máximo",
  passwordTooShort: "La contraseña es demasiado corta: al menos 10 caracteres",
  signedOut: "Tu sesión ha terminado: inicia sesión otra vez",
  tooManyDoors: "Hay demasiadas conexiones abiertas: cierra sesión y vuelve a entrar",
  tooSoon: "Demasiados intentos: espera un poco",
  wrongCode: "El código no es correcto",
  wrongSignIn: "El correo o la contraseña no son correctos",
};
