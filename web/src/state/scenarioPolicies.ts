// The policies of a scenario: what it names or holds becomes documents, and what is in force refers to them.

import { t } from "../text/text";
import { listOf } from "./scenarioFields";
import type { Files } from "./scenario";
import { InputError, isObject } from "./shape";
import type { Attachment, Doc, Layer } from "./workspace";
import type { Policies, PolicyRef } from "../engine/types";

type Refer = (policy: unknown, role: string) => string;
const TYPES = ["identity", "groups", "resource", "session", "boundary", "vpcEndpoint", "scps", "rcps"];

/** Reads the policies in force: type by type the test's own, otherwise the scenario's. */
export function policySet(documents: Map<string, Doc>, missing: Set<string>, files: Files): (outer: unknown, inner: unknown) => Policies {
  const refer: Refer = (policy, role) => {
    if (isObject(policy)) return inline(documents, JSON.stringify(policy, null, 4), role);
    if (typeof policy !== "string") throw new InputError(t.scenario.notPolicy(role));
    if (policy.startsWith("managed:")) return policy;
    const name = policy.replace(/^.*[\\/]/, "");
    const text = files(policy);
    if (text === undefined) missing.add(policy);
    if (!documents.has(name)) documents.set(name, { name, text: text ?? "" });
    return name;
  };
  return (outer, inner) => {
    for (const it of [outer, inner]) {
      if (it !== undefined && !isObject(it)) throw new InputError(t.scenario.notObjectField("policies"));
      const odd = Object.keys(it ?? {}).find((name) => !TYPES.includes(name) && !/^[$_]/.test(name));
      if (odd !== undefined) throw new InputError(t.scenario.unknownField(odd));
    }
    return inForce({ ...(outer as object | undefined), ...(inner as object | undefined) }, refer);
  };
}

function inForce(merged: Record<string, unknown>, refer: Refer): Policies {
  const policies: Policies = {};
  const refs = (value: unknown, role: string): PolicyRef[] => listOf(value).map((it) => refer(it, role));
  for (const role of ["identity", "resource", "session"] as const) {
    if (listOf(merged[role]).length > 0) policies[role] = refs(merged[role], role);
  }
  if (isObject(merged.groups)) {
    policies.groups = Object.fromEntries(Object.entries(merged.groups).map(([group, value]) => [group, refs(value, group)]));
  }
  for (const role of ["boundary", "vpcEndpoint"] as const) {
    if (merged[role] !== undefined && merged[role] !== null) policies[role] = refer(merged[role], role);
  }
  for (const role of ["scps", "rcps"] as const) {
    const levels = listOf(merged[role]).map((it, at) => level(it, at, role, refs));
    if (levels.length > 0) policies[role] = levels;
  }
  return policies;
}

function level(value: unknown, at: number, role: string, refs: (value: unknown, role: string) => PolicyRef[]): { level: string; policies: PolicyRef[] } {
  const name = `level ${at + 1}`;
  if (isObject(value) && "policies" in value) {
    return { level: typeof value.level === "string" ? value.level : name, policies: refs(value.policies, role.replace(/s$/, "")) };
  }
  return { level: name, policies: refs(value, role.replace(/s$/, "")) };
}

/** A policy that stands in the scenario itself; the same text is the same document. */
function inline(documents: Map<string, Doc>, text: string, role: string): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${role}.json` : `${role}-${count}.json`;
    const there = documents.get(name);
    if (there?.text === text) return name;
    if (there === undefined) {
      documents.set(name, { name, text });
      return name;
    }
  }
}

/** Policies as they hang in the workbench's layers. */
export function attachmentsOf(policies: Policies): Attachment[] {
  const refs = (value: PolicyRef | PolicyRef[] | null | undefined) => listOf(value).filter((it): it is string => typeof it === "string");
  const plain = (layer: Layer, value: PolicyRef | PolicyRef[] | null | undefined, more: Partial<Attachment> = {}): Attachment[] =>
    refs(value).map((document) => ({ layer, document, on: true, ...more }));
  return [
    ...(policies.rcps ?? []).flatMap((it) => plain("rcp", it.policies, { level: it.level })),
    ...(policies.scps ?? []).flatMap((it) => plain("scp", it.policies, { level: it.level })),
    ...plain("vpcEndpoint", policies.vpcEndpoint),
    ...plain("resource", policies.resource),
    ...plain("identity", policies.identity),
    ...Object.entries(policies.groups ?? {}).flatMap(([group, value]) => plain("identity", value, { group })),
    ...plain("boundary", policies.boundary),
    ...plain("session", policies.session),
  ];
}
