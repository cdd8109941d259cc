import { expect, test } from "vitest";
import { distinctNames } from "../../web/panel/account/device-names.ts";

const device = (id: string, createdAt: number, name = "Chrome · Linux") => ({ id, createdAt, device: name });

test("no two browsers of the list are called the same, however alike they are", () => {
  const devices = [
    device("c", 3),
    device("a", 1),
    device("b", 1),
    device("d", 2, "Safari · iPhone"),
    device("e", 4, ""),
  ];
  expect(Object.fromEntries(distinctNames(devices, "Navegador desconocido"))).toEqual({
    a: "Chrome · Linux (1)",
    b: "Chrome · Linux (2)",
    c: "Chrome · Linux (3)",
    d: "Safari · iPhone",
    e: "Navegador desconocido",
  });
});

test("one that is alone has no number, nor one whose like has gone", () => {
  expect([...distinctNames([device("a", 1)], "").values()]).toEqual(["Chrome · Linux"]);
});
