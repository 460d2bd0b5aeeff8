/** OpenAI's API, so that its SDKs work by changing their base URL: chat completions, whole and streamed, embeddings, models. */

import type { Door, DoorAnswer, DoorRequest } from '../../../platform/doors.ts';
import { DomainError } from '../../../platform/errors.ts';
import { openAiError } from '../../../platform/openai-errors.ts';
import { parseCompletionInput, parseStreamInput } from '../graphql/completion-input.ts';
import type { InferenceContext } from '../graphql/context.ts';
import { parseEmbeddingInput } from '../graphql/embedding-input.ts';
import { chunkEvents, completionObject, embeddingList, modelObject } from './openai-answers.ts';
import { chatRequest, completionInput, embeddingInput, embeddingRequest, parsed } from './openai-requests.ts';

/** Who asks, and what answers. */
export type OpenAiContext = Pick<InferenceContext, 'identity' | 'signal' | 'completions' | 'embed' | 'routableModels'>;

type Request = DoorRequest<OpenAiContext>;

export const openAiPrefix = '/v1';

export const openAiApi: Door<OpenAiContext> = {
  prefix: openAiPrefix,
  routes: [
    { method: 'POST', path: '/chat/completions', handle: complete },
    { method: 'POST', path: '/embeddings', handle: embed },
    { method: 'GET', path: '/models', handle: listModels },
    { method: 'GET', path: '/models/{model}', handle: findModel },
  ],
  errorBody: openAiError,
};

async function complete({ body, headers, context }: Request): Promise<DoorAnswer> {
  const { completions, identity, signal } = context;
  const asked = parsed(chatRequest, body);
  const key = headers['idempotency-key'];
  const input = completionInput(asked, typeof key === 'string' ? key : undefined);
  if (!asked.stream) {
    const completion = await completions.complete(identity, parseCompletionInput(input), signal);
    return { status: 200, body: completionObject(completion) };
  }
  const chunks = await completions.stream(identity, parseStreamInput(input), signal);
  return { events: chunkEvents(asked, chunks) };
}

async function embed({ body, context }: Request): Promise<DoorAnswer> {
  const asked = parsed(embeddingRequest, body);
  const embedding = await context.embed(context.identity, parseEmbeddingInput(embeddingInput(asked)), context.signal);
  return { status: 200, body: embeddingList(embedding, asked.encoding_format ?? 'float') };
}

async function listModels({ context }: Request): Promise<DoorAnswer> {
  return { status: 200, body: { object: 'list', data: context.routableModels().map(modelObject) } };
}

async function findModel({ path, context }: Request): Promise<DoorAnswer> {
  const model = context.routableModels().find(({ id }) => id === path.model);
  if (!model) throw new DomainError('NOT_FOUND', `The model "${path.model}" does not exist`);
  return { status: 200, body: modelObject(model) };
}
