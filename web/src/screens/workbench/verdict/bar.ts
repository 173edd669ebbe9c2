// The verdict at a glance: one sentence, and what each layer says.

import type { App } from "../../../app";
import type { Answer, Report } from "../../../engine/types";
import { CHECK_OF } from "../../../state/layers";
import { LAYERS, type Layer } from "../../../state/workspace";
import { t } from "../../../text/text";
import { h, patch } from "../../../ui/dom";
import { menuButton } from "../../../ui/menu";
import { DECISION_ICONS, effectIcon } from "../../../ui/verdict";
import { copyItems } from "../copy/copy";

export function bar(root: HTMLElement, app: App): void {
  const copy = menuButton(t.workbench.copyAs, () => copyItems(app), { class: "copy-as" });
  const sentence = h("div", { class: "verdict-sentence", role: "status", "aria-live": "polite" }, h("p", { class: "muted" }, t.common.loading));
  const strip = h("ol", { class: "strip", "aria-label": t.workbench.strip });
  root.append(sentence, strip, copy);
  app.live.first((answer) => {
    root.dataset.decision = answer.report?.decision ?? "fault";
    patch(sentence, answer.report ? said(answer.report) : faulty(answer));
    patch(strip, answer.report ? LAYERS.map((layer) => step(layer, answer.report as Report)) : []);
  });
  app.engine.ready.catch((error: Error) => patch(sentence, h("p", { class: "fault-text" }, t.common.failed(error.message))));
}

function said({ decision, summary }: Report): HTMLElement {
  return h(
    "p",
    null,
    h("strong", { class: `verdict ${decision}` }, h("span", { class: "verdict-icon", "aria-hidden": "true" }, DECISION_ICONS[decision]), " ", t.decisions[decision]),
    " ",
    h("span", { class: "verdict-why" }, t.workbench.sentence(summary)),
  );
}

function faulty({ faults }: Answer): HTMLElement {
  return h("p", null, h("strong", { class: "verdict none" }, h("span", { class: "verdict-icon", "aria-hidden": "true" }, "!"), " ", t.workbench.noVerdict), " ", h("span", null, t.workbench.faults(faults.length)));
}

function step(layer: Layer, report: Report): HTMLElement {
  const checks = report.checks.filter((it) => it.checkType === CHECK_OF[layer]);
  const effect = checks.map((it) => it.evaluatedEffect).sort((one, other) => RANK.indexOf(one) - RANK.indexOf(other))[0] ?? "NO_IMPACT";
  const { icon, kind } = effectIcon(effect);
  const change = report.mustChange.includes(CHECK_OF[layer]);
  const show = () => document.getElementById(`layer-${layer}`)?.focus();
  return h(
    "li",
    { class: `${kind}${change ? " must-change" : ""}` },
    h("button", { type: "button", class: "quiet", onclick: show, title: `${t.layers[layer]}: ${t.effects[effect]}` },
      h("span", { class: "step-name" }, t.checks[CHECK_OF[layer]]),
      h("span", { class: "step-effect" }, h("span", { "aria-hidden": "true" }, icon), " ", effect === "NO_IMPACT" ? t.workbench.notApplicable : t.effects[effect])),
  );
}

/** Of several levels, the one that says most against it. */
const RANK = ["EXPLICIT_DENY", "IMPLICIT_DENY", "DEPENDS", "ALLOW", "NO_IMPACT"];
