/** The demo project: who works in it. Described to the directory at boot when `TURNO_DEMO` is 1. */
export const DEMO_PROJECT = "demo";

const general = ["general"];

export const demo = {
  type: "project.describe",
  project: { id: DEMO_PROJECT, name: "Tienda Demo", timeZone: "Europe/Madrid", departments: general },
  people: [
    { id: "demo_ana", name: "Ana García" },
    { id: "demo_luis", name: "Luis Romero" },
    { id: "demo_marta", name: "Marta Núñez" },
    { id: "demo_john", name: "John Miller" },
  ].map((person) => ({ ...person, project: DEMO_PROJECT, departments: general, capacity: null })),
};
