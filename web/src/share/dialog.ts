// The dialog that makes a link, with other names where the person wants them.

import type { App } from "../app";
import { decisionsOf } from "../state/decisions";
import { workspaceFile } from "../state/files";
import { LONG, toFragment } from "../state/permalink";
import { pseudonymise, type Pseudonymised } from "../state/pseudonymise";
import type { InputError } from "../state/shape";
import type { Workspace } from "../state/workspace";
import { t } from "../text/text";
import { openDialog } from "../ui/dialog";
import { download, h, patch } from "../ui/dom";

/** Says what a link carries, and gives it. */
export function openShare(app: App): void {
  const original = app.store.now;
  let shared: Workspace = original;
  let note: string[] = [];
  const body = h("div", { class: "share" });
  const replace = async () => {
    const result = pseudonymise(original);
    const same = await sameDecisions(app, original, result);
    shared = same ? result.workspace : original;
    note = same ? notes(result) : [t.share.changedDecision];
    await show();
  };
  const restore = async () => {
    [shared, note] = [original, []];
    await show();
  };
  const show = async () => {
    const link = await toFragment(shared).then((it) => location.href.replace(/#.*$/, "") + it, (error: InputError) => error);
    const length = typeof link === "string" ? link.length : 0;
    const copy = async () => {
      // Not every place lets a page write to the clipboard.
      const done = await navigator.clipboard.writeText(String(link)).then(() => true, () => false);
      body.querySelector(".share-said")?.replaceChildren(done ? t.common.copied : t.share.copyYourself);
      if (!done) body.querySelector("input")?.select();
    };
    patch(body,
      h("p", { class: "share-warning" }, t.share.warning),
      typeof link === "string"
        ? h("label", { class: "field" }, h("span", null, t.share.link), h("input", { type: "text", class: "mono", readonly: true, value: link, onfocus: (event: Event) => (event.target as HTMLInputElement).select() }))
        : h("p", { class: "field-fault" }, link.message),
      h("p", null, h("small", null, length > 0 && t.share.length(length)), length > LONG && h("strong", { class: "share-long" }, ` ${t.share.long}`)),
      h("div", { class: "share-names", role: "status" }, note.map((it) => h("p", null, it))),
      h("div", { class: "share-buttons" },
        h("span", { class: "share-said", role: "status" }),
        shared === original
          ? h("button", { type: "button", "data-key": "replace", onclick: replace }, t.share.pseudonymise)
          : h("button", { type: "button", "data-key": "restore", onclick: restore }, t.share.original),
        h("button", { type: "button", "data-key": "save", onclick: () => download("workspace.sayso.json", workspaceFile(shared)) }, t.share.saveFile),
        typeof link === "string" && h("button", { type: "button", class: "primary", "data-key": "copy", onclick: copy }, t.share.copyLink)));
  };
  void show().then(() => openDialog(t.share.title, body));
}

function notes({ replaced, kept }: Pseudonymised): string[] {
  const some = kept.slice(0, 20).map((it) => `\`${it}\``).join(", ") + (kept.length > 20 ? ", …" : "");
  return [t.share.pseudonymised(replaced), ...(kept.length > 0 ? [t.share.kept(some)] : []), t.share.alsoKept];
}

/** The engine has the last word on whether the names mattered. */
async function sameDecisions(app: App, before: Workspace, { workspace }: Pseudonymised): Promise<boolean> {
  const [one, other] = [await decisionsOf(app.engine, before), await decisionsOf(app.engine, workspace)];
  return JSON.stringify(one) === JSON.stringify(other);
}
