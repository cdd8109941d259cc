/**
 * Panning and zooming a drawing. It is panned by the browser's own scrolling: so fingers, wheels, bars and arrow keys do what they do
 * everywhere, and no frame of it costs a script anything. It is zoomed by its size, so that letters stay sharp.
 */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Box } from "../chart/model.ts";

interface Point {
  clientX: number;
  clientY: number;
}

export interface Viewport {
  scale: Accessor<number>;
  /** @param at Stays where it is; else the middle does. */
  zoomBy: (factor: number, at?: Point) => void;
  /** All of it, and no larger than life. */
  fit: () => void;
  /** Brings a part into sight, readable if asked for. */
  reveal: (box: Box, readable?: boolean) => void;
  /** To be called once, with what scrolls. */
  attach: (scroller: HTMLElement) => void;
}

const MIN = 0.05;
const MAX = 4;
/** Below this, letters of 12 pixels cannot be read. */
const READABLE = 0.75;
export const STEP = 1.25;
const MARGIN = 24;
/** A press that moves further than this pans. */
const SLACK = 4;
/** What comes later is another turn of the wheel. */
const SAME_TURN_MS = 250;
/** A wheel has notches, of a hundred pixels or so; a pad under two fingers does not. */
const NOTCH = 60;

const clamp = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

export function createViewport(size: () => { width: number; height: number }): Viewport {
  const [scale, set] = createSignal(1);
  let scroller: HTMLElement | undefined;

  /** Where the drawing's own corner is on the screen. */
  const corner = (): DOMRect => scroller!.querySelector("svg")!.getBoundingClientRect();
  const middle = (): Point => {
    const { left, top } = scroller!.getBoundingClientRect();
    return { clientX: left + scroller!.clientWidth / 2, clientY: top + scroller!.clientHeight / 2 };
  };

  function zoomTo(wanted: number, at: Point = middle()): void {
    const before = corner();
    const [x, y] = [(at.clientX - before.left) / scale(), (at.clientY - before.top) / scale()];
    set(clamp(wanted, Math.min(MIN, whole()), MAX));
    const after = corner();
    scroller!.scrollBy(x * scale() + after.left - at.clientX, y * scale() + after.top - at.clientY);
  }

  const whole = (): number => {
    const { width, height } = size();
    // What fits needs no bars.
    return Math.min(1, (scroller!.offsetWidth - 2 * MARGIN) / width, (scroller!.offsetHeight - 2 * MARGIN) / height);
  };

  function reveal(box: Box, readable = false): void {
    const wanted = readable ? Math.max(scale(), READABLE) : scale();
    if (wanted !== scale()) set(wanted);
    const drawing = corner();
    const frame = scroller!.getBoundingClientRect();
    const along = (from: number, length: number, start: number, room: number): number => {
      const begins = from * scale() + start;
      const ends = begins + length * scale();
      if (begins >= MARGIN && ends <= room - MARGIN) return 0;
      // What is longer than there is room for is shown from where it begins.
      return length * scale() > room - 2 * MARGIN ? begins - MARGIN : (begins + ends - room) / 2;
    };
    scroller!.scrollBy(
      along(box.x, box.width, drawing.left - frame.left, scroller!.clientWidth),
      along(box.y, box.height, drawing.top - frame.top, scroller!.clientHeight),
    );
  }

  function attach(element: HTMLElement): void {
    scroller = element;
    const listening = new AbortController();
    onCleanup(() => listening.abort());
    wheels(element, listening.signal, zoomTo, scale);
    drags(element, listening.signal);
    pinches(element, listening.signal, zoomTo, scale);
  }

  return {
    scale,
    zoomBy: (factor, at) => zoomTo(scale() * factor, at),
    fit() {
      set(clamp(whole(), 0.01, MAX));
      scroller!.scrollTo(0, 0);
    },
    reveal,
    attach,
  };
}

type ZoomTo = (wanted: number, at: Point) => void;

function wheels(element: HTMLElement, signal: AbortSignal, zoomTo: ZoomTo, scale: Accessor<number>): void {
  let zooms = false;
  let last = -Infinity;
  let due: { factor: number; at: Point } | undefined;
  element.addEventListener(
    "wheel",
    (event) => {
      const isLine = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
      if (event.timeStamp - last > SAME_TURN_MS)
        zooms = event.deltaX === 0 && !event.shiftKey && (isLine || Math.abs(event.deltaY) >= NOTCH);
      last = event.timeStamp;
      // Two fingers that part come as a wheel with Control.
      if (!zooms && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixels = isLine ? event.deltaY * 33 : event.deltaY;
      const factor = Math.exp(-clamp(pixels, -200, 200) / (event.ctrlKey && !zooms ? 120 : 500));
      const { clientX, clientY } = event;
      const isAsked = due !== undefined;
      due = { factor: factor * (due?.factor ?? 1), at: { clientX, clientY } };
      if (isAsked) return;
      requestAnimationFrame(() => {
        const { factor, at } = due!;
        due = undefined;
        if (!signal.aborted) zoomTo(scale() * factor, at);
      });
    },
    { passive: false, signal },
  );
}

function drags(element: HTMLElement, signal: AbortSignal): void {
  let from: (Point & { left: number; top: number; id: number }) | undefined;
  let isPanning = false;
  element.addEventListener(
    "pointerdown",
    ({ pointerType, button, clientX, clientY, pointerId, target }) => {
      // A finger scrolls by itself.
      if (pointerType === "touch" || button > 1 || !(target instanceof Node) || !element.contains(target)) return;
      from = { clientX, clientY, left: element.scrollLeft, top: element.scrollTop, id: pointerId };
      isPanning = false;
    },
    { signal },
  );
  element.addEventListener(
    "pointermove",
    ({ clientX, clientY, pointerId }) => {
      if (from?.id !== pointerId) return;
      const [x, y] = [clientX - from.clientX, clientY - from.clientY];
      if (!isPanning && Math.hypot(x, y) < SLACK) return;
      if (!isPanning) element.setPointerCapture(pointerId);
      isPanning = true;
      element.classList.add("panning");
      element.scrollTo(from.left - x, from.top - y);
    },
    { signal },
  );
  const stop = (): void => {
    from = undefined;
    element.classList.remove("panning");
  };
  element.addEventListener("pointerup", stop, { signal });
  element.addEventListener("pointercancel", stop, { signal });
  element.addEventListener(
    "click",
    (event) => {
      if (!isPanning) return;
      isPanning = false;
      event.stopPropagation();
    },
    { capture: true, signal },
  );
}

function pinches(element: HTMLElement, signal: AbortSignal, zoomTo: ZoomTo, scale: Accessor<number>): void {
  let began: { apart: number; scale: number } | undefined;
  const apart = ([a, b]: TouchList): number => Math.hypot(a!.clientX - b!.clientX, a!.clientY - b!.clientY);
  element.addEventListener(
    "touchmove",
    (event) => {
      const { touches } = event;
      if (touches.length !== 2) {
        began = undefined;
        return;
      }
      event.preventDefault();
      began ??= { apart: apart(touches), scale: scale() };
      const [a, b] = [touches[0]!, touches[1]!];
      const at = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
      zoomTo((began.scale * apart(touches)) / began.apart, at);
    },
    { passive: false, signal },
  );
  element.addEventListener("touchend", () => void (began = undefined), { signal });
}
