import { startCentre } from "/work/main/tests/harness/workerd.ts";
import { readPartykitConfig } from "/work/main/tests/harness/bundle.ts";
import { describeProject } from "/work/main/tests/bench/subjects/people.ts";
import { SECRET } from "/work/main/tests/bench/subjects/room-socket.ts";
const c = await startCentre({ main: "tests/bench/fixture/main.ts", parties: readPartykitConfig().parties, vars: { TURNO_SECRET: SECRET } });
const n = Number(process.argv[2]);
const h = setInterval(() => console.log(((performance.now() - t) / 1000).toFixed(0), c.logs().length), 3000);
const t = performance.now();
try { await describeProject(c.url, "storm", n, 6); console.log("ok", performance.now() - t); } catch (e) { console.log("failed", performance.now() - t, String((e as any).cause)); }
await new Promise((r) => setTimeout(r, 1500));
const k: Record<string, number> = {}; for (const l of c.logs()) { let j: any = {}; try { j = JSON.parse(l); } catch { j = { msg: l.slice(0, 120) }; } const key = `${j.party} ${j.event ?? j.msg} ${j.error ?? ""}`; k[key] = (k[key] ?? 0) + 1; } console.log(k, c.logs().slice(-3).join("\n"));
console.log(c.logs().length);
await c.dispose(); process.exit(0);
