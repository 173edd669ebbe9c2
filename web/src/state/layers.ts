// How layers, the engine's checks and the types of policy go together.

import type { CheckType, PolicyType } from "../engine/types";
import type { Layer, Workspace } from "./workspace";

export const CHECK_OF: Record<Layer, CheckType> = {
  rcp: "RESOURCE_CONTROL_POLICY",
  scp: "SERVICE_CONTROL_POLICY",
  vpcEndpoint: "VPC_ENDPOINT",
  resource: "RESOURCE",
  identity: "PRINCIPAL",
  boundary: "PERMISSIONS_BOUNDARY",
  session: "SESSION",
};

const TYPE_OF: Record<Layer, PolicyType> = {
  rcp: "rcp",
  scp: "scp",
  vpcEndpoint: "endpoint",
  resource: "resource",
  identity: "identity",
  boundary: "boundary",
  session: "session",
};

/** What a document is checked as: what its first layer takes. */
export function policyTypeOf(workspace: Workspace, document: string): PolicyType | "auto" {
  const layer = workspace.attachments.find((it) => it.document === document)?.layer;
  if (layer === undefined) return "auto";
  return layer === "resource" ? resourceType(workspace.request.resource) : TYPE_OF[layer];
}

/** A resource's policy follows the grammar of what it is attached to. */
function resourceType(arn: string): PolicyType {
  if (/^arn:[^:]*:kms:/.test(arn)) return "key";
  if (/^arn:[^:]*:iam:[^:]*:[^:]*:role\//.test(arn)) return "trust";
  return "resource";
}
