/**
 * One POST to a provider. Straight on undici's dispatcher: what has come is text at once, so that nothing of the network's buffers is held
 * while a reader takes its time, and what came together is read together.
 */
import { StringDecoder } from 'node:string_decoder';
import { type Dispatcher, errors } from 'undici';
import { bell } from '../domain/bell.ts';
import { largestAnswerBytes } from './bounded-body.ts';

export interface ProviderPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the exchange. */
  readonly signal: AbortSignal;
}

export interface ProviderExchange {
  readonly status: number;
  /** The header of that name, as it was sent. */
  readonly retryAfter: string | undefined;
  /** The body as it comes. Leaving it ends the exchange. Throws what broke it off. */
  readonly texts: AsyncGenerator<string, void>;
}

/** So much is given out at once, and with so much waiting for its reader, the provider is read no further. */
const mostCharacters = 8 * 1024;

/** Resolves once the status is known. Rejects with what undici fails by. */
export function postToProvider(
  dispatcher: Dispatcher,
  { url, headers, body, signal }: ProviderPost,
): Promise<ProviderExchange> {
  const { promise, resolve, reject } = Promise.withResolvers<ProviderExchange>();
  const { origin, pathname, search } = url;
  const decoder = new StringDecoder('utf8');
  const news = bell();
  let controller: Dispatcher.DispatchController | undefined;
  let waiting = '';
  let isPaused = false;
  let isOver = false;
  let failure: Error | undefined;

  const leave = (): void => {
    if (isOver) return;
    const reason = new errors.RequestAbortedError();
    if (controller) controller.abort(reason);
    // It still waits for a connection, and is given up when its turn comes.
    else reject(reason);
  };
  const end = (error?: Error): void => {
    signal.removeEventListener('abort', leave);
    isOver = true;
    failure = error;
    news.ring();
  };
  async function* texts(): AsyncGenerator<string, void> {
    try {
      for (;;) {
        while (waiting === '' && !isOver) await news.rung();
        if (waiting === '') break;
        const text = waiting.slice(0, mostCharacters);
        waiting = waiting.slice(mostCharacters);
        if (waiting === '' && isPaused) {
          isPaused = false;
          controller?.resume();
        }
        yield text;
      }
      if (failure) throw failure;
    } finally {
      leave();
    }
  }

  signal.addEventListener('abort', leave, { once: true });
  dispatcher.dispatch(
    { origin, path: pathname + search, method: 'POST', headers, body },
    {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) leave();
      },
      onResponseStart(started, status, { 'retry-after': retryAfter }) {
        // Parts of a buffer of the network's that would be held as long as the answer lasts.
        started.rawHeaders = null;
        if (status < 200) return;
        resolve({ status, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined, texts: texts() });
      },
      onResponseData(started, chunk) {
        waiting += decoder.write(chunk);
        news.ring();
        if (waiting.length < mostCharacters || isPaused) return;
        isPaused = true;
        // Once all that was read is taken: a pause in the midst of it would have undici read it again, together with ever more.
        queueMicrotask(() => {
          if (isPaused) started.pause();
        });
      },
      onResponseEnd() {
        waiting += decoder.end();
        end();
      },
      onResponseError(_controller, error) {
        end(error);
        reject(error);
      },
    },
  );
  return promise;
}

/** All of it. Throws `RangeError` for what is too long for an answer. */
export async function wholeText(texts: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const text of texts) {
    whole += text;
    if (whole.length > largestAnswerBytes) throw new RangeError('The answer is too large');
  }
  return whole;
}
