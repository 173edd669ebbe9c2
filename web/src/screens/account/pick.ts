// Which users and roles a search means.

import type { Entity } from "../../engine/account/types";

export type KindFilter = "all" | "user" | "role";

/** Those that have all words in their ARN or tags, those with a name that starts with the search first. */
export function pick(entities: Entity[], query: string, kind: KindFilter): Entity[] {
  const words = query.toLowerCase().split(/\s+/).filter((it) => it !== "");
  const ofKind = kind === "all" ? entities : entities.filter((it) => it.kind === kind);
  if (words.length === 0) return ofKind;
  const says = (it: Entity) => {
    const text = `${it.arn} ${Object.entries(it.tags).map(([key, value]) => `${key}=${value}`).join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = ofKind.filter(says);
  const first = (it: Entity) => it.name.toLowerCase().startsWith(words[0] ?? "");
  return [...found.filter(first), ...found.filter((it) => !first(it))];
}

/** `role/team/App` */
export const shortOf = (arn: string) => (arn.startsWith("arn:") ? arn.split(":").slice(5).join(":") || arn : arn);
export const accountOf = (arn: string) => arn.split(":")[4] ?? "";
