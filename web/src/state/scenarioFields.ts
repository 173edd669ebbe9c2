// The fields of a case that say who calls, on what and under which circumstances.

import { t } from "../text/text";
import { InputError, isObject } from "./shape";
import type { ContextEntry, RequestDraft, ResourceFacts, TestDraft } from "./workspace";

/** A list as it is, one value as a list of it. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function textOf(value: unknown, field: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  const hint = typeof value === "number" ? t.scenario.quote(String(value)) : "";
  throw new InputError(t.scenario.notText(field) + hint);
}

export function principalOf(value: unknown): RequestDraft["principal"] {
  if (value === undefined) throw new InputError(t.scenario.lacks("principal"));
  if (typeof value === "string") return value;
  if (!isObject(value)) throw new InputError(t.scenario.notText("principal"));
  for (const [name, fact] of Object.entries(value)) {
    if (typeof fact !== "boolean") textOf(fact, name);
  }
  return value;
}

export function resourceOf(value: unknown): Pick<TestDraft, "resourceAccount" | "resourceFacts"> & { resource: string } {
  if (typeof value === "string") return { resource: value };
  if (!isObject(value)) throw new InputError(t.scenario.notText("resource"));
  const account = textOf(value.account, "account");
  const facts: ResourceFacts = {
    ...(value.kind === "kms-key" || value.kind === "iam-role-trust" ? { kind: value.kind } : {}),
    ...(value.accountIsManagement === true ? { accountIsManagement: true } : {}),
    ...(value.awsManagedKey === true ? { awsManagedKey: true } : {}),
  };
  return {
    resource: textOf(value.arn, "arn") ?? "*",
    ...(account === undefined ? {} : { resourceAccount: account }),
    ...(Object.keys(facts).length > 0 ? { resourceFacts: facts } : {}),
  };
}

/** The outer object first; an inner one overrides it key by key, whatever the case of the letters. */
export function contextOf(layers: Record<string, unknown>[]): ContextEntry[] {
  const entries = new Map<string, ContextEntry>();
  const put = (entry: ContextEntry) => entries.set(entry.key.toLowerCase(), entry);
  for (const layer of layers) {
    if (layer.context !== undefined && !isObject(layer.context)) throw new InputError(t.scenario.notObjectField("context"));
    for (const [key, value] of Object.entries(layer.context ?? {})) {
      put({ key, state: "known", values: listOf(value).map((it) => valueOf(it, key)) });
    }
    for (const state of ["absent", "unknown"] as const) {
      for (const key of listOf(layer[state])) put({ key: textOf(key, state) ?? "", state, values: [] });
    }
  }
  return [...entries.values()];
}

function valueOf(value: unknown, key: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new InputError(t.scenario.notText(key));
}
