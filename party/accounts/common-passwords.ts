/**
 * What well-known passwords are made of. Not a list of passwords: these are endless (`Barcelona2024!`, `Qwerty12345`), and nearly
 * all of them are one or two of these words with digits around them.
 */
const WORDS = `
password passwort contrasena contraseña clave secreto secret default guest login admin administrador administrator root usuario user
test prueba demo temporal cambiame changeme letmein welcome bienvenido bienvenida hola hello master system sistema access acceso
internet computer ordenador server servidor office oficina empresa company support soporte agente agent cliente customer
trustno iloveyou teamo tequiero tuyyo love amor corazon princesa princess prince principe queen king reina sunshine flower
dragon monkey tigger tiger shadow ninja killer hunter ranger warrior wizard phoenix falcon eagle panther cookie pepper ginger
chocolate banana orange cherry summer winter autumn spring verano invierno otono primavera monday tuesday wednesday thursday
friday saturday sunday lunes martes miercoles jueves viernes sabado domingo january february march april june july august
september october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
football futbol baseball basketball soccer hockey tennis barcelona realmadrid madrid sevilla valencia betis athletic atletico
liverpool arsenal chelsea manchester juventus bocajuniors riverplate colocolo america chivas messi ronaldo ronaldinho maradona
superman batman spiderman pokemon naruto starwars startrek minecraft fortnite playstation nintendo harrypotter gandalf matrix
michael jordan michelle jessica jennifer daniel andrew thomas robert charlie george william anthony christopher alexander
alejandro fernando francisco gonzalez rodriguez martinez fernandez sanchez garcia lopez perez carlos miguel manuel antonio
maria carmen lucia isabel sofia laura marta cristina patricia gabriela andrea valentina santiago sebastian nicolas mexico
argentina colombia espana españa chile venezuela uruguay ecuador bolivia america france germany canada london paris newyork
mercedes ferrari porsche mustang corvette harley yamaha honda google facebook samsung microsoft windows android whatsapp
telegram youtube netflix amazon freedom whatever nothing secure security private family familia mother father jesus cristo
dios blessed angel angels heaven diablo metallica slipknot nirvana eminem forever always computer1 abracadabra
`
  .trim()
  .split(/\s+/);

/** Rows of keys, the alphabet, and zigzags over the keyboard, to be found in either direction. */
const RUNS = [
  "01234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjklñ",
  "zxcvbnm",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "qazwsxedcrfvtgbyhnujm",
  "qweasdzxc",
  "zaqxswcde",
  "147258369",
  "1029384756",
];
const RUN_MIN_CHARS = 3;
/** What stands for a letter, as everybody knows. */
const LEET: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
/** With so many characters of one's own it is one's own. */
const OWN_MIN_CHARS = 4;
/** Fewer different ones are a pattern, however long. */
const DIFFERENT_MIN_CHARS = 5;

const reversed = (text: string): string => Array.from(text).toReversed().join("");
const bySize = (words: readonly string[]): string[] => words.toSorted((one, other) => other.length - one.length);
const words = bySize(WORDS);
const runs = RUNS.flatMap((run) => [run, reversed(run)]);

const cut = (text: string, parts: readonly string[]): string =>
  parts.reduce((left, part) => left.replaceAll(part, " "), text);

/** Without what goes on along a row of keys for three or more. */
function cutRuns(text: string): string {
  let left = "";
  for (let from = 0; from < text.length;) {
    let length = 1;
    const goesOn = (run: string): boolean => run.includes(text.slice(from, from + length + 1));
    while (from + length < text.length && runs.some(goesOn)) length++;
    left += length >= RUN_MIN_CHARS ? " " : text.slice(from, from + length);
    from += length;
  }
  return left;
}

const letters = (text: string): number => text.replaceAll(/[^\p{L}]/gu, "").length;
const unleet = (text: string): string => Array.from(text, (character) => LEET[character] ?? character).join("");

/** How many letters are left of it, at the least, without all that is well known. */
function own(password: string, known: readonly string[]): number {
  const plain = password.toLowerCase();
  const left = (text: string): number => letters(cut(text, known));
  return Math.min(left(plain), left(cutRuns(plain)), left(unleet(plain)));
}

/** Whether it is hardly more than well-known words, rows of keys, and digits. */
export function isCommon(password: string): boolean {
  return new Set(password.toLowerCase()).size < DIFFERENT_MIN_CHARS || own(password, words) < OWN_MIN_CHARS;
}

/** Whether it is hardly more than these words, which are known of this person, and well-known ones. */
export const isMostly = (password: string, known: readonly string[]): boolean =>
  own(password, bySize([...words, ...known])) < OWN_MIN_CHARS;
