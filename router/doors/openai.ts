/** OpenAI's API, so that its SDKs work by changing their base URL: chat completions, whole and streamed, and models. */
import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { DomainError, type ErrorDetail } from '../../platform/errors.ts';
import { isDocumentError } from '../../platform/graphql-errors.ts';
import {
  OpenAiChatCompletionDocument,
  type OpenAiChatCompletionMutation,
  OpenAiChatCompletionStreamDocument,
  type OpenAiChatCompletionStreamSubscription,
  OpenAiModelsDocument,
  type OpenAiModelsQuery,
} from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { Door, DoorAnswer, DoorRequest } from './door.ts';
import { type ChatRequest, chatRequest, completionInput, parsed } from './openai-requests.ts';

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

function completionObject({ id, message, finishReason, usage, routing }: Completion): object {
  return {
    id,
    object: 'chat.completion',
    created: now(),
    model: routing.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: message.content,
          refusal: null,
          ...(message.toolCalls.length > 0 && { tool_calls: message.toolCalls.map(toolCall) }),
        },
        logprobs: null,
        finish_reason: finishReason.toLowerCase(),
      },
    ],
    usage: usageObject(usage),
    modelgraph: { ...routing, costUsd: usage.costUsd },
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

const deltaOf = ({ delta }: Chunk): object => (delta ? { content: delta } : {});

function toolCall({ id, name, arguments: given }: Completion['message']['toolCalls'][number]): object {
  return { id, type: 'function', function: { name, arguments: given } };
}

function usageObject(usage: { promptTokens: number; completionTokens: number; totalTokens: number }): object {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.totalTokens,
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
