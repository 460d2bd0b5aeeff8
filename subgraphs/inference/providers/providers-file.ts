/** The file that PROVIDERS_FILE names: which providers there are, and how completions are routed among them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SetupError } from '../../../platform/config.ts';
import { localProviderName } from './local-provider.ts';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const seconds = z.number().positive('must be more than 0').max(3_600, 'must be at most 3600');
const dollars = z.union([z.number().nonnegative(), z.string().regex(/^\d+(\.\d+)?$/)]);

/** US dollars for a million tokens. */
const prices = z.strictObject({
  input: dollars,
  cachedInput: dollars.optional(),
  output: dollars.default(0),
});

export type ConfiguredPrices = z.infer<typeof prices>;

export interface ModelConfiguration {
  /** What callers ask for; `*` is whatever no provider names. */
  readonly name: string;
  /** The provider's own name of it, as an Azure deployment's; `name` when absent. */
  readonly upstream?: string;
  readonly contextTokens?: number;
  readonly tools?: boolean;
  readonly vision?: boolean;
  readonly jsonSchema?: boolean;
  readonly prices?: ConfiguredPrices;
}

const model = z.union([
  z
    .string()
    .min(1)
    .transform((name): ModelConfiguration => ({ name })),
  z.strictObject({
    name: z.string().min(1),
    upstream: z.string().min(1).exactOptional(),
    contextTokens: z.int().positive().exactOptional(),
    tools: z.boolean().exactOptional(),
    vision: z.boolean().exactOptional(),
    jsonSchema: z.boolean().exactOptional(),
    prices: prices.exactOptional(),
  }),
]);

const defaultBaseUrls = { openai: 'https://api.openai.com/v1', anthropic: 'https://api.anthropic.com' } as const;
const kinds = ['openai', 'azure-openai', 'openai-compatible', 'anthropic'] as const;
export type ProviderKind = (typeof kinds)[number];

const provider = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/, 'takes a-z, 0-9, _, . and -'),
    kind: z.enum(kinds).default('openai-compatible'),
    baseUrl: url.optional(),
    apiKeyEnv: z.string().optional(),
    apiKeyFile: z.string().min(1).exactOptional(),
    apiKey: z
      .string()
      .regex(
        /^\$\{\w+\}$/,
        'must be the name of an environment variable in braces after a $: keys do not belong into files',
      )
      .optional(),
    /** Of Azure's API. */
    apiVersion: z.string().default('2024-10-21'),
    models: z.array(model).min(1, 'must name a model, or "*" for any'),
    default: z.boolean().default(false),
    weight: z.number().nonnegative().default(1),
  })
  .refine(({ name }) => name !== localProviderName, { path: ['name'], error: 'is the name of the built-in one' })
  .refine(({ apiKeyFile, apiKeyEnv, apiKey }) => apiKeyFile === undefined || !(apiKeyEnv || apiKey), {
    path: ['apiKeyFile'],
    error: 'and a variable cannot both hold the key',
  })
  .refine(({ kind, baseUrl }) => baseUrl !== undefined || kind in defaultBaseUrls, {
    path: ['baseUrl'],
    error: 'is needed for a provider of this kind',
  });

const reliability = z
  .strictObject({
    attempts: z.int().min(1).max(10).exactOptional(),
    firstTokenSeconds: seconds.exactOptional(),
    idleSeconds: seconds.exactOptional(),
    totalSeconds: seconds.exactOptional(),
    streamSeconds: seconds.exactOptional(),
    breaker: z.strictObject({ failures: z.int().min(1).max(100).default(5), openSeconds: seconds.default(10) }),
  })
  .partial({ breaker: true });
export type Reliability = z.infer<typeof reliability>;

const strategies = {
  priority: 'PRIORITY',
  weighted: 'WEIGHTED',
  'least-latency': 'LEAST_LATENCY',
  'least-cost': 'LEAST_COST',
} as const;

const providersFile = z.strictObject({
  providers: z.array(provider).min(1),
  /** Prices of chat models that the registry deploys, by their ids. */
  deployedModels: z.record(z.string().min(1), z.strictObject({ prices })).default({}),
  strategy: z
    .enum(Object.keys(strategies) as (keyof typeof strategies)[])
    .default('priority')
    .transform((name) => strategies[name]),
  fallbacks: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  reliability: reliability.default({}),
});

export interface ProviderConfiguration {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Where the key was read from, if from a file. */
  readonly apiKeyFile?: string;
  readonly apiVersion: string;
  readonly models: readonly ModelConfiguration[];
  /** What people may choose from; when absent, the models that are named. */
  readonly listedModels?: readonly string[];
  readonly isDefault: boolean;
  readonly weight: number;
}

/** What people may choose from. */
export function listedModelsOf({ listedModels, models }: ProviderConfiguration): readonly string[] {
  return listedModels ?? models.map((model) => model.name).filter((model) => model !== '*');
}

export interface ProvidersConfiguration extends Omit<z.infer<typeof providersFile>, 'providers' | 'deployedModels'> {
  readonly deployedModels: Readonly<Record<string, ConfiguredPrices>>;
  readonly providers: readonly ProviderConfiguration[];
}

export const noProviders: ProvidersConfiguration = {
  providers: [],
  strategy: 'PRIORITY',
  deployedModels: {},
  fallbacks: {},
  reliability: {},
};

/** Throws `SetupError`, whose one line says what to mend. */
export async function readProvidersFile(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ProvidersConfiguration> {
  const { parse } = await import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetupError(`PROVIDERS_FILE ${path} cannot be read. ${reason}`);
  }
  const parsed = providersFile.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new SetupError(`Mend PROVIDERS_FILE ${path} and start again. ${faults.join('; ')}`);
  }
  return {
    ...parsed.data,
    deployedModels: Object.fromEntries(
      Object.entries(parsed.data.deployedModels).map(([id, model]) => [id, model.prices]),
    ),
    providers: parsed.data.providers.map(({ kind, baseUrl, apiKey, apiKeyEnv, default: isDefault, ...given }) => {
      const variable = apiKeyEnv ?? apiKey?.slice(2, -1);
      const { apiKeyFile } = given;
      const key = apiKeyFile === undefined ? variable && environment[variable] : readKey(apiKeyFile);
      if ((variable || apiKeyFile) && !key) {
        const what = apiKeyFile === undefined ? `Set ${variable}` : `Put a key into ${apiKeyFile}`;
        throw new SetupError(`${what}: the provider "${given.name}" in ${path} takes its key from it`);
      }
      return {
        ...given,
        kind,
        baseUrl: (baseUrl ?? defaultBaseUrls[kind as keyof typeof defaultBaseUrls]).replace(/\/+$/, ''),
        // Servers inside a network often want none, but the SDK insists on one.
        apiKey: key || 'none',
        isDefault,
      };
    }),
  };
}

/** Undefined for a file that cannot be read, or is empty. */
function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
