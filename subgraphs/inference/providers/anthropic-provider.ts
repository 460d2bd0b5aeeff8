/** Anthropic's Messages API, without an SDK: https://docs.claude.com/en/api/messages */
import { request as send } from 'undici';
import type { ChatRequest, ModelFacts } from '../domain/provider.ts';
import { type FailureKind, failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import { messageReader, readMessage, StreamedError } from './anthropic-answer.ts';
import { toMessagesRequest } from './anthropic-request.ts';
import type { ConnectedProvider } from './connected-provider.ts';
import { failureOfExchange } from './exchange-failures.ts';
import { joined } from './joined-deltas.ts';
import { providerDispatcher } from './provider-dispatcher.ts';
import { postToProvider, wholeText } from './provider-exchange.ts';
import { listedModelsOf, type ProviderConfiguration } from './providers-file.ts';
import { eventReader, readEvents } from './server-sent-events.ts';

const apiVersion = '2023-06-01';

export function anthropicProvider(
  configuration: ProviderConfiguration,
  factsOf: (model: string) => ModelFacts,
): ConnectedProvider {
  const { name, baseUrl, apiKey, models } = configuration;
  const dispatcher = providerDispatcher();
  const messagesUrl = new URL(`${baseUrl}/v1/messages`);
  const headers = { 'x-api-key': apiKey, 'anthropic-version': apiVersion, 'content-type': 'application/json' };

  /** The body of a successful answer. */
  const post = async (
    request: ChatRequest,
    stream: boolean,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<string, void>> => {
    const body = JSON.stringify(toMessagesRequest(request, stream));
    const sent = { url: messagesUrl, headers, body, signal };
    const { status, retryAfter, texts } = await postToProvider(dispatcher, sent);
    if (status === 200) return texts;
    await wholeText(texts).catch(() => undefined);
    throw failureOfStatus(name, status, retryAfter);
  };

  return {
    name,
    models: models.map((model) => model.name),
    listedModels: listedModelsOf(configuration),
    isDefault: configuration.isDefault,
    weight: configuration.weight,
    factsOf: (model) => ({ ...factsOf(model), jsonSchema: false, severalAnswers: false, embeddings: false }),

    async complete(request, signal) {
      try {
        return readMessage(await wholeText(await post(request, false, signal)));
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async *stream(request, signal) {
      try {
        const reader = messageReader();
        const events = eventReader();
        for await (const text of await post(request, true, signal)) {
          const { values, failure } = readEvents(events.take(text), ({ data }) => reader.take(data));
          if (values.length > 0) yield joined(values);
          if (failure) throw failure;
        }
        const answer = reader.answer();
        if (!answer) throw new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
        return answer;
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async checkHealth(signal) {
      try {
        const answer = await send(`${baseUrl}/v1/models?limit=1`, { dispatcher, headers, signal });
        await answer.body.dump();
        if (answer.statusCode === 429) return { status: 'DEGRADED' };
        return { status: answer.statusCode < 500 && ![401, 403].includes(answer.statusCode) ? 'HEALTHY' : 'UNHEALTHY' };
      } catch {
        return { status: 'UNHEALTHY' };
      }
    },

    close: () => dispatcher.close(),
  };
}

/** By the `type` of an error in a stream. */
const streamedFailures: Readonly<Record<string, FailureKind>> = {
  rate_limit_error: 'RATE_LIMITED',
  invalid_request_error: 'BAD_REQUEST',
  authentication_error: 'UNAUTHORIZED',
  permission_error: 'UNAUTHORIZED',
  not_found_error: 'NOT_SERVED',
  timeout_error: 'TIMEOUT',
};

/** Nothing the provider said is passed on: it may quote prompts. */
function toFailure(error: unknown, name: string): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof StreamedError) {
    return new ProviderFailure(streamedFailures[error.kind] ?? 'SERVER_ERROR', name, 'reported an error in its answer');
  }
  return failureOfExchange(error, name);
}
