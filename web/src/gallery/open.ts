import { fromScenario, type Imported } from "../state/scenario";
import type { Story } from "./types";

/** A story's policies and tests. Policies that only other examples of it use are documents, too. */
export function openStory(story: Story): Imported {
  const imported = fromScenario(story.scenario, (path) => story.files[path]);
  const there = new Set(imported.documents.map((it) => it.name));
  const more = Object.entries(story.files).filter(([name]) => !there.has(name)).map(([name, text]) => ({ name, text }));
  return { ...imported, documents: [...imported.documents, ...more] };
}
