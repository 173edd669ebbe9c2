// Answers about iam-simulate: a line of JSON in, a line of JSON out. It runs beside the node_modules that
// npm fetched into a temporary directory.
import { createInterface } from 'node:readline'
import { createValidatedPolicy, validateIdentityPolicy } from '@cloud-copilot/iam-policy'
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const validated = (policy) => createValidatedPolicy(policy, validateIdentityPolicy)

// The cheapest entry validates nothing and returns the decision alone. The full one validates the request
// and explains; its policies are validated ahead, as its documentation advises.
const entries = {
  cheapest: {
    parse: (text) => JSON.parse(text),
    decide: (simulation) => runUnsafeSimulation(simulation, {})
  },
  full: {
    parse: (text) => validated(JSON.parse(text)),
    decide: async (simulation) => (await runSimulation(simulation, {})).overallResult
  }
}

let corpus

// The argument of both entries, from plain strings.
function prepare(plain, policy) {
  return {
    request: {
      principal: plain.principal,
      action: plain.action,
      resource: { resource: plain.resource, accountId: corpus.account },
      contextVariables: Object.fromEntries(plain.context)
    },
    identityPolicies: [{ name: 'policy', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: []
  }
}

// What a pass of a task does: decisions in a row; an entry that returns promises is awaited.
function pass(name, task) {
  const entry = entries[name]
  if (task === 'parse') return () => entry.parse(corpus.policies.P30)
  const [which, form] = task.split('_')
  const policy = entry.parse(which === 'p1' ? corpus.policies.P1 : corpus.policies.P30)
  const requests = which === 'p1' ? [corpus.requests[corpus.hit]] : corpus.requests
  const prepared = requests.map((plain) => prepare(plain, policy))
  const simulation = form === 'prepared' ? (i) => prepared[i] : (i) => prepare(requests[i], policy)
  if (name === 'cheapest') {
    return () => {
      for (let i = 0; i < requests.length; i++) entry.decide(simulation(i))
    }
  }
  return async () => {
    for (let i = 0; i < requests.length; i++) await entry.decide(simulation(i))
  }
}

async function time({ entry, task, passes }) {
  const run = pass(entry, task)
  const awaited = entry === 'full' && task !== 'parse'
  const start = process.hrtime.bigint()
  if (awaited) for (let i = 0; i < passes; i++) await run()
  else for (let i = 0; i < passes; i++) run()
  return { nanoseconds: Number(process.hrtime.bigint() - start) }
}

async function decisions({ entry, policy }) {
  const parsed = entries[entry].parse(corpus.policies[policy])
  const decided = []
  for (const plain of corpus.requests) decided.push((await entries[entry].decide(prepare(plain, parsed))) ?? null)
  return { decisions: decided }
}

const commands = {
  corpus: async (message) => ((corpus = message), {}),
  decisions,
  time
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line)
  const answer = await commands[message.command](message).catch((error) => ({ error: String(error) }))
  process.stdout.write(JSON.stringify(answer) + '\n')
}
