/**
 * Subscriptions over plain HTTP, at the same address: server-sent events (graphql-sse, distinct connections) and Apollo's
 * multipart protocol (subscriptionSpec=1.0). Which of them, the `accept` header says.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { ExecutionResult } from 'graphql';
import { z } from 'zod';
import { DomainError } from '../platform/errors.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import type { OperationText, ValidateOperation } from '../platform/validated-documents.ts';
import { type Credentials, credentialsInHeaders } from './authentication.ts';
import type { Caller } from './caller.ts';
import { type FindDocument, unknownDocument } from './guards/persisted-documents.ts';
import type { ResultTexts } from './result-text.ts';
import { isLasting } from './stopping.ts';
import { type StreamUnderWay, streamsUnderWay } from './streams-under-way.ts';
import type { Subscriptions } from './subscriptions.ts';

/**
 * What a client may have waiting to be read before its stream ends: it comes back and goes on where it was. A stream of an
 * answer goes at its pace instead.
 */
const mostBufferedBytes = 128 * 1024;

/** How results are written. */
interface StreamProtocol {
  readonly headers: Readonly<Record<string, string>>;
  readonly heartbeatMilliseconds: number;
  readonly heartbeat: string;
  /** Written before anything else. */
  readonly opening: string;
  result(text: string): string;
  /** The stream has failed, or goes on elsewhere; `errors` is their JSON. */
  failure(errors: string): string;
  /** There is nothing more. */
  readonly completion: string;
}

const serverSentEvents: StreamProtocol = {
  headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  heartbeatMilliseconds: 12_000,
  heartbeat: ':\n\n',
  opening: ':\n\n',
  result: (text) => `event: next\ndata: ${text}\n\n`,
  failure: (errors) => `event: next\ndata: {"errors":${errors}}\n\nevent: complete\ndata:\n\n`,
  completion: 'event: complete\ndata:\n\n',
};

const part = (body: string): string => `content-type: application/json\r\n\r\n${body}\r\n--graphql`;
const multipart: StreamProtocol = {
  headers: { 'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0' },
  heartbeatMilliseconds: 5_000,
  heartbeat: `\r\n${part('{}')}`,
  opening: '\r\n--graphql',
  result: (text) => `\r\n${part(`{"payload":${text}}`)}`,
  failure: (errors) => `\r\n${part(`{"payload":null,"errors":${errors}}`)}--\r\n`,
  completion: '--\r\n',
};

const operationText = z.object({
  query: z.string().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

interface OpenStream extends StreamUnderWay {
  readonly isLasting: boolean;
  end(): void;
}

export interface HttpStreams {
  /** Answers when the request is for a stream; false when it is not. Throws what is wrong with the operation. */
  answer(request: IncomingMessage, response: ServerResponse, body: unknown, caller: Caller): Promise<boolean>;
  /** Completes the streams that would go on, and waits for those of answers, which end with an error when they take too long. */
  drain(): Promise<void>;
}

export function operationsOverHttpStreams(options: {
  readonly apollo: ApolloServer<Caller>;
  readonly subscriptions: Subscriptions;
  readonly findDocument: FindDocument;
  readonly validate: ValidateOperation;
  readonly texts: ResultTexts;
  readonly stillAllowed: (credentials: Credentials) => () => Promise<unknown>;
  readonly metrics: Pick<ServerMetrics, 'subscriptionOpened'>;
}): HttpStreams {
  const { apollo, subscriptions, findDocument, validate, texts, stillAllowed, metrics } = options;
  const open = streamsUnderWay<OpenStream>();

  const runOnce = async (text: OperationText, caller: Caller): Promise<ExecutionResult> => {
    const { query, operationName, variables } = text;
    const request = { query, variables: variables ?? {}, ...(operationName && { operationName }) };
    const { body } = await apollo.executeOperation(request, { contextValue: caller });
    if (body.kind !== 'single') throw new Error('An incremental answer, which no client can have asked for');
    return body.singleResult as ExecutionResult;
  };

  return {
    async answer(request, response, body, caller) {
      const protocol = protocolOf(request.headers.accept);
      const sent = protocol && operationText.safeParse(body).data;
      if (!protocol || !sent) return false;
      const text = await findDocument(sent);
      if (!text) {
        if (takesJson(request.headers.accept)) return false;
        throw unknownDocument();
      }
      const { document, definition } = validate(text);
      const isStream = definition.operation === 'subscription';
      if (!isStream && (protocol === multipart || takesJson(request.headers.accept))) return false;

      const stream = writer(response, protocol, texts);
      if (!isStream) {
        stream.next(await runOnce(text, caller));
        stream.end();
        return true;
      }
      const sink = {
        next(result: ExecutionResult, taken?: () => void) {
          if (stream.next(result, taken)) return;
          leave();
          stream.fail(
            new DomainError('RATE_LIMITED', 'You fell behind: subscribe again after the last sequence you have'),
          );
        },
        fail: stream.fail,
        end: stream.end,
      };
      const underway: OpenStream = { ...sink, isLasting: isLasting(definition), cut: () => response.destroy() };
      const leave = subscriptions.open(
        {
          document,
          operationName: text.operationName ?? undefined,
          variables: { ...text.variables },
          caller,
          stillAllowed: stillAllowed(credentialsInHeaders(request.headers)),
        },
        sink,
      );
      open.opened(underway);
      stream.begin();
      const closed = metrics.subscriptionOpened(text.operationName ?? undefined);
      response.on('close', () => {
        open.closed(underway);
        leave();
        closed();
      });
      return true;
    },

    async drain() {
      for (const { isLasting, end } of open.all) if (isLasting) end();
      await open.drain();
    },
  };
}

function protocolOf(accept = ''): StreamProtocol | undefined {
  if (/multipart\/mixed[^,]*subscriptionSpec="?1\.0/i.test(accept)) return multipart;
  return accept.includes('text/event-stream') ? serverSentEvents : undefined;
}

/** Clients that take JSON, too, get whatever is no stream in one piece, from Apollo Server. */
const takesJson = (accept = ''): boolean => accept.includes('json');

/** Writes to `response` in the words of the protocol; `next` is false when the client reads too slowly. */
function writer(response: ServerResponse, protocol: StreamProtocol, { textOf, errorsOf }: ResultTexts) {
  let beating: NodeJS.Timeout | undefined;
  let isOver = false;
  const begin = (): void => {
    if (response.headersSent) return;
    for (const [name, value] of Object.entries(protocol.headers)) response.setHeader(name, value);
    response.write(protocol.opening);
    beating = setInterval(() => response.write(protocol.heartbeat), protocol.heartbeatMilliseconds).unref();
    response.on('close', finish);
  };
  const finish = (): void => {
    isOver = true;
    clearInterval(beating);
  };
  const last = (text: string): void => {
    if (isOver) return;
    begin();
    finish();
    response.end(text);
  };
  return {
    begin,
    next(result: ExecutionResult, taken?: () => void): boolean {
      if (isOver) return true;
      begin();
      if (!taken && response.writableLength > mostBufferedBytes) return false;
      response.write(protocol.result(textOf(result).text), taken);
      return true;
    },
    fail: (error: Error) => last(protocol.failure(JSON.stringify(errorsOf(error)))),
    end: () => last(protocol.completion),
  };
}
