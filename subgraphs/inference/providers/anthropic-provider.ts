/** Anthropic's Messages API, without an SDK: https://docs.claude.com/en/api/messages */
import { type Dispatcher, request as send } from 'undici';
import type { ChatRequest, ModelFacts } from '../domain/provider.ts';
import { type FailureKind, failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import { messageReader, readMessage, StreamedError } from './anthropic-answer.ts';
import { toMessagesRequest } from './anthropic-request.ts';
import { readText } from './bounded-body.ts';
import type { ConnectedProvider } from './connected-provider.ts';
import { failureOfExchange } from './exchange-failures.ts';
import { providerDispatcher } from './provider-dispatcher.ts';
import { listedModelsOf, type ProviderConfiguration } from './providers-file.ts';
import { serverSentEvents } from './server-sent-events.ts';

const apiVersion = '2023-06-01';

export function anthropicProvider(
  configuration: ProviderConfiguration,
  factsOf: (model: string) => ModelFacts,
): ConnectedProvider {
  const { name, baseUrl, apiKey, models } = configuration;
  const dispatcher = providerDispatcher();
  const headers = { 'x-api-key': apiKey, 'anthropic-version': apiVersion, 'content-type': 'application/json' };

  /** The body of a successful answer. */
  const post = async (
    request: ChatRequest,
    stream: boolean,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData['body']> => {
    const body = JSON.stringify(toMessagesRequest(request, stream));
    const answer = await send(`${baseUrl}/v1/messages`, { dispatcher, method: 'POST', headers, body, signal });
    if (answer.statusCode === 200) return answer.body;
    await answer.body.dump();
    throw failureOfStatus(name, answer.statusCode, String(answer.headers['retry-after'] ?? ''));
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
        return readMessage(await readText(await post(request, false, signal)));
      } catch (error) {
        throw toFailure(error, name);
      }
    },

    async *stream(request, signal) {
      try {
        const reader = messageReader();
        for await (const { data } of serverSentEvents(await post(request, true, signal))) {
          const delta = reader.take(data);
          if (delta) yield delta;
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
