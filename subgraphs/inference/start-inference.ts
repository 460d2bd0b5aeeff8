/** Puts the inference subgraph together: adapters, domain, server. */
import { readFileSync } from 'node:fs';
import subgraph from '@apollo/subgraph';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parse } from 'graphql';
import { tracedClient } from '../../platform/aws-tracing.ts';
import { type EndpointKeyOf, noEndpointKeys } from '../../platform/endpoint-keys.ts';
import { eventBridgePublisher } from '../../platform/eventbridge-publisher.ts';
import { inferenceSource } from '../../platform/events.ts';
import { functionUrlSignature } from '../../platform/function-url-signature.ts';
import { identityTokens } from '../../platform/identity.ts';
import type { Logger } from '../../platform/logging.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import { consumeQueue } from '../../platform/sqs-consumer.ts';
import { type SubgraphServer, startSubgraphServer } from '../../platform/subgraph-server.ts';
import { aliasLookUp } from './alias-look-up.ts';
import { startCatalogRefresh } from './catalog-refresh.ts';
import { completionTelemetry } from './completion-telemetry.ts';
import { copiedLimits } from './copied-limits.ts';
import type { CacheMode } from './domain/cache-wish.ts';
import { createCatalog } from './domain/catalog.ts';
import { type CompletionPorts, createCompletionService } from './domain/completion-service.ts';
import { type Embed, embeddingService } from './domain/embedding.ts';
import { createLimitPolicies } from './domain/limit-policies.ts';
import { predictionService } from './domain/prediction-service.ts';
import { predictiveModels } from './domain/predictive-models.ts';
import type { Similarity, SimilaritySettings } from './domain/similar-answers.ts';
import { watchedPredictor } from './domain/traffic.ts';
import { startGatewayUsageReports } from './gateway-usage-reports.ts';
import { createContext } from './graphql/context.ts';
import { embeddingResolvers } from './graphql/embedding-resolvers.ts';
import { predictResolvers } from './graphql/predict-resolvers.ts';
import { resolvers } from './graphql/resolvers.ts';
import { graphqlRegistry } from './graphql-registry.ts';
import type { Guardrails } from './guardrails-file.ts';
import { healthCheck } from './health.ts';
import { faultsBySchema } from './json-schema-faults.ts';
import type { LimitSettings } from './limits-file.ts';
import { loggedContent } from './logged-content.ts';
import { mcpContextServer } from './mcp/mcp-context-server.ts';
import type { McpServersFile } from './mcp/mcp-servers-file.ts';
import { copiedTeamMcp, teamMcpServers } from './mcp/team-mcp-servers.ts';
import { openInferencePredictor } from './open-inference-predictor.ts';
import { openAiApi } from './openai-api/openai-api.ts';
import { openaiDeployments } from './providers/deployed-chat.ts';
import type { Providers } from './providers/providers.ts';
import { redisAnswerCache } from './redis-answer-cache.ts';
import { redisAnswers } from './redis-answers.ts';
import { redisCatalogCache } from './redis-catalog-cache.ts';
import { connectRedis, type PatienceOptions } from './redis-connection.ts';
import { redisLedger } from './redis-ledger.ts';
import { redisQuestionMemory } from './redis-question-memory.ts';
import { startUsageOutbox } from './redis-usage-outbox.ts';
import { redisUsageSums } from './redis-usage-sums.ts';
import { copySettings } from './settings-copy.ts';
import { tokenCounter } from './token-counter.ts';
import { startTrafficReports } from './traffic-reports.ts';
import { usageSpool } from './usage-spool.ts';

export interface InferenceOptions {
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
  readonly internalSecret: string;
  readonly registryUrl: string;
  readonly redisUrl: string;
  readonly redis?: PatienceOptions;
  readonly busName: string;
  readonly queueUrl: string;
  readonly providers: Providers;
  /** Where uses are kept on disk while Redis is away; without, they are in memory only. */
  readonly spoolFolder?: string;
  readonly allowPrivateEndpoints: boolean;
  /** Of deployed models' endpoints that ask for a key; by default none does. */
  readonly keyOf?: EndpointKeyOf;
  readonly limits: LimitSettings;
  /** Teams' rules; without, there are none. */
  readonly guardrailsFile?: string;
  /** Whether log lines have what was asked and answered. */
  readonly logContent?: boolean;
  /** Without, none are written. */
  readonly metrics?: { readonly intervalSeconds: number; readonly write?: (line: string) => void };
  /** Whom completions have context from; nobody unless given. */
  readonly mcpServers?: McpServersFile;
  /** Which teams want answers to questions that are only alike; nobody unless given. */
  readonly similarAnswers?: SimilaritySettings;
  /** For requests that do not say what they want of it. */
  readonly cache: { readonly mode: CacheMode; readonly seconds: number };
  readonly catalogPollMilliseconds: number;
  /** How long streams may take to finish when the process stops; 8,000 by default. */
  readonly drainMilliseconds?: number;
  /** 5,000 by default. */
  readonly registryProbeMilliseconds?: number;
}

/** Less than a process is given to stop. */
const drainMilliseconds = 8_000;

/** Listens at once; what it depends on is connected to in the background, and may come later or go away. */
export async function startInference(options: InferenceOptions): Promise<SubgraphServer> {
  const { logger, providers, catalogPollMilliseconds, registryProbeMilliseconds, keyOf = noEndpointKeys } = options;
  const tokens = identityTokens(options.internalSecret);
  const redis = connectRedis(options.redisUrl, logger, options.redis);
  const outbound = outboundHttp({ allowPrivate: options.allowPrivateEndpoints, sign: functionUrlSignature() });
  const events = tracedClient(new EventBridgeClient({}));
  const messages = tracedClient(new SQSClient({}));
  const guardrails = await guardrailsOf(options.guardrailsFile, logger);
  const telemetry = completionTelemetry({
    logger,
    metrics: options.metrics,
    contentOf: options.logContent ? loggedContent(guardrails.screenFor) : undefined,
  });
  const asked = graphqlRegistry(options.registryUrl, tokens);
  const registry = {
    ...asked,
    health: telemetry.counted(asked.health),
    servingDeployments: telemetry.counted(asked.servingDeployments),
  };

  const catalog = createCatalog(catalogPollMilliseconds);
  const refresh = startCatalogRefresh({
    catalog,
    registry,
    cache: redisCatalogCache(redis),
    logger,
    pollMilliseconds: catalogPollMilliseconds,
    ...(registryProbeMilliseconds !== undefined && { probeMilliseconds: registryProbeMilliseconds }),
  });
  const publish = eventBridgePublisher(events, options.busName, inferenceSource);
  const outbox = startUsageOutbox(redis, publish, usageSpool(options.spoolFolder, logger), logger);
  const traffic = startTrafficReports(publish, logger);
  const usageReports = startGatewayUsageReports(redisUsageSums(redis), publish, logger);
  const predictor = watchedPredictor(openInferencePredictor(outbound, keyOf), catalog, traffic.record);
  const answers = redisAnswers(redis, logger);
  const policies = createLimitPolicies(options.limits.tiers);
  const limitCopy = copySettings(
    copiedLimits(policies, registry.limitPolicies),
    redis,
    logger,
    catalogPollMilliseconds,
  );
  const mcpServers = (options.mcpServers?.servers ?? []).map((server) => mcpContextServer(server, outbound, logger));
  const teamMcp = teamMcpServers((server) => mcpContextServer(server, outbound, logger));
  const teamMcpCopy = copySettings(copiedTeamMcp(teamMcp, registry), redis, logger, catalogPollMilliseconds);
  const completionPorts: CompletionPorts = {
    contextServers: () => [...mcpServers, ...teamMcp.servers()],
    contextDefaults: (team) => [options.mcpServers?.defaults.get(team) ?? [], teamMcp.defaultsOf(team)].flat(),
    providers: providers.current,
    healthOf: providers.healthOf,
    recordCall: traffic.record,
    expectedCost: providers.expectedCost,
    priceOf: providers.priceOf,
    catalog,
    lookUp: refresh.lookUp,
    predictor,
    deployedChat: openaiDeployments(outbound.dispatcher, keyOf),
    recordUse: outbox.record,
    answers,
    answerCache: redisAnswerCache(redis, logger),
    cacheByDefault: options.cache.mode,
    cacheSeconds: options.cache.seconds,
    ...(options.similarAnswers && {
      similarity: {
        settings: options.similarAnswers,
        memory: redisQuestionMemory(redis, logger),
        embed: questionEmbedding(options.similarAnswers.embeddingModel, (...call) => embed(...call), logger),
      },
    }),
    ledger: redisLedger(redis, options.limits, logger),
    policies,
    countTokens: tokenCounter(),
    assumedCompletionTokens: options.limits.assumedCompletionTokens,
    screenFor: guardrails.screenFor,
    onDecision: telemetry.guardrailActed,
    observe: (report) => {
      // The answer does not wait for what is told of it: that comes in the next turn of the event loop, or the one after.
      setImmediate(() => telemetry.observe(report));
      return usageReports.record(report);
    },
  };
  const completions = createCompletionService(completionPorts);
  const embed = embeddingService(completionPorts);
  const predict = predictionService({
    catalog,
    lookUp: refresh.lookUp,
    versionOf: aliasLookUp(registry, logger),
    predictor,
    faultsBySchema,
    recordUse: outbox.record,
    answers,
    ledger: completionPorts.ledger,
    policies,
  });
  const listPredictiveModels = predictiveModels(catalog, refresh.whenKnown, predictor);
  const checkHealth = healthCheck({
    redis,
    registry,
    events,
    busName: options.busName,
    providers: providers.current,
    mcpServers,
  });
  const sources = {
    completions,
    embed,
    predict,
    listPredictiveModels,
    catalog,
    providers: providers.current,
    lookUp: refresh.lookUp,
    checkHealth,
  };

  const stopBackground = async (): Promise<void> => {
    await Promise.all([refresh.stop(), limitCopy.stop(), teamMcpCopy.stop()]);
    await Promise.all([
      outbox.stop(),
      usageReports.stop(),
      traffic.stop(),
      teamMcp.close(),
      ...mcpServers.map((server) => server.close()),
    ]);
    redis.close();
    await Promise.all([guardrails.stop(), telemetry.stop()]);
    events.destroy();
    messages.destroy();
    await Promise.all([providers.close(), outbound.close()]);
  };
  let server: SubgraphServer;
  try {
    server = await startSubgraphServer({
      host: options.host,
      port: options.port,
      logger,
      schema: subgraph.buildSubgraphSchema(subgraphModules()),
      tokens,
      createContext: (caller) => createContext(sources, caller),
      drainMilliseconds: options.drainMilliseconds ?? drainMilliseconds,
      doors: [openAiApi],
    });
  } catch (error) {
    await stopBackground();
    throw error;
  }
  telemetry.start();
  const consumer = consumeQueue({
    client: messages,
    queueUrl: options.queueUrl,
    logger,
    handle: async (body) => {
      await Promise.all([refresh, limitCopy, teamMcpCopy].map((each) => each.handleMessage(body)));
    },
  });

  return {
    ...server,
    async stop() {
      await server.stop();
      await consumer.stop();
      await stopBackground();
    },
  };
}

/** Without a file there are no rules, and what knows personal data is not loaded. */
async function guardrailsOf(path: string | undefined, logger: Logger): Promise<Guardrails> {
  if (path === undefined) return { screenFor: () => undefined, stop: async () => undefined };
  const { openGuardrails } = await import('./guardrails-file.ts');
  return openGuardrails(path, logger);
}

/** A question's vector, made as an embedding that the caller asks for. */
function questionEmbedding(model: string, embed: Embed, logger: Logger): Similarity['embed'] {
  return async (caller, text, signal) => {
    try {
      const { embeddings } = await embed(caller, { model, texts: [text] }, signal);
      return embeddings[0]?.values;
    } catch (error) {
      logger.debug({ err: error }, 'a question was not compared with others: it has no embedding');
      return undefined;
    }
  };
}

/** A module for each file of the schema; its resolvers stand beside it. */
const subgraphModules = () =>
  [
    { schema: 'schema.graphql', resolvers },
    { schema: 'predict.graphql', resolvers: predictResolvers },
    { schema: 'context.graphql', resolvers: {} },
    { schema: 'embeddings.graphql', resolvers: embeddingResolvers },
  ].map((module) => ({
    typeDefs: parse(readFileSync(new URL(`graphql/${module.schema}`, import.meta.url), 'utf8')),
    resolvers: module.resolvers,
  }));
