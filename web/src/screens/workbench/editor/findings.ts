// What the linter finds, as the editor shows it: squiggles, with fixes as actions.

import type { Action, Diagnostic } from "@codemirror/lint";
import { asset } from "#host/assets";
import type { Finding } from "../../../engine/types";
import { t } from "../../../text/text";
import { openDialog } from "../../../ui/dialog";
import { h } from "../../../ui/dom";
import { markdown } from "../../../ui/markdown";
import { toast } from "../../../ui/toast";

const SEVERITIES = { error: "error", "security warning": "warning", warning: "warning", suggestion: "info" } as const;

export function diagnosticOf(finding: Finding, length: number): Diagnostic {
  const actions = finding.fix ? [fixOf(finding.fix)] : [];
  return {
    from: Math.min(finding.from, length),
    to: Math.min(finding.to, length),
    severity: SEVERITIES[finding.severity],
    message: finding.message,
    actions,
    renderMessage: () =>
      h(
        "div",
        { class: "finding" },
        h("p", null, h("strong", null, t.workbench.severities[finding.severity]), " ", finding.message),
        finding.help && h("p", { class: "finding-help" }, finding.help),
        finding.labels.map((it) => it.text && h("p", { class: "finding-help" }, it.text)),
        h("button", { type: "button", class: "link", onclick: () => void openRule(finding.code) }, finding.code),
      ),
  };
}

function fixOf({ title, safe, edits }: NonNullable<Finding["fix"]>): Action {
  return {
    name: safe ? title : t.workbench.unsafeFix(title),
    apply: (view) => view.dispatch({ changes: edits, userEvent: "input.fix" }),
  };
}

let rules: Promise<Record<string, string>> | undefined;

/** The page of a rule; all of them come when the first is asked for. */
export async function openRule(code: string): Promise<void> {
  rules ??= asset("rules").then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>);
  try {
    const page = (await rules)[code];
    openDialog(code, page === undefined ? h("p", null, t.workbench.noRulePage) : markdown(page), [], "wide");
  } catch (error) {
    rules = undefined;
    toast(t.common.unexpected(String(error)));
  }
}
