/** Which providers there are: from OPENAI_API_KEY and PROVIDERS_FILE; the local one when neither is given. */
import { z } from 'zod';
import { SetupError } from '../../../platform/config.ts';
import type { Logger } from '../../../platform/logging.ts';
import { candidateHealths, type HealthOf } from '../domain/candidate-health.ts';
import type { ChatProvider, ModelFacts, Patience, ProviderSet } from '../domain/provider.ts';
import { anthropicProvider } from './anthropic-provider.ts';
import { type BreakerOptions, cockatielBreaker } from './cockatiel-breaker.ts';
import type { ConnectedProvider } from './connected-provider.ts';
import { localProvider, localProviderName } from './local-provider.ts';
import { type PriceList, priceList } from './pricing.ts';
import {
  noProviders,
  type ProviderConfiguration,
  type ProvidersConfiguration,
  type Reliability,
  readProvidersFile,
} from './providers-file.ts';
import { watchFiles } from './watch-files.ts';

export const providerVariables = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  PROVIDERS_FILE: z.string().optional(),
  PROVIDER_TIMEOUT_SECONDS: z.coerce.number().positive().default(60),
  DEFAULT_MODEL: z.string().optional(),
};
type ProviderVariables = z.infer<z.ZodObject<typeof providerVariables>>;

/** The providers as they are configured now, and what is known of their models. */
export interface Providers extends PriceList {
  current(): ProviderSet;
  readonly healthOf: HealthOf;
  close(): Promise<void>;
}

const defaultOpenaiModel = 'gpt-4o-mini';
/** Less than the router waits for a whole answer. */
const wholeSeconds = 110;
const streamSeconds = 600;
const mostFailures = 3;

/** One reading of the configuration. */
interface Configured {
  readonly set: ProviderSet;
  readonly prices: PriceList;
  readonly breaker: BreakerOptions;
  readonly keyFiles: readonly string[];
  close(): Promise<void>;
}

/**
 * Throws `SetupError` when PROVIDERS_FILE cannot be used. It and the files of keys are read again when they change: requests under way go on with the
 * providers they have, and a file that cannot be used leaves everything as it was.
 */
export async function createProviders(
  variables: ProviderVariables,
  logger: Logger,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Providers> {
  let now = await configure(variables, environment);
  const open = new Set([now]);
  const { PROVIDERS_FILE } = variables;
  const files = () => (PROVIDERS_FILE === undefined ? [] : [PROVIDERS_FILE, ...now.keyFiles]);
  const changes = watchFiles(files, async () => {
    try {
      const before = now;
      now = await configure(variables, environment);
      open.add(now);
      logger.info({ providers: now.set.all.map(({ name }) => name) }, 'the providers file was read again');
      retire(before, open);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      logger.error(`The providers stay as they were: ${error.message}`);
    }
  });

  return {
    current: () => now.set,
    priceOf: (requests) => now.prices.priceOf(requests),
    expectedCost: (...request) => now.prices.expectedCost(...request),
    contextTokensOf: (...model) => now.prices.contextTokensOf(...model),
    healthOf: candidateHealths(() => cockatielBreaker(now.breaker)),
    async close() {
      changes.stop();
      await Promise.all([...open].map((configured) => configured.close()));
    },
  };
}

/** Closes what was configured before, once nothing that was begun with it can be under way. */
function retire(before: Configured, open: Set<Configured>): void {
  const timer = setTimeout(async () => {
    open.delete(before);
    await before.close();
  }, before.set.patience.streamMilliseconds);
  timer.unref();
}

async function configure(
  variables: ProviderVariables,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Configured> {
  const configuration = await readConfiguration(variables, environment);
  const { failures = 5, openSeconds = 10 } = configuration.reliability.breaker ?? {};
  const prices = priceList(configuration.providers, configuration.deployedModels);
  const connected = await connect(configuration.providers, prices);
  return {
    set: toSet(configuration, connected, variables),
    prices,
    breaker: { failures, openMilliseconds: openSeconds * 1_000 },
    keyFiles: configuration.providers.flatMap(({ apiKeyFile }) => apiKeyFile ?? []),
    async close() {
      await Promise.all(connected.map((provider) => provider.close()));
    },
  };
}

async function readConfiguration(
  variables: ProviderVariables,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ProvidersConfiguration> {
  const { PROVIDERS_FILE } = variables;
  const file = PROVIDERS_FILE === undefined ? noProviders : await readProvidersFile(PROVIDERS_FILE, environment);
  const providers = [...fromEnvironment(variables), ...file.providers];
  const names = providers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new SetupError(`Two providers are named "${twice}". Rename one in ${PROVIDERS_FILE}`);
  return { ...file, providers };
}

function fromEnvironment({
  OPENAI_API_KEY,
  OPENAI_BASE_URL,
  DEFAULT_MODEL,
}: ProviderVariables): ProviderConfiguration[] {
  if (!OPENAI_API_KEY) return [];
  return [
    {
      name: 'openai',
      kind: 'openai',
      baseUrl: OPENAI_BASE_URL,
      apiKey: OPENAI_API_KEY,
      apiVersion: '',
      models: [{ name: '*' }],
      listedModels: [DEFAULT_MODEL ?? defaultOpenaiModel],
      isDefault: true,
      weight: 1,
    },
  ];
}

async function connect(
  providers: readonly ProviderConfiguration[],
  prices: PriceList,
): Promise<readonly ConnectedProvider[]> {
  if (providers.length === 0) return [];
  // The SDK takes a fifth of a second to load: only those who have such a provider pay for it.
  const { openaiProvider } = await import('./openai-provider.ts');
  return providers.map((provider) => {
    const connectTo = provider.kind === 'anthropic' ? anthropicProvider : openaiProvider;
    return connectTo(provider, (model) => factsOf(provider, prices, model));
  });
}

/** As configured, else as the price list has it. */
function factsOf(provider: ProviderConfiguration, prices: PriceList, name: string): ModelFacts {
  const {
    upstream = name,
    contextTokens,
    tools,
    vision,
    jsonSchema,
  } = provider.models.find((model) => model.name === name) ?? {};
  const context = contextTokens ?? prices.contextTokensOf(provider.name, upstream);
  return {
    upstreamName: upstream,
    ...(context !== undefined && { contextTokens: context }),
    ...(tools !== undefined && { tools }),
    ...(vision !== undefined && { vision }),
    ...(jsonSchema !== undefined && { jsonSchema }),
  };
}

function toSet(
  { strategy, fallbacks, reliability }: ProvidersConfiguration,
  connected: readonly ChatProvider[],
  variables: ProviderVariables,
): ProviderSet {
  const all = connected.length > 0 ? connected : [localProvider()];
  const first = all.find(({ isDefault }) => isDefault) ?? all[0];
  const fallbackName = connected.length > 0 ? defaultOpenaiModel : localProviderName;
  return {
    all,
    defaultModel: variables.DEFAULT_MODEL ?? first?.listedModels[0] ?? fallbackName,
    strategy,
    fallbacks: new Map(Object.entries(fallbacks)),
    patience: toPatience(reliability, variables.PROVIDER_TIMEOUT_SECONDS),
  };
}

function toPatience(given: Reliability, timeoutSeconds: number): Patience {
  return {
    attempts: given.attempts ?? mostFailures,
    firstTokenMilliseconds: (given.firstTokenSeconds ?? timeoutSeconds) * 1_000,
    idleMilliseconds: (given.idleSeconds ?? timeoutSeconds) * 1_000,
    wholeMilliseconds: (given.totalSeconds ?? wholeSeconds) * 1_000,
    streamMilliseconds: (given.streamSeconds ?? streamSeconds) * 1_000,
  };
}
