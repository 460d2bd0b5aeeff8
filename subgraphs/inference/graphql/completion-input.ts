import { z } from 'zod';
import { cacheModes } from '../domain/cache-wish.ts';
import { deploymentTargets } from '../domain/catalog.ts';
import type { CompletionRequest } from '../domain/completion.ts';
import type { RoutingWish } from '../domain/routing.ts';
import type { ModelCompletionArgs } from '../generated/resolvers.ts';
import { context } from './context-input.ts';
import { generationSettings, maxTokens, toolChoice, tools } from './generation-input.ts';
import { check, name } from './input.ts';
import { messages } from './message-input.ts';

const model = name('The model', 256);

const mostCacheSeconds = 7 * 86_400;
const cache = z.object({
  mode: z.enum(cacheModes).default('READ_WRITE'),
  ttlSeconds: z
    .int()
    .min(1, 'ttlSeconds must be at least 1')
    .max(mostCacheSeconds, `ttlSeconds must be at most ${mostCacheSeconds}, which is seven days`)
    .exactOptional(),
  minSimilarity: z
    .number()
    .min(0, 'minSimilarity must be at least 0')
    .max(1, 'minSimilarity must be at most 1')
    .exactOptional(),
});

/** How a provider is chosen among those that serve a model. */
export const providerChoice = {
  strategy: z.enum(['PRIORITY', 'WEIGHTED', 'LEAST_LATENCY', 'LEAST_COST']).exactOptional(),
  maxCostUsd: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,15})?$/, 'maxCostUsd must be a decimal, as in "0.05"')
    .transform(Number)
    .exactOptional(),
  maxLatencyMs: z.int().min(1, 'maxLatencyMs must be at least 1').exactOptional(),
};

const completionInput = z
  .object({
    ...generationSettings,
    model: model.exactOptional(),
    messages,
    tools: tools.exactOptional(),
    toolChoice: toolChoice.exactOptional(),
    registeredModel: z
      .object({ id: name('The model id', 128), version: name('The version', 128).exactOptional() })
      .exactOptional(),
    routing: z
      .object({
        preferredModel: name('The preferred model', 128).exactOptional(),
        deploymentTarget: z.enum(deploymentTargets).exactOptional(),
        ...providerChoice,
      })
      .exactOptional(),
    idempotencyKey: name('The idempotency key', 128).exactOptional(),
    cache: cache.exactOptional(),
    context: context.exactOptional(),
  })
  .refine(({ registeredModel, routing }) => !registeredModel || !choosesModel(routing), {
    path: ['routing'],
    error: 'Give either registeredModel or routing: the one names a model, the other chooses one',
  })
  .refine(({ toolChoice: choice, tools: given = [] }) => !isForced(choice) || given.length > 0, {
    path: ['toolChoice'],
    error: 'There are no tools to choose from',
  })
  .refine(
    ({ toolChoice: choice, tools: given = [] }) =>
      typeof choice !== 'object' || given.some((tool) => tool.name === choice.name),
    { path: ['toolChoice', 'name'], error: 'The tool is not among the tools' },
  );

function choosesModel(routing: RoutingWish | undefined): boolean {
  return routing?.preferredModel !== undefined || routing?.deploymentTarget !== undefined;
}

function isForced(choice: CompletionRequest['toolChoice']): boolean {
  return choice === 'required' || typeof choice === 'object';
}

const streamInput = completionInput.refine(({ n = 1 }) => n === 1, {
  path: ['n'],
  error: 'A stream has one answer only',
});

const modelArguments = z.object({ messages, model: model.exactOptional(), maxTokens: maxTokens.exactOptional() });

/** Throws VALIDATION_ERROR. */
export function parseCompletionInput(input: object): CompletionRequest {
  return check(completionInput, input, ['input']);
}

/** The same for a stream. Throws VALIDATION_ERROR. */
export function parseStreamInput(input: object): CompletionRequest {
  return check(streamInput, input, ['input']);
}

/** The arguments of `Model.completion`. Throws VALIDATION_ERROR. */
export function parseModelArguments(given: ModelCompletionArgs): CompletionRequest {
  return check(modelArguments, given, []);
}
