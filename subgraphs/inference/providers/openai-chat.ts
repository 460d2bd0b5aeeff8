/**
 * Chat completions of OpenAI's API on undici alone. The SDK's own way there took as much CPU time as a fifth of all that the gateway does
 * for a small request.
 */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParams,
} from 'openai/resources/chat/completions';
import { type Dispatcher, request as send } from 'undici';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import { readText } from './bounded-body.ts';
import type { ProviderConfiguration } from './providers-file.ts';
import { serverSentEvents } from './server-sent-events.ts';

type Parameters = Omit<ChatCompletionCreateParams, 'stream' | 'stream_options'>;

/** Both throw `ProviderFailure` for a status that is no success or an error in the answer, and what breaks the exchange. */
export interface OpenaiChat {
  complete(parameters: Parameters, signal: AbortSignal): Promise<ChatCompletion>;
  stream(parameters: Parameters, signal: AbortSignal): AsyncGenerator<ChatCompletionChunk, void>;
}

export function openaiChat(configuration: ProviderConfiguration, dispatcher: Dispatcher): OpenaiChat {
  const { name, kind, apiKey } = configuration;
  const urlOf = chatUrl(configuration);
  const credentials = kind === 'azure-openai' ? { 'api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
  const headers = { ...credentials, 'content-type': 'application/json', accept: 'application/json' };
  const streamHeaders = { ...headers, accept: 'text/event-stream' };

  const post = async (
    body: object,
    model: string,
    accepting: typeof headers,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData['body']> => {
    const options = { dispatcher, method: 'POST', headers: accepting, body: JSON.stringify(body), signal } as const;
    const answer = await send(urlOf(model), options);
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer.body;
    await answer.body.dump();
    throw failureOfStatus(name, answer.statusCode, String(answer.headers['retry-after'] ?? ''));
  };

  return {
    async complete(parameters, signal) {
      return JSON.parse(await readText(await post(parameters, parameters.model, headers, signal)));
    },

    async *stream(parameters, signal) {
      // Without the option a stream ends without saying what it cost.
      const body = { ...parameters, stream: true, stream_options: { include_usage: true } };
      for await (const { event, data } of serverSentEvents(await post(body, parameters.model, streamHeaders, signal))) {
        if (data.startsWith('[DONE]')) return;
        const chunk = JSON.parse(data);
        if (event === 'error' || chunk?.error) {
          throw new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
        }
        yield chunk;
      }
    },
  };
}

/** Azure has the deployment in the path (https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference). */
function chatUrl({ kind, baseUrl, apiVersion }: ProviderConfiguration): (model: string) => string {
  const base = baseUrl.replace(/\/+$/, '');
  if (kind !== 'azure-openai') return () => `${base}/chat/completions`;
  const query = `?api-version=${encodeURIComponent(apiVersion)}`;
  return (model) => `${base}/openai/deployments/${encodeURIComponent(model)}/chat/completions${query}`;
}
