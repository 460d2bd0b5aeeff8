/**
 * A subgraph whose one deployment changes when its parent process says so, over IPC: a process of its own. Each event's message is the
 * time it was made. Prints its address.
 */
import { EventEmitter, on } from 'node:events';
import subgraphPackage from '@apollo/subgraph';
import { parse } from 'graphql';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import { internalSecret, statusTypeDefs } from './status-supergraph.ts';

const events = new EventEmitter().setMaxListeners(0);
const change = (sequence: number) => ({ sequence, message: `${Date.now()}`, deployment: { id: 'd' } });
let sequence = 1;
process.on('message', () => {
  sequence += 1;
  events.emit('change', change(sequence));
});

const resolvers = {
  Subscription: {
    deploymentStatusChanged: {
      async *subscribe(_: unknown, _request: unknown, { signal }: { signal: AbortSignal }) {
        const changes = on(events, 'change', { signal });
        yield change(sequence);
        for await (const [event] of changes) yield event;
      },
      resolve: (event: unknown) => event,
    },
  },
  Deployment: { __resolveReference: (reference: object) => reference },
};
const server = await startSubgraphServer({
  host: '127.0.0.1',
  port: 0,
  logger: createLogger('subgraph'),
  tokens: identityTokens(internalSecret),
  schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: parse(statusTypeDefs), resolvers: resolvers as never }]),
  createContext: (caller) => caller,
});
process.stdout.write(`listening http://127.0.0.1:${server.port}/graphql\n`);
