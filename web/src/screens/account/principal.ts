// One user or role: what is in force for it, and whether it may do something.

import type { CanReport, LayerPolicy, Layers } from "../../engine/account/types";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { inline } from "../../ui/markdown";
import { decisionChip } from "../../ui/verdict";
import { dependsLine, evidence } from "./parts";
import { shortOf } from "./pick";
import { questionFields } from "./question";
import { reindent } from "./reindent";
import type { Desk, View } from "./view";

export function principalView(desk: Desk): View {
  let shown = "";
  const head = h("header", { class: "account-head" });
  const answer = h("div", { class: "account-answer", "aria-live": "polite" });
  const layers = h("div", { class: "account-layers" });
  const decide = async () => {
    const { action, resource } = desk.asked;
    const who = desk.chosen();
    if (who === undefined) return;
    if (action === "") return answer.replaceChildren(h("p", { class: "wrong" }, t.account.needsAction));
    const report = await desk.busy(answer, () => desk.client.can(who.arn, action, resource));
    if (report !== undefined && shown === who.arn) answer.replaceChildren(...answered(report));
  };
  const open = () => {
    const { request } = desk.app.store.now;
    const { action, resource } = desk.asked;
    // Without a question of its own, the workbench keeps the one that it has.
    if (action === "") desk.toWorkbench(shown, request.action, request.resource);
    else desk.toWorkbench(shown, action, resource);
  };
  const question = questionFields(desk.app, desk.asked, () => void decide(),
    h("button", { type: "submit", class: "primary" }, t.account.decide),
    h("button", { type: "button", class: "to-workbench", onclick: open }, t.account.openInWorkbench));
  const element = h("div", { class: "account-principal" });
  const pick = h("p", { class: "account-hint" }, t.account.choose);
  return {
    element,
    async show() {
      question.update();
      const who = desk.chosen();
      if (who === undefined) return element.replaceChildren(pick);
      if (shown === who.arn) return;
      shown = who.arn;
      answer.replaceChildren();
      layers.replaceChildren();
      head.replaceChildren(...title(who.arn, who.kind));
      element.replaceChildren(head, h("section", { class: "card" }, h("h3", null, t.account.may), question.element, answer), layers);
      const found = await desk.busy(layers, () => desk.client.layers(who.arn, "", ""));
      if (found === undefined || shown !== who.arn) return;
      head.replaceChildren(...title(who.arn, who.kind), facts(found));
      layers.replaceChildren(...stack(found));
    },
    reset() {
      shown = "";
      element.replaceChildren(pick);
    },
  };
}

function title(arn: string, kind: "user" | "role"): HTMLElement[] {
  return [
    h("h2", null, h("span", { class: "badge" }, t.account.kind[kind]), " ", shortOf(arn).replace(/^(user|role)\//, "")),
    h("p", { class: "mono account-arn" }, arn),
  ];
}

function facts(it: Layers): HTMLElement {
  const tags = Object.entries(it.tags).map(([key, value]) => `${key} = ${value}`);
  const pairs: [string, string[]][] = [
    [t.account.facts.groups, it.groups], [t.account.facts.tags, tags], [t.account.facts.profiles, it.instanceProfiles.map(shortOf)],
    [t.account.facts.created, it.created === null ? [] : [it.created.slice(0, 10)]], [t.account.facts.lastUsed, it.lastUsed === null ? [] : [it.lastUsed.slice(0, 10)]],
    [t.account.facts.place, [it.place]],
  ];
  return h("div", null,
    h("dl", { class: "account-facts" }, pairs.filter(([, values]) => values.length > 0).map(([name, values]) =>
      h("div", null, h("dt", null, name), values.map((value) => h("dd", null, value))))),
    it.missing.length > 0 && h("ul", { class: "account-gaps" }, it.missing.map((gap) => h("li", null, inline(gap)))));
}

function answered(report: CanReport): HTMLElement[] {
  const { answer } = report;
  if (answer === null) return [];
  return [
    h("p", { class: "account-verdict" }, decisionChip(answer.decision), " ", h("span", null, t.workbench.sentence(answer.summary))),
    h("p", { class: "account-evidence mono" }, t.account.on(answer.resource)),
    ...[dependsLine(answer.dependsOn.map((it) => it.keys))].filter((it) => it !== false),
    ...answer.decidedBy.map((it) => h("p", { class: "account-evidence" }, evidence(it))),
    h("ul", { class: "account-gaps" }, answer.notes.map((it) => h("li", null, inline(it)))),
  ];
}

/** The layers in AWS's order. */
function stack(it: Layers): HTMLElement[] {
  const trust = it.trust;
  return [
    h("h3", null, t.account.layers),
    it.policies.length === 0 ? h("p", { class: "account-hint" }, t.account.noPolicies) : h("ul", { class: "account-stack" }, it.policies.map((policy) => policyRow(policy, t.account.layer[policy.layer]))),
    ...(trust === null ? [] : [h("h3", null, t.account.trust), h("ul", { class: "account-stack" }, policyRow(trust, null))]),
    h("p", { class: "account-hint" }, t.account.layersHelp),
  ];
}

function policyRow(policy: LayerPolicy, layer: string | null): HTMLElement {
  const from = policy.group !== undefined ? t.account.throughGroup(policy.group) : policy.level !== undefined ? t.account.levelOf(policy.level) : policy.layer !== "identity" ? "" : policy.arn === undefined ? t.account.inline : t.account.managed;
  const body = h("div");
  // The text is made when somebody looks: some have thousands of lines.
  const fill = () => body.childElementCount === 0 && body.append(h("pre", { tabindex: "0" }, h("code", null, reindent(policy.text))));
  return h("li", { class: `layer-${policy.layer}` },
    h("details", { ontoggle: fill },
      h("summary", null, layer !== null && h("span", { class: "badge accent" }, layer), h("span", { class: "account-policy" }, policy.name.replace(/^.*\//, "")), from !== "" && h("small", null, from), !policy.place.startsWith(`${policy.name}:`) && h("small", { class: "where" }, policy.place)),
      body));
}
