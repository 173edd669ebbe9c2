// Kinds of principals, as a name tells them, and a name of each to start from.

export const KINDS = ["role", "session", "user", "root", "federated", "service", "provider", "anonymous", "object"] as const;
export type Kind = (typeof KINDS)[number];

type Principal = string | Record<string, unknown>;

export function kindOf(principal: Principal): Kind {
  if (typeof principal !== "string") return "object";
  if (principal === "anonymous") return "anonymous";
  if (/^arn:[^:]*:sts:[^:]*:\d*:assumed-role\//.test(principal)) return "session";
  if (/^arn:[^:]*:sts:[^:]*:\d*:federated-user\//.test(principal)) return "federated";
  if (/^arn:[^:]*:iam:[^:]*:\d*:user\//.test(principal)) return "user";
  if (/^arn:[^:]*:iam:[^:]*:\d*:root$/.test(principal)) return "root";
  if (/^arn:[^:]*:iam:[^:]*:\d*:(saml|oidc)-provider\//.test(principal)) return "provider";
  if (/^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(principal)) return "service";
  if (/^[\w-]+(\.[\w-]+)+/.test(principal)) return "provider";
  return "role";
}

const ACCOUNT = "123456789012";

export function accountOf(principal: Principal): string {
  const text = typeof principal === "string" ? principal : String(principal.arn ?? principal.account ?? "");
  return /\b\d{12}\b/.exec(text)?.[0] ?? ACCOUNT;
}

/** A name of a kind, with the account and name of the principal that was there. */
export function exampleOf(kind: Kind, before: Principal): Principal {
  const account = accountOf(before);
  const named = typeof before === "string" ? /[/]([\w+=,.@-]+)$/.exec(before)?.[1] : undefined;
  const name = named ?? "App";
  switch (kind) {
    case "role": return `arn:aws:iam::${account}:role/${name}`;
    case "session": return `arn:aws:sts::${account}:assumed-role/${name}/session`;
    case "user": return `arn:aws:iam::${account}:user/${name}`;
    case "root": return `arn:aws:iam::${account}:root`;
    case "federated": return `arn:aws:sts::${account}:federated-user/${name}`;
    case "service": return "lambda.amazonaws.com";
    case "provider": return "token.actions.githubusercontent.com";
    case "anonymous": return "anonymous";
    case "object": return objectOf(before);
  }
}

const TYPES: Partial<Record<Kind, string>> = {
  role: "role-session", session: "role-session", user: "user", root: "root", federated: "federated-user", service: "service", provider: "federated", anonymous: "anonymous",
};

/** The same principal as an object, which has room for what a name can't say. */
function objectOf(before: Principal): Record<string, unknown> {
  if (typeof before !== "string") return before;
  const kind = kindOf(before);
  const type = TYPES[kind] ?? "user";
  if (kind === "role") return { type, arn: String(exampleOf("session", before)), roleArn: before };
  if (kind === "service") return { type, name: before };
  if (kind === "provider") return { type, provider: before };
  return kind === "anonymous" ? { type } : { type, arn: before };
}
