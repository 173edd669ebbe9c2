// Changes of a workspace, as functions from one to another.

import { mapRefs, refersTo } from "./refs";
import type { Attachment, Doc, Layer, RequestDraft, Workspace } from "./workspace";

/** Longer documents are refused: no policy comes near, and an editor would choke. In characters. */
export const MOST_TEXT = 1_000_000;

export const EMPTY_POLICY = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [],
            "Resource": []
        }
    ]
}
`;

export const isManaged = (name: string) => name.startsWith("managed:");

/** A name that no document has yet: `policy.json`, `policy-2.json`, … */
export function freeName(workspace: Workspace, wanted: string): string {
  const taken = new Set(workspace.documents.map((it) => it.name));
  const [, stem, ending] = /^(.*?)(\.[^.]*)?$/.exec(wanted) ?? [];
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${stem}-${count}${ending ?? ""}`;
  return name;
}

export function setText(workspace: Workspace, name: string, text: string): Workspace {
  return { ...workspace, documents: workspace.documents.map((it) => (it.name === name && it.text !== text ? { ...it, text } : it)) };
}

/** Adds a document to a layer, behind those that are there. A managed policy has no text of its own. */
export function attach(workspace: Workspace, attachment: Attachment, text?: string): Workspace {
  const { document, layer } = attachment;
  const documents: Doc[] = text === undefined ? workspace.documents : [...workspace.documents, { name: document, text }];
  // These hold one policy: another takes its place in force, and the first is kept, switched off.
  const single = layer === "boundary" || layer === "vpcEndpoint";
  const others = workspace.attachments.map((it) => (single && it.layer === layer ? { ...it, on: false } : it));
  return { ...workspace, documents, attachments: [...others, attachment] };
}

/** Takes a document out of one layer; where no other and no test has it, it is gone. */
export function detach(workspace: Workspace, attachment: Attachment): Workspace {
  const attachments = workspace.attachments.filter((it) => it !== attachment);
  const { document } = attachment;
  const elsewhere = attachments.some((it) => it.document === document) || workspace.tests.some((it) => refersTo(it.policies, document));
  const documents = elsewhere ? workspace.documents : workspace.documents.filter((it) => it.name !== attachment.document);
  return { ...workspace, documents, attachments };
}

export function changeAttachment(workspace: Workspace, attachment: Attachment, change: Partial<Attachment>): Workspace {
  return {
    ...workspace,
    attachments: workspace.attachments.map((it) => {
      if (it === attachment) return { ...it, ...change };
      const single = it.layer === attachment.layer && (it.layer === "boundary" || it.layer === "vpcEndpoint");
      return single && change.on ? { ...it, on: false } : it;
    }),
  };
}

/** Moves a document to another layer. What only an old layer knows, such as a level, stays behind. */
export function moveTo(workspace: Workspace, attachment: Attachment, layer: Layer): Workspace {
  const rest = { ...workspace, attachments: workspace.attachments.filter((it) => it !== attachment) };
  return attach(rest, { layer, document: attachment.document, on: true });
}

/** Moves a document before or behind its neighbour of the same layer. */
export function shift(workspace: Workspace, attachment: Attachment, by: -1 | 1): Workspace {
  const same = workspace.attachments.filter((it) => it.layer === attachment.layer);
  const neighbour = same[same.indexOf(attachment) + by];
  if (neighbour === undefined) return workspace;
  const swap = (it: Attachment) => (it === attachment ? neighbour : it === neighbour ? attachment : it);
  return { ...workspace, attachments: workspace.attachments.map(swap) };
}

export function rename(workspace: Workspace, from: string, to: string): Workspace {
  return {
    ...workspace,
    documents: workspace.documents.map((it) => (it.name === from ? { ...it, name: to } : it)),
    attachments: workspace.attachments.map((it) => (it.document === from ? { ...it, document: to } : it)),
    tests: workspace.tests.map((it) => (refersTo(it.policies, from) ? { ...it, policies: mapRefs(it.policies ?? {}, (ref) => (ref === from ? to : ref)) } : it)),
  };
}

export function switchLayer(workspace: Workspace, layer: Layer, on: boolean): Workspace {
  return { ...workspace, off: on ? workspace.off.filter((it) => it !== layer) : [...workspace.off, layer] };
}

export function setRequest(workspace: Workspace, change: Partial<RequestDraft>): Workspace {
  return { ...workspace, request: { ...workspace.request, ...change } };
}
