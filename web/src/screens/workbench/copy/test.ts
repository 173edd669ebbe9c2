// The question as a case of `sayso test`, with its policies inside, expected to be decided as it is now.

import type { Report } from "../../../engine/types";
import { type Workspace, toCase } from "../../../state/workspace";

export function toTest(workspace: Workspace, report: Report): string {
  const { absent, unknown, policies, ...rest } = toCase(workspace);
  const texts = new Map(workspace.documents.map((it) => [it.name, it.text]));
  const embedded = JSON.parse(JSON.stringify(policies), (key, value: unknown) => {
    const text = typeof value === "string" && key !== "level" ? texts.get(value) : undefined;
    return text === undefined ? value : (JSON.parse(text) as unknown);
  }) as unknown;
  const sid = report.decidedBy.find((it) => it.sid !== "")?.sid;
  const test = {
    name: report.summary,
    ...rest,
    ...(absent?.length ? { absent } : {}),
    ...(unknown?.length ? { unknown } : {}),
    policies: embedded,
    expected: report.decision,
    ...(sid === undefined || report.decision === "implicitDeny" ? {} : { sid }),
  };
  return `${JSON.stringify(test, null, 2)}\n`;
}
