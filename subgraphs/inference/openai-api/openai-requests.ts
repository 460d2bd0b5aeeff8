/** What clients of OpenAI's API send, as the inputs of the schema. See https://platform.openai.com/docs/api-reference */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const imagePart = z.object({
  type: z.literal('image_url'),
  image_url: z.object({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).nullish() }),
});
const content = z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart]))]);
const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: content.nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_call_id: z.string().nullish(),
});

const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string(),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
});
const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
]);
const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name: z.string(),
      description: z.string().nullish(),
      schema: z.record(z.string(), z.unknown()).optional(),
      strict: z.boolean().nullish(),
    }),
  }),
]);

/** What only Modelgraph knows, in a field of its own. */
const modelgraph = z.object({
  registeredModel: z.object({ id: z.string(), version: z.string().optional() }).optional(),
  routing: z
    .object({ preferredModel: z.string().optional(), deploymentTarget: z.string().toUpperCase().optional() })
    .optional(),
});

/** Numbers are checked where they are used; here only that they are some. */
const number = z.number().nullish();

/** Anything that is not here would change the answer, and is refused rather than ignored. */
export const chatRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  max_tokens: z.int().nullish(),
  max_completion_tokens: z.int().nullish(),
  temperature: number,
  top_p: number,
  n: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  seed: z.int().nullish(),
  presence_penalty: number,
  frequency_penalty: number,
  reasoning_effort: z.enum(['minimal', 'low', 'medium', 'high']).nullish(),
  response_format: responseFormat.nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: toolChoice.nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  user: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  modelgraph: modelgraph.nullish(),
  // Without effect here: how the provider keeps and serves requests is the gateway's affair.
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  parallel_tool_calls: z.literal(true).nullish(),
  logprobs: z.literal(false).nullish(),
});

export const embeddingRequest = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
  dimensions: z.int().nullish(),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  user: z.string().nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;
type OpenAiMessage = ChatRequest['messages'][number];
export type EmbeddingRequest = z.infer<typeof embeddingRequest>;

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

/**
 * The schema's CompletionInput, to be checked as those of GraphQL clients are. Of what is null or undefined in it nothing is known:
 * OpenAI's null means absent.
 */
export function completionInput(request: ChatRequest, idempotencyKey: string | undefined): object {
  const [, id, version] = registeredModelName.exec(request.model) ?? [];
  return {
    // A registered model is asked by the gateway's default chat model.
    model: id ? undefined : request.model,
    registeredModel: request.modelgraph?.registeredModel ?? (id ? { id, version } : undefined),
    routing: request.modelgraph?.routing,
    messages: request.messages.map(messageInput),
    maxTokens: request.max_completion_tokens ?? request.max_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    n: request.n === 1 ? undefined : request.n,
    stop: typeof request.stop === 'string' ? [request.stop] : request.stop,
    seed: request.seed,
    presencePenalty: request.presence_penalty,
    frequencyPenalty: request.frequency_penalty,
    reasoningEffort: request.reasoning_effort?.toUpperCase(),
    responseFormat: responseFormatInput(request.response_format),
    tools: request.tools?.map(({ function: { name, description, parameters } }) => ({ name, description, parameters })),
    toolChoice: toolChoiceInput(request.tool_choice),
    metadata: request.metadata && Object.entries(request.metadata).map(([key, value]) => ({ key, value })),
    user: request.user,
    idempotencyKey,
  };
}

const roles = { system: 'SYSTEM', developer: 'SYSTEM', user: 'USER', assistant: 'ASSISTANT', tool: 'TOOL' } as const;

function messageInput({ role, content: said, tool_calls: calls, tool_call_id: toolCallId }: OpenAiMessage): object {
  const toolCalls = calls?.map((call) => ({ id: call.id, ...call.function }));
  if (typeof said === 'string') return { role: roles[role], content: said, toolCalls, toolCallId };
  const texts = (said ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const images = (said ?? []).flatMap((part) =>
    part.type === 'image_url' ? [{ url: part.image_url.url, detail: part.image_url.detail?.toUpperCase() }] : [],
  );
  return {
    role: roles[role],
    content: texts.length > 0 ? texts.join('') : undefined,
    images: images.length > 0 ? images : undefined,
    toolCalls,
    toolCallId,
  };
}

function responseFormatInput(format: ChatRequest['response_format']): object | undefined {
  if (!format || format.type === 'text') return undefined;
  if (format.type === 'json_object') return { type: 'JSON_OBJECT' };
  const { name, schema, strict } = format.json_schema;
  return { type: 'JSON_SCHEMA', name, schema, strict };
}

function toolChoiceInput(choice: ChatRequest['tool_choice']): object | undefined {
  if (!choice) return undefined;
  return typeof choice === 'string' ? { mode: choice.toUpperCase() } : { mode: 'FUNCTION', name: choice.function.name };
}

/** The schema's EmbeddingInput, as above. */
export function embeddingInput({ model, input, dimensions, user }: EmbeddingRequest): object {
  return { model, texts: typeof input === 'string' ? [input] : input, dimensions, user };
}
