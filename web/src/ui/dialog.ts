import { t } from "../text/text";
import { h, type Child } from "./dom";

export interface DialogButton {
  text: string;
  /** Gives `false` to keep the dialog open. */
  run?(): boolean | void | Promise<boolean | void>;
  primary?: boolean;
}

/** Opens a modal dialog; gives what closes it. Esc, the cross and every button close it; focus then goes back. */
export function openDialog(title: string, content: Child, buttons: DialogButton[] = [], kind = ""): () => void {
  const opener = document.activeElement;
  const close = () => dialog.close();
  const press = async (button: DialogButton) => {
    if ((await button.run?.()) !== false) close();
  };
  const dialog = h(
    "dialog",
    { class: `dialog ${kind}`, "aria-label": title },
    h(
      "header",
      { class: "dialog-title" },
      h("h2", null, title),
      h("button", { type: "button", class: "quiet icon", "aria-label": t.common.close, onclick: close }, "✕"),
    ),
    h("div", { class: "dialog-body" }, content),
    buttons.length > 0 &&
      h(
        "footer",
        { class: "dialog-buttons" },
        buttons.map((it) =>
          h("button", { type: "button", class: it.primary ? "primary" : "", onclick: () => press(it) }, it.text),
        ),
      ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (opener instanceof HTMLElement) opener.focus();
  });
  // A click on what lies behind.
  dialog.addEventListener("mousedown", (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** Asks for a line of text; `undefined` where the person gave up. `fault` says what is wrong with it, if anything. */
export function ask(title: string, label: string, value: string, fault: (text: string) => string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const problem = h("p", { class: "field-fault", role: "alert" });
    const input = h("input", { type: "text", value, spellcheck: "false", autocomplete: "off" });
    const done = () => {
      const text = input.value.trim();
      const wrong = fault(text);
      problem.textContent = wrong ?? "";
      if (wrong !== undefined) return false;
      resolve(text);
      return true;
    };
    const form = h("form", { onsubmit: (event: Event) => (event.preventDefault(), done() && close()) }, h("label", { class: "field" }, h("span", null, label), input), problem);
    const close = openDialog(title, form, [{ text: t.common.cancel }, { text: t.common.ok, primary: true, run: done }]);
    form.closest("dialog")?.addEventListener("close", () => resolve(undefined));
    input.select();
  });
}
