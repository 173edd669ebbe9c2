// Ways to add a document to a layer.

import type { App } from "../../../app";
import { EMPTY_POLICY, MOST_TEXT, attach, freeName } from "../../../state/edits";
import type { Attachment, Layer } from "../../../state/workspace";
import { t } from "../../../text/text";
import { Combobox } from "../../../ui/combobox";
import { openDialog } from "../../../ui/dialog";
import { h } from "../../../ui/dom";
import type { MenuItem } from "../../../ui/menu";
import { toast } from "../../../ui/toast";
import type { Pane } from "../editor/pane";

export function addItems(app: App, pane: Pane, layer: Layer): MenuItem[] {
  return [
    { text: t.workbench.addEmpty, run: () => add(app, pane, layer, `${layer}.json`, EMPTY_POLICY) },
    { text: t.workbench.addPasted, run: () => paste(app, pane, layer) },
    { text: t.workbench.addFile, run: () => choose(app, pane, layer) },
    { text: t.workbench.addManaged, run: () => managed(app, pane, layer) },
  ];
}

function add(app: App, pane: Pane, layer: Layer, wanted: string, text: string): void {
  const name = freeName(app.store.now, wanted);
  app.store.update((it) => attach(it, attachmentOf(it.attachments, layer, name), text));
  pane.show(name);
  pane.focus();
}

/** To the last level of an SCP or RCP, which is the account's. */
function attachmentOf(attachments: Attachment[], layer: Layer, document: string): Attachment {
  const leveled = layer === "scp" || layer === "rcp";
  const level = attachments.filter((it) => it.layer === layer).at(-1)?.level ?? "root";
  return { layer, document, on: true, ...(leveled ? { level } : {}) };
}

/** Adds what a file or a text holds; what is too long is refused. */
export async function addText(app: App, pane: Pane, layer: Layer, from: File | string): Promise<void> {
  const size = typeof from === "string" ? from.length : from.size;
  if (size > MOST_TEXT) return void toast(t.common.tooLong);
  if (typeof from === "string") return add(app, pane, layer, `${layer}.json`, from);
  try {
    add(app, pane, layer, from.name, await from.text());
  } catch (error) {
    toast(t.common.unexpected(String(error)));
  }
}

function paste(app: App, pane: Pane, layer: Layer): void {
  const area = h("textarea", {
    rows: "14", class: "mono", spellcheck: "false", "aria-label": t.workbench.pasteHere, placeholder: t.workbench.pasteHere,
    // A text that is too long never becomes part of the page.
    onpaste: (event: ClipboardEvent) => {
      if ((event.clipboardData?.getData("text/plain").length ?? 0) <= MOST_TEXT) return;
      event.preventDefault();
      toast(t.common.tooLong);
    },
  });
  const run = () => {
    if (area.value.trim() === "") return false;
    void addText(app, pane, layer, area.value);
    return true;
  };
  openDialog(t.workbench.addPasted, area, [{ text: t.common.cancel }, { text: t.common.add, primary: true, run }]);
  area.focus();
}

function choose(app: App, pane: Pane, layer: Layer): void {
  const input = h("input", { type: "file", accept: ".json,application/json", multiple: true });
  input.addEventListener("change", async () => {
    for (const file of input.files ?? []) await addText(app, pane, layer, file);
  });
  input.click();
}

function managed(app: App, pane: Pane, layer: Layer): void {
  const take = async (name: string): Promise<boolean> => {
    const policy = await app.engine.managedPolicy(name).catch(() => null);
    if (policy === null) return (problem.textContent = t.workbench.noManaged), false;
    const document = `managed:${policy.name}`;
    const { attachments } = app.store.now;
    if (!attachments.some((it) => it.layer === layer && it.document === document)) app.store.update((it) => attach(it, attachmentOf(it.attachments, layer, document)));
    pane.show(document);
    return true;
  };
  const field = new Combobox({
    label: t.workbench.managedName, value: "", placeholder: "ReadOnlyAccess",
    options: async (text) => (await app.engine.managed(text, 50)).map((value) => ({ value })),
    change: () => (problem.textContent = ""),
    commit: async (name) => (await take(name)) && close(),
  });
  const problem = h("p", { class: "field-fault", role: "alert" });
  const close = openDialog(t.workbench.addManaged, [field.element, problem], [{ text: t.common.cancel }, { text: t.common.add, primary: true, run: () => take(field.input.value.trim()) }]);
  field.input.focus();
}
