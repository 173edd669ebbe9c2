// A cell's glyph: beside its colour and its word, never alone.

import type { CELLS } from "../engine/types";
import { DECISION_ICONS } from "./verdict";

export const CELL_ICONS: Record<(typeof CELLS)[number], string> = { ...DECISION_ICONS, error: "!" };
