// What was opened becomes part of the workspace, or takes its place.

import type { PolicyType } from "../engine/types";
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

/** A policy more, attached where it belongs. A boundary and an endpoint policy there can only be one of. */
export function withPolicy(workspace: Workspace, doc: Doc, layer: Layer): Workspace {
  const name = freeName(workspace.documents, doc);
  const there = workspace.documents.some((it) => it.name === name);
  const single = layer === "boundary" || layer === "vpcEndpoint";
  const others = workspace.attachments.filter((it) => it.document !== name || it.layer !== layer);
  const attachment: Attachment = { layer, document: name, on: true, ...(layer === "scp" || layer === "rcp" ? { level: "root" } : {}) };
  return {
    ...workspace,
    documents: there ? workspace.documents : [...workspace.documents, { name, text: doc.text }],
    attachments: [...others.map((it) => (single && it.layer === layer ? { ...it, on: false } : it)), attachment],
  };
}

/** The same document again, or a name that no other has. */
function freeName(documents: Doc[], { name, text }: Doc): string {
  const [, stem = name, extension = ""] = /^(.*?)(\.[a-z0-9]+)?$/i.exec(name) ?? [];
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${stem}-${count}${extension}`;
    const there = documents.find((it) => it.name === candidate);
    if (there === undefined || there.text === text) return candidate;
  }
}

/** Attaches one of AWS's managed policies, which has no text here. */
export function withManaged(workspace: Workspace, name: string): Workspace {
  const document = `managed:${name}`;
  const others = workspace.attachments.filter((it) => it.document !== document);
  return { ...workspace, attachments: [...others, { layer: "identity", document, on: true }] };
}

/** A test in the workbench: its request is asked, and what it has in force hangs in the layers. */
export function withTest(workspace: Workspace, test: TestDraft, attachments: Attachment[] | undefined): Workspace {
  return {
    ...workspace,
    request: testRequest(workspace.request, test),
    ...(attachments === undefined ? {} : { attachments, off: [] }),
  };
}
