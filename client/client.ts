/** The typed client of the supergraph: generated operations in, typed results and coded errors out. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
// Not all of graphql, of which this needs nothing else: it would double what a small process loads.
import { print } from 'graphql/language/printer.js';
import { type Client, createClient } from 'graphql-ws/client';

export interface ModelgraphClientOptions {
  /** As in http://localhost:4000/graphql. */
  readonly url: string;
  /** Sent as `X-API-Key`. */
  readonly apiKey?: string;
  /** Further headers, asked for before each request; sent as connection parameters over WebSocket. */
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Milliseconds until a request is given up; 30,000 by default. */
  readonly timeoutMilliseconds?: number;
}

export interface RequestOptions {
  /** Aborting it cancels the request, on the server too. */
  readonly signal?: AbortSignal;
}

interface GraphqlErrorShape {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request that failed: `code` is the first error's code, or NETWORK_ERROR when there was no answer. */
export class ModelgraphError extends Error {
  readonly code: string;
  readonly errors: readonly GraphqlErrorShape[];
  /** Whatever data came along with the errors. */
  readonly data: unknown;

  constructor(errors: readonly GraphqlErrorShape[], data?: unknown, cause?: unknown) {
    super(
      errors[0]?.message ?? 'The server answered with neither data nor errors',
      cause === undefined ? undefined : { cause },
    );
    this.name = 'ModelgraphError';
    this.code = String(errors[0]?.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
    this.errors = errors;
    this.data = data;
  }
}

export interface ModelgraphClient {
  /** Runs a query or mutation. Throws `ModelgraphError` when the answer has any error. */
  request<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  /** The events of a subscription, until it completes or the loop is left. Throws `ModelgraphError`. */
  subscribe<Result, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Result>;
  /** Closes the WebSocket, if one is open. */
  close(): Promise<void>;
}

export function createModelgraphClient(options: ModelgraphClientOptions): ModelgraphClient {
  const { url, apiKey, timeoutMilliseconds = 30_000 } = options;
  const headers = async (): Promise<Record<string, string>> => ({
    ...(apiKey && { 'x-api-key': apiKey }),
    ...(await options.headers?.()),
  });
  const texts = new WeakMap<object, string>();
  const textOf = (document: TypedDocumentNode<unknown, never>): string => {
    const text = texts.get(document) ?? print(document);
    texts.set(document, text);
    return text;
  };
  let socket: Client | undefined;

  return {
    async request(document, variables, { signal } = {}) {
      const deadline = AbortSignal.timeout(timeoutMilliseconds);
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', ...(await headers()) },
        body: JSON.stringify({ query: textOf(document), variables }),
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      }).catch((cause) => {
        throw networkError(`${url} does not answer`, cause);
      });
      const body = await response.json().catch((cause) => {
        throw networkError(`${url} answered ${response.status} without JSON`, cause);
      });
      const { data, errors } = body as { data?: unknown; errors?: GraphqlErrorShape[] };
      if (errors?.length || !data) throw new ModelgraphError(errors ?? [], data);
      return data as never;
    },

    async *subscribe(document, variables) {
      socket ??= createClient({
        url: url.replace(/^http/, 'ws'),
        connectionParams: headers,
        webSocketImpl: WebSocket,
        retryAttempts: 5,
      });
      try {
        for await (const result of socket.iterate({ query: textOf(document), variables })) {
          if (result.errors?.length || !result.data)
            throw new ModelgraphError((result.errors ?? []) as GraphqlErrorShape[], result.data);
          yield result.data as never;
        }
      } catch (error) {
        if (error instanceof ModelgraphError) throw error;
        if (Array.isArray(error)) throw new ModelgraphError(error as GraphqlErrorShape[]);
        throw networkError(`The WebSocket to ${url} was lost`, error);
      }
    },

    async close() {
      await socket?.dispose();
      socket = undefined;
    },
  };
}

function networkError(message: string, cause: unknown): ModelgraphError {
  return new ModelgraphError([{ message, extensions: { code: 'NETWORK_ERROR' } }], undefined, cause);
}
