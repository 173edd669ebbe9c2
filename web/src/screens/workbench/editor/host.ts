import type { EngineClient } from "../../../engine/client";
import type { PolicyType } from "../../../engine/types";

/** What extensions ask of the pane that holds the editor. */
export interface EditorHost {
  engine: EngineClient;
  /** Of the document that is shown. */
  name(): string;
  type(): PolicyType | "auto";
}
