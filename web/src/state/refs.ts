// What a case has in force, reference by reference.

import type { Policies, PolicyRef } from "../engine/types";

const listed = (refs: PolicyRef | PolicyRef[]): PolicyRef[] => (Array.isArray(refs) ? refs : [refs]);

/** The same policies with other references. */
export function mapRefs(policies: Policies, change: (ref: PolicyRef) => PolicyRef): Policies {
  const { identity, groups, resource, session, boundary, vpcEndpoint, scps, rcps } = policies;
  const levels = (all: NonNullable<typeof scps>) => all.map((it) => ({ ...it, policies: it.policies.map(change) }));
  return {
    ...(identity === undefined ? {} : { identity: listed(identity).map(change) }),
    ...(groups === undefined ? {} : { groups: Object.fromEntries(Object.entries(groups).map(([name, refs]) => [name, refs.map(change)])) }),
    ...(resource === undefined ? {} : { resource: listed(resource).map(change) }),
    ...(session === undefined ? {} : { session: listed(session).map(change) }),
    ...(boundary === undefined ? {} : { boundary: boundary && change(boundary) }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint: vpcEndpoint && change(vpcEndpoint) }),
    ...(scps === undefined ? {} : { scps: levels(scps) }),
    ...(rcps === undefined ? {} : { rcps: levels(rcps) }),
  };
}

/** Whether policies refer to a document. */
export function refersTo(policies: Policies | undefined, document: string): boolean {
  let found = false;
  mapRefs(policies ?? {}, (ref) => ((found ||= ref === document), ref));
  return found;
}
