// What the answers are made of.

import type { Evidence } from "../../engine/account/types";
import { t } from "../../text/text";
import { h, type Child } from "../../ui/dom";
import { inline } from "../../ui/markdown";
import { accountOf, shortOf } from "./pick";

const STEP = 100;

/** A list that shows its first entries, and more when asked: nobody reads thousands at once. */
export function longList<T>(items: T[], row: (item: T) => HTMLElement, className = ""): HTMLElement {
  const list = h("ul", { class: className });
  let shown = 0;
  const more = h("button", { type: "button", class: "account-more", onclick: () => grow() });
  const grow = () => {
    const next = items.slice(shown, shown + STEP);
    list.append(...next.map(row));
    shown += next.length;
    const rest = items.length - shown;
    more.hidden = rest === 0;
    more.textContent = t.account.showMore(Math.min(rest, STEP)) + (rest > STEP ? ` (${rest.toLocaleString()})` : "");
  };
  grow();
  return h("div", { class: "long-list" }, list, more);
}

/** A user or role by its short name, with its account; choosing it shows it. */
export function principalName(arn: string, choose: (arn: string) => void): HTMLElement {
  return h("span", { class: "account-name" },
    h("button", { type: "button", class: "link mono", title: arn, onclick: () => choose(arn) }, shortOf(arn)),
    h("small", null, accountOf(arn)));
}

/** `Allowed by ReadReports of App · Identity · shop.json:12:3` */
export function statementLine(it: Evidence): HTMLElement {
  const { statement } = t.account;
  const sure = it.matched === "yes";
  const verb = it.effect === "Allow" ? (sure ? statement.allows : statement.mayAllow) : sure ? statement.denies : statement.mayDeny;
  return h("p", { class: "account-evidence" }, `${verb} `, evidence(it));
}

/** Which statement of which policy, and where. */
export function evidence(it: Pick<Evidence, "sid" | "index" | "policy" | "group" | "checkType" | "location">): Child {
  const layer = t.checks[it.checkType as keyof typeof t.checks];
  const group = it.group === undefined ? "" : `, ${t.account.throughGroup(it.group)}`;
  return [h("code", null, it.sid || t.account.statementNumber(it.index + 1)), ` ${t.account.of} ${it.policy}${group}`, h("small", { class: "where" }, ` · ${layer} · ${it.location.file}:${it.location.line}:${it.location.column}`)];
}

/** Sets of keys, each of which decides. */
export function dependsLine(sets: string[][], prefix: Child = null): HTMLElement | false {
  if (sets.length === 0) return false;
  return h("p", { class: "account-evidence" }, prefix, t.account.dependsOn(sets.map((keys) => keys.join(t.account.and)).join(t.account.or)));
}

/** What was not given, each once with the number of answers that it could change. */
export function gapNotes(gaps: string[]): HTMLElement | false {
  if (gaps.length === 0) return false;
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  const all = [...counts].sort(([, one], [, other]) => other - one);
  return h("ul", { class: "account-gaps" },
    all.slice(0, 6).map(([gap, count]) => h("li", null, inline(t.account.notGiven(gap, count)))),
    all.length > 6 && h("li", null, t.account.moreGaps(all.length - 6)));
}

/** A button that opens somebody's question in the workbench. */
export function workbenchButton(run: () => void, what: string): HTMLElement {
  return h("button", { type: "button", class: "account-open", title: t.account.openInWorkbench, "aria-label": `${t.account.openInWorkbench}: ${what}`, onclick: run }, "→");
}
