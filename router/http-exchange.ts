/** One POST of JSON and its whole answer. Straight on undici's dispatcher: streams and signals made for each cost a quarter. */
import type { Dispatcher } from 'undici';

export interface HttpAnswer {
  readonly status: number;
  /** Empty when there was none. */
  readonly contentType: string;
  readonly text: string;
}

/** The answer was not there in time. */
export class LateAnswer extends Error {}

export interface HttpPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** For the whole answer. */
  readonly milliseconds: number;
}

/** Rejects with `LateAnswer`, the signal's reason, or what broke the connection. */
export function postJson(
  dispatcher: Dispatcher,
  { path, headers, body, signal, milliseconds }: HttpPost,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let contentType = '';
    const chunks: Buffer[] = [];

    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    };
    const giveUp = (reason: Error): void => {
      settle();
      reject(reason);
      controller?.abort(reason);
    };
    const leave = (): void => giveUp(signal.reason instanceof Error ? signal.reason : new Error('The client has left'));
    const timer = setTimeout(() => giveUp(new LateAnswer(`no answer in ${milliseconds} ms`)), milliseconds);
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });

    const request = {
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...headers,
      },
      body,
    } as const;
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason);
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        status = statusCode;
        contentType = String(responseHeaders['content-type'] ?? '');
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd() {
        settle();
        const [only, ...more] = chunks;
        const whole = only && more.length === 0 ? only : Buffer.concat(chunks);
        resolve({ status, contentType, text: whole.toString('utf8') });
      },
      onResponseError(_controller, error) {
        settle();
        reject(error);
      },
    });
  });
}
