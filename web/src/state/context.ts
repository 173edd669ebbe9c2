// The condition context of a request, key by key. Keys are the same whatever their case.

import type { ContextEntry, Workspace } from "./workspace";

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export function entryOf(context: ContextEntry[], key: string): ContextEntry | undefined {
  return context.find((it) => same(it.key, key));
}

/** States a key, in the place where it stood. */
export function setEntry(workspace: Workspace, entry: ContextEntry): Workspace {
  const { context } = workspace.request;
  const stated = entryOf(context, entry.key) !== undefined;
  const next = stated ? context.map((it) => (same(it.key, entry.key) ? { ...entry, key: it.key } : it)) : [...context, entry];
  return { ...workspace, request: { ...workspace.request, context: next } };
}

/** Says nothing of a key any more: it is not in the request, unless it follows from the principal. */
export function dropEntry(workspace: Workspace, key: string): Workspace {
  const context = workspace.request.context.filter((it) => !same(it.key, key));
  return { ...workspace, request: { ...workspace.request, context } };
}

/** States several keys, `null` for those that are absent. */
export function setValues(workspace: Workspace, values: Record<string, string[] | null>): Workspace {
  return Object.entries(values).reduce(
    (it, [key, known]) => setEntry(it, { key, state: known === null ? "absent" : "known", values: known ?? [] }),
    workspace,
  );
}
