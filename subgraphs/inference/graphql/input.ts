/** What callers send, checked for form: whatever is wrong becomes one VALIDATION_ERROR that names every field. */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';
import { cacheModes } from '../domain/cache-wish.ts';
import { deploymentTargets } from '../domain/catalog.ts';
import type { CompletionRequest } from '../domain/completion.ts';
import type { RoutingWish } from '../domain/routing.ts';
import type { CompletionInput, ModelCompletionArgs } from '../generated/resolvers.ts';

const mostMessages = 256;
const mostBytes = 256 * 1024;
const mostTokens = 1_000_000;

export const name = (what: string, longest: number) =>
  z.string().trim().min(1, `${what} is empty`).max(longest, `${what} has more than ${longest} characters`);

const message = z
  .object({
    role: z.enum(['SYSTEM', 'USER', 'ASSISTANT', 'TOOL']),
    content: z.string(),
    toolCallId: name('The tool call id', 256).exactOptional(),
  })
  .refine(({ role, toolCallId }) => role !== 'TOOL' || toolCallId !== undefined, {
    path: ['toolCallId'],
    error: 'A TOOL message must name the call it answers',
  });

const messages = z
  .array(message)
  .min(1, 'At least one message is needed')
  .max(mostMessages, `At most ${mostMessages} messages are taken`)
  .refine((list) => list.reduce((bytes, { content }) => bytes + Buffer.byteLength(content), 0) <= mostBytes, {
    error: `The messages are larger than ${mostBytes / 1024} KiB in all`,
  });

const model = name('The model', 256);
const maxTokens = z
  .int()
  .min(1, 'maxTokens must be at least 1')
  .max(mostTokens, `maxTokens must be at most ${mostTokens}`);

const mostCacheSeconds = 7 * 86_400;
const cache = z.object({
  mode: z.enum(cacheModes).default('READ_WRITE'),
  ttlSeconds: z
    .int()
    .min(1, 'ttlSeconds must be at least 1')
    .max(mostCacheSeconds, `ttlSeconds must be at most ${mostCacheSeconds}, which is seven days`)
    .exactOptional(),
});

const completionInput = z
  .object({
    model: model.exactOptional(),
    messages,
    registeredModel: z
      .object({ id: name('The model id', 128), version: name('The version', 128).exactOptional() })
      .exactOptional(),
    routing: z
      .object({
        preferredModel: name('The preferred model', 128).exactOptional(),
        deploymentTarget: z.enum(deploymentTargets).exactOptional(),
        strategy: z.enum(['PRIORITY', 'WEIGHTED', 'LEAST_LATENCY', 'LEAST_COST']).exactOptional(),
        maxCostUsd: z
          .string()
          .regex(/^\d{1,9}(\.\d{1,15})?$/, 'maxCostUsd must be a decimal, as in "0.05"')
          .transform(Number)
          .exactOptional(),
        maxLatencyMs: z.int().min(1, 'maxLatencyMs must be at least 1').exactOptional(),
      })
      .exactOptional(),
    maxTokens: maxTokens.exactOptional(),
    temperature: z
      .number()
      .min(0, 'temperature must be from 0 to 2')
      .max(2, 'temperature must be from 0 to 2')
      .exactOptional(),
    idempotencyKey: name('The idempotency key', 128).exactOptional(),
    cache: cache.exactOptional(),
  })
  .refine(({ registeredModel, routing }) => !registeredModel || !choosesModel(routing), {
    path: ['routing'],
    error: 'Give either registeredModel or routing: the one names a model, the other chooses one',
  });

function choosesModel(routing: RoutingWish | undefined): boolean {
  return routing?.preferredModel !== undefined || routing?.deploymentTarget !== undefined;
}

const modelArguments = z.object({ messages, model: model.exactOptional(), maxTokens: maxTokens.exactOptional() });

/** Throws VALIDATION_ERROR. */
export function parseCompletionInput(input: CompletionInput): CompletionRequest {
  return check(completionInput, input, ['input']);
}

/** The arguments of `Model.completion`. Throws VALIDATION_ERROR. */
export function parseModelArguments(given: ModelCompletionArgs): CompletionRequest {
  return check(modelArguments, given, []);
}

export function check<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
  prefix: readonly string[],
): z.infer<Shape> {
  const result = shape.safeParse(withoutNulls(value));
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => ({
    path: [...prefix, ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new DomainError('VALIDATION_ERROR', details[0]?.message ?? 'The input is malformed', { details });
}

/** GraphQL knows null and absent, the domain absent only. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(present.map(([key, field]) => [key, withoutNulls(field)]));
}
