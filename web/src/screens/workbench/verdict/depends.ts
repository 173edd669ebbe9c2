// What an open decision hangs on, with values that settle it.

import type { App } from "../../../app";
import type { Report } from "../../../engine/types";
import { setValues } from "../../../state/context";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { decisionChip } from "../../../ui/verdict";

export function dependsCard(app: App, report: Report): HTMLElement {
  return h(
    "section",
    { class: "card", "data-key": "depends" },
    h("h3", null, t.workbench.dependsTitle),
    report.dependsOn.map(({ keys, examples }) => [
      h("p", null, t.workbench.dependsOn, " ", keys.map((key, at) => [at > 0 && ", ", h("code", null, key)])),
      h(
        "ul",
        { class: "examples" },
        examples.map(({ decision, values }) =>
          h(
            "li",
            null,
            h("button", { type: "button", title: t.workbench.setValues, onclick: () => app.store.update((it) => setValues(it, values)) }, described(values)),
            h("span", { "aria-hidden": "true" }, "→"),
            decisionChip(decision),
          ),
        ),
      ),
    ]),
  );
}

function described(values: Record<string, string[] | null>): string {
  return Object.entries(values).map(([key, known]) => (known === null ? t.workbench.isAbsent(key) : `${key} = ${known.join(", ")}`)).join("; ");
}
