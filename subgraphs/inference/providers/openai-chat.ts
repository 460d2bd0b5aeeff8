/**
 * Chat completions of OpenAI's API on undici alone. The SDK's own way there took as much CPU time as a fifth of all that the gateway does
 * for a small request.
 */
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParams,
} from 'openai/resources/chat/completions';
import type { Dispatcher } from 'undici';
import { failureOfStatus, ProviderFailure } from '../domain/provider-failure.ts';
import { postToProvider, wholeText } from './provider-exchange.ts';
import type { ProviderConfiguration } from './providers-file.ts';
import { eventReader, readEvents, type ServerSentEvent } from './server-sent-events.ts';

type Parameters = Omit<ChatCompletionCreateParams, 'stream' | 'stream_options'>;

/** Both throw `ProviderFailure` for a status that is no success or an error in the answer, and what breaks the exchange. */
export interface OpenaiChat {
  complete(parameters: Parameters, signal: AbortSignal): Promise<ChatCompletion>;
  /** The chunks of the answer, those together that came together. */
  stream(parameters: Parameters, signal: AbortSignal): AsyncGenerator<readonly ChatCompletionChunk[], void>;
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
  ): Promise<AsyncGenerator<string, void>> => {
    const sent = { url: urlOf(model), headers: accepting, body: JSON.stringify(body), signal };
    const { status, retryAfter, texts } = await postToProvider(dispatcher, sent);
    if (status < 300) return texts;
    await wholeText(texts).catch(() => undefined);
    throw failureOfStatus(name, status, retryAfter);
  };

  return {
    async complete(parameters, signal) {
      return JSON.parse(await wholeText(await post(parameters, parameters.model, headers, signal)));
    },

    async *stream(parameters, signal) {
      // Without the option a stream ends without saying what it cost.
      const body = { ...parameters, stream: true, stream_options: { include_usage: true } };
      const events = eventReader();
      let isDone = false;
      const toChunk = ({ event, data }: ServerSentEvent): ChatCompletionChunk | undefined => {
        isDone ||= data.startsWith('[DONE]');
        if (isDone) return undefined;
        const chunk = JSON.parse(data);
        if (event === 'error' || chunk?.error) throw new ProviderFailure('BROKEN_OFF', name, 'broke off its answer');
        return chunk;
      };
      for await (const text of await post(body, parameters.model, streamHeaders, signal)) {
        const { values, failure } = readEvents(events.take(text), toChunk);
        if (values.length > 0) yield values;
        if (failure) throw failure;
        if (isDone) return;
      }
    },
  };
}

/** Azure has the deployment in the path (https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference). */
function chatUrl({ kind, baseUrl, apiVersion }: ProviderConfiguration): (model: string) => URL {
  const base = baseUrl.replace(/\/+$/, '');
  const ofAll = new URL(`${base}/chat/completions`);
  if (kind !== 'azure-openai') return () => ofAll;
  const query = `?api-version=${encodeURIComponent(apiVersion)}`;
  return (model) => new URL(`${base}/openai/deployments/${encodeURIComponent(model)}/chat/completions${query}`);
}
