// The views of the account screen, as tabs.

import { t } from "../../text/text";
import { h } from "../../ui/dom";
import type { View } from "./view";

export const TABS = ["principal", "what", "who", "matrix"] as const;
export type Tab = (typeof TABS)[number];

export interface Tabs {
  element: HTMLElement;
  readonly now: Tab;
  go(tab: Tab): void;
  /** Shows the present view anew. */
  show(): void;
}

export function tabs(views: Record<Tab, View>): Tabs {
  let now: Tab = "principal";
  const go = (tab: Tab) => {
    now = tab;
    TABS.forEach((it, at) => {
      buttons[at]?.setAttribute("aria-selected", String(it === tab));
      buttons[at]?.setAttribute("tabindex", it === tab ? "0" : "-1");
      panels[at]?.toggleAttribute("hidden", it !== tab);
    });
    views[tab].show();
  };
  const buttons = TABS.map((tab, at) =>
    h("button", {
      type: "button", role: "tab", id: `account-tab-${tab}`, "aria-controls": `account-panel-${tab}`, "aria-selected": String(tab === now), tabindex: tab === now ? "0" : "-1",
      onclick: () => go(tab),
      onkeydown: (event: KeyboardEvent) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        const next = TABS[(at + by + TABS.length) % TABS.length];
        if (by === 0 || next === undefined) return;
        go(next);
        document.getElementById(`account-tab-${next}`)?.focus();
      },
    }, t.account.tabs[tab]));
  const panels = TABS.map((tab) => h("section", { class: "account-panel", role: "tabpanel", id: `account-panel-${tab}`, "aria-labelledby": `account-tab-${tab}`, hidden: tab !== now }, views[tab].element));
  return {
    element: h("div", { class: "account-views" }, h("div", { class: "tabs account-tabs", role: "tablist", "aria-label": t.account.tabList }, buttons), panels),
    get now() {
      return now;
    },
    go,
    show: () => views[now].show(),
  };
}
