import type { PolicyRef, TestResult } from "../../engine/types";
import type { TestDraft } from "../../state/workspace";
import { attachmentsOf } from "../../state/scenarioPolicies";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { decisionChip } from "../../ui/verdict";
import { contextText, principalText } from "./draft";

export interface RowActions {
  open(): void;
  edit(): void;
  move(by: -1 | 1): void;
  remove(): void;
}

/** A test in the list. */
export function row(test: TestDraft, result: TestResult | undefined, at: number, count: number, actions: RowActions): HTMLElement {
  const [state, icon, word] = stateOf(result);
  const button = (text: string, label: string, run: () => void, props: Record<string, string | boolean> = {}) =>
    h("button", { type: "button", class: "quiet icon", title: label, "aria-label": `${label}: ${test.name}`, onclick: run, ...props }, text);
  return h("li", { class: `test ${state}`, "data-key": `${at}` },
    h("span", { class: "test-state" }, h("span", { "aria-hidden": "true" }, icon), h("span", { class: "visually-hidden" }, `${word}: `)),
    h("div", { class: "test-what" },
      h("button", { type: "button", class: "link test-name", title: t.tests.open, onclick: () => actions.open() }, test.name),
      h("p", { class: "mono" }, `${principalText(test.principal) || t.tests.asInWorkbench} → ${test.action ?? t.tests.asInWorkbench} → ${test.resource ?? t.tests.asInWorkbench}`),
      circumstances(test),
      outcome(test, result)),
    h("div", { class: "test-buttons" },
      button("↑", t.tests.up, () => actions.move(-1), { disabled: at === 0, class: "quiet icon up" }),
      button("↓", t.tests.down, () => actions.move(1), { disabled: at === count - 1, class: "quiet icon down" }),
      button("✎", t.tests.edit, () => actions.edit()),
      button("✕", t.common.remove, () => actions.remove())));
}

function stateOf(result: TestResult | undefined): [string, string, string] {
  if (result === undefined) return ["waiting", "…", t.tests.waiting];
  if (result.faults.length > 0 || result.passed === undefined) return ["unreadable", "!", t.tests.unreadable];
  return result.passed ? ["passed", "✓", t.tests.passed] : ["failed", "✗", t.tests.red];
}

/** What else the test says; nothing for most. */
function circumstances(test: TestDraft): HTMLElement | false {
  const context = (test.context ?? []).map((it) => h("span", null, contextText([it])));
  const own = test.policies && h("span", { class: "badge", title: t.tests.ownPoliciesHelp(names(test.policies)) }, t.tests.ownPolicies);
  return (context.length > 0 || own !== undefined) && h("p", { class: "mono test-context" }, context, own);
}

function names(policies: NonNullable<TestDraft["policies"]>): string {
  return attachmentsOf(policies).map((it) => it.document as PolicyRef).join(", ");
}

function outcome(test: TestDraft, result: TestResult | undefined): HTMLElement {
  const expected = t.tests.expects(t.tests.expected[test.expected]) + (test.sid ? ` ${t.tests.bySid(test.sid)}` : "");
  const [fault] = result?.faults ?? [];
  if (fault) return h("p", { class: "test-fault" }, fault.document ? `${fault.document}:${fault.line}:${fault.column}: ${fault.message}` : fault.message);
  // The decision is the expected one, and still it is red: the statement is another.
  const met = result?.decision === test.expected || (test.expected === "denied" && /Deny$/.test(result?.decision ?? ""));
  return h("p", { class: "test-outcome" },
    result?.decision && decisionChip(result.decision),
    h("span", null, expected),
    result?.passed === false && met && h("span", { class: "test-fault" }, t.tests.sidMissing),
    result?.passed === false && result.summary && h("span", { class: "test-summary" }, result.summary));
}
