// What crosses the border between the page and the engine: JSON texts, except for a matrix.
//
// Places (`from`, `to`, `offset`) are offsets in UTF-16 units, as the editor counts them. A document is what one
// editor holds; its name is what cases refer to, so `identity: ["role.json"]` means the document of that name and
// `identity: ["managed:ReadOnlyAccess"]` one of AWS's.

export type Decision = "allowed" | "explicitDeny" | "implicitDeny" | "depends";

/** Types of policy. Where the engine takes one, `auto` lets it tell by what the document says. */
export type PolicyType = "identity" | "resource" | "trust" | "key" | "boundary" | "session" | "scp" | "rcp" | "endpoint";

export type Severity = "error" | "security warning" | "warning" | "suggestion";

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  help?: string;
  from: number;
  to: number;
  /** Other places that matter. */
  labels: { from: number; to: number; text: string }[];
  fix?: { title: string; safe: boolean; edits: Edit[] };
}

/** The answer of `check`. */
export interface Check {
  policyType: PolicyType;
  findings: Finding[];
  statements: { from: number; to: number; index: number; sid: string; effect: string }[];
}

/** Why something can't be read; `document` is absent where the case itself is at fault. */
export interface Fault {
  code: string;
  message: string;
  help?: string;
  document?: string;
  line: number;
  column: number;
  from: number;
  to: number;
}

/** A case of docs/scenarios.md. */
export interface Case {
  name?: string;
  principal: string | Record<string, unknown>;
  sessionName?: string;
  action: string;
  resource?: string | { arn: string; account?: string; kind?: string; accountIsManagement?: boolean; awsManagedKey?: boolean };
  context?: Record<string, string | number | boolean | (string | number | boolean)[]>;
  absent?: string[];
  unknown?: string[];
  policies?: Policies;
  expected?: Decision | "denied";
  sid?: string;
}

export type PolicyRef = string | Record<string, unknown>;

export interface Policies {
  identity?: PolicyRef | PolicyRef[];
  groups?: Record<string, PolicyRef[]>;
  resource?: PolicyRef | PolicyRef[];
  session?: PolicyRef | PolicyRef[];
  boundary?: PolicyRef | null;
  vpcEndpoint?: PolicyRef | null;
  scps?: { level: string; policies: PolicyRef[] }[];
  rcps?: { level: string; policies: PolicyRef[] }[];
}

export interface Location {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export type CheckType =
  | "SERVICE_CONTROL_POLICY"
  | "RESOURCE_CONTROL_POLICY"
  | "VPC_ENDPOINT"
  | "RESOURCE"
  | "PRINCIPAL"
  | "PERMISSIONS_BOUNDARY"
  | "SESSION";

export interface ElementReport {
  element: string;
  matched: "yes" | "no" | "unknown";
  because: string;
  location: Location;
}

export interface StatementReport {
  checkType: CheckType;
  policy: string;
  group?: string;
  sid: string;
  index: number;
  effect: "Allow" | "Deny";
  location: Location;
  elements: ElementReport[];
}

/** The report of `sayso simulate --format json`: docs/report.schema.json says what each field means. */
export interface Report {
  schemaVersion: number;
  decision: Decision;
  evaluatedEffect: string;
  summary: string;
  message?: string;
  errorCode?: string;
  principal: string;
  action: string;
  resource: string;
  resourceAccount?: string;
  context: Record<string, string[]>;
  checks: {
    checkType: CheckType;
    level?: string;
    evaluatedEffect: "ALLOW" | "NO_IMPACT" | "IMPLICIT_DENY" | "EXPLICIT_DENY" | "DEPENDS";
    matchedPolicies: { uri: string; matchedStatements: { sid: string; evaluatedEffect: string; location: Location }[] }[];
  }[];
  decidedBy: StatementReport[];
  closest: StatementReport[];
  suggestions: { what: string; newlyAllows: string; decision: Decision; policy: string; location: Location; replacement: string }[];
  dependsOn: { keys: string[]; examples: { decision: Decision; values: Record<string, string[] | null> }[] }[];
  stoppedEarly: boolean;
  mustChange: string[];
  missingContextKeys: string[];
  notes: string[];
  warnings?: string[];
}

/** What a statement of an open document says about the request, for its gutter. */
export interface StatementState {
  document: string;
  checkType: CheckType;
  index: number;
  effect: "Allow" | "Deny";
  matched: "yes" | "no" | "unknown";
  /** Whether it is one of those that decide. */
  deciding: boolean;
  from: number;
  to: number;
  elements: { element: string; matched: "yes" | "no" | "unknown"; because: string; from: number; to: number }[];
}

/** The answer of `decide`. Either `report` and the rest, or `faults`. */
export interface Answer {
  report?: Report;
  statements: StatementState[];
  /** The edits of `report.suggestions`, in the same order; null where the policy is no open document. */
  edits: (({ document: string } & Edit) | null)[];
  /** Values of keys that follow from the principal, by the key's name. */
  derived: Record<string, string>;
  faults: Fault[];
}

/** A condition key that a request may carry. */
export interface KeyInfo {
  key: string;
  /** `String`, `ARN`, `Bool`, `Numeric`, `Date`, `IPAddress`; absent where the catalogue has no such key. */
  type?: string;
  multivalued: boolean;
  /** Whether a policy of the case asks for it. */
  used: boolean;
  /** Whether requests for the action carry it. */
  carried: boolean;
}

export interface ActionInfo {
  /** With its service: `s3:GetObject`. */
  action: string;
  levels: string[];
  resourceTypes: { name: string; required: boolean; arns: string[] }[];
  keys: string[];
  dependents: string[];
  /** AWS's page of the service. */
  url?: string;
}

export interface TestResult {
  name: string;
  expected?: string;
  /** Absent where the case can't be read. */
  decision?: Decision;
  /** Absent where nothing is expected. */
  passed?: boolean;
  summary?: string;
  faults: Fault[];
}

export interface CompletionItem {
  label: string;
  insert: string;
  detail?: string;
  /** `element`, `value`, `service`, `action`, `pattern`, `arn`, `operator`, `key`, `principal` */
  kind: string;
}

export interface Completions {
  from: number;
  to: number;
  items: CompletionItem[];
}

export interface Hover {
  from: number;
  to: number;
  markdown: string;
}

/** The codes in the bytes of a matrix, row by row. */
export const CELLS = ["allowed", "explicitDeny", "implicitDeny", "depends", "error"] as const;

/** What the WebAssembly module exports, as wasm-bindgen makes it: JSON in, JSON out. */
export interface RawEngine {
  /** JSON: `{version, catalogueDate, managedDate?}` */
  about(): string;
  loadManaged(bytes: Uint8Array): void;
  open(name: string, text: string): void;
  close(name: string): void;
  /** A `Check` of an open document; `policyType` may be `auto`. Throws where none is open. */
  check(name: string, policyType: string): string;
  /** An `Answer`. */
  decide(caseJson: string): string;
  /** The report alone, the bytes that the native engine gives for the same case; throws where it can't be read. */
  report(caseJson: string): string;
  /** A byte a cell (`CELLS`): rows are resources or principals, columns actions. Throws a message. */
  matrix(caseJson: string, rowKind: "resource" | "principal", rowsJson: string, columnsJson: string): Uint8Array;
  /** `TestResult[]` of a scenario file in JSON. */
  test(scenarioJson: string): string;
  /** Actions that a search finds, best first: `{action, levels}[]`. A pattern such as `s3:Get*` is expanded. */
  actions(query: string, limit: number): string;
  /** `ActionInfo`, or `null`. */
  action(name: string): string;
  /** `KeyInfo[]` for a case: those that its policies use first. */
  keys(caseJson: string): string;
  /** Names of managed policies that a search finds. */
  managed(query: string, limit: number): string;
  /** `{name, arn, text}`, or `null`. */
  managedPolicy(name: string): string;
  /** `Completions` in an open document. */
  complete(name: string, offset: number, policyType: string): string;
  /** `Hover`, or `null`. */
  hover(name: string, offset: number, policyType: string): string;
}
