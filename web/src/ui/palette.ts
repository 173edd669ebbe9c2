import { t } from "../text/text";
import type { Command, Commands } from "./commands";
import { openDialog } from "./dialog";
import { h } from "./dom";

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);

/** `Ctrl+K` as keycaps. */
export function keycaps(keys: string): HTMLElement {
  const parts = keys.split(/[+ ]/).map((it) => (it === "Ctrl" && mac ? "⌘" : it === "Alt" && mac ? "⌥" : it));
  return h("span", { class: "keycaps" }, parts.map((it) => h("kbd", null, it)));
}

/** All commands, searched by typing. */
export function openPalette(commands: Commands): void {
  let found: Command[] = [];
  let active = 0;
  const list = h("div", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": t.common.commands });
  const run = (command: Command | undefined) => {
    close();
    command?.run();
  };
  const show = () => {
    found = commands.offered.filter((it) => matches(it.title, input.value));
    active = Math.min(active, Math.max(found.length - 1, 0));
    list.replaceChildren(
      ...found.map((it, index) =>
        h("div", { role: "option", id: `palette-${index}`, "aria-selected": String(index === active), onclick: () => run(it) }, h("span", null, it.title), it.keys && keycaps(it.keys)),
      ),
    );
    input.setAttribute("aria-activedescendant", `palette-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const move = (by: number) => ((active = (active + by + found.length) % Math.max(found.length, 1)), show());
  const input = h("input", {
    type: "text", role: "combobox", "aria-label": t.common.commands, "aria-expanded": "true", "aria-controls": "palette-list",
    placeholder: t.common.searchCommands, spellcheck: "false", autocomplete: "off",
    oninput: () => ((active = 0), show()),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "ArrowDown") move(1);
      else if (event.key === "ArrowUp") move(-1);
      else if (event.key === "Enter") run(found[active]);
      else return;
      event.preventDefault();
    },
  });
  const close = openDialog(t.common.commands, [input, list], [], "palette");
  show();
  input.focus();
}

/** The sheet of shortcuts. */
export function openShortcuts(commands: Commands): void {
  const rows = commands.list.filter((it) => it.keys).map((it) => h("li", null, h("span", { class: "shortcut-keys" }, keycaps(it.keys ?? "")), it.title));
  openDialog(t.common.shortcuts, h("ul", { class: "shortcuts" }, rows), [], "wide");
}

/** Whether all words stand in the title, in any order. */
function matches(title: string, query: string): boolean {
  const text = title.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
