// Verdicts are an icon, a word and a colour, always all three.

import type { Decision, Report } from "../engine/types";
import { t } from "../text/text";
import { h } from "./dom";

type Effect = Report["checks"][number]["evaluatedEffect"];

export const DECISION_ICONS: Record<Decision, string> = { allowed: "✓", explicitDeny: "⊘", implicitDeny: "∅", depends: "?" };

const EFFECTS: Record<Effect, { icon: string; kind: string }> = {
  ALLOW: { icon: "✓", kind: "allowed" },
  EXPLICIT_DENY: { icon: "⊘", kind: "explicitDeny" },
  IMPLICIT_DENY: { icon: "∅", kind: "implicitDeny" },
  DEPENDS: { icon: "?", kind: "depends" },
  NO_IMPACT: { icon: "–", kind: "none" },
};

/** `✓ Allowed` */
export function decisionChip(decision: Decision): HTMLElement {
  return h("span", { class: `chip ${decision}` }, h("span", { "aria-hidden": "true" }, DECISION_ICONS[decision]), " ", t.decisions[decision]);
}

/** Of a layer: its icon, and the class that gives the colour. */
export const effectIcon = (effect: Effect) => EFFECTS[effect];

/** `✓ allows`, of a layer. */
export function effectChip(effect: Effect): HTMLElement {
  const { icon, kind } = EFFECTS[effect];
  return h("span", { class: `chip ${kind}` }, h("span", { "aria-hidden": "true" }, icon), " ", t.effects[effect]);
}
