/** Queries and mutations to one subgraph, over a pool of connections. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { type Dispatcher, errors, Pool } from 'undici';
import { DomainError } from '../platform/errors.ts';
import { type IdentityTokens, identityHeader } from '../platform/identity.ts';
import type { Caller } from './caller.ts';
import { late, type SubgraphName, subgraphs, unreachable } from './subgraph-faults.ts';

const connectMilliseconds = 2_000;
/** More requests than this wait for a free connection. */
const mostConnections = 512;

export interface UndiciSubgraph extends GraphQLDataSource<Caller & Record<string, unknown>> {
  /** Waits for the requests in flight, then closes every connection. */
  close(): Promise<void>;
}

type GraphQLAnswer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * A data source of the gateway. Sends the operation and the caller's signed identity, and nothing else of what the client
 * sent. Throws a coded error when the subgraph is unreachable or late; the caller's `signal` cancels the request.
 */
export function undiciSubgraph(name: SubgraphName, url: string, tokens: IdentityTokens): UndiciSubgraph {
  const { origin, pathname } = new URL(url);
  const { deadlineMilliseconds } = subgraphs[name];
  const pool = new Pool(origin, {
    connections: mostConnections,
    connect: { timeout: connectMilliseconds },
    // A subgraph sends its headers when the whole answer is there, so this is the deadline of the answer.
    headersTimeout: deadlineMilliseconds,
    bodyTimeout: deadlineMilliseconds,
  });

  return {
    async process({ request, context, ...incoming }) {
      const caller = context as Caller;
      const token = await tokens.sign(caller.identity);
      try {
        const response = await pool.request({
          method: 'POST',
          path: pathname,
          headers: { 'content-type': 'application/json', accept: 'application/json', [identityHeader]: token },
          body: JSON.stringify({
            query: request.query,
            variables: request.variables,
            operationName: request.operationName,
          }),
          signal: caller.signal,
        });
        return await readAnswer(name, response);
      } catch (error) {
        if (error instanceof GraphQLError) throw error;
        const path = 'pathInIncomingRequest' in incoming ? clientPath(incoming.pathInIncomingRequest) : undefined;
        // Nobody reads the answer of a client that has left, and its leaving is nothing to log.
        const originalError = coded(name, caller.signal.aborted ? undefined : error);
        throw new GraphQLError(originalError.message, { originalError, ...(path && { path }) });
      }
    },

    close: () => pool.close(),
  };
}

function coded(name: SubgraphName, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const tooLate = error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
  return tooLate ? late(name, error) : unreachable(name, error);
}

async function readAnswer(name: SubgraphName, response: Dispatcher.ResponseData): Promise<GraphQLAnswer> {
  const text = await response.body.text();
  let answer: GraphQLAnswer | null;
  try {
    answer = JSON.parse(text);
  } catch {
    throw unreachable(name, new Error(`status ${response.statusCode}, and no JSON: ${text.slice(0, 200)}`));
  }
  if (!answer || typeof answer !== 'object' || (answer.data === undefined && !Array.isArray(answer.errors))) {
    throw unreachable(name, new Error(`status ${response.statusCode}, and no GraphQL answer: ${text.slice(0, 200)}`));
  }
  if (isOurFault(answer))
    throw new GraphQLError(`The subgraph "${name}" refuses what the router sends: ${text.slice(0, 500)}`);
  return { ...(answer.data !== undefined && { data: answer.data }), ...(answer.errors && { errors: answer.errors }) };
}

/** A subgraph that does not accept our signature or our documents: a fault of the set-up, not of the client. */
function isOurFault({ data, errors: refusals }: GraphQLAnswer): boolean {
  const code = refusals?.[0]?.extensions?.code;
  return (
    !data && (code === 'UNAUTHENTICATED' || code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED')
  );
}

/** Where in the client's answer the data is missing, when that is one place. */
function clientPath(path: readonly (string | number)[] | undefined): readonly (string | number)[] | undefined {
  return path?.length && !path.includes('@') ? path : undefined;
}
