/** A small registry on real wires: what it answers and sends is in the test's hands. */
import { EventEmitter, on } from 'node:events';
import subgraphPackage from '@apollo/subgraph';
import { parse } from 'graphql';
import type { Identity } from '../../platform/access.ts';
import { DomainError, type ErrorCode } from '../../platform/errors.ts';
import type { RunningServer } from '../../platform/http-server.ts';
import type { IdentityTokens } from '../../platform/identity.ts';
import type { Logger } from '../../platform/logging.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';

export const registryTypeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    model(id: ID!): Model
    models: [Model!]!
    caller: Caller!
    fails(code: String!): String
    broken: Model
    slow(milliseconds: Int!): String
  }
  type Mutation { register(id: ID!): Model! }
  type Subscription {
    deploymentChanged(modelId: ID!): DeploymentEvent!
    refused: DeploymentEvent!
  }
  type Caller { userId: ID! groups: [String!]! }
  type Model @key(fields: "id") { id: ID! framework: String! teamId: ID! }
  type DeploymentEvent { sequence: Int! model: Model! note: String secret: String! }
`);

interface Context {
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

export interface DeploymentEvent {
  readonly sequence: number;
  readonly modelId: string;
}

const model = (id: string) => ({ __typename: 'Model', id, framework: 'tensorflow', teamId: 'data-science-team' });

export class TestRegistry {
  readonly events = new EventEmitter().setMaxListeners(0);
  /** Subscriptions open at this moment. */
  subscribers = 0;
  /** Slow queries that have arrived. */
  asked = 0;
  /** Slow queries that were given up because their caller had left. */
  cancelled = 0;
  /** How many subscriptions were ever opened. */
  subscriptions = 0;

  send(event: DeploymentEvent): void {
    this.events.emit('deployment', event);
  }

  async start(tokens: IdentityTokens, logger: Logger, port = 0): Promise<RunningServer> {
    const resolvers = this.#resolvers() as never;
    return startSubgraphServer<Context>({
      host: '127.0.0.1',
      port,
      logger,
      tokens,
      schema: subgraphPackage.buildSubgraphSchema([{ typeDefs: registryTypeDefs, resolvers }]),
      createContext: (caller) => caller,
    });
  }

  #resolvers() {
    return {
      Query: {
        model: (_parent: unknown, { id }: { id: string }) => (id === 'unknown' ? null : model(id)),
        models: () => ['fraud', 'broken', 'churn'].map(model),
        caller: (_parent: unknown, _arguments: unknown, { identity }: Context) => identity,
        fails(_parent: unknown, { code }: { code: ErrorCode | 'CRASH' }) {
          if (code === 'CRASH') throw new Error('secret table name');
          throw new DomainError(code, `It is ${code}`, { details: [{ path: 'input.x', message: 'bad' }] });
        },
        broken: () => ({ id: 'x', framework: 'onnx', teamId: 'a' }),
        slow: (_parent: unknown, { milliseconds }: { milliseconds: number }, { signal }: Context) =>
          new Promise((resolve) => {
            this.asked += 1;
            setTimeout(() => resolve('slept'), milliseconds);
            signal.addEventListener('abort', () => {
              this.cancelled += 1;
            });
          }),
      },
      Mutation: { register: (_parent: unknown, { id }: { id: string }) => model(id) },
      Model: { __resolveReference: ({ id }: { id: string }) => model(id) },
      DeploymentEvent: {
        model: ({ modelId }: DeploymentEvent) => model(modelId),
        note: ({ sequence }: DeploymentEvent) => {
          if (sequence === 13) throw new DomainError('CONFLICT', 'Unlucky');
          return `note ${sequence}`;
        },
        secret: () => 'shown',
      },
      Subscription: {
        deploymentChanged: {
          subscribe: (_parent: unknown, _arguments: unknown, { signal }: Context) => this.#stream(signal),
          resolve: (event: DeploymentEvent) => event,
        },
        refused: {
          subscribe() {
            throw new DomainError('FORBIDDEN', 'Not for you');
          },
        },
      },
    };
  }

  async *#stream(signal: AbortSignal): AsyncGenerator<DeploymentEvent> {
    this.subscribers += 1;
    this.subscriptions += 1;
    try {
      for await (const [event] of on(this.events, 'deployment', { signal })) {
        if (event.sequence < 0) throw new DomainError('CONFLICT', 'The stream failed');
        yield event;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.subscribers -= 1;
    }
  }
}
