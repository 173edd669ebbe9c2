// Links: made in a dialog, opened when the page's address has one. What it takes comes when it is needed.

import type { App } from "../app";
import { t } from "../text/text";
import { h } from "../ui/dom";
import { toast } from "../ui/toast";

export function startShare(app: App): void {
  const share = () => void import("./dialog").then(({ openShare }) => openShare(app));
  app.commands.add({ id: "share", title: t.share.title, keys: "Ctrl+S", run: share });
  document.getElementById("top-actions")?.append(h("button", { type: "button", onclick: share }, t.share.title));
  const open = () => void openFragment(app);
  addEventListener("hashchange", open);
  open();
}

/** Opens the link in the address, which then goes: what the person changes is no longer what it says. */
async function openFragment(app: App): Promise<void> {
  const fragment = location.hash;
  if (!/^#v\d+\./.test(fragment)) return;
  history.replaceState(null, "", location.pathname + location.search);
  const [{ fromFragment }, { InputError }] = await Promise.all([import("../state/permalink"), import("../state/shape")]);
  try {
    const workspace = await fromFragment(fragment);
    app.store.update(() => workspace);
    app.go("workbench");
    toast(t.share.opened, { text: t.common.undo, run: () => app.store.undo() });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    toast(t.share.failed(error.message));
  }
}
