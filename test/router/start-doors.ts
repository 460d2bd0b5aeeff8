/** The router over two subgraphs with the product's own schemas, whose answers are in the test's hands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import subgraphPackage from '@apollo/subgraph';
import { parse } from 'graphql';
import pino from 'pino';
import type { Identity } from '../../platform/access.ts';
import { DomainError, type ErrorCode } from '../../platform/errors.ts';
import type { RunningServer } from '../../platform/http-server.ts';
import { identityTokens } from '../../platform/identity.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import type { RouterOptions } from '../../router/router.ts';
import { type OpenAiContext, openAiApi } from '../../subgraphs/inference/openai-api/openai-api.ts';
import { secret, TestSupergraph, until } from './start-supergraph.ts';

interface Context {
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

type Input = { input: Record<string, unknown> };

export interface Recorded {
  /** The arguments of the last call of each field. */
  readonly calls: Record<string, unknown>;
  /** Completions, whole and streamed, that were given up because their caller had left. */
  cancelled: number;
}

const root = join(import.meta.dirname, '../..');

function schemaOf(subgraph: string, resolvers: object) {
  const folder = join(root, 'subgraphs', subgraph, 'graphql');
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const modules = files.map((name, index) => ({
    typeDefs: parse(readFileSync(join(folder, name), 'utf8')),
    ...(index === 0 && { resolvers: resolvers as never }),
  }));
  return subgraphPackage.buildSubgraphSchema(modules);
}

const version = (modelId: string, number = '1.0.0') => ({
  modelId,
  version: number,
  status: 'REGISTERED',
  framework: 'tensorflow',
  deploymentTarget: 'LAMBDA',
  teamId: 'data-science-team',
  artifactUri: 's3://bucket/key',
  artifact: { verified: true, verification: 'VERIFIED' },
  tags: [],
  registeredAt: '2026-01-31T12:00:00.000Z',
  registeredBy: 'ada',
});
const page = (nodes: unknown[], endCursor: string | null) => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const usage = {
  promptTokens: 3,
  completionTokens: 2,
  totalTokens: 5,
  cachedPromptTokens: 1,
  reasoningTokens: 0,
  costUsd: '0.00042',
};
const routing = { provider: 'local', model: 'gpt-4', cached: false, attempts: 1 };
const healthy = { status: 'HEALTHY', dependencies: [{ name: 'redis', status: 'HEALTHY', latencyMs: 1 }] };

function registryResolvers({ calls }: Recorded) {
  const model = (id: string) => ({
    id,
    teamId: 'data-science-team',
    framework: 'tensorflow',
    createdAt: '2026-01-31T12:00:00.000Z',
    latestVersion: version(id),
    versions: page([version(id, '2.0.0'), version(id)], null),
    version: ({ version: number }: { version: string }) => (number === '1.0.0' ? version(id) : null),
  });
  return {
    Query: {
      model: (_parent: unknown, { id }: { id: string }) => (id === 'unknown' ? null : model(id)),
      models(_parent: unknown, given: { first?: number }) {
        calls.models = given;
        if ((given.first ?? 0) > 100) {
          const details = [{ path: 'first', message: 'A page has 1 to 100' }];
          throw new DomainError('VALIDATION_ERROR', 'A page has 1 to 100', { details });
        }
        return page([model('fraud')], 'the-cursor');
      },
      registryStatistics: () => ({
        totalModels: 1,
        totalVersions: 2,
        byFramework: [],
        byDeploymentTarget: [],
        byStatus: [],
      }),
      registryHealth: () => healthy,
    },
    Mutation: {
      registerModel(_parent: unknown, { input }: Input) {
        calls.registerModel = input;
        const details = [
          { path: 'input.artifactUri', message: 'Invalid S3 URI format' },
          { path: 'input.version', message: 'Invalid semantic version' },
        ];
        if (input.artifactUri === 'bad') {
          const wrong = input.version === 'bad' ? details : details.slice(0, 1);
          throw new DomainError('VALIDATION_ERROR', 'Invalid S3 URI format', { details: wrong });
        }
        if (input.artifactUri === 'crash') throw new Error('the secret table');
        return { modelVersion: { ...version(String(input.modelId), String(input.version)), ...input } };
      },
      deployModel(_parent: unknown, { input }: Input) {
        calls.deployModel = input;
        if (String(input.modelId) in refusals) {
          const [code, extensions] = refusals[String(input.modelId) as keyof typeof refusals];
          throw new DomainError(code as ErrorCode, `It is ${code}`, { extensions });
        }
        return {
          deployment: {
            id: 'd1',
            status: 'DEPLOYING',
            phase: 'QUEUED',
            progressPercent: 0,
            message: 'Waits',
            deploymentTarget: 'LAMBDA',
            requestedAt: '2026-01-31T12:00:00.000Z',
            requestedBy: 'ada',
            modelVersion: version(String(input.modelId)),
          },
        };
      },
    },
  };
}

const refusals = {
  busy: ['CONFLICT', {}],
  nowhere: ['NOT_FOUND', {}],
  foreign: ['FORBIDDEN', {}],
  often: ['RATE_LIMITED', { retryAfterSeconds: 1.2 }],
  poor: ['BUDGET_EXCEEDED', {}],
  slow: ['PROVIDER_TIMEOUT', {}],
} as const;

/** What OpenAI's API is answered by: the same as GraphQL. */
function openAiSources(recorded: Recorded): Omit<OpenAiContext, keyof Context> {
  const { Query, Mutation, Subscription } = inferenceResolvers(recorded);
  const given = (input: object): Input => ({ input: { ...input } });
  const caller = (identity: Identity, signal: AbortSignal): Context => ({ identity, signal });
  const completions = {
    complete: (identity: Identity, request: object, signal: AbortSignal) =>
      Mutation.createCompletion(undefined, given(request), caller(identity, signal)),
    stream: async (identity: Identity, request: object, signal: AbortSignal) =>
      Subscription.completionStream.subscribe(undefined, given(request), caller(identity, signal)),
    completeFor: () => Promise.reject(new Error("OpenAI's API has no models of the registry's own")),
  };
  return {
    completions: completions as unknown as OpenAiContext['completions'],
    embed: (async (_identity: Identity, call: object) =>
      Mutation.createEmbedding(undefined, given(call))) as unknown as OpenAiContext['embed'],
    routableModels: Query.routableModels as unknown as OpenAiContext['routableModels'],
  };
}

function inferenceResolvers(recorded: Recorded) {
  const { calls } = recorded;
  const lastWord = ({ input }: Input) => String((input.messages as { content: string }[]).at(-1)?.content);
  return {
    Query: {
      routableModels: () => [
        { id: 'gpt-4', kind: 'PROVIDER', provider: 'local' },
        { id: 'fraud@1.0.0', kind: 'REGISTERED', provider: 'registry', teamId: 'data-science-team' },
      ],
      inferenceHealth: () => healthy,
    },
    Mutation: {
      createEmbedding(_parent: unknown, { input }: Input) {
        calls.createEmbedding = input;
        const embeddings = (input.texts as string[]).map((text, index) => ({ index, values: [text.length, 0.5] }));
        return { id: 'e1', embeddings, usage, routing };
      },
      async createCompletion(_parent: unknown, given: Input, { signal }: Context) {
        calls.createCompletion = given.input;
        const asked = lastWord(given);
        if (asked === 'wait') {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          recorded.cancelled += 1;
        }
        if (asked === 'fail') throw new DomainError('PROVIDER_ERROR', 'The provider failed');
        return {
          id: 'c1',
          message: {
            role: 'ASSISTANT',
            content: `You said ${asked}`,
            toolCalls: asked === 'call' ? [{ id: 't1', name: 'look', arguments: '{"a":1}' }] : [],
          },
          finishReason: asked === 'call' ? 'TOOL_CALLS' : 'STOP',
          alternatives: [],
          usage,
          routing,
        };
      },
    },
    Subscription: {
      completionStream: {
        async *subscribe(_parent: unknown, given: Input, { signal }: Context) {
          calls.completionStream = given.input;
          const asked = lastWord(given);
          if (asked === 'refuse') throw new DomainError('NOT_FOUND', 'No such model');
          for (const delta of ['You ', 'said ', asked]) yield { delta, toolCalls: [], routing };
          if (asked === 'call') {
            yield { delta: '', toolCalls: [{ index: 0, id: 't1', name: 'look', arguments: '{"a"' }], routing };
            yield { delta: '', toolCalls: [{ index: 0, arguments: ':1}' }], routing };
          }
          if (asked === 'wait') {
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
            recorded.cancelled += 1;
            return;
          }
          if (asked === 'break') throw new DomainError('PROVIDER_ERROR', 'The provider broke off');
          const finishReason = asked === 'call' ? 'TOOL_CALLS' : 'STOP';
          yield { delta: '', toolCalls: [], finishReason, usage, routing };
        },
        resolve: (chunk: unknown) => chunk,
      },
    },
  };
}

export interface StartedDoors {
  readonly supergraph: TestSupergraph;
  readonly recorded: Recorded;
  readonly registry: RunningServer;
  readonly origin: string;
  /** Waits until `count` more completions have been given up. */
  cancellations(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startDoors(options: Partial<RouterOptions> = {}): Promise<StartedDoors> {
  const recorded: Recorded = { calls: {}, cancelled: 0 };
  const common = { host: '127.0.0.1', port: 0, logger: pino({ level: 'silent' }), tokens: identityTokens(secret) };
  const registry = await startSubgraphServer<Context>({
    ...common,
    schema: schemaOf('registry', registryResolvers(recorded)),
    createContext: (caller) => caller,
  });
  const sources = openAiSources(recorded);
  const inference = await startSubgraphServer<OpenAiContext>({
    ...common,
    schema: schemaOf('inference', inferenceResolvers(recorded)),
    createContext: (caller) => ({ ...caller, ...sources }),
    doors: [openAiApi],
  });
  const supergraph = await TestSupergraph.start({
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    urls: {
      registry: `http://127.0.0.1:${registry.port}/graphql`,
      inference: `http://127.0.0.1:${inference.port}/graphql`,
    },
    ...options,
  });
  return {
    supergraph,
    recorded,
    registry,
    origin: new URL(supergraph.url).origin,
    async cancellations(count) {
      await until(() => recorded.cancelled >= count);
      recorded.cancelled = 0;
    },
    async stop() {
      await supergraph.stop();
      await Promise.all([registry.stop(), inference.stop()]);
    },
  };
}
