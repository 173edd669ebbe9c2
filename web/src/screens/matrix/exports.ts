import { toCsv } from "../../export/csv";
import { toHtml } from "../../export/html";
import { toJson } from "../../export/json";
import { toMarkdown } from "../../export/markdown";
import type { Table } from "../../export/table";
import type { Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { download } from "../../ui/dom";
import { menuButton } from "../../ui/menu";
import { tableOf, type Result, type View } from "./model";

interface Shown {
  result: Result;
  view: View;
  workspace: Workspace;
}

const FORMATS: { extension: string; type: string; write(table: Table): string }[] = [
  { extension: "csv", type: "text/csv", write: toCsv },
  { extension: "json", type: "application/json", write: toJson },
  { extension: "html", type: "text/html", write: toHtml },
  { extension: "md", type: "text/markdown", write: toMarkdown },
];

/** Saves what is shown, filtered as it is. */
export function exportMenu(shown: () => Shown): HTMLElement {
  const table = (): Table => {
    const { result, view, workspace } = shown();
    const { principal, resource } = workspace.request;
    const name = typeof principal === "string" ? principal : String(principal.arn ?? principal.name ?? principal.type);
    return tableOf(result, view, t.matrix.about(result.rowKind === "resource" ? name : resource, result.rowKind));
  };
  return menuButton(t.matrix.export, () =>
    FORMATS.map(({ extension, type, write }) => ({ text: t.matrix.formats[extension as "csv"], run: () => download(`sayso-matrix.${extension}`, write(table()), type) })));
}
