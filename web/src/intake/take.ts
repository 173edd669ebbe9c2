// Reads files and opens what they turn out to be.

import type { App } from "../app";
import { LAYER_OF, withPolicy, withScenario } from "../state/apply";
import { MOST_BYTES, openFiles, type Opened, type TextFile } from "../state/files";
import type { Doc } from "../state/workspace";
import { t } from "../text/text";
import { toast } from "../ui/toast";

/** The lists of a dump begin early, however long they are. In bytes. */
const MOST_HEAD = 2_000_000;

export async function takeFiles(app: App, files: File[]): Promise<void> {
  if (document.body.dataset.screen === "account" || (await someDump(files))) {
    const { takeAccount } = await import("../screens/account/account");
    app.go("account");
    return takeAccount(files);
  }
  const problems: string[] = [];
  const texts: TextFile[] = [];
  for (const file of files) {
    // A folder's files bring their path along.
    const name = file.webkitRelativePath || file.name;
    try {
      if (file.size > MOST_BYTES) problems.push(t.files.problem(name, t.files.tooLarge(MOST_BYTES / 1024 / 1024)));
      else texts.push({ name, text: await file.text() });
    } catch {
      problems.push(t.intake.unreadable(name));
    }
  }
  await takeTexts(app, texts, problems);
}

/** Whether one of them is a dump of an account: what lies beside it belongs to it. */
async function someDump(files: File[]): Promise<boolean> {
  for (const file of files) {
    const head = await file.slice(0, MOST_HEAD).text().catch(() => "");
    if (/"(User|Group|Role)DetailList"\s*:/.test(head)) return true;
  }
  return false;
}

export async function takeTexts(app: App, texts: TextFile[], problems: string[]): Promise<void> {
  const opened = await openFiles(texts);
  for (const problem of [...problems, ...opened.problems]) toast(problem);
  await apply(app, opened);
}

const undo = (app: App) => ({ text: t.common.undo, run: () => app.store.undo() });

async function apply(app: App, opened: Opened): Promise<void> {
  const { workspace, scenarios, policies } = opened;
  if (workspace !== undefined) {
    app.store.update(() => workspace);
    toast(t.intake.openedWorkspace, undo(app));
  }
  for (const { name, imported } of scenarios) {
    app.store.update(() => withScenario(imported));
    app.go("tests");
    toast(t.intake.openedScenario(name, imported.tests.length), undo(app));
    if (imported.missing.length > 0) toast(t.intake.missing(imported.missing.join(", ")));
  }
  if (policies.length > 0) {
    await openPolicies(app, policies);
    app.go("workbench");
    toast(t.intake.openedPolicies(policies.map((it) => it.name).join(", ")), undo(app));
  }
}

/** The engine tells the layer of each by what it says; all of them are one step of undo. */
async function openPolicies(app: App, policies: Doc[]): Promise<void> {
  await app.engine.ready;
  const step = `intake-${Date.now()}`;
  for (const doc of policies) {
    // Under a name of its own, not to disturb a document that is open.
    const name = `intake:${doc.name}`;
    app.engine.open(name, doc.text);
    const check = await app.engine.check(name, "auto").catch(() => undefined);
    app.engine.close(name);
    app.store.update((it) => withPolicy(it, doc, LAYER_OF[check?.policyType ?? "identity"]), step);
  }
  app.store.seal();
}
