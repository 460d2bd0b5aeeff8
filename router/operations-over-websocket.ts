/** GraphQL over WebSocket at the router: who may connect, and how each operation of a socket runs. */
import type { ApolloServer } from '@apollo/server';
import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from 'graphql';
import { CloseCode, type SubscribePayload } from 'graphql-ws';
import type { WebSocketServer } from 'ws';
import { DomainError } from '../platform/errors.ts';
import { toClientError } from '../platform/graphql-errors.ts';
import { tracedSubscription } from '../platform/graphql-tracing.ts';
import type { Logger } from '../platform/logging.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import { inTrace, traced, traceIn } from '../platform/tracing.ts';
import { asGraphQLError, type ValidateOperation } from '../platform/validated-documents.ts';
import { type Authenticate, type Credentials, credentialsInConnectionParams } from './authentication.ts';
import type { Caller } from './caller.ts';
import {
  type ClientOperation,
  type PageOrigin,
  type Refusal,
  serveGraphqlTransportWs,
} from './graphql-transport-ws.ts';
import type { Enter } from './guards/entrance.ts';
import { type FindDocument, unknownDocument } from './guards/persisted-documents.ts';
import type { ResultTexts } from './result-text.ts';
import { answersMilliseconds, isLasting, stopping } from './stopping.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Operations one socket may have under way. */
const mostOperations = 100;
/** "Try Again Later" of the WebSocket protocol's registry: clients of graphql-ws do. */
const tryAgainLater = 1013;

type Operation = ClientOperation<Credentials>;

interface ReadOperation {
  readonly operation: Operation;
  readonly identity: Caller['identity'];
  readonly payload: SubscribePayload;
  readonly document: DocumentNode;
}

export interface WebSocketOperations {
  serve(sockets: WebSocketServer): { dispose(): Promise<void> };
  /**
   * Refuses new operations, completes the subscriptions that would go on, and waits for everything else; streams of answers that
   * take too long end with an error. The sockets are then closed as "going away", which tells clients to subscribe elsewhere.
   */
  drain(): Promise<void>;
}

export function operationsOverWebSocket(options: {
  readonly apollo: ApolloServer<Caller>;
  readonly subscriptions: Subscriptions;
  readonly findDocument: FindDocument;
  readonly validate: ValidateOperation;
  readonly texts: ResultTexts;
  readonly authenticate: Authenticate;
  readonly stillAllowed: (credentials: Credentials) => () => Promise<unknown>;
  /** Passed by each operation. */
  readonly enter: Enter;
  /** Whether pages of an origin may call. */
  readonly isAllowedOrigin: (origin: string) => boolean;
  readonly metrics: Pick<ServerMetrics, 'subscriptionOpened'>;
  readonly logger: Logger;
}): WebSocketOperations {
  const { apollo, subscriptions, findDocument, validate, texts, authenticate, stillAllowed, enter } = options;
  const { isAllowedOrigin, metrics, logger } = options;
  /** Whether each would go on until its client, or a stop, ends it. */
  const underWay = new Map<Operation, boolean>();
  let draining = false;
  let drained: (() => void) | undefined;

  const connect = async (
    params: Record<string, unknown>,
    page: PageOrigin,
  ): Promise<{ session: Credentials } | Refusal> => {
    if (page.origin !== undefined && !isOwnOrigin(page) && !isAllowedOrigin(page.origin)) {
      return { code: CloseCode.Forbidden, reason: 'Pages of this origin may not call; see ALLOWED_ORIGINS' };
    }
    const session = credentialsInConnectionParams(params);
    try {
      await authenticate(session);
      return { session };
    } catch (error) {
      const { message, extensions } = toClientError(error, logger);
      const code = extensions?.code === 'UNAUTHENTICATED' ? CloseCode.Unauthorized : tryAgainLater;
      return { code, reason: message };
    }
  };

  const begin = (operation: Operation, definition: OperationDefinitionNode): void => {
    if (draining) throw stopping();
    underWay.set(operation, isLasting(definition));
    operation.whenOver = () => finish(operation);
  };
  const finish = (operation: Operation): void => {
    underWay.delete(operation);
    if (underWay.size === 0) drained?.();
  };

  const execute = async ({ operation, identity, payload }: ReadOperation): Promise<void> => {
    const leaving = new AbortController();
    operation.whenOver = () => {
      leaving.abort();
      finish(operation);
    };
    const cancel = (): void => leaving.abort();
    const contextValue: Caller = { identity, anonymous: false, signal: leaving.signal, cancel };
    const { query, variables, operationName, extensions } = payload;
    const request = {
      query,
      variables: variables ?? {},
      ...(operationName && { operationName }),
      ...(extensions && { extensions }),
    };
    const { body } = await inTrace(traceIn(extensions ?? {}), () =>
      traced('GraphQL operation', {}, () => apollo.executeOperation(request, { contextValue })),
    );
    if (body.kind !== 'single') throw new Error('An incremental answer, which no client can have asked for');
    operation.next(texts.textOf(body.singleResult as ExecutionResult));
    operation.complete();
  };

  const subscribe = async ({ operation, identity, payload, document }: ReadOperation): Promise<void> => {
    const { operationName, variables, extensions } = payload;
    const credentials = operation.connection.session ?? {};
    const request = {
      document,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
      caller: { identity, anonymous: false },
      stillAllowed: stillAllowed(credentials),
    };
    const sink = {
      next: (result: ExecutionResult, taken?: () => void) => operation.next(texts.textOf(result), taken),
      fail: (error: Error) => operation.fail(texts.errorsOf(error)),
      end: () => operation.complete(),
    };
    const parent = traceIn(extensions ?? {});
    const open = () => subscriptions.open(request, sink);
    let leave: () => void;
    try {
      leave = await tracedSubscription({ document, operationName }, parent, open);
    } catch (error) {
      operation.next(texts.textOf({ errors: [asGraphQLError(error)] }));
      return operation.complete();
    }
    const closed = metrics.subscriptionOpened(operationName ?? undefined);
    const over = (): void => {
      closed();
      leave();
      finish(operation);
    };
    if (operation.isOver) return over();
    operation.whenOver = over;
  };

  const run = async (operation: Operation, sent: SubscribePayload): Promise<void> => {
    try {
      if (operation.connection.operations.size > mostOperations) {
        throw new DomainError('RATE_LIMITED', `A connection may have ${mostOperations} operations under way`);
      }
      const identity = await enter(operation.connection.session ?? {});
      const payload = await findDocument(sent);
      if (!payload) throw unknownDocument();
      const { document, definition } = validate(payload);
      if (operation.isOver) return;
      begin(operation, definition);
      const read = { operation, identity, payload, document };
      await (definition.operation === 'subscription' ? subscribe(read) : execute(read));
    } catch (error) {
      operation.fail(texts.errorsOf(error));
    }
  };

  return {
    serve: (sockets) => serveGraphqlTransportWs<Credentials>(sockets, { connect, run }, logger),
    async drain() {
      draining = true;
      for (const [operation, lasts] of underWay) if (lasts) operation.complete();
      if (underWay.size === 0) return;
      const tooLong = setTimeout(() => {
        for (const operation of underWay.keys()) operation.fail(texts.errorsOf(stopping()));
      }, answersMilliseconds);
      await new Promise<void>((resolve) => (drained = resolve));
      clearTimeout(tooLong);
    },
  };
}

/** Whether the page is the router's own. A proxy in front may speak another protocol, so that only the hosts are compared. */
function isOwnOrigin({ origin = '', host }: PageOrigin): boolean {
  return URL.parse(origin)?.host === host;
}
