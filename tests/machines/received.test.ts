import { expect, test } from "vitest";
import { FILE_KINDS, LIMITED_CHANNELS, MEDIA_LIMITS } from "../../machines/media-limits.ts";
import { judgeReceived, kindOfReceived } from "../../machines/received.ts";

const judged = (name: string, type: string) => judgeReceived({ name, found: { type, bytes: 1 } });

test.each([
  ["factura.pdf", "application/x-msdownload"],
  ["foto", "application/x-elf"],
  ["app.apk", "application/vnd.android.package-archive"],
  ["pagina.pdf", "text/html"],
  ["dibujo.svg", "image/svg+xml"],
  ["limpia.bat", "text/plain"],
  ["LIMPIA.CMD. ", "text/plain"],
  ["instala.msi", "application/x-ole-storage"],
  ["acceso.lnk", "application/octet-stream"],
])("UP12 %s of type %s runs, and is not kept", (name, type) => {
  expect(judged(name, type)).toEqual({ ok: false, reason: "fileRuns", type });
});

test.each([
  ["www.tienda.com", "application/pdf"],
  ["fotos.zip", "application/zip"],
  ["hoja.xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"],
  ["foto.heic", "image/heic"],
  ["dato.bin", "application/octet-stream"],
  ["lista.csv", "text/csv"],
])("UP12 %s of type %s is kept", (name, type) => {
  expect(judged(name, type)).toEqual({ ok: true, type });
});

test("UP12 whatever a channel lets us send is kept, and shown as what it is", () => {
  for (const channel of LIMITED_CHANNELS)
    for (const kind of FILE_KINDS)
      for (const [type, { extensions }] of Object.entries(MEDIA_LIMITS[channel][kind].types)) {
        expect(judged(`archivo.${extensions[0]}`, type)).toMatchObject({ ok: true });
        expect(kindOfReceived(kind, type)).toBe(kind);
      }
});

test("UP12 a picture that browsers do not show is a document, and one that was sent as a document stays one", () => {
  expect(kindOfReceived("image", "image/heic")).toBe("document");
  expect(kindOfReceived("video", "image/jpeg")).toBe("document");
  expect(kindOfReceived("document", "image/jpeg")).toBe("document");
});
