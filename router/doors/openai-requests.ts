/** What clients of OpenAI's API send, as the supergraph's inputs. See https://platform.openai.com/docs/api-reference/chat */
import { z } from 'zod';
import { DomainError } from '../../platform/errors.ts';
import type { OpenAiChatCompletionMutationVariables } from '../generated/operations.ts';

type CompletionInput = OpenAiChatCompletionMutationVariables['input'];

const text = z.string().meta({ description: 'Text.' });
const content = z
  .union([text, z.array(z.object({ type: z.literal('text'), text }))])
  .transform((parts) => (typeof parts === 'string' ? parts : parts.map((part) => part.text).join('')));

const roles = { system: 'SYSTEM', developer: 'SYSTEM', user: 'USER', assistant: 'ASSISTANT', tool: 'TOOL' } as const;
const message = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
    content: content.nullish(),
    tool_call_id: z.string().nullish(),
  })
  .transform(({ role, content: said, tool_call_id }) => ({
    role: roles[role],
    content: said ?? '',
    ...(tool_call_id && { toolCallId: tool_call_id }),
  }));

/** What only Modelgraph knows, in a field of its own. */
const modelgraph = z.object({
  registeredModel: z.object({ id: z.string(), version: z.string().optional() }).optional(),
  routing: z
    .object({
      preferredModel: z.string().optional(),
      deploymentTarget: z.enum(['LAMBDA', 'EKS', 'LOCAL', 'EXTERNAL']).optional(),
    })
    .optional(),
});

/** What may be sent and changes nothing here; anything that would change the answer is refused rather than ignored. */
const withoutEffect = {
  user: z.unknown().optional(),
  store: z.unknown().optional(),
  metadata: z.unknown().optional(),
  service_tier: z.unknown().optional(),
  top_p: z.literal(1).nullish(),
  presence_penalty: z.literal(0).nullish(),
  frequency_penalty: z.literal(0).nullish(),
  response_format: z.object({ type: z.literal('text') }).nullish(),
};

export const chatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  n: z.literal(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  modelgraph: modelgraph.nullish(),
  ...withoutEffect,
});

export type ChatRequest = z.infer<typeof chatRequest>;

/** The value as `schema` reads it. Throws VALIDATION_ERROR; `details` name the parameter, as in `messages.0.role`. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => ({
    path: (issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : issue.path).join('.'),
    message: issue.message,
  }));
  const [first] = details;
  throw new DomainError('VALIDATION_ERROR', `${first?.path ?? 'body'}: ${first?.message}`, { details });
}

/** A deployed model as `/v1/models` lists it: id and semantic version. */
const registeredModelName = /^([a-z0-9-]{1,64})@(\d+\.\d+\.\d+\S*)$/;

export function completionInput(request: ChatRequest, idempotencyKey: string | undefined): CompletionInput {
  const [, id, version] = registeredModelName.exec(request.model) ?? [];
  const maxTokens = request.max_completion_tokens ?? request.max_tokens;
  const { registeredModel, routing } = request.modelgraph ?? {};
  return {
    messages: request.messages,
    // A registered model is asked by the gateway's default chat model.
    ...(id ? { registeredModel: { id, version } } : { model: request.model }),
    ...(registeredModel && { registeredModel }),
    ...(routing && { routing }),
    ...(maxTokens && { maxTokens }),
    ...(typeof request.temperature === 'number' && { temperature: request.temperature }),
    ...(idempotencyKey && { idempotencyKey }),
  };
}
