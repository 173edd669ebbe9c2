// Files that are dropped anywhere on the page, pasted or picked. What reads them comes with the first.

import type { App } from "../app";
import { t } from "../text/text";
import { h } from "../ui/dom";
import { droppedFiles } from "../ui/dropped";

/** Takes what is dropped or pasted where no part of the page does. */
export function startIntake(app: App): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const veil = h("div", { class: "drop-veil", hidden: true, "aria-hidden": "true" }, h("p", null, t.intake.drop));
  document.body.append(veil);
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    if (!event.defaultPrevented) veil.hidden = false;
    event.preventDefault();
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  addEventListener("drop", (event) => {
    veil.hidden = true;
    if (event.defaultPrevented || event.dataTransfer === null || !holdsFiles(event)) return;
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then((files) => take(app, files));
  });
  addEventListener("paste", (event) => void paste(app, event));
  document.getElementById("top-actions")?.prepend(h("button", { type: "button", class: "quiet", title: t.intake.drop, onclick: () => chooseFiles(app) }, t.intake.open));
  app.commands.add({ id: "open-files", title: t.intake.open, keys: "Ctrl+O", run: () => chooseFiles(app) });
}

/** Texts pasted into a field or an editor are that field's. */
async function paste(app: App, event: ClipboardEvent): Promise<void> {
  const target = event.target as HTMLElement | null;
  if (event.defaultPrevented || target?.closest("input, textarea, [contenteditable], dialog")) return;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (files.length > 0) await take(app, files);
  else if (text.trim() !== "") {
    const { takeTexts } = await import("./take");
    await takeTexts(app, [{ name: `${t.intake.pasted}${/^\s*[[{]/.test(text) ? ".json" : ".yaml"}`, text }], []);
  }
}

export function chooseFiles(app: App): void {
  const input = h("input", { type: "file", multiple: true, accept: ".json,.yaml,.yml,.jsonl,.ndjson,.txt", onchange: () => void take(app, [...(input.files ?? [])]) });
  input.click();
}

async function take(app: App, files: File[]): Promise<void> {
  const { takeFiles } = await import("./take");
  await takeFiles(app, files);
}
