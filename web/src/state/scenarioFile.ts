// Tests as a scenario file: what all of them share stands once, at the top.

import { facts, testCase } from "./workspace";
import type { Doc, TestDraft, Workspace } from "./workspace";
import { mapRefs } from "./refs";
import { isObject } from "./shape";
import type { Case, Policies } from "../engine/types";

export interface ExportOptions {
  /** Policies by the names of files beside the scenario, or as they are. */
  policies: "names" | "inline";
  name?: string;
}

const SHARED = ["principal", "sessionName", "action", "resource", "absent", "unknown", "policies", "expected"] as const;

/** A scenario as `sayso test` reads it. */
export function toScenario(workspace: Workspace, tests: TestDraft[], options: ExportOptions): Record<string, unknown> {
  const texts = new Map(workspace.documents.map((it) => [it.name, it.text]));
  const cases = tests.map((test) => tidy(testCase(workspace, test), options.policies === "inline" ? texts : undefined));
  const top: Record<string, unknown> = options.name === undefined ? {} : { name: options.name };
  for (const field of SHARED) {
    if (cases.length > 1 || field === "policies") hoist(top, cases, field);
  }
  hoistContext(top, cases);
  return { ...top, tests: cases };
}

/** Moves a field that is the same in all cases to the top. One that only some have stays: the top would give it to all. */
function hoist(top: Record<string, unknown>, cases: Record<string, unknown>[], field: string): void {
  const [first] = cases;
  const text = JSON.stringify(first?.[field]);
  if (text === undefined || !cases.every((it) => JSON.stringify(it[field]) === text)) return;
  top[field] = first?.[field];
  for (const it of cases) delete it[field];
}

function hoistContext(top: Record<string, unknown>, cases: Record<string, unknown>[]): void {
  const contexts = cases.map((it) => (isObject(it.context) ? it.context : {}));
  const [first] = contexts;
  if (first === undefined || cases.length < 2) return;
  const shared = Object.entries(first).filter(([key, value]) => contexts.every((it) => JSON.stringify(it[key]) === JSON.stringify(value)));
  if (shared.length === 0) return;
  top.context = Object.fromEntries(shared);
  for (const [at, it] of cases.entries()) {
    const own = Object.entries(contexts[at] ?? {}).filter(([key]) => !shared.some(([other]) => other === key));
    if (own.length > 0) it.context = Object.fromEntries(own);
    else delete it.context;
  }
}

/** A case without empty fields, in the order in which people write them. */
function tidy(it: Case, texts: Map<string, string> | undefined): Record<string, unknown> {
  const filled = (value: object | undefined) => value !== undefined && Object.keys(value).length > 0;
  return {
    ...(it.name ? { name: it.name } : {}),
    principal: it.principal,
    ...(it.sessionName ? { sessionName: it.sessionName } : {}),
    action: it.action,
    ...(it.resource === undefined ? {} : { resource: it.resource }),
    ...(filled(it.context) ? { context: values(it.context ?? {}) } : {}),
    ...(filled(it.absent) ? { absent: it.absent } : {}),
    ...(filled(it.unknown) ? { unknown: it.unknown } : {}),
    ...(filled(it.policies) ? { policies: texts === undefined ? it.policies : resolved(it.policies ?? {}, texts) } : {}),
    expected: it.expected,
    ...(it.sid ? { sid: it.sid } : {}),
  };
}

/** `true` and `false` read better without quotes, and mean the same. */
function values(context: NonNullable<ReturnType<typeof facts>["context"]>): Record<string, unknown> {
  const plain = (value: unknown) => (value === "true" ? true : value === "false" ? false : value);
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, Array.isArray(value) ? value.map(plain) : plain(value)]));
}

/** A case that holds its policies itself. */
export function inlined(it: Case, documents: Doc[]): Case {
  return { ...it, policies: resolved(it.policies ?? {}, new Map(documents.map(({ name, text }) => [name, text]))) };
}

/** The documents themselves for their names. What is no JSON keeps its name: the reader will say what is wrong. */
function resolved(policies: Policies, texts: Map<string, string>): Policies {
  return mapRefs(policies, (ref) => {
    const text = typeof ref === "string" ? texts.get(ref) : undefined;
    if (text === undefined) return ref;
    try {
      const value: unknown = JSON.parse(text);
      return isObject(value) ? value : ref;
    } catch {
      return ref;
    }
  });
}
