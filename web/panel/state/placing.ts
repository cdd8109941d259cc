/** Puts a menu at its button. Not by the style sheet: what places a popover there is not known to every browser yet. */
import { onCleanup, onMount } from "solid-js";
import { placeOf } from "./place.ts";

/** @param fromStart In line with the button's other end. */
export function placeAt(button: HTMLElement, menu: HTMLElement, fromStart = false): void {
  const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const isRtl = getComputedStyle(button).direction === "rtl";
  const { top, left } = placeOf(
    button.getBoundingClientRect(),
    menu.getBoundingClientRect(),
    page,
    isRtl !== fromStart,
  );
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}

/** While it stands open and the page changes its size. */
export function keepsPlace(menu: () => HTMLElement, place: () => void): void {
  const moved = (): void => void (menu().matches(":popover-open") && place());
  onMount(() => addEventListener("resize", moved));
  onCleanup(() => removeEventListener("resize", moved));
}
