// What every screen is given.

import type { EngineClient } from "./engine/client";
import type { Live } from "./state/live";
import type { Store } from "./state/store";
import type { Commands } from "./ui/commands";

export type ScreenId = "workbench" | "matrix" | "tests" | "account" | "examples";

export interface App {
  store: Store;
  engine: EngineClient;
  /** The answer to the workbench's question. */
  live: Live;
  /** What the palette, the shortcut sheet and the keyboard know. */
  commands: Commands;
  go(screen: ScreenId): void;
}

export interface Screen {
  id: ScreenId;
  /** Fills its part of the page, once. */
  mount(root: HTMLElement, app: App): void;
  /** Each time the screen comes to the front. */
  show?(): void;
  hide?(): void;
}
