// What is asked for, and on what: fields that know the catalogue.

import type { App } from "../../../app";
import type { ActionInfo } from "../../../engine/types";
import { setRequest } from "../../../state/edits";
import { t } from "../../../text/text";
import { Combobox, type Option } from "../../../ui/combobox";
import { h, patch } from "../../../ui/dom";
import { entryOf } from "../../../state/context";
import { accountOf } from "./principals";

export function actionFields(app: App): HTMLElement {
  let info: ActionInfo | null = null;
  const action = new Combobox({
    label: t.workbench.action,
    value: app.store.now.request.action,
    placeholder: "s3:GetObject",
    options: async (text) => (await app.engine.actions(text, 60)).map((it) => ({ value: it.action, detail: it.levels.join(", ") })),
    change: (text) => app.store.update((it) => setRequest(it, { action: text.trim() }), "action"),
  });
  const resource = new Combobox({
    label: t.workbench.resource,
    value: app.store.now.request.resource,
    placeholder: "arn:aws:s3:::…",
    options: (text) => templates(app, info).filter((it) => it.value !== text),
    change: (text) => app.store.update((it) => setRequest(it, { resource: text.trim() }), "resource"),
  });
  const about = h("p", { class: "hint about-action" });
  const owner = h("input", {
    type: "text", class: "mono", spellcheck: "false", autocomplete: "off", inputmode: "numeric", value: app.store.now.request.resourceAccount ?? "",
    oninput: () => app.store.update((it) => setRequest(it, { resourceAccount: owner.value.trim() }), "owner"),
  });
  const learn = async () => {
    const { action: name } = app.store.now.request;
    const found = await app.engine.action(name).catch(() => null);
    if (app.store.now.request.action !== name) return;
    info = found;
    patch(about, found ? described(found) : t.workbench.unknownAction);
  };
  app.store.subscribe(({ request }, before) => {
    if (request === before.request) return;
    if (request.action !== action.input.value.trim()) action.value = request.action;
    if (request.resource !== resource.input.value.trim()) resource.value = request.resource;
    if ((request.resourceAccount ?? "") !== owner.value.trim()) owner.value = request.resourceAccount ?? "";
    owner.placeholder = accountOf(request.principal);
    if (request.action !== before.request.action) void learn();
  });
  owner.placeholder = accountOf(app.store.now.request.principal);
  void learn();
  return h(
    "div",
    { class: "request-fields" },
    h("div", { class: "request-field", id: "request-action" }, h("div", { class: "field-head" }, h("span", null, t.workbench.action)), action.element, about),
    h("div", { class: "request-field", id: "request-resource" }, h("div", { class: "field-head" }, h("span", null, t.workbench.resource)), resource.element,
      h("label", { class: "inline-field" }, h("span", null, t.workbench.owner), owner)),
  );
}

function described({ levels, resourceTypes, dependents, url }: ActionInfo) {
  return [
    levels.map((it) => [h("span", { class: "badge" }, it), " "]),
    resourceTypes.length > 0 ? t.workbench.actsOn(resourceTypes.map((it) => it.name + (it.required ? "*" : "")).join(", ")) : t.workbench.actsOnNothing,
    dependents.length > 0 && ` ${t.workbench.needs(dependents.join(", "))}`,
    url !== undefined && [" ", h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, t.workbench.awsPage)],
  ];
}

/** ARNs of what the action takes, with this caller's account and the request's Region; names remain to be filled in. */
function templates(app: App, info: ActionInfo | null): Option[] {
  const { principal, context } = app.store.now.request;
  const region = entryOf(context, "aws:RequestedRegion")?.values[0] ?? "us-east-1";
  const known: Record<string, string> = { Partition: "aws", Account: accountOf(principal), Region: region };
  const kebab = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  const filled = (arn: string) => arn.replace(/\$\{(\w+)\}/g, (_whole, name: string) => known[name] ?? kebab(name));
  const found = (info?.resourceTypes ?? []).flatMap((type) => type.arns.map((arn) => ({ value: filled(arn), detail: type.name })));
  return info !== null && info.resourceTypes.every((it) => !it.required) ? [...found, { value: "*", detail: t.workbench.anyResource }] : found;
}
