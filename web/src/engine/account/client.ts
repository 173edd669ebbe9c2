// Whole accounts as the page sees them. They have a worker of their own, which starts with the first file and holds the
// files in its memory alone; for other files another takes its place.

import { startAccountWorker } from "#host/start";
import { Channel } from "../channel";
import type { CanReport, Layers, Opened, Row, WhatCan, WhoCan } from "./types";

export interface TextFile {
  /** With its folders, where they are known. */
  name: string;
  text: string;
}

/** Principals of a matrix asked about at once: few enough to tell how far it is, many enough not to wait for messages. */
const ROWS = 50;

export class AccountClient {
  #channel: Channel | undefined;
  #files: TextFile[] = [];

  /** Opens these files, and no others. */
  async open(files: TextFile[]): Promise<Opened> {
    this.#files = files;
    this.#channel?.stop();
    this.#channel = new Channel(startAccountWorker, () => {
      this.#add();
      this.#channel?.tell("accountOpen");
    });
    this.#add();
    return this.#channel.json<Opened>("accountOpen");
  }

  /** Forgets all. */
  close(): void {
    this.#channel?.stop();
    this.#channel = undefined;
    this.#files = [];
  }

  /** Gives up what is being computed: another worker takes in the same files. */
  cancel(): void {
    this.#channel?.restart();
  }

  layers = (principal: string, action: string, resource: string) => this.#now.json<Layers>("accountLayers", principal, action, resource);
  can = (principal: string, action: string, resource: string) => this.#now.json<CanReport>("accountCan", principal, action, resource);
  whoCan = (action: string, resource: string) => this.#now.json<WhoCan>("accountWhoCan", action, resource);
  whatCan = (principal: string) => this.#now.json<WhatCan>("accountWhatCan", principal);

  /** All rows; `told` hears how many there are, part by part. */
  async matrix(count: number, actions: string[], resources: string[], told: (rows: number) => void): Promise<Row[]> {
    const rows: Row[] = [];
    const columns = actions.length * Math.max(resources.length, 1);
    const part = Math.max(1, Math.ceil(ROWS / Math.max(columns, 1)));
    while (rows.length < count) {
      const next = await this.#now.json<Row[]>("accountMatrix", rows.length, part, JSON.stringify(actions), JSON.stringify(resources));
      if (next.length === 0) break;
      rows.push(...next);
      told(rows.length);
    }
    return rows;
  }

  get #now(): Channel {
    if (this.#channel === undefined) throw new Error("no account is open");
    return this.#channel;
  }

  #add(): void {
    for (const { name, text } of this.#files) this.#channel?.tell("accountAdd", name, text);
  }
}
