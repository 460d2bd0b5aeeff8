/**
 * A part of a subgraph's own HTTP API, served at the router's address, where the subgraph runs in the router's process: the router finds out
 * who calls and how often, and hands the request over as it came. As `forwarding`, without a connection in between.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { leavingOf, refuse } from '../../platform/doors.ts';
import { toClientError } from '../../platform/graphql-errors.ts';
import { setHeaders } from '../../platform/http-server.ts';
import { discardBody } from '../../platform/request-body.ts';
import type { AnswerAdmitted } from '../../platform/subgraph-server.ts';
import { traced } from '../../platform/tracing.ts';
import { credentialsInHeaders } from '../authentication.ts';
import { streamsUnderWay } from '../streams-under-way.ts';
import type { Forwarding, PassedOnOptions } from './forwarding.ts';

export interface HandingOverOptions extends PassedOnOptions {
  readonly subgraph: AnswerAdmitted;
}

/** How often somebody who reads a stream is looked up again. */
const askAgainMilliseconds = 1_000;

export function handingOver(options: HandingOverOptions): Forwarding {
  const { prefix, name, subgraph, createContext, stillAllowed, errorBody, metrics, logger } = options;
  const underWay = streamsUnderWay();

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const client = leavingOf(response);
    const { leaving, hasLeft } = client;
    try {
      const { headers } = request;
      const { identity } = await createContext({
        headers,
        signal: leaving.signal,
        cancel: () => leaving.abort(),
        tell: (told) => setHeaders(response, told),
      });
      if (hasLeft()) return;
      const stream = { fail: (error: unknown) => leaving.abort(error), cut: () => response.destroy() };
      underWay.opened(stream);
      const asking = setInterval(() => {
        if (response.headersSent) stillAllowed(credentialsInHeaders(headers))().catch(stream.fail);
      }, askAgainMilliseconds);
      response.on('close', () => {
        clearInterval(asking);
        underWay.closed(stream);
      });
      await traced(
        'subgraph request',
        { 'modelgraph.subgraph': name },
        () => measured(response, () => subgraph(request, response, url, { ...client, identity })),
        { kind: 'CLIENT' },
      );
    } catch (error) {
      discardBody(request);
      if (hasLeft() || response.headersSent) return void response.destroy();
      refuse(response, toClientError(error, logger), errorBody);
    }
  };

  const measured = async (response: ServerResponse, run: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    await run();
    const { statusCode } = response;
    const outcome = statusCode < 400 ? 'OK' : `HTTP_${statusCode}`;
    metrics.fetch({ service: name, outcome, seconds: (performance.now() - started) / 1000 });
  };

  return {
    answer(request, response, url, named) {
      if (!url.pathname.startsWith(`${prefix}/`)) return undefined;
      named(prefix);
      return answer(request, response, url);
    },
    drain: underWay.drain,
    close: async () => undefined,
  };
}
