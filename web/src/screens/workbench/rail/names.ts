import type { Workspace } from "../../../state/workspace";
import { t } from "../../../text/text";

/** What is wrong with a new name for a document, if anything. */
export function nameFault(workspace: Workspace, name: string): string | undefined {
  if (name === "" || name.length > 120) return t.workbench.nameLength;
  if (/[\\\x00-\x1f\x7f]/.test(name) || name.startsWith("managed:")) return t.workbench.nameCharacters;
  if (workspace.documents.some((it) => it.name === name)) return t.workbench.nameTaken;
  return undefined;
}
