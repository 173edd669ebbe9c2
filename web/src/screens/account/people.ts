// The users and roles of an account, to choose from.

import type { Entity } from "../../engine/account/types";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { longList } from "./parts";
import { pick, shortOf, type KindFilter } from "./pick";

const KINDS: KindFilter[] = ["all", "user", "role"];

export class People {
  readonly element: HTMLElement;
  #entities: Entity[] = [];
  #chosen = "";
  #query = "";
  #kind: KindFilter = "all";
  #count = h("p", { class: "account-count", role: "status", "aria-live": "polite" });
  #list = h("div", { class: "account-people-list" });
  #kinds: HTMLElement;
  #choose: (arn: string) => void;

  constructor(choose: (arn: string) => void) {
    this.#choose = choose;
    const search = h("input", {
      type: "search", "aria-label": t.account.search, placeholder: t.account.search,
      oninput: () => {
        this.#query = search.value;
        this.#show();
      },
    });
    this.#kinds = h("div", { class: "account-kinds", role: "group", "aria-label": t.account.kindFilter }, KINDS.map((kind) =>
      h("button", { type: "button", "aria-pressed": String(kind === this.#kind), "data-kind": kind, onclick: () => this.#only(kind) }, t.account.kinds[kind])));
    this.element = h("section", { class: "account-people", "aria-label": t.account.principals }, h("h2", null, t.account.principals), search, this.#kinds, this.#count, this.#list);
  }

  set entities(entities: Entity[]) {
    this.#entities = entities;
    this.#show();
  }

  set chosen(arn: string) {
    this.#chosen = arn;
    for (const it of this.#list.querySelectorAll("[data-arn]")) this.#mark(it);
  }

  #only(kind: KindFilter): void {
    this.#kind = kind;
    for (const it of this.#kinds.children) it.setAttribute("aria-pressed", String(it.getAttribute("data-kind") === kind));
    this.#show();
  }

  #show(): void {
    const found = pick(this.#entities, this.#query, this.#kind);
    this.#count.textContent = t.account.found(found.length, this.#entities.length);
    this.#list.replaceChildren(longList(found, (it) => this.#row(it)));
  }

  #row(entity: Entity): HTMLElement {
    const row = h("li", null,
      h("button", { type: "button", class: "account-person", "data-arn": entity.arn, title: entity.arn, onclick: () => this.#choose(entity.arn) },
        h("span", { class: "mono" }, shortOf(entity.arn)),
        h("small", null, `${entity.account} · ${t.account.policyCount(entity.policies)}${entity.missing.length > 0 ? " · !" : ""}`)));
    this.#mark(row.firstElementChild!);
    return row;
  }

  #mark(button: Element): void {
    if (button.getAttribute("data-arn") === this.#chosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
