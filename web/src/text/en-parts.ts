// The texts of links, files, scenarios and of the screens beside the workbench.

export const parts = {
  permalink: {
    none: "this is no link of sayso",
    version: (version: string) => `this link is of version \`${version}\`, which this page does not know; load the newest page`,
    tooLarge: "this link holds more than 2 MB, more than any workspace that this page makes",
    tooLargeToShare: "this workspace is larger than 2 MB, too large for a link; save it as a file",
    damaged: "this link is damaged or cut off; ask for it again, or for the file",
  },
  files: {
    tooMany: (most: number) => `more than ${most} files; the rest is left out`,
    tooLarge: (megabytes: number) => `larger than ${megabytes} MB`,
    neither: "neither a policy, nor a scenario of tests, nor a workspace of this page",
    problem: (name: string, what: string) => `\`${name}\`: ${what}`,
    json: (what: string) => `no valid JSON: ${what}`,
    yaml: (line: number, column: number, what: string) => `no valid YAML, line ${line}, column ${column}: ${what}`,
  },
  scenario: {
    scenario: "the scenario",
    noTests: "there is no test in it",
    notObject: "a test is not an object",
    notObjectField: (field: string) => `\`${field}\` is not an object`,
    notText: (field: string) => `\`${field}\` is not a text`,
    notPolicy: (role: string) => `a policy of \`${role}\` is neither a path nor a document`,
    quote: (value: string) => `; put it in quotes: \`"${value}"\``,
    lacks: (field: string) => `there is no \`${field}\``,
    expected: (choices: readonly string[]) => `\`expected\` is none of ${choices.map((it) => `\`${it}\``).join(", ")}`,
    tooMany: (most: number) => `every action on every resource makes more than ${most} tests`,
    unknownField: (field: string) => `unknown field \`${field}\``,
    inTest: (name: string, what: string) => `in \`${name}\`: ${what}`,
  },
};
