// What was opened, what is wrong with it, and what is missing.

import type { AccountFile, FileFault, Opened } from "../../engine/account/types";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { inline } from "../../ui/markdown";

export function fileList(opened: Opened, buttons: HTMLElement[]): HTMLElement[] {
  const { files } = opened;
  const faults = files.reduce((sum, it) => sum + it.faultCount, 0);
  const gaps = missing(opened);
  // The broken first: they are what somebody has to do something about.
  const sorted = [...files].sort((one, other) => Number(other.faultCount > 0) - Number(one.faultCount > 0));
  return [
    h("details", { class: "account-files", open: faults > 0 },
      h("summary", null, t.account.files, " ", h("small", { class: faults > 0 ? "wrong" : "" }, t.account.fileCount(files.length, faults))),
      h("ul", null, sorted.map(file))),
    h("div", { class: "account-buttons" }, buttons),
    ...(gaps.length === 0 ? [] : [
      h("details", { class: "account-missing", open: true },
        h("summary", { title: t.account.missingHelp }, t.account.missing, " ", h("small", null, String(gaps.length))),
        h("ul", { class: "account-gaps" }, gaps.map((it) => h("li", null, it)))),
    ]),
  ];
}

function file(it: AccountFile): HTMLElement {
  return h("li", { class: it.faultCount > 0 ? "broken" : "" },
    h("div", { class: "account-file" }, h("span", { class: "mono", title: it.name }, h("bdi", null, it.name)), h("span", { class: `badge${it.shape === "unknown" ? " fault" : ""}` }, t.account.shapes[it.shape])),
    it.faults.length > 0 && h("ul", { class: "account-faults" }, it.faults.map(fault), it.faultCount > it.faults.length && h("li", null, t.account.moreFaults(it.faultCount - it.faults.length))));
}

function fault(it: FileFault): HTMLElement {
  return h("li", null, h("span", { class: "where" }, t.account.at(it.line, it.column)), ` `, inline(it.message));
}

/** In words, what was not given. */
export function missing(opened: Opened): string[] {
  const gaps: string[] = [];
  if (!opened.hasOrganization) gaps.push(t.account.noOrganization);
  for (const { id, isMember, isTruncated } of opened.accounts) {
    if (opened.hasOrganization && !isMember) gaps.push(t.account.notMember(id));
    if (isTruncated) gaps.push(t.account.truncated(id));
  }
  if (opened.resourcePolicies === 0) gaps.push(t.account.noResources);
  const lacking = opened.entities.filter((it) => it.missing.length > 0).length;
  if (lacking > 0) gaps.push(t.account.missingPolicies(lacking));
  return gaps;
}
