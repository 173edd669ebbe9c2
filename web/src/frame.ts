// What stands around the screens: the tabs above, the footer below.

import type { App, Screen, ScreenId } from "./app";
import { SCREENS } from "./screens/screens";
import { t } from "./text/text";
import { openDialog } from "./ui/dialog";
import { h } from "./ui/dom";
import { openPalette, openShortcuts } from "./ui/palette";
import { openThemes } from "./ui/theme";

/** Builds the frame; gives what brings a screen to the front. */
export function frame(app: App): (id: ScreenId) => Promise<void> {
  const mounted = new Map<ScreenId, Promise<Screen>>();
  let front: ScreenId | undefined;

  const tabs = SCREENS.map(({ id }, index) =>
    h("button", {
      type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `screen-${id}`, "aria-selected": "false", tabindex: "-1",
      onclick: () => app.go(id),
      onkeydown: (event: KeyboardEvent) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        const next = SCREENS[(index + by + SCREENS.length) % SCREENS.length];
        if (by === 0 || next === undefined) return;
        app.go(next.id);
        document.getElementById(`tab-${next.id}`)?.focus();
      },
    }, t.screens[id]),
  );
  const panels = SCREENS.map(({ id }) => h("section", { class: "screen", id: `screen-${id}`, role: "tabpanel", "aria-labelledby": `tab-${id}`, hidden: true }));
  document.body.append(header(app, tabs), h("main", null, panels), footer(app));
  addCommands(app);

  return async (id) => {
    if (front === id) return;
    const before = front;
    front = id;
    document.body.dataset.screen = id;
    SCREENS.forEach((it, index) => {
      tabs[index]?.setAttribute("aria-selected", String(it.id === id));
      tabs[index]?.setAttribute("tabindex", it.id === id ? "0" : "-1");
      panels[index]?.toggleAttribute("hidden", it.id !== id);
    });
    if (before !== undefined) (await mounted.get(before))?.hide?.();
    const at = SCREENS.findIndex((it) => it.id === id);
    if (!mounted.has(id)) mounted.set(id, mount(app, at, panels[at]));
    (await mounted.get(id))?.show?.();
  };
}

async function mount(app: App, at: number, panel: HTMLElement | undefined): Promise<Screen> {
  const { screen } = await SCREENS[at]!.load();
  if (panel) screen.mount(panel, app);
  return screen;
}

function header(app: App, tabs: HTMLElement[]): HTMLElement {
  const theme = h("button", { type: "button", class: "quiet icon", "aria-label": t.common.theme, title: t.common.theme, "aria-haspopup": "menu", onclick: () => openThemes(theme) }, "◐");
  return h(
    "header",
    { class: "top" },
    h("h1", { class: "brand" }, "sayso"),
    h("div", { class: "tabs", role: "tablist" }, tabs),
    // Screens and the page's other parts add their own here.
    h("div", { class: "top-actions", id: "top-actions" }),
    h("button", { type: "button", class: "quiet", onclick: () => openPalette(app.commands) }, t.common.commands, h("kbd", null, "Ctrl K")),
    theme,
    h("button", { type: "button", class: "quiet icon", "aria-label": t.common.shortcuts, title: t.common.shortcuts, onclick: () => openShortcuts(app.commands) }, "?"),
  );
}

function footer(app: App): HTMLElement {
  const verify = () => openDialog(t.footer.verifyTitle, t.footer.verifyText.map((it) => h("p", null, it)), [{ text: t.common.ok, primary: true }]);
  const about = h("span", { class: "about" }, t.common.loading);
  app.engine.ready
    .then(() => app.engine.about())
    .then(({ version, catalogueDate }) => (about.textContent = t.footer.about(version, catalogueDate)))
    .catch((error: Error) => (about.textContent = t.common.failed(error.message)));
  return h("footer", { class: "bottom" }, h("span", null, t.footer.privacy), h("button", { type: "button", class: "link", onclick: verify }, t.footer.verify), h("span", null, t.footer.affiliation), about);
}

function addCommands(app: App): void {
  app.commands.add(
    { id: "palette", title: t.common.commands, keys: "Ctrl+K", run: () => openPalette(app.commands) },
    { id: "shortcuts", title: t.common.shortcuts, keys: "?", run: () => openShortcuts(app.commands) },
    { id: "undo", title: t.common.undo, keys: "Ctrl+Z", when: () => app.store.canUndo, run: () => app.store.undo() },
    { id: "redo", title: t.common.redo, keys: "Ctrl+Shift+Z", when: () => app.store.canRedo, run: () => app.store.redo() },
    ...SCREENS.map(({ id, key }) => ({ id: `go-${id}`, title: t.screens[id], keys: `g ${key}`, run: () => app.go(id) })),
  );
}
