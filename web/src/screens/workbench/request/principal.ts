import type { App } from "../../../app";
import { setRequest } from "../../../state/edits";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { KINDS, type Kind, exampleOf, kindOf } from "./principals";

/** What was typed of an object that is no JSON yet. */
let draft: string | undefined;

/** Who asks: a kind, and a name or an object. */
export function principalField(app: App): HTMLElement {
  const { principal, sessionName } = app.store.now.request;
  const kind = kindOf(principal);
  const choose = (event: Event) => {
    const to = (event.currentTarget as HTMLSelectElement).value as Kind;
    draft = undefined;
    app.store.update((it) => setRequest(it, { principal: exampleOf(to, it.request.principal) }));
  };
  return h(
    "div",
    { class: "request-field", id: "request-principal", "data-key": "principal" },
    h("div", { class: "field-head" },
      h("label", { for: "principal-text" }, t.workbench.principal),
      h("select", { "aria-label": t.workbench.principalKind, value: kind, onchange: choose }, KINDS.map((it) => h("option", { value: it }, t.workbench.kinds[it])))),
    typeof principal === "string" ? name(app, principal, kind) : object(app, principal),
    kind === "role" &&
      h("label", { class: "inline-field", "data-key": "session" }, h("span", null, t.workbench.sessionName),
        h("input", { type: "text", class: "mono", value: sessionName ?? "", placeholder: "session", spellcheck: "false", autocomplete: "off",
          oninput: (event: Event) => app.store.update((it) => setRequest(it, { sessionName: (event.currentTarget as HTMLInputElement).value }), "session name") })),
  );
}

function name(app: App, principal: string, kind: Kind): HTMLElement {
  return h("input", {
    type: "text", id: "principal-text", class: "mono", value: principal, readonly: kind === "anonymous", spellcheck: "false", autocomplete: "off", "data-key": "name",
    oninput: (event: Event) => app.store.update((it) => setRequest(it, { principal: (event.currentTarget as HTMLInputElement).value }), "principal"),
  });
}

function object(app: App, principal: Record<string, unknown>): HTMLElement {
  const text = draft ?? JSON.stringify(principal, null, 2);
  const problem = fault(text);
  const input = (event: Event) => {
    draft = (event.currentTarget as HTMLTextAreaElement).value;
    const wrong = fault(draft);
    const change = wrong === undefined ? (JSON.parse(draft) as Record<string, unknown>) : { ...app.store.now.request.principal as Record<string, unknown> };
    app.store.update((it) => setRequest(it, { principal: change }), "principal");
  };
  return h("div", { "data-key": "object" },
    h("textarea", { id: "principal-text", class: "mono", rows: "6", value: text, spellcheck: "false", "aria-invalid": String(problem !== undefined), "aria-describedby": "principal-help", oninput: input, onblur: () => problem === undefined && (draft = undefined) }),
    h("p", { class: problem === undefined ? "hint" : "field-fault", id: "principal-help" }, problem ?? t.workbench.principalObject));
}

function fault(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : t.workbench.noObject;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
