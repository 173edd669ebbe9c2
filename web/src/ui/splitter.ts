// A bar between two columns: dragged, or moved by arrows, to give one of them its width.

import { h } from "./dom";

interface Options {
  label: string;
  /** The column that takes the width; it stands before the bar or behind it. */
  column: HTMLElement;
  side: "before" | "behind";
  /** The custom property of the columns' parent that holds the width. */
  property: string;
  usual: number;
  least: number;
  /** At most this part of the window. */
  most: number;
}

const STEP = 16;

/** Its width is kept in `localStorage` from when the person changes it until it is the usual one again. */
export function splitter({ label, column, side, property, usual, least, most }: Options): HTMLElement {
  const key = `sayso${property}`;
  const limit = () => Math.max(least, Math.round(innerWidth * most));
  let width = Math.max(least, kept(key) ?? usual);
  const show = () => {
    const now = Math.min(width, limit());
    bar.parentElement?.style.setProperty(property, `${now}px`);
    for (const [name, value] of [["valuenow", now], ["valuemin", least], ["valuemax", limit()]] as const) bar.setAttribute(`aria-${name}`, String(value));
  };
  const set = (to: number) => {
    width = Math.round(Math.min(Math.max(to, least), limit()));
    keep(key, width);
    show();
  };
  const reset = () => {
    width = usual;
    keep(key, undefined);
    show();
  };
  const away = side === "before" ? 1 : -1;
  const keys: Record<string, () => number> = {
    ArrowRight: () => Math.min(width, limit()) + STEP * away,
    ArrowLeft: () => Math.min(width, limit()) - STEP * away,
    Home: () => least,
    End: limit,
  };
  const bar: HTMLElement = h("div", {
    class: "splitter", role: "separator", tabindex: "0", "aria-orientation": "vertical", "aria-label": label, "aria-controls": column.id, title: label,
    onkeydown: (event: KeyboardEvent) => {
      const to = event.key === "Enter" ? reset : keys[event.key];
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const width = to();
      if (width !== undefined) set(width);
    },
    ondblclick: reset,
    onpointerdown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const from = event.clientX;
      const before = column.getBoundingClientRect().width;
      const move = ({ clientX }: PointerEvent) => set(before + (clientX - from) * away);
      bar.setPointerCapture(event.pointerId);
      bar.addEventListener("pointermove", move);
      bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
    },
  });
  addEventListener("resize", show);
  // Once it stands in its place.
  queueMicrotask(show);
  return bar;
}

function kept(key: string): number | undefined {
  try {
    const width = Number(localStorage.getItem(key));
    return width > 0 ? width : undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, width: number | undefined): void {
  try {
    if (width === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, String(width));
  } catch {
    // It holds as long as the page is open.
  }
}
