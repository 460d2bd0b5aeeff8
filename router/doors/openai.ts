/** OpenAI's API, so that its SDKs work by changing their base URL: chat completions, whole and streamed, embeddings, models. */
import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { DomainError, type ErrorDetail } from '../../platform/errors.ts';
import { isDocumentError } from '../../platform/graphql-errors.ts';
import {
  OpenAiChatCompletionDocument,
  type OpenAiChatCompletionMutation,
  OpenAiChatCompletionStreamDocument,
  type OpenAiChatCompletionStreamSubscription,
  OpenAiEmbeddingDocument,
  OpenAiModelsDocument,
  type OpenAiModelsQuery,
} from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { Door, DoorAnswer, DoorRequest } from './door.ts';
import {
  type ChatRequest,
  chatRequest,
  completionInput,
  embeddingInput,
  embeddingRequest,
  parsed,
} from './openai-requests.ts';

type Completion = OpenAiChatCompletionMutation['createCompletion'];
type Chunk = OpenAiChatCompletionStreamSubscription['completionStream'];
type RoutableModel = OpenAiModelsQuery['routableModels'][number];

export const openAiPrefix = '/v1';

export function openAiDoor(documents: TrustedDocuments): Door {
  const models = async ({ caller }: DoorRequest): Promise<readonly RoutableModel[]> =>
    (await documents.execute(OpenAiModelsDocument, {}, caller)).routableModels;
  return {
    prefix: openAiPrefix,
    routes: [
      { method: 'POST', path: '/chat/completions', handle: (request) => complete(request, documents) },
      { method: 'POST', path: '/embeddings', handle: (request) => embed(request, documents) },
      {
        method: 'GET',
        path: '/models',
        handle: async (request) => ({
          status: 200,
          body: { object: 'list', data: (await models(request)).map(modelObject) },
        }),
      },
      {
        method: 'GET',
        path: '/models/{model}',
        async handle(request) {
          const model = (await models(request)).find(({ id }) => id === request.path.model);
          if (!model) throw new DomainError('NOT_FOUND', `The model "${request.path.model}" does not exist`);
          return { status: 200, body: modelObject(model) };
        },
      },
    ],
    errorBody,
  };
}

async function complete(request: DoorRequest, documents: TrustedDocuments): Promise<DoorAnswer> {
  const asked = parsed(chatRequest, request.body);
  const key = request.headers['idempotency-key'];
  const input = completionInput(asked, typeof key === 'string' ? key : undefined);
  if (asked.stream) {
    const variables = { input };
    const chunks = documents.subscribe(OpenAiChatCompletionStreamDocument, variables, request.caller, () =>
      request.stillAllowed(),
    );
    return { events: chunkEvents(asked, chunks) };
  }
  const { createCompletion } = await documents.execute(OpenAiChatCompletionDocument, { input }, request.caller);
  return { status: 200, body: completionObject(createCompletion) };
}

async function embed({ body, caller }: DoorRequest, documents: TrustedDocuments): Promise<DoorAnswer> {
  const asked = parsed(embeddingRequest, body);
  const { createEmbedding } = await documents.execute(
    OpenAiEmbeddingDocument,
    { input: embeddingInput(asked) },
    caller,
  );
  const { embeddings, usage, routing } = createEmbedding;
  // OpenAI's own SDKs ask for base64, which is a third as long.
  const encoded = (values: readonly number[]): readonly number[] | string =>
    asked.encoding_format === 'base64' ? Buffer.from(new Float32Array(values).buffer).toString('base64') : values;
  return {
    status: 200,
    body: {
      object: 'list',
      data: embeddings.map(({ index, values }) => ({ object: 'embedding', index, embedding: encoded(values) })),
      model: routing.model,
      usage: { prompt_tokens: usage.promptTokens, total_tokens: usage.totalTokens },
      modelgraph: { ...routing, costUsd: usage.costUsd },
    },
  };
}

function completionObject({ id, message, finishReason, alternatives, usage, routing }: Completion): object {
  return {
    id,
    object: 'chat.completion',
    created: now(),
    model: routing.model,
    choices: [{ message, finishReason }, ...alternatives].map(choiceObject),
    usage: usageObject(usage),
    modelgraph: { ...routing, costUsd: usage.costUsd },
  };
}

function choiceObject({ message, finishReason }: Completion['alternatives'][number], index: number): object {
  const { content, toolCalls } = message;
  return {
    index,
    message: {
      role: 'assistant',
      content,
      refusal: null,
      ...(toolCalls.length > 0 && {
        tool_calls: toolCalls.map(({ id, ...called }) => ({ id, type: 'function', function: called })),
      }),
    },
    logprobs: null,
    finish_reason: finishReason.toLowerCase(),
  };
}

async function* chunkEvents(
  asked: ChatRequest,
  chunks: AsyncIterable<OpenAiChatCompletionStreamSubscription>,
): AsyncGenerator<string> {
  const common = { id: `chatcmpl-${randomUUID()}`, object: 'chat.completion.chunk', created: now() };
  const withUsage = asked.stream_options?.include_usage === true;
  let isFirst = true;
  for await (const { completionStream: chunk } of chunks) {
    const body = { ...common, model: chunk.routing.model };
    const delta = { ...(isFirst && { role: 'assistant' }), ...deltaOf(chunk) };
    isFirst = false;
    const choice = { index: 0, delta, logprobs: null, finish_reason: chunk.finishReason?.toLowerCase() ?? null };
    const { usage, routing } = chunk;
    yield JSON.stringify({
      ...body,
      choices: [choice],
      ...(withUsage && { usage: null }),
      ...(usage && { modelgraph: { ...routing, costUsd: usage.costUsd } }),
    });
    if (usage && withUsage) yield JSON.stringify({ ...body, choices: [], usage: usageObject(usage) });
  }
  yield '[DONE]';
}

function deltaOf({ delta, toolCalls }: Chunk): object {
  return {
    ...(delta && { content: delta }),
    ...(toolCalls.length > 0 && {
      tool_calls: toolCalls.map(({ index, id, name, arguments: piece }) => ({
        index,
        ...(id && { id, type: 'function' }),
        function: { ...(name && { name }), arguments: piece },
      })),
    }),
  };
}

function usageObject(usage: Completion['usage']): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedPromptTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

/** Nothing here knows when a provider made its model. */
function modelObject({ id, provider, teamId }: RoutableModel): object {
  return { id, object: 'model', created: 0, owned_by: teamId ?? provider };
}

const now = (): number => Math.floor(Date.now() / 1000);

/** OpenAI's own codes where it has them: its SDKs and their users look at them. */
const knownCodes: Readonly<Record<string, { readonly type: string; readonly code: string }>> = {
  UNAUTHENTICATED: { type: 'invalid_request_error', code: 'invalid_api_key' },
  RATE_LIMITED: { type: 'requests', code: 'rate_limit_exceeded' },
  BUDGET_EXCEEDED: { type: 'insufficient_quota', code: 'insufficient_quota' },
};

function errorBody({ message, extensions }: GraphQLFormattedError, status: number): object {
  const code = isDocumentError(extensions?.code) ? 'VALIDATION_ERROR' : String(extensions?.code);
  const details = (extensions?.details ?? []) as readonly ErrorDetail[];
  const known = knownCodes[code] ?? {
    type: status >= 500 ? 'server_error' : 'invalid_request_error',
    code: code.toLowerCase(),
  };
  return { error: { message, type: known.type, param: details[0]?.path || null, code: known.code } };
}
