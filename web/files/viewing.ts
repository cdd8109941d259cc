/** The pictures of a thread, looked at one at a time: by keys, wheel, mouse and fingers. */
import { createEffect, createSignal, on, type Accessor } from "solid-js";
import { STILL, moved, zoomed, type Look } from "./zoom.ts";

export const ZOOM_STEP = 1.5;
const WHEEL_STEP = 1.15;
const PAN_PX = 80;
/** So far a finger goes for the next picture. */
const SWIPE_PX = 60;

interface Point {
  x: number;
  y: number;
}
const between = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** @param stage Where the picture stands. */
export function createViewing(of: {
  ids: Accessor<readonly string[]>;
  id: Accessor<string>;
  show: (id: string) => void;
  stage: () => HTMLElement;
}) {
  const [look, setLook] = createSignal<Look>(STILL);
  createEffect(on(of.id, () => setLook(STILL)));
  const index = (): number => of.ids().indexOf(of.id());
  const place = (): DOMRect => of.stage().getBoundingClientRect();
  const pan = (x: number, y: number): void => void setLook((now) => moved(now, x, y, place()));
  const zoom = (by: number, at?: Point): void => void setLook((now) => zoomed(now, by, place(), at));
  const fit = (): void => void setLook(STILL);
  function go(step: 1 | -1): void {
    const next = of.ids()[index() + step];
    if (next !== undefined) of.show(next);
  }
  const isClose = (): boolean => look().zoom > 1;
  const KEYS: Record<string, () => void> = {
    ArrowLeft: () => (isClose() ? pan(PAN_PX, 0) : go(-1)),
    ArrowRight: () => (isClose() ? pan(-PAN_PX, 0) : go(1)),
    ArrowUp: () => pan(0, PAN_PX),
    ArrowDown: () => pan(0, -PAN_PX),
    PageUp: () => go(-1),
    PageDown: () => go(1),
    "+": () => zoom(ZOOM_STEP),
    "=": () => zoom(ZOOM_STEP),
    "-": () => zoom(1 / ZOOM_STEP),
    "0": fit,
  };

  const fingers = new Map<number, Point>();
  let began: Point | undefined;
  const fromMiddle = ({ x, y }: Point): Point => {
    const { left, top, width, height } = place();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  };
  function lift(event: PointerEvent): void {
    fingers.delete(event.pointerId);
    const far = event.x - (began?.x ?? event.x);
    began = undefined;
    if (!isClose() && Math.abs(far) > SWIPE_PX && event.type === "pointerup") go(far < 0 ? 1 : -1);
  }
  return {
    look,
    index,
    isClose,
    go,
    zoom,
    fit,
    /** As a style says it. */
    transform: (): string => `translate(${look().x}px, ${look().y}px) scale(${look().zoom})`,
    pressed: (event: KeyboardEvent): void => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    },
    /** Of the stage. */
    hands: {
      onWheel: (event: WheelEvent): void => zoom(event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, fromMiddle(event)),
      onDblClick: (event: MouseEvent): void => (isClose() ? fit() : zoom(ZOOM_STEP ** 2, fromMiddle(event))),
      onPointerDown: (event: PointerEvent): void => {
        of.stage().setPointerCapture(event.pointerId);
        fingers.set(event.pointerId, event);
        began = fingers.size === 1 ? event : undefined;
      },
      onPointerMove: (event: PointerEvent): void => {
        const before = fingers.get(event.pointerId);
        if (!before) return;
        const other = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1];
        if (other)
          zoom(
            between(event, other) / Math.max(1, between(before, other)),
            fromMiddle({ x: (event.x + other.x) / 2, y: (event.y + other.y) / 2 }),
          );
        else if (isClose()) pan(event.x - before.x, event.y - before.y);
        fingers.set(event.pointerId, event);
      },
      onPointerUp: lift,
      onPointerCancel: lift,
    },
  };
}
