import type { EngineClient } from "../engine/client";
import { inlined } from "./scenarioFile";
import { testCase, toCase, type Workspace } from "./workspace";

/** What the engine decides for the workbench's request and every test, of documents that need not be open. */
export async function decisionsOf(engine: EngineClient, workspace: Workspace): Promise<string[]> {
  const asked = { name: "workbench", ...toCase(workspace), expected: "allowed" as const };
  const cases = [asked, ...workspace.tests.map((it) => testCase(workspace, it))].map((it) => inlined(it, workspace.documents));
  const results = await engine.test(cases);
  return results.map((it) => `${it.decision ?? ""} ${it.passed ?? ""} ${it.faults.length > 0}`);
}
