// Which words of a workspace's texts say who somebody is, and which have a meaning to AWS and must stay.

import { betweenLiterals, literals } from "./literals";
import { partials, words, type Partial } from "./tokens";

/** Words that mean something to AWS wherever they stand. */
export const MEANING = new Set(
  ("root user group role federated assumed session sts policy instance profile provider saml oidc mfa server certificate " +
    "account anonymous aws amazonaws com amazon default true false null public private read write full control bucket " +
    "owner authenticated object objects accesspoint key alias table index stream function layer secret parameter topic " +
    "queue cluster service task definition container volume snapshot image network interface subnet vpc vpce subnet " +
    "security any all organization unit management self json yaml yml test repo ref refs heads main").split(" "),
);
/** Values that are compared as what they are, not letter by letter. */
const TYPED_OPERATOR = /^(forallvalues:|foranyvalue:)?(numeric|date|ipaddress|notipaddress|bool|null|binary)/;
const TYPED_VALUE = /^(true|false|-?\d{1,11}(\.\d+)?|\d{4}-\d\d-\d\dT?.*|[0-9a-fA-F:.]*[.:][0-9a-fA-F:.]+(\/\d+)?|[a-z]{2}(-[a-z]+)+-\d|[a-z0-9.-]*\.(com|cn|net|org|io|dev|eu)(\/.*)?)$/;
const IDENTIFIER = /^(AROA|AIDA|AKIA|ASIA|AGPA|ANPA|AIPA)[A-Z0-9]{12,}|^(o|ou|r|p)-[a-z0-9]{4,}(-[a-z0-9]{8,})?|^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{64}$|^(vpc|vpce|subnet|sg|i|vol|eni|org)-[0-9a-f]{8,}/;

export class Sorter {
  /** Words that may get another name. */
  readonly names = new Set<string>();
  /** Words that stand where a name would change the meaning. */
  readonly fixed = new Set<string>(MEANING);
  readonly partials: Partial[] = [];
  /** Whether a variable stands right beside letters: what words it makes can't be told. */
  glued = false;
  /** Context keys whose values are compared as numbers, dates or addresses. */
  private readonly typedKeys = new Set<string>();

  /** A policy: only what its principals, resources and conditions say can be names. */
  policy(text: string): void {
    this.keep(betweenLiterals(text));
    for (const { value, key, path } of literals(text)) {
      if (this.isTyped(path)) this.typedKeys.add(path.at(-1) ?? "");
      if (key || this.isTyped(path)) this.keep(value);
      else if (isValue(path)) this.value(value, path.at(-1) ?? "");
      else if (path.some((it) => /principal$/.test(it))) this.keep(value);
    }
  }

  /** Whether a literal of a policy may be changed. */
  isName(path: string[], key: boolean, value: string): boolean {
    return !key && isValue(path) && !this.isTyped(path) && !TYPED_VALUE.test(value);
  }

  /** A value of the request's context; after the policies, which tell what kind of value it is. */
  contextValue(value: string, key: string): void {
    if (this.typedKeys.has(key.toLowerCase())) this.keep(value);
    else this.value(value, key);
  }

  /** The value of an element, or of a context key of this name. */
  value(value: string, key: string): void {
    if (/[A-Za-z0-9]\$\{|\$\{[^}]*\}[A-Za-z0-9]/.test(value)) this.glued = true;
    for (const [variable] of value.matchAll(/\$\{[^}]*\}/g)) this.keep(variable);
    this.partials.push(...partials(value));
    if (TYPED_VALUE.test(value)) this.keep(value);
    else if (/^arn:/.test(value)) this.arn(value);
    else if (IDENTIFIER.test(value)) this.identifier(value);
    else if (/^repo:/.test(value)) this.add(value.split(":")[1] ?? "");
    else if (/externalid$|tag\/|userid$|username$/i.test(key)) this.add(value);
  }

  /** Words of it keep their names everywhere. */
  keep(text: string): void {
    const plain = text.replace(/[{}]/g, " ").toLowerCase();
    for (const word of [...words(plain), ...(plain.match(/[a-z0-9]+/g) ?? [])]) this.fixed.add(word);
  }

  private arn(arn: string): void {
    const [, partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
    const resource = rest.join(":");
    for (const it of [partition, service, region]) this.keep(it);
    // What belongs to AWS has AWS's names.
    if (account === "aws" || /aws-service-role|service-role\/|aws-reserved|^alias\/aws\/|^oidc-provider/.test(resource)) return this.keep(resource);
    const untyped = (service === "s3" && account === "") || service === "sns" || service === "sqs";
    const [type] = /^[A-Za-z-]+(?=[:/])/.exec(untyped ? "" : resource) ?? [""];
    this.keep(type);
    this.add(resource.slice(type.length));
  }

  private identifier(value: string): void {
    const prefix = /^[A-Z]{4}(?=[A-Z0-9]{12})/.exec(value);
    if (!prefix) this.add(value);
  }

  private add(text: string): void {
    for (const word of words(text)) if (word.length > 2) this.names.add(word.toLowerCase());
  }

  private isTyped(path: string[]): boolean {
    const at = path.indexOf("condition");
    return at >= 0 && TYPED_OPERATOR.test(path[at + 1] ?? "");
  }
}

const ELEMENTS = new Set(["principal", "notprincipal", "resource", "notresource", "condition"]);

function isValue(path: string[]): boolean {
  if (!path.some((it) => ELEMENTS.has(it))) return false;
  return path.at(-1) !== "service" || path.includes("condition");
}
