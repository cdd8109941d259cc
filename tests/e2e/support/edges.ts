import type { Page } from "playwright-core";

/** What cannot be reached without scrolling sideways: the page itself, or a control beyond one of its edges. */
export const beyondTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const controls = [...document.querySelectorAll<HTMLElement>("button, a, input, select, textarea")].filter(
      (control) => {
        const { left, right } = control.getBoundingClientRect();
        return control.checkVisibility() && (left < 0 || right > clientWidth);
      },
    );
    return [...(scrollWidth > clientWidth ? ["the page"] : []), ...controls.map(({ outerHTML }) => outerHTML)];
  });
