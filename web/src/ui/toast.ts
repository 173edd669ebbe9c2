import type { Store } from "../state/store";
import { t } from "../text/text";
import { h } from "./dom";

let region: HTMLElement | undefined;

/** A message at the edge of the page, read out politely; with an action it stays longer. Gives what takes it away. */
export function toast(message: string, action?: { text: string; run(): void }, stays = false): () => void {
  region ??= document.body.appendChild(h("div", { class: "toasts", role: "status", "aria-live": "polite" }));
  const close = () => item.remove();
  const item = h(
    "div",
    { class: "toast" },
    h("span", null, message),
    action && h("button", { type: "button", onclick: () => (close(), action.run()) }, action.text),
    h("button", { type: "button", class: "quiet icon", "aria-label": t.common.close, onclick: close }, "✕"),
  );
  region.append(item);
  if (stays) return close;
  let timer = setTimeout(close, action ? 12000 : 6000);
  // As long as somebody reads or reaches for it.
  item.addEventListener("pointerenter", () => clearTimeout(timer));
  item.addEventListener("focusin", () => clearTimeout(timer));
  item.addEventListener("pointerleave", () => (timer = setTimeout(close, 4000)));
  return close;
}

/** Tells what was just done, and offers to undo it, as long as nothing else was done since. */
export function undoToast(store: Store, message: string): void {
  const done = store.now;
  const run = () => (store.now === done ? store.undo() : toast(t.common.changedSince));
  toast(message, { text: t.common.undo, run });
}
