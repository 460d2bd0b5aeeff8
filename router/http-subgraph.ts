/** Queries and mutations to one subgraph, over a pool of connections. */
import { interceptors, Pool } from 'undici';
import { DomainError } from '../platform/errors.ts';
import { traced, traceHeaders } from '../platform/tracing.ts';
import type { Caller } from './caller.ts';
import type { SubgraphAnswer, SubgraphRequest } from './federation/subgraph.ts';
import { type HttpAnswer, LateAnswer, postJson } from './http-exchange.ts';
import { deadlineOf, late, unreachable } from './subgraph-faults.ts';

const connectMilliseconds = 2_000;
/** More requests than this wait for a free connection. */
const mostConnections = 512;
/** A query whose connection broke, or that only a proxy answered, is sent again this often at most. */
const retries = { maxRetries: 2, minTimeout: 50, maxTimeout: 500, methods: ['POST'] } as const;
const brokenConnection = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'UND_ERR_SOCKET']);
const proxyStatus = new Set([502, 503, 504]);

/** Queries and mutations of one subgraph, wherever it runs. */
export interface SubgraphOperations {
  /** Throws a coded error when the subgraph is unreachable or late; the caller's `signal` cancels the request. */
  fetch(request: SubgraphRequest, caller: Caller): Promise<SubgraphAnswer>;
  /** Waits for the requests in flight, then closes every connection. */
  close(): Promise<void>;
}

export interface HttpSubgraphOptions {
  readonly name: string;
  readonly url: string;
  /** What the subgraph is told of the caller. Nothing else of what the client sent reaches it. */
  readonly headersFor: (caller: Caller) => Promise<Readonly<Record<string, string>>>;
  /** As its name has it unless given. */
  readonly deadlineMilliseconds?: number | undefined;
}

export function httpSubgraph(options: HttpSubgraphOptions): SubgraphOperations {
  const { name, url, headersFor, deadlineMilliseconds = deadlineOf(options.name) } = options;
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: mostConnections,
    connect: { timeout: connectMilliseconds },
    headersTimeout: deadlineMilliseconds,
    bodyTimeout: deadlineMilliseconds,
  });
  const patient = pool.compose(interceptors.retry({ ...retries, methods: [...retries.methods] }));

  const fetch: SubgraphOperations['fetch'] = async ({ body, isQuery }, caller) => {
    const { signal } = caller;
    const deadline = Date.now() + deadlineMilliseconds;
    try {
      const headers = { ...(await headersFor(caller)), ...traceHeaders() };
      const exchange = { path: pathname + search, headers, body, signal };
      const answer = await postJson(pool, { ...exchange, milliseconds: deadlineMilliseconds }).catch((error) => error);
      if (isQuery && !signal.aborted && mayBeLost(answer)) {
        return graphqlAnswer(name, await postJson(patient, { ...exchange, milliseconds: deadline - Date.now() }));
      }
      if (answer instanceof Error) throw answer;
      return graphqlAnswer(name, answer);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      // Nobody reads the answer of a client that has left, and its leaving is nothing to log.
      const cause = signal.aborted ? undefined : error;
      throw error instanceof LateAnswer ? late(name, cause) : unreachable(name, cause);
    }
  };

  return {
    fetch: (request, caller) =>
      traced('subgraph request', { 'modelgraph.subgraph': name }, () => fetch(request, caller), { kind: 'CLIENT' }),
    close: () => pool.close(),
  };
}

function mayBeLost(answer: HttpAnswer | Error): boolean {
  if (answer instanceof Error) return brokenConnection.has(String((answer as NodeJS.ErrnoException).code));
  return proxyStatus.has(answer.status) && !answer.contentType.includes('json');
}

/** Whatever the status: a subgraph that answers GraphQL has answered. */
export function graphqlAnswer(name: string, { status, contentType, text }: HttpAnswer): SubgraphAnswer {
  const noAnswer = (what: string) =>
    unreachable(name, new Error(`status ${status}, and ${what}: ${text.slice(0, 200)}`));
  if (!contentType.includes('json')) throw noAnswer(`content type "${contentType}"`);
  let answer: SubgraphAnswer | null;
  try {
    answer = JSON.parse(text);
  } catch {
    throw noAnswer('no JSON');
  }
  const isAnswer = answer && typeof answer === 'object' && (answer.data !== undefined || Array.isArray(answer.errors));
  if (!answer || !isAnswer) throw noAnswer('no GraphQL answer');
  if (isOurFault(answer)) {
    const cause = new Error(`The subgraph "${name}" refuses what the router sends: ${text.slice(0, 500)}`);
    throw new DomainError('INTERNAL_SERVER_ERROR', 'Internal server error', { extensions: { service: name }, cause });
  }
  return answer;
}

/** A subgraph that does not accept our signature or our documents: a fault of the set-up, not of the client. */
function isOurFault({ data, errors }: SubgraphAnswer): boolean {
  const code = errors?.[0]?.extensions?.code;
  return (
    !data && (code === 'UNAUTHENTICATED' || code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED')
  );
}
