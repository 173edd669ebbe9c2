// An action and a resource, asked about one principal or all: the views share them.

import type { App } from "../../app";
import { t } from "../../text/text";
import { Combobox } from "../../ui/combobox";
import { h, type Child } from "../../ui/dom";

export interface Asked {
  action: string;
  resource: string;
}

export interface QuestionFields {
  element: HTMLFormElement;
  /** Shows what another view was asked. */
  update(): void;
}

export function questionFields(app: App, asked: Asked, submit: () => void, ...buttons: Child[]): QuestionFields {
  const action = new Combobox({
    label: t.account.action,
    value: asked.action,
    placeholder: t.account.actionExample,
    options: async (text) => (text.trim() === "" ? [] : (await app.engine.actions(text, 60)).map((it) => ({ value: it.action, detail: it.levels.join(", ") }))),
    change: (text) => (asked.action = text.trim()),
    commit: submit,
  });
  const resource = h("input", {
    type: "text", class: "mono", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-label": t.account.resource, placeholder: t.account.anyResource, value: asked.resource,
    oninput: () => (asked.resource = resource.value.trim()),
  });
  return {
    element: h("form", { class: "account-question", onsubmit: (event: Event) => (event.preventDefault(), submit()) },
      h("div", { class: "field" }, h("span", { "aria-hidden": "true" }, t.account.action), action.element),
      h("div", { class: "field" }, h("span", { "aria-hidden": "true" }, t.account.resource), resource),
      h("div", { class: "account-buttons" }, buttons)),
    update() {
      action.value = asked.action;
      resource.value = asked.resource;
    },
  };
}
