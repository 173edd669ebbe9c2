// The same question for the command line: `sayso simulate` with its flags, and the documents as files.

import { type Workspace, policies, toCase } from "../../../state/workspace";
import { isManaged } from "../../../state/edits";
import { t } from "../../../text/text";
import { fileNames, quoted } from "./shell";

type Flags = [string, string?][];

export function toCommand(workspace: Workspace): string {
  const used = new Set(workspace.attachments.filter((it) => it.on && !workspace.off.includes(it.layer)).map((it) => it.document));
  const documents = workspace.documents.filter((it) => used.has(it.name));
  const names = fileNames(documents.map((it) => it.name));
  const files = documents.map(({ name, text }) => heredoc(names.get(name) ?? name, text));
  const flags = [...policyFlags(workspace, (name) => (isManaged(name) ? name : (names.get(name) ?? name))), ...principalFlags(workspace), ...requestFlags(workspace), ...contextFlags(workspace, documents.map((it) => it.text).join("\n"))];
  const words = flags.map(([flag, value]) => (value === undefined ? flag : `${flag} ${quoted(value)}`));
  return [...files, ["sayso simulate", ...words].join(" \\\n    "), ""].join("\n");
}

function heredoc(file: string, text: string): string {
  let end = "EOF";
  while (text.split("\n").includes(end)) end += "_";
  return `cat > ${quoted(file)} <<'${end}'\n${text.replace(/\n?$/, "\n")}${end}`;
}

function policyFlags(workspace: Workspace, file: (name: string) => string): Flags {
  const set = policies(workspace);
  const list = (value: unknown) => (value === undefined || value === null ? [] : [value].flat()).map((it) => file(it as string));
  const levels = (flag: string, of: { policies: unknown[] }[] | undefined): Flags => (of ?? []).map((it) => [flag, list(it.policies).join(",")]);
  const each = (flag: string, values: string[]): Flags => values.map((it) => [flag, it]);
  return [
    ...levels("--rcp", set.rcps),
    ...levels("--scp", set.scps),
    ...each("--vpce-policy", list(set.vpcEndpoint)),
    ...each("--resource-policy", list(set.resource)),
    ...list(set.identity).map((it): [string, string] => (isManaged(it) ? ["--managed", it.slice("managed:".length)] : ["--policy", it])),
    ...each("--group-policy", Object.values(set.groups ?? {}).flatMap(list)),
    ...each("--boundary", list(set.boundary)),
    ...each("--session-policy", list(set.session)),
  ];
}

/** A principal's object says what a name can't; each field that matters is a flag. */
function principalFlags({ request: { principal, sessionName } }: Workspace): Flags {
  if (typeof principal === "string") return [["--principal", principal], ...(sessionName ? ([["--session-name", sessionName]] as Flags) : [])];
  const text = (field: string) => (typeof principal[field] === "string" ? (principal[field] as string) : undefined);
  const name = text("arn") ?? text("name") ?? text("provider") ?? (principal.type === "root" && text("account") ? `arn:aws:iam::${text("account")}:root` : principal.type === "anonymous" ? "anonymous" : "");
  const valued: [string, string | undefined][] = [
    ["--principal", name], ["--session-name", sessionName], ["--role-arn", text("roleArn")], ["--user-arn", text("userArn")],
    ["--principal-id", text("roleId") ?? text("id")], ["--canonical-user-id", text("canonicalUserId")],
  ];
  const switches: [string, boolean][] = [
    ["--session-token", principal.session === "get-session-token"], ["--service-linked-role", principal.serviceLinkedRole === true],
    ["--management-account", principal.accountIsManagement === true],
  ];
  return [...valued.flatMap(([flag, value]): Flags => (value === undefined ? [] : [[flag, value]])), ...switches.flatMap(([flag, on]): Flags => (on ? [[flag]] : []))];
}

function requestFlags({ request }: Workspace): Flags {
  return [
    ["--action", request.action],
    ["--resource", request.resource],
    ...(request.resourceAccount ? ([["--resource-account", request.resourceAccount]] as Flags) : []),
  ];
}

const CLOCK = ["aws:CurrentTime", "aws:EpochTime"];

function contextFlags(workspace: Workspace, texts: string): Flags {
  const { context, absent, unknown } = toCase(workspace);
  const values = (value: unknown) => [value].flat().map((it) => String(it).replaceAll(",", "\\,")).join(",");
  // The command knows the time, the page says it or not: only where a policy asks does that matter.
  const stated = new Set(workspace.request.context.map((it) => it.key.toLowerCase()));
  const clock = CLOCK.filter((key) => !stated.has(key.toLowerCase()) && texts.toLowerCase().includes(key.toLowerCase()));
  return [
    ...Object.entries(context ?? {}).map(([key, value]): [string, string] => ["--context", `${key}=${values(value)}`]),
    ...[...(absent ?? []), ...clock].map((key): [string, string] => ["--absent", key]),
    ...(unknown ?? []).map((key): [string, string] => ["--unknown", key]),
  ];
}

/** What the command line can't say of a question, as comments before it. */
export function commandNotes(workspace: Workspace): string[] {
  const { groups } = policies(workspace);
  return groups && Object.keys(groups).length > 0 ? [t.workbench.groupNames] : [];
}
