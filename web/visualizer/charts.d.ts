/** Computed by `party/dev/build-charts.ts` when the web is built. */
declare module "virtual:turno-charts" {
  const machines: readonly import("./chart/model.ts").MachineEntry[];
  export default machines;
}
