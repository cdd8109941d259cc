/**
 * The demo project: who works in it. Described to the directory at the first boot with `TURNO_DEMO` set to 1.
 * `TURNO_GRACE_MS`, if it is set at that boot, is how long an agent may be away, in milliseconds.
 */
export const DEMO_PROJECT = "demo";

const general = ["general"];

export const demo = ({ TURNO_GRACE_MS }: Record<string, unknown>) => ({
  type: "project.describe",
  project: {
    id: DEMO_PROJECT,
    name: "Tienda Demo",
    timeZone: "Europe/Madrid",
    departments: general,
    ...(TURNO_GRACE_MS === undefined ? {} : { graceMs: Number(TURNO_GRACE_MS) }),
  },
  people: [
    { id: "demo_ana", name: "Ana García" },
    { id: "demo_luis", name: "Luis Romero" },
    { id: "demo_marta", name: "Marta Núñez" },
    { id: "demo_john", name: "John Miller" },
  ].map((person) => ({ ...person, project: DEMO_PROJECT, departments: general, capacity: null })),
});
