import { h } from "./dom";

export interface MenuItem {
  text: string;
  /** A second line. */
  detail?: string;
  disabled?: boolean;
  run(): void;
}

/** A button with a menu, as the ARIA practices describe it: arrows, Home, End, a letter, Esc. */
export function menuButton(label: string, items: () => MenuItem[], props: Record<string, string> = {}): HTMLButtonElement {
  const button = h("button", {
    type: "button",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    ...props,
    onclick: () => openMenu(button, items()),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      openMenu(button, items());
    },
  }, label);
  return button;
}

let shut: (() => void) | undefined;

/** Opens a menu below an element, which gets the focus back. */
export function openMenu(anchor: HTMLElement, items: MenuItem[]): void {
  shut?.();
  const menu = h("div", { class: "menu", role: "menu", "aria-label": anchor.getAttribute("aria-label") ?? anchor.textContent, popover: "manual" });
  const close = (refocus: boolean) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    shut = undefined;
    if (refocus) anchor.focus();
  };
  const outside = (event: Event) => {
    if (!menu.contains(event.target as Node)) close(false);
  };
  const entries = items.map((item) =>
    h("button", {
      type: "button",
      role: "menuitem",
      tabindex: "-1",
      disabled: item.disabled,
      onclick: () => (close(true), item.run()),
    }, h("span", null, item.text), item.detail && h("small", null, item.detail)),
  );
  menu.append(...entries);
  menu.addEventListener("keydown", (event) => move(event, entries.filter((it) => !it.disabled), () => close(true)));
  // In a modal dialog only what is inside of it can be reached.
  (anchor.closest("dialog") ?? document.body).append(menu);
  menu.showPopover();
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  shut = () => close(false);
  entries.find((it) => !it.disabled)?.focus();
}

function move(event: KeyboardEvent, entries: HTMLElement[], close: () => void): void {
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const to = (index: number) => entries[(index + entries.length) % entries.length]?.focus();
  if (event.key === "ArrowDown") to(at + 1);
  else if (event.key === "ArrowUp") to(at - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(-1);
  else if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key.length === 1) {
    const next = [...entries.slice(at + 1), ...entries].find((it) => it.textContent?.toLowerCase().startsWith(event.key.toLowerCase()));
    next?.focus();
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Puts a floating element below another, or above where there is no room. */
export function place(floating: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const own = floating.getBoundingClientRect();
  const below = at.bottom + own.height + 4 <= innerHeight || at.top < own.height;
  floating.style.top = `${Math.max(4, below ? at.bottom + 2 : at.top - own.height - 2)}px`;
  floating.style.left = `${Math.max(4, Math.min(at.left, innerWidth - own.width - 4))}px`;
}
