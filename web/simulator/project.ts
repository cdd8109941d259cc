import { seedOf } from "./random.ts";

/** The one project of a simulated centre. */
export const PROJECT = "demo";

/** The id of whoever has this name: what it is made of must fit into an address. */
export const idOf = (name: string): string =>
  `${PROJECT}_${name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")}`;

/** The id of their account: of the form that real ones have. */
export const accountOf = (id: string): string =>
  `a${Array.from({ length: 5 }, (_, n) => seedOf(n, id).toString(16).padStart(8, "0")).join("")}`;
