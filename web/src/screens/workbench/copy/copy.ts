// What the verdict can be taken away as.

import type { App } from "../../../app";
import { toCase } from "../../../state/workspace";
import { t } from "../../../text/text";
import { openDialog } from "../../../ui/dialog";
import { h } from "../../../ui/dom";
import type { MenuItem } from "../../../ui/menu";
import { toast } from "../../../ui/toast";
import { commandNotes, toCommand } from "./command";
import { toMarkdown } from "./markdown";
import { toTest } from "./test";

export function copyItems(app: App): MenuItem[] {
  const report = app.live.answer?.report;
  const workspace = app.store.now;
  const command = () => [...commandNotes(workspace).map((it) => `# ${it}`), toCommand(workspace)].join("\n");
  const json = async () => `${JSON.stringify(JSON.parse(await app.engine.reportText(toCase(workspace))), null, 2)}\n`;
  const item = (text: string, detail: string, make: () => string | Promise<string>): MenuItem => ({ text, detail, disabled: report === undefined, run: () => void copy(make) });
  return [
    item(t.workbench.copyCommand, "sayso simulate …", command),
    item(t.workbench.copyTest, "sayso test", () => (report ? toTest(workspace, report) : "")),
    item(t.workbench.copyReport, "JSON", json),
    item(t.workbench.copyMarkdown, "Markdown", () => (report ? toMarkdown(workspace, report) : "")),
  ];
}

async function copy(make: () => string | Promise<string>): Promise<void> {
  const text = await make();
  try {
    await navigator.clipboard.writeText(text);
    toast(t.common.copied);
  } catch {
    // Not allowed, or a page from a disk: the person copies by hand.
    const area = h("textarea", { class: "mono", rows: "14", readonly: true, "aria-label": t.common.copy }, text);
    openDialog(t.workbench.copyByHand, area, [{ text: t.common.ok, primary: true }]);
    area.select();
  }
}
