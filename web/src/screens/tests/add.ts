import type { App } from "../../app";
import type { Answer } from "../../engine/types";
import type { TestDraft, Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { toast } from "../../ui/toast";

/** Adds what the workbench asks now, expecting what it got. */
export function addPresent(app: App): void {
  const test = presentTest(app.store.now, app.live.answer);
  app.store.update((it) => ({ ...it, tests: [...it.tests, test] }));
  toast(t.tests.added(test.name), { text: t.common.undo, run: () => app.store.undo() });
}

/** A test of what the workbench asks now, with the decision that it got. */
function presentTest(workspace: Workspace, answer: Answer | undefined): TestDraft {
  const { request, tests } = workspace;
  const report = answer?.report;
  const sid = report?.decidedBy.find((it) => it.sid !== "")?.sid;
  const plain = t.tests.present(request.action, request.resource);
  const names = new Set(tests.map((it) => it.name));
  let name = plain;
  for (let count = 2; names.has(name); count += 1) name = `${plain} (${count})`;
  return { name, ...request, expected: report?.decision ?? "allowed", ...(sid && report?.decision !== "implicitDeny" ? { sid } : {}) };
}
