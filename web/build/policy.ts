import { createHash } from "node:crypto";

/** `'sha256-…'` of an inline script or style, as a Content-Security-Policy names it. */
export const hashed = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The nonce under which the editor adds its styles; it follows from the page, so that a build can be repeated. */
export const nonceOf = (text: string) => createHash("sha256").update(`nonce ${text}`).digest("base64url").slice(0, 22);

/** The meta elements that hold the policy and the nonce. */
export function policyTags(directives: Record<string, string>, nonce: string): string {
  const policy = Object.entries({ "default-src": "'none'", ...directives, "form-action": "'none'", "base-uri": "'none'" })
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">\n    <meta property="csp-nonce" nonce="${nonce}">`;
}
