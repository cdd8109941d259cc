/** A chart as a picture that needs nothing else: what the page's style sheets say of it is written into it. */
import { render } from "solid-js/web";
import type { LaidChart } from "../chart/model.ts";
import { Drawing } from "./drawing.tsx";
import "../styles/chart.css";

const MARGIN = 24;
const NAMESPACE = "http://www.w3.org/2000/svg";
/** Attributes of SVG itself: they need no style sheet, which not every program reads. With what holds where nothing is said. */
const WRITTEN: Record<string, string> = {
  fill: "rgb(0, 0, 0)",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "font-family": "",
  "font-weight": "400",
  "font-style": "normal",
  "text-decoration-line": "none",
};
/** A picture has none of what only the page does with the drawing. */
const ONLY_HERE = ".far, .reach, .here";
const PNG_SCALE = 2;
/** What every browser can still make into one picture. */
const SIDE_MAX = 16_000;
const AREA_MAX = 120_000_000;

/** In the colours that the page has now. */
export function svgOf(laid: LaidChart): string {
  const host = document.createElement("div");
  host.className = "chart-sheet";
  host.hidden = true;
  document.body.append(host);
  const dispose = render(() => <Drawing laid={laid} scale={1} />, host);
  try {
    const drawing = host.querySelector("svg")!;
    const picture = drawing.cloneNode(true) as SVGSVGElement;
    const [theirs, ours] = [drawing.querySelectorAll("*"), picture.querySelectorAll("*")];
    ours.forEach((element, index) => {
      const style = getComputedStyle(theirs[index]!);
      for (const [name, usual] of Object.entries(WRITTEN)) {
        if (name.startsWith("font") && element.tagName !== "text") continue;
        const value = style.getPropertyValue(name);
        if (value !== usual) element.setAttribute(name, value);
      }
    });
    for (const element of picture.querySelectorAll(ONLY_HERE)) element.remove();
    for (const element of [picture, ...picture.querySelectorAll("*")])
      for (const name of ["class", "style", "aria-hidden"]) element.removeAttribute(name);
    // Whole pixels: some would cut off what is left of one.
    const [width, height] = [Math.ceil(laid.width) + 2 * MARGIN, Math.ceil(laid.height) + 2 * MARGIN];
    const sizes = { width, height, viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}` };
    for (const [name, value] of Object.entries(sizes)) picture.setAttribute(name, String(value));
    picture.setAttribute("xmlns", NAMESPACE);
    picture.setAttribute("xml:space", "preserve");
    const ground = document.createElementNS(NAMESPACE, "rect");
    const box = { x: -MARGIN, y: -MARGIN, width, height, fill: getComputedStyle(document.body).backgroundColor };
    for (const [name, value] of Object.entries(box)) ground.setAttribute(name, String(value));
    const title = document.createElementNS(NAMESPACE, "title");
    title.textContent = laid.chart.id;
    picture.prepend(title, ground);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  } finally {
    dispose();
    host.remove();
  }
}

/** At twice its size, or as large as a picture may be. */
export async function pngOf(laid: LaidChart): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svgOf(laid)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { width, height } = image;
    const scale = Math.min(PNG_SCALE, SIDE_MAX / width, SIDE_MAX / height, Math.sqrt(AREA_MAX / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!picture) throw new Error("The browser makes no picture of this size.");
    return picture;
  } finally {
    URL.revokeObjectURL(address);
  }
}
