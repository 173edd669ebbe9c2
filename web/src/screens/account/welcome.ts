// What stands where no account is open yet.

import { asset } from "#host/assets";
import type { TextFile } from "../../engine/account/client";
import { t } from "../../text/text";
import { h } from "../../ui/dom";

export function welcome(actions: { open(files: File[]): void; sample(): void }): HTMLElement {
  return h("div", { class: "account-welcome" },
    h("div", { class: "account-drop" },
      h("h2", null, t.account.welcome),
      t.account.welcomeText.map((it) => h("p", null, it)),
      h("p", { class: "account-drop-here" }, t.account.drop),
      h("div", { class: "account-buttons" },
        h("button", { type: "button", class: "primary", onclick: () => chooseFiles(actions.open) }, t.account.open),
        h("button", { type: "button", onclick: () => chooseFiles(actions.open, true) }, t.account.openFolder),
        h("button", { type: "button", class: "sample", onclick: () => actions.sample() }, t.account.sample))),
    h("div", { class: "account-how" },
      h("pre", { tabindex: "0" }, h("code", null, t.account.command)),
      h("p", null, t.account.commandHelp),
      h("p", null, t.account.more)));
}

export function chooseFiles(take: (files: File[]) => void, folder = false): void {
  const input = h("input", { type: "file", multiple: true, accept: ".json", webkitdirectory: folder, onchange: () => take([...(input.files ?? [])]) });
  input.click();
}

export async function sampleFiles(): Promise<TextFile[]> {
  return JSON.parse(new TextDecoder().decode(await asset("sample"))) as TextFile[];
}
