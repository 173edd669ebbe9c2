// What was opened becomes part of the workspace, or takes its place.

import type { PolicyType } from "../engine/types";
import { attach, freeName } from "./edits";
import type { Imported } from "./scenario";
import { testRequest, type Attachment, type Doc, type Layer, type TestDraft, type Workspace } from "./workspace";

/** The layer in which a policy of a type belongs. */
export const LAYER_OF: Record<PolicyType, Layer> = {
  identity: "identity",
  resource: "resource",
  trust: "resource",
  key: "resource",
  boundary: "boundary",
  session: "session",
  scp: "scp",
  rcp: "rcp",
  endpoint: "vpcEndpoint",
};

/** A scenario takes the place of all that is open: its first request is asked, its tests are the tests. */
export function withScenario(imported: Imported): Workspace {
  const rows = new Set(imported.tests.flatMap((it) => it.resource ?? []));
  const columns = new Set(imported.tests.flatMap((it) => it.action ?? []));
  return {
    documents: imported.documents,
    attachments: imported.attachments,
    off: [],
    request: imported.request,
    matrix: { rowKind: "resource", rows: [...rows], columns: [...columns] },
    tests: imported.tests,
  };
}

/** A policy more, attached where it belongs; the same name with the same text is the same document. */
export function withPolicy(workspace: Workspace, doc: Doc, layer: Layer): Workspace {
  const leveled = layer === "scp" || layer === "rcp" ? { level: "root" } : {};
  const same = workspace.documents.some((it) => it.name === doc.name && it.text === doc.text);
  const name = same ? doc.name : freeName(workspace, doc.name);
  if (same && workspace.attachments.some((it) => it.document === name && it.layer === layer)) return workspace;
  return attach(workspace, { layer, document: name, on: true, ...leveled }, same ? undefined : doc.text);
}

/** Attaches one of AWS's managed policies, which has no text here. */
export function withManaged(workspace: Workspace, name: string): Workspace {
  const document = `managed:${name}`;
  const there = workspace.attachments.some((it) => it.document === document && it.layer === "identity");
  return there ? workspace : attach(workspace, { layer: "identity", document, on: true });
}

/** A test in the workbench: its request is asked, and what it has in force hangs in the layers. */
export function withTest(workspace: Workspace, test: TestDraft, attachments: Attachment[] | undefined): Workspace {
  return {
    ...workspace,
    request: testRequest(workspace.request, test),
    ...(attachments === undefined ? {} : { attachments, off: [] }),
  };
}
