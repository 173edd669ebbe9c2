// What crosses the border to the engine about whole accounts: JSON texts, as the command line prints them.

import type { Decision, Location, RawEngine, Report } from "../types";

/** What a file was taken for. */
export type Shape = "dump" | "organization" | "listing" | "resourcePolicies" | "policy" | "policyOutput" | "unknown";

export interface FileFault {
  severity: string;
  message: string;
  line: number;
  column: number;
}

export interface AccountFile {
  name: string;
  shape: Shape;
  /** The first of them. */
  faults: FileFault[];
  faultCount: number;
}

export interface Entity {
  arn: string;
  kind: "user" | "role";
  name: string;
  account: string;
  tags: Record<string, string>;
  policies: number;
  /** Policies that the dump names but does not hold, in words. */
  missing: string[];
}

/** The answer of `accountOpen`. */
export interface Opened {
  files: AccountFile[];
  accounts: { id: string; isTruncated: boolean; isMember: boolean }[];
  entities: Entity[];
  hasOrganization: boolean;
  resourcePolicies: number;
}

export interface LayerPolicy {
  layer: "rcp" | "scp" | "resource" | "identity" | "boundary";
  name: string;
  group?: string;
  level?: string;
  arn?: string;
  text: string;
  place: string;
}

export interface Gap {
  kind: string;
  text: string;
}

/** The answer of `accountLayers`: a principal, what is in force for it, and what is known of its request. */
export interface Layers {
  arn: string;
  groups: string[];
  tags: Record<string, string>;
  instanceProfiles: string[];
  created: string | null;
  lastUsed: string | null;
  place: string;
  missing: string[];
  /** As a case names it. */
  principal: string | Record<string, unknown>;
  resource: string;
  resourceAccount: string | null;
  resourceIsManagement: boolean;
  known: Record<string, string[]>;
  unknown: string[];
  policies: LayerPolicy[];
  trust: LayerPolicy | null;
  gaps: Gap[];
}

/** `sayso can --format json` */
export interface CanReport {
  principal: string;
  hops: Report[];
  answer: Report | null;
  gaps: Gap[];
  resources: { resource: string; decision: Decision }[];
}

export interface Evidence {
  checkType: string;
  policy: string;
  group?: string;
  sid: string;
  index: number;
  effect: "Allow" | "Deny";
  matched: "yes" | "unknown";
  location: Location;
}

export type May = "allowed" | "depends";

export interface Access {
  principal: string;
  decision: May;
  resource: string;
  statements: Evidence[];
  dependsOn: string[][];
  instanceProfiles?: string[];
  gaps: string[];
}

export interface RolePath {
  principal: string;
  decision: May;
  path: string[];
  dependsOn: string[][][];
}

export interface Admitted {
  role: string;
  kind: "service" | "federated" | "account" | "principal" | "anyone";
  name: string;
  action: string;
  decision: May;
  dependsOn: string[][];
}

/** `sayso who-can --format json` */
export interface WhoCan {
  action: string;
  resource?: string;
  direct: Access[];
  paths: RolePath[];
  stoppedEarly: boolean;
  admitted: Admitted[];
}

export interface Bound {
  pattern: string;
  decision: May;
  witness: string;
  dependsOn: string[][];
  statement: Evidence | null;
}

export interface Grant {
  service: string;
  level: string;
  actions: string[];
  bounds: Bound[];
}

/** One of `sayso what-can --format json` */
export interface WhatCan {
  principal: string;
  rows: Grant[];
}

/** A row of `sayso matrix --format json` */
export interface Row {
  cells: { decision: Decision; resource: string }[];
  principal: string;
}

/** What the WebAssembly module exports, as wasm-bindgen makes it. An empty text stands for what is not said. */
export interface RawAccountEngine extends RawEngine {
  /** Takes in a file; its name has its folders. */
  accountAdd(name: string, text: string): void;
  /** `Opened`, of all that was added. */
  accountOpen(): string;
  /** `Layers`; throws a message where nobody has that name. */
  accountLayers(principal: string, action: string, resource: string): string;
  /** `CanReport` */
  accountCan(principal: string, action: string, resource: string): string;
  /** `WhoCan` */
  accountWhoCan(action: string, resource: string): string;
  /** `WhatCan` */
  accountWhatCan(principal: string): string;
  /** `Row[]`, of `count` principals after the first `from`, in the order of `Opened`. */
  accountMatrix(from: number, count: number, actionsJson: string, resourcesJson: string): string;
}
