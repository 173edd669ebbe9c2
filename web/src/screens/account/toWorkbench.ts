// A principal of an account in the workbench: what is in force for it hangs in the layers, and what the files tell of its
// request stands in the context.

import type { LayerPolicy, Layers } from "../../engine/account/types";
import type { Attachment, ContextEntry, Doc, RequestDraft, Workspace } from "../../state/workspace";
import { accountOf } from "./pick";
import { reindent } from "./reindent";

const LONGEST_NAME = 100;

export function toWorkbench(layers: Layers, action: string): Workspace {
  const documents: Doc[] = [];
  const attachments = layers.policies.map((policy) => attachment(policy, documents));
  return {
    documents,
    attachments,
    off: [],
    request: request(layers, action),
    matrix: { rowKind: "resource", rows: [layers.resource], columns: [action] },
    tests: [],
  };
}

function attachment(policy: LayerPolicy, documents: Doc[]): Attachment {
  const { layer, level, group } = policy;
  const document = documentOf(policy, documents);
  return { layer, document, on: true, ...(level === undefined ? {} : { level }), ...(group === undefined ? {} : { group }) };
}

/** The same policy is one document wherever it is attached; another of its name gets a number. */
function documentOf(policy: LayerPolicy, documents: Doc[]): string {
  const text = reindent(policy.text);
  const stem = policy.name.replace(/^managed:/, "").replace(/^.*\//, "").replace(/[\\\x00-\x1f\x7f]/g, "_").replace(/\.json$/, "").slice(0, LONGEST_NAME) || "policy";
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${stem}.json` : `${stem}-${count}.json`;
    const there = documents.find((it) => it.name === name);
    if (there?.text === text) return name;
    if (there !== undefined) continue;
    documents.push({ name, text });
    return name;
  }
}

function request(layers: Layers, action: string): RequestDraft {
  const { resource, resourceAccount } = layers;
  // An ARN without an account is taken for the caller's.
  const assumed = accountOf(resource) || accountOf(layers.arn);
  const known = Object.entries(layers.known).map(([key, values]): ContextEntry => ({ key, state: "known", values }));
  const unknown = layers.unknown.map((key): ContextEntry => ({ key, state: "unknown", values: [] }));
  return {
    principal: layers.principal,
    action,
    resource,
    ...(resourceAccount !== null && resourceAccount !== assumed ? { resourceAccount } : {}),
    ...(layers.resourceIsManagement ? { resourceFacts: { accountIsManagement: true } } : {}),
    context: [...known, ...unknown],
  };
}
