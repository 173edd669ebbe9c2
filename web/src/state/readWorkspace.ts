// A workspace from outside: every field is checked and copied, and nothing else gets through.

import { LAYERS } from "./workspace";
import type { Attachment, ContextEntry, Doc, MatrixDraft, RequestDraft, ResourceFacts, TestDraft, Workspace } from "./workspace";
import type { Policies, PolicyRef } from "../engine/types";
import { MOST_TEXT } from "./edits";
import { Field, InputError, given } from "./shape";

const MOST_DOCUMENTS = 500;
const MOST = 20_000;
const EXPECTED = ["allowed", "denied", "explicitDeny", "implicitDeny", "depends"] as const;
const PRINCIPAL = [
  "type", "arn", "account", "roleArn", "roleId", "serviceLinkedRole", "userArn", "id", "canonicalUserId", "name",
  "provider", "accountIsManagement", "session",
];

/** Throws an `InputError` that names the first wrong field. */
export function readWorkspace(value: unknown): Workspace {
  const fields = new Field(value, "").object(["documents", "attachments", "off", "request", "matrix", "tests"]);
  return {
    documents: fields.documents.list(MOST_DOCUMENTS, doc),
    attachments: fields.attachments.list(MOST, attachment),
    off: fields.off.list(LAYERS.length, (it) => it.one(LAYERS)),
    request: request(fields.request),
    matrix: matrix(fields.matrix),
    tests: fields.tests.list(MOST, test),
  };
}

function doc(field: Field): Doc {
  const { name, text } = field.object(["name", "text"]);
  if (text.text().length > MOST_TEXT) throw new InputError(`\`${text.path}\` has more than ${MOST_TEXT.toLocaleString("en")} characters`);
  return { name: name.text(), text: text.text() };
}

function attachment(field: Field): Attachment {
  const { layer, document, on, level, group } = field.object(["layer", "document", "on", "level", "group"]);
  return {
    layer: layer.one(LAYERS),
    document: document.text(),
    on: on.flag(),
    ...given("level", level.maybe(text)),
    ...given("group", group.maybe(text)),
  };
}

function request(field: Field): RequestDraft {
  const it = field.object(["principal", "sessionName", "action", "resource", "resourceAccount", "resourceFacts", "context"]);
  return {
    principal: principal(it.principal),
    ...given("sessionName", it.sessionName.maybe(text)),
    action: it.action.text(),
    resource: it.resource.text(),
    ...given("resourceAccount", it.resourceAccount.maybe(text)),
    ...given("resourceFacts", it.resourceFacts.maybe(resourceFacts)),
    context: it.context.list(MOST, contextEntry),
  };
}

function test(field: Field): TestDraft {
  const it = field.object([
    "name", "principal", "sessionName", "action", "resource", "resourceAccount", "resourceFacts", "context", "policies",
    "expected", "sid",
  ]);
  return {
    name: it.name.text(),
    ...given("principal", it.principal.maybe(principal)),
    ...given("sessionName", it.sessionName.maybe(text)),
    ...given("action", it.action.maybe(text)),
    ...given("resource", it.resource.maybe(text)),
    ...given("resourceAccount", it.resourceAccount.maybe(text)),
    ...given("resourceFacts", it.resourceFacts.maybe(resourceFacts)),
    ...given("context", it.context.maybe((list) => list.list(MOST, contextEntry))),
    ...given("policies", it.policies.maybe(policies)),
    expected: it.expected.one(EXPECTED),
    ...given("sid", it.sid.maybe(text)),
  };
}

function matrix(field: Field): MatrixDraft {
  const { rowKind, rows, columns } = field.object(["rowKind", "rows", "columns"]);
  return { rowKind: rowKind.one(["resource", "principal"]), rows: rows.list(MOST, text), columns: columns.list(MOST, text) };
}

function principal(field: Field): RequestDraft["principal"] {
  if (typeof field.value === "string") return field.value;
  const facts = Object.entries(field.object(PRINCIPAL)).filter(([, it]) => it.value !== undefined);
  return Object.fromEntries(facts.map(([name, it]) => [name, typeof it.value === "boolean" ? it.value : it.text()]));
}

function resourceFacts(field: Field): ResourceFacts {
  const { kind, accountIsManagement, awsManagedKey } = field.object(["kind", "accountIsManagement", "awsManagedKey"]);
  return {
    ...given("kind", kind.maybe((it) => it.one(["kms-key", "iam-role-trust"] as const))),
    ...given("accountIsManagement", accountIsManagement.maybe((it) => it.flag())),
    ...given("awsManagedKey", awsManagedKey.maybe((it) => it.flag())),
  };
}

function contextEntry(field: Field): ContextEntry {
  const { key, state, values } = field.object(["key", "state", "values"]);
  return { key: key.text(), state: state.one(["known", "absent", "unknown"]), values: values.list(MOST, text) };
}

/** Policies by names of documents: nothing else stands in a workspace. */
function policies(field: Field): Policies {
  const it = field.object(["identity", "groups", "resource", "session", "boundary", "vpcEndpoint", "scps", "rcps"]);
  const refs = (list: Field) => list.maybe((some) => some.list(MOST, text));
  const single = (one: Field) => one.maybe((some) => (some.value === null ? null : some.text()));
  const levels = (list: Field) => list.maybe((some) => some.list(MOST, level));
  return {
    ...given("identity", refs(it.identity)),
    ...given("groups", it.groups.maybe(groups)),
    ...given("resource", refs(it.resource)),
    ...given("session", refs(it.session)),
    ...given("boundary", single(it.boundary)),
    ...given("vpcEndpoint", single(it.vpcEndpoint)),
    ...given("scps", levels(it.scps)),
    ...given("rcps", levels(it.rcps)),
  };
}

function groups(field: Field): Record<string, PolicyRef[]> {
  return Object.fromEntries(field.entries(MOST).map(([name, list]) => [name, list.list(MOST, text)]));
}

function level(field: Field): { level: string; policies: PolicyRef[] } {
  const it = field.object(["level", "policies"]);
  return { level: it.level.text(), policies: it.policies.list(MOST, text) };
}

function text(field: Field): string {
  return field.text();
}
