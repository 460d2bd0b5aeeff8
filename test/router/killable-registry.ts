/**
 * A registry of one deployment, as a process that may be killed: `node killable-registry.ts <port> <changes so far>`. Its parent has it
 * change the deployment and answer what it holds back, over IPC, and is told where it listens, what it serves, and when it is asked.
 */
import { EventEmitter, on } from 'node:events';
import subgraphPackage from '@apollo/subgraph';
import { parse } from 'graphql';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';

const secret = process.env.INTERNAL_SECRET ?? '';
const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { deployment: Deployment heldBack: String }
  type Subscription {
    deploymentStatusChanged(modelId: ID, resumeAfter: [DeploymentPositionInput!]): DeploymentStatusEvent!
  }
  extend type Subscription { deploymentLogs(deploymentId: ID!): DeploymentLogEvent! brokenStream: Int }
  type DeploymentLogEvent { number: Int! lines: [String!]! }
  input DeploymentPositionInput { deploymentId: ID! sequence: Int! }
  type DeploymentStatusEvent { sequence: Int! message: String! deployment: Deployment! }
  type Deployment @key(fields: "id") { id: ID! }
`;

const [port, changesSoFar] = process.argv.slice(2).map(Number);
const changes = new EventEmitter().setMaxListeners(0);
let last = changesSoFar ?? 0;
let messageLength = 1;
const event = (sequence: number) => ({ sequence, message: 'x'.repeat(messageLength), deployment: { id: 'd' } });

async function* stream(after: number, signal: AbortSignal) {
  const told = on(changes, 'change', { signal });
  let sent = after;
  try {
    while (sent < last) yield event(++sent);
    for await (const [sequence] of told) if (sequence > sent) yield event(sequence);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Lines as fast as they are asked for; the parent is told of each. */
async function* lines() {
  for (let number = 1; ; number += 1) {
    process.send?.('asked');
    yield { number, lines: ['x'.repeat(100_000)] };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const resolvers = {
  Query: {
    deployment: () => ({ id: 'd' }),
    heldBack: () =>
      new Promise((resolve) => {
        process.send?.('asked');
        process.on('message', (message) => message === 'answer' && resolve('answered'));
      }),
  },
  Subscription: {
    deploymentStatusChanged: {
      subscribe: (
        _: unknown,
        { resumeAfter }: { resumeAfter?: { sequence: number }[] },
        { signal }: { signal: AbortSignal },
      ) => stream(resumeAfter?.[0]?.sequence ?? last - 1, signal),
      resolve: (told: unknown) => told,
    },
    deploymentLogs: { subscribe: () => lines(), resolve: (told: unknown) => told },
    brokenStream: { subscribe: () => 'no stream' },
  },
  Deployment: { __resolveReference: (reference: object) => reference },
};

const server = await startSubgraphServer({
  host: '127.0.0.1',
  port: port ?? 0,
  logger: createLogger('killable-registry'),
  tokens: identityTokens(secret),
  schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers: resolvers as never }]),
  createContext: (caller) => caller,
});
process.on('message', (message: 'answer' | { readonly change: number }) => {
  if (message === 'answer') return;
  last += 1;
  messageLength = message.change;
  changes.emit('change', last);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: server.port, typeDefs });
