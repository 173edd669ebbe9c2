// What a person has open: documents, where each is attached, the request, the matrix's axes and the tests.
// Plain data, so that a permalink, a file and the undo list can hold it as it is.

import type { Case, Decision, Policies, PolicyRef } from "../engine/types";

/** The layers in AWS's order. */
export const LAYERS = ["rcp", "scp", "vpcEndpoint", "resource", "identity", "boundary", "session"] as const;
export type Layer = (typeof LAYERS)[number];

/** The text of one editor. A name that starts with `managed:` is one of AWS's, read-only, without text here. */
export interface Doc {
  name: string;
  text: string;
}

/** A document in a layer: off means that it is left out, to see what if. */
export interface Attachment {
  layer: Layer;
  document: string;
  on: boolean;
  /** Of an SCP or RCP: the name of its level; levels are in the order of their first attachment. */
  level?: string;
  /** Of an identity policy that comes through a group. */
  group?: string;
}

/** A context key: known values, said to be absent, or unknown. */
export interface ContextEntry {
  key: string;
  state: "known" | "absent" | "unknown";
  values: string[];
}

/** What neither a resource's ARN nor its account says; for few requests it matters. */
export interface ResourceFacts {
  kind?: "kms-key" | "iam-role-trust";
  accountIsManagement?: boolean;
  awsManagedKey?: boolean;
}

export interface RequestDraft {
  /** A name or an object, as in docs/scenarios.md. */
  principal: string | Record<string, unknown>;
  sessionName?: string;
  action: string;
  resource: string;
  resourceAccount?: string;
  resourceFacts?: ResourceFacts;
  context: ContextEntry[];
}

export interface TestDraft {
  name: string;
  /** What differs from the workbench's request; with a principal or a resource come the facts about it. */
  principal?: string | Record<string, unknown>;
  sessionName?: string;
  action?: string;
  resource?: string;
  resourceAccount?: string;
  resourceFacts?: ResourceFacts;
  context?: ContextEntry[];
  /** All that is in force, by names of documents; absent where the workbench's layers are. */
  policies?: Policies;
  expected: Decision | "denied";
  sid?: string;
}

export interface MatrixDraft {
  rowKind: "resource" | "principal";
  rows: string[];
  /** Actions and patterns such as `s3:Get*`. */
  columns: string[];
}

export interface Workspace {
  documents: Doc[];
  attachments: Attachment[];
  /** Whole layers that are left out. */
  off: Layer[];
  request: RequestDraft;
  matrix: MatrixDraft;
  tests: TestDraft[];
}

/** The policies of a case, by reference. */
export function policies(workspace: Workspace): Policies {
  const of = (layer: Layer) =>
    workspace.off.includes(layer) ? [] : workspace.attachments.filter((it) => it.layer === layer && it.on);
  const names = (layer: Layer): PolicyRef[] => of(layer).map((it) => it.document);
  const policies: Policies = {};
  const identity = of("identity").filter((it) => it.group === undefined);
  if (identity.length > 0) policies.identity = identity.map((it) => it.document);
  const groups = of("identity").filter((it) => it.group !== undefined);
  if (groups.length > 0) policies.groups = grouped(groups.map((it) => [it.group as string, it.document]));
  if (names("resource").length > 0) policies.resource = names("resource");
  if (names("session").length > 0) policies.session = names("session");
  const [boundary] = names("boundary");
  if (boundary !== undefined) policies.boundary = boundary;
  const [endpoint] = names("vpcEndpoint");
  if (endpoint !== undefined) policies.vpcEndpoint = endpoint;
  if (of("scp").length > 0) policies.scps = levels(of("scp"));
  if (of("rcp").length > 0) policies.rcps = levels(of("rcp"));
  return policies;
}

/** The case that the workbench asks. */
export function toCase(workspace: Workspace): Case {
  return { ...requestCase(workspace.request), policies: policies(workspace) };
}

/** The request that a test makes: its own facts, and the workbench's for the rest. */
export function testRequest(request: RequestDraft, test: TestDraft): RequestDraft {
  const { principal, sessionName } = test.principal === undefined ? request : test;
  const { resource, resourceAccount, resourceFacts } = test.resource === undefined ? request : test;
  return {
    principal: principal ?? request.principal,
    ...(sessionName === undefined ? {} : { sessionName }),
    action: test.action ?? request.action,
    resource: resource ?? "*",
    ...(resourceAccount === undefined ? {} : { resourceAccount }),
    ...(resourceFacts === undefined ? {} : { resourceFacts }),
    context: test.context ?? request.context,
  };
}

/** The case of a test. */
export function testCase(workspace: Workspace, test: TestDraft): Case {
  return {
    name: test.name,
    ...requestCase(testRequest(workspace.request, test)),
    policies: test.policies ?? policies(workspace),
    expected: test.expected,
    ...(test.sid ? { sid: test.sid } : {}),
  };
}

/** A case without policies. */
export function requestCase(request: RequestDraft): Case {
  const { principal, sessionName, action, resource, resourceAccount, resourceFacts } = request;
  const about = { ...(resourceAccount ? { account: resourceAccount } : {}), ...resourceFacts };
  return {
    principal,
    ...(sessionName ? { sessionName } : {}),
    action,
    resource: Object.keys(about).length > 0 ? { arn: resource, ...about } : resource,
    ...facts(request.context),
  };
}

/** The fields of a case that say what the context is. */
export function facts(context: ContextEntry[]): Pick<Case, "context" | "absent" | "unknown"> {
  const known = context.filter((it) => it.state === "known");
  const named = (state: ContextEntry["state"]) => context.filter((it) => it.state === state).map((it) => it.key);
  return {
    context: Object.fromEntries(known.map((it) => [it.key, it.values.length === 1 ? it.values[0]! : it.values])),
    absent: named("absent"),
    unknown: named("unknown"),
  };
}

function levels(attachments: Attachment[]): { level: string; policies: PolicyRef[] }[] {
  const byLevel = grouped(attachments.map((it) => [it.level ?? "root", it.document]));
  return Object.entries(byLevel).map(([level, policies]) => ({ level, policies }));
}

function grouped(pairs: [string, string][]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, document] of pairs) (groups[name] ??= []).push(document);
  return groups;
}
