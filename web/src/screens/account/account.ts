// Whole accounts: who is there, who can do what. All of it stays in memory, and is computed in a worker of its own.

import "../matrix/matrix.css";
import "./account.css";
import type { App, Screen } from "../../app";
import { AccountClient, type TextFile } from "../../engine/account/client";
import type { Entity, Opened } from "../../engine/account/types";
import { Restarted } from "../../engine/channel";
import { t } from "../../text/text";
import { h } from "../../ui/dom";
import { undoToast } from "../../ui/toast";
import { fileList } from "./files";
import { matrixView } from "./matrix";
import { People } from "./people";
import { principalView } from "./principal";
import { merged, read } from "./read";
import { TABS, tabs, type Tab, type Tabs } from "./tabs";
import { toWorkbench } from "./toWorkbench";
import type { Desk, View } from "./view";
import { chooseFiles, sampleFiles, welcome } from "./welcome";
import { whatView } from "./what";
import { whoView } from "./who";

class AccountScreen {
  #app: App;
  #client = new AccountClient();
  #files: TextFile[] = [];
  #opened: Opened | undefined;
  #chosen: Entity | undefined;
  #asking = 0;
  #root: HTMLElement;
  #side = h("div", { class: "account-opened" });
  #people = new People((arn) => this.#choose(arn));
  #welcome: HTMLElement;
  #status = h("p", { class: "account-status", role: "status", "aria-live": "polite" });
  #desk: HTMLElement;
  #tabs: Tabs;
  #views: Record<Tab, View>;

  constructor(root: HTMLElement, app: App) {
    this.#app = app;
    this.#root = root;
    const desk = this.#desktop();
    this.#views = { principal: principalView(desk), who: whoView(desk), what: whatView(desk), matrix: matrixView(desk) };
    this.#tabs = tabs(this.#views);
    this.#welcome = welcome({ open: (files) => void this.take(files), sample: () => void this.#sample() });
    this.#desk = h("div", { class: "account", hidden: true },
      h("div", { class: "account-side" }, this.#side, this.#people.element),
      h("div", { class: "account-main" }, this.#tabs.element));
    root.append(this.#welcome, this.#status, this.#desk);
  }

  async take(files: File[]): Promise<void> {
    if (files.length === 0) return;
    const texts = await read(files, (name) => (this.#status.textContent = t.account.opening(name)));
    if (texts.length > 0) await this.#open(merged(this.#files, texts));
    else this.#status.textContent = "";
  }

  async #sample(): Promise<void> {
    const files = await this.#busy(this.#status, sampleFiles);
    if (files !== undefined) await this.#open(files);
  }

  async #open(files: TextFile[]): Promise<void> {
    this.#files = files;
    this.#root.setAttribute("aria-busy", "true");
    const opened = await this.#busy(this.#status, () => this.#client.open(files), t.account.loading);
    this.#root.removeAttribute("aria-busy");
    if (opened === undefined) return this.#opened === undefined ? undefined : this.#close();
    this.#opened = opened;
    const again = this.#chosen?.arn;
    this.#chosen = undefined;
    for (const tab of TABS) this.#views[tab].reset();
    const add = h("button", { type: "button", onclick: () => chooseFiles((more) => void this.take(more)) }, t.account.add);
    const close = h("button", { type: "button", onclick: () => this.#close() }, t.account.close);
    this.#side.replaceChildren(...fileList(opened, [add, close]));
    this.#people.entities = opened.entities;
    this.#status.textContent = opened.entities.length === 0 ? t.account.nobody : "";
    this.#welcome.hidden = true;
    this.#desk.hidden = false;
    const first = opened.entities.find((it) => it.arn === again) ?? opened.entities[0];
    if (first) this.#choose(first.arn, false);
    this.#tabs.show();
  }

  #close(): void {
    this.#client.close();
    this.#files = [];
    this.#opened = this.#chosen = undefined;
    for (const tab of TABS) this.#views[tab].reset();
    this.#welcome.hidden = false;
    this.#desk.hidden = true;
  }

  #choose(arn: string, bring = true): void {
    this.#chosen = this.#opened?.entities.find((it) => it.arn === arn);
    this.#people.chosen = arn;
    // A matrix and answers about all stay as they are; who is chosen is looked at.
    if (bring && (this.#tabs.now === "who" || this.#tabs.now === "matrix")) this.#tabs.go("principal");
    else this.#tabs.show();
    const main = this.#tabs.element;
    // Where the list stands above the views, they would else be out of sight.
    if (bring && main.getBoundingClientRect().top > innerHeight / 2) main.scrollIntoView({ block: "start" });
  }

  /** Where no resource is named, the one that answers for all. */
  async #toWorkbench(arn: string, action: string, resource: string): Promise<void> {
    const layers = await this.#busy(this.#status, async () => {
      const found = resource === "" ? (await this.#client.can(arn, action, "")).answer?.resource : resource;
      return this.#client.layers(arn, action, found ?? "*");
    });
    if (layers === undefined) return;
    this.#app.store.update(() => toWorkbench(layers, action));
    this.#app.go("workbench");
    undoToast(this.#app.store, t.account.opened(arn.split(":").slice(5).join(":"), layers.policies.length));
  }

  async #busy<T>(place: HTMLElement, run: (told: (done: number, all: number) => void) => Promise<T>, words = t.account.deciding): Promise<T | undefined> {
    const asking = ++this.#asking;
    const bar = h("progress", { "aria-label": words });
    const said = h("span", null, words);
    const cancel = h("button", { type: "button", onclick: () => this.#client.cancel() }, t.account.cancel);
    place.classList.remove("wrong");
    place.replaceChildren(h("span", { class: "account-busy" }, bar, said, cancel));
    try {
      const value = await run((done, all) => {
        bar.max = all;
        bar.value = done;
        said.textContent = t.account.progress(done, all);
      });
      if (place === this.#status || asking === this.#asking) place.replaceChildren();
      return value;
    } catch (error) {
      place.classList.toggle("wrong", !(error instanceof Restarted));
      place.replaceChildren(error instanceof Restarted ? t.account.cancelled : t.account.failed(error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  }

  #desktop(): Desk {
    return {
      app: this.#app,
      client: this.#client,
      opened: () => this.#opened ?? { files: [], accounts: [], entities: [], hasOrganization: false, resourcePolicies: 0 },
      chosen: () => this.#chosen,
      asked: { action: "", resource: "" },
      choose: (arn) => this.#choose(arn),
      toWorkbench: (arn, action, resource) => void this.#toWorkbench(arn, action, resource),
      busy: (place, run) => this.#busy(place, run),
    };
  }
}

let account: AccountScreen | undefined;
let mounted: () => void = () => undefined;
const ready = new Promise<void>((resolve) => (mounted = resolve));

export const screen: Screen = {
  id: "account",
  mount(root, app) {
    account = new AccountScreen(root, app);
    mounted();
  },
};

/** Files that were dropped or picked anywhere on the page. */
export async function takeAccount(files: File[]): Promise<void> {
  await ready;
  await account?.take(files);
}
