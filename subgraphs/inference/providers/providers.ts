/** Which providers there are: from OPENAI_API_KEY and PROVIDERS_FILE; the local one when neither is given. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SetupError } from '../../../platform/config.ts';
import type { ChatProvider } from '../domain/provider.ts';
import { localProvider, localProviderName } from './local-provider.ts';
import type { OpenaiProviderOptions } from './openai-provider.ts';

export const providerVariables = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.openai.com/v1'),
  PROVIDERS_FILE: z.string().optional(),
  PROVIDER_TIMEOUT_SECONDS: z.coerce.number().positive().default(60),
  DEFAULT_MODEL: z.string().optional(),
};
type ProviderVariables = z.infer<z.ZodObject<typeof providerVariables>>;

export interface Providers {
  readonly all: readonly ChatProvider[];
  /** The chat model of requests that name none. */
  readonly defaultModel: string;
  /** By name; those of the operator's providers. */
  readonly baseUrls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const defaultOpenaiModel = 'gpt-4o-mini';

const providersFile = z.strictObject({
  providers: z
    .array(
      z
        .strictObject({
          name: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/, 'takes a-z, 0-9, _, . and -'),
          baseUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
          apiKeyEnv: z.string().optional(),
          apiKey: z
            .string()
            .regex(
              /^\$\{\w+\}$/,
              'must be the name of an environment variable in braces after a $: keys do not belong into files',
            )
            .optional(),
          models: z.array(z.string().min(1)).min(1, 'must name a model, or "*" for any'),
          default: z.boolean().default(false),
        })
        .refine(({ name }) => name !== localProviderName, { path: ['name'], error: 'is the name of the built-in one' }),
    )
    .min(1),
});

/** Throws `SetupError` when PROVIDERS_FILE cannot be used. */
export async function createProviders(
  variables: ProviderVariables,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Providers> {
  const { DEFAULT_MODEL, PROVIDER_TIMEOUT_SECONDS } = variables;
  const configured = [...fromEnvironment(variables), ...(await fromFile(variables.PROVIDERS_FILE, environment))];
  const names = configured.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new SetupError(`Two providers are named "${twice}". Rename one in ${variables.PROVIDERS_FILE}`);
  if (configured.length === 0) {
    return {
      all: [localProvider()],
      defaultModel: DEFAULT_MODEL ?? localProviderName,
      baseUrls: new Map(),
      close: async () => undefined,
    };
  }
  // The SDK takes a fifth of a second to load: only those who have a provider pay for it.
  const { openaiProvider } = await import('./openai-provider.ts');
  const all = configured.map((options) =>
    openaiProvider({ ...options, timeoutMilliseconds: PROVIDER_TIMEOUT_SECONDS * 1_000 }),
  );
  const first = all.find(({ isDefault }) => isDefault) ?? all[0];
  return {
    all,
    defaultModel: DEFAULT_MODEL ?? first?.listedModels[0] ?? defaultOpenaiModel,
    baseUrls: new Map(configured.map(({ name, baseUrl }) => [name, baseUrl])),
    async close() {
      await Promise.all(all.map((provider) => provider.close()));
    },
  };
}

type Configured = Omit<OpenaiProviderOptions, 'timeoutMilliseconds'>;

function fromEnvironment({ OPENAI_API_KEY, OPENAI_BASE_URL, DEFAULT_MODEL }: ProviderVariables): Configured[] {
  if (!OPENAI_API_KEY) return [];
  return [
    {
      name: 'openai',
      baseUrl: OPENAI_BASE_URL,
      apiKey: OPENAI_API_KEY,
      models: ['*'],
      listedModels: [DEFAULT_MODEL ?? defaultOpenaiModel],
      isDefault: true,
    },
  ];
}

async function fromFile(
  path: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Configured[]> {
  if (path === undefined) return [];
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
  return parsed.data.providers.map((provider) => {
    const variable = provider.apiKeyEnv ?? provider.apiKey?.slice(2, -1);
    const apiKey = variable && environment[variable];
    if (variable && !apiKey) {
      throw new SetupError(`Set ${variable}: the provider "${provider.name}" in ${path} takes its key from it`);
    }
    return {
      name: provider.name,
      baseUrl: provider.baseUrl,
      // Servers inside a network often want none, but the SDK insists on one.
      apiKey: apiKey || 'none',
      models: provider.models,
      listedModels: provider.models.filter((model) => model !== '*'),
      isDefault: provider.default,
    };
  });
}
