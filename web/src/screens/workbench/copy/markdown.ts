// The verdict for a ticket.

import type { Report, StatementReport } from "../../../engine/types";
import type { Workspace } from "../../../state/workspace";
import { t } from "../../../text/text";
import { DECISION_ICONS } from "../../../ui/verdict";

export function toMarkdown(workspace: Workspace, report: Report): string {
  const rows = [
    [t.workbench.principal, report.principal],
    [t.workbench.action, report.action],
    [t.workbench.resource, report.resource],
    ...Object.entries(report.context).map(([key, values]) => [key, values.join(", ")]),
  ];
  const lines = [
    `**${DECISION_ICONS[report.decision]} ${t.decisions[report.decision]}**: ${report.summary}`,
    "",
    `| ${t.workbench.request} | |`,
    "|---|---|",
    ...rows.map(([name, value]) => `| ${cell(name)} | ${code(value)} |`),
    "",
    ...report.checks.map((it) => `- ${t.checks[it.checkType]}${it.level === undefined ? "" : ` (${it.level})`}: ${t.effects[it.evaluatedEffect]}`),
    ...report.decidedBy.flatMap((it) => statement(workspace, it, t.workbench.decidedTitle(report.decision, it.effect))),
    ...report.closest.flatMap((it) => statement(workspace, it, t.workbench.nearTitle)),
    ...(report.message === undefined ? [] : ["", `> ${report.message}`]),
    ...report.suggestions.map((it) => `\n- ${it.what} (${it.policy}:${it.location.line})`),
  ];
  return `${lines.join("\n")}\n`;
}

function statement(workspace: Workspace, it: StatementReport, title: string): string[] {
  const text = workspace.documents.find((document) => document.name === it.policy)?.text;
  const lines = text?.split("\n").slice(it.location.line - 1, it.location.endLine) ?? [];
  const fence = lines.some((line) => line.includes("```")) ? "````" : "```";
  return [
    "",
    `${title} \`${it.sid || it.index + 1}\` (${it.policy}:${it.location.line})`,
    ...(lines.length > 0 ? ["", `${fence}json`, ...lines, fence] : []),
    "",
    ...it.elements.map((element) => `- ${t.workbench.truth[element.matched]} ${element.element}: ${element.because}`),
  ];
}

const cell = (text: string | undefined) => (text ?? "").replace(/[|\n]/g, " ");
const code = (text: string | undefined) => `\`${cell(text).replaceAll("`", "'")}\``;
