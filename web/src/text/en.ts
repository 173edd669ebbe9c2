// All text of the page.

import { parts } from "./en-parts";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

export const en = {
  ...parts,
  common: {
    title: "sayso: who may do what, in AWS",
    close: "Close",
    cancel: "Cancel",
    ok: "OK",
    apply: "Apply",
    dismiss: "Dismiss",
    remove: "Remove",
    rename: "Rename",
    add: "Add",
    copy: "Copy",
    copied: "Copied",
    undo: "Undo",
    redo: "Redo",
    download: "Download",
    commands: "Commands",
    searchCommands: "What to do?",
    shortcuts: "Keyboard shortcuts",
    skip: "Skip to the verdict",
    menu: "Menu",
    theme: "Theme",
    themes: { auto: "As the system", light: "Light", dark: "Dark", contrast: "High contrast" },
    loading: "The engine is loading…",
    failed: (why: string) => `The engine could not be loaded: ${why}. Reload the page; a browser of the last years is needed.`,
    unexpected: (why: string) => `Something went wrong: ${why}`,
  },
  screens: { workbench: "Workbench", matrix: "Matrix", tests: "Tests", examples: "Examples" },
  decisions: { allowed: "Allowed", explicitDeny: "Explicitly denied", implicitDeny: "Implicitly denied", depends: "Depends" },
  effects: {
    ALLOW: "allows",
    NO_IMPACT: "not applicable",
    IMPLICIT_DENY: "no allow",
    EXPLICIT_DENY: "denies",
    DEPENDS: "depends",
  },
  /** Short, for chips. */
  checks: {
    RESOURCE_CONTROL_POLICY: "RCP",
    SERVICE_CONTROL_POLICY: "SCP",
    VPC_ENDPOINT: "Endpoint",
    RESOURCE: "Resource",
    PRINCIPAL: "Identity",
    PERMISSIONS_BOUNDARY: "Boundary",
    SESSION: "Session",
  },
  footer: {
    affiliation: "Not affiliated with Amazon Web Services.",
    privacy: "Nothing you type leaves this page.",
    verify: "How to verify that",
    about: (version: string, date: string) => `sayso ${version}, AWS catalogue of ${date}`,
    verifyTitle: "Nothing leaves this page",
    verifyText: [
      "The engine runs here, in your browser. The page has no analytics, no cookies and no server that would listen.",
      "The browser enforces it: the page's Content-Security-Policy, at the top of its source, lets it connect to nothing but the files that it is made of. In the version of one file, to nothing at all.",
      "See for yourself: open the developer tools (F12), choose Network, and type. Or go offline now: everything keeps working.",
    ],
  },
  layers: {
    rcp: "Resource control policies",
    scp: "Service control policies",
    vpcEndpoint: "VPC endpoint policy",
    resource: "Resource or trust policy",
    identity: "Identity policies",
    boundary: "Permissions boundary",
    session: "Session policies",
  },
  counts: {
    findings: (count: number) => many(count, "finding", "findings"),
    statements: (count: number) => many(count, "statement", "statements"),
    policies: (count: number) => many(count, "policy", "policies"),
  },
};
