/** graphql-ws at the router: who may connect, and how each operation of a socket runs. */
import type { ApolloServer } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../platform/errors.ts';
import { toClientError } from '../platform/graphql-errors.ts';
import { tracedSubscription } from '../platform/graphql-tracing.ts';
import type { Logger } from '../platform/logging.ts';
import type { ServerMetrics } from '../platform/server-metrics.ts';
import { inTrace, traced, traceIn } from '../platform/tracing.ts';
import { type Authenticate, type Credentials, credentialsInConnectionParams } from './authentication.ts';
import type { Caller } from './caller.ts';
import { SubgraphRefusal } from './graphql-ws-subgraph.ts';
import { mostTokens } from './guards/document-rules.ts';
import type { Enter } from './guards/entrance.ts';
import type { LiveSubscription, SubscriptionRequest } from './subscriptions.ts';

/** Operations one socket may have under way. */
const mostOperations = 100;
const cachedDocuments = 500;
/** "Try Again Later" of the WebSocket protocol's registry: clients of graphql-ws do. */
const tryAgainLater = 1013;
/** A closing frame's reason may have 123 bytes. */
const longestReason = 123;
const connectionInitMilliseconds = 3_000;
/** How often it is asked whether the key of an open socket is still good. With the time a key is believed: under two seconds. */
const recheckMilliseconds = 750;

type Socket = Context<Record<string, unknown>, Extra>;

interface OperationContext {
  readonly payload: SubscribePayload;
  readonly caller: Caller;
  readonly credentials: Credentials;
  readonly operation: Operation;
}

interface Operation {
  readonly leaving: AbortController;
  subscription?: LiveSubscription;
}

export interface WebSocketOperations {
  readonly options: ServerOptions<Record<string, unknown>, Extra>;
  /** Refuses new operations, completes every subscription, and waits for the queries and mutations in flight. */
  drain(): Promise<void>;
}

export function operationsOverWebSocket(options: {
  readonly apollo: ApolloServer<Caller>;
  /** Known once the gateway has loaded. */
  readonly schema: () => GraphQLSchema;
  readonly subscribe: (request: SubscriptionRequest) => LiveSubscription;
  readonly authenticate: Authenticate;
  /** Passed by each operation. */
  readonly enter: Enter;
  readonly rules: readonly ValidationRule[];
  readonly metrics: Pick<ServerMetrics, 'subscriptionOpened'>;
  readonly logger: Logger;
}): WebSocketOperations {
  const { apollo, schema, subscribe, authenticate, enter, metrics, logger } = options;
  const rules = [...specifiedRules, ...options.rules];
  const documents = new LRUCache<string, DocumentNode>({ max: cachedDocuments });
  const credentialsOf = new WeakMap<Socket, Credentials>();
  const operationsOf = new WeakMap<Socket, Map<string, Operation>>();
  const underway = new Set<Operation>();
  const sockets = new Set<Socket>();
  let draining = false;
  let drained: (() => void) | undefined;

  const mask = (error: unknown) => {
    const { path, locations } = error instanceof GraphQLError ? error : {};
    return toClientError(error, logger, { ...(path && { path }), ...(locations && { locations }) });
  };
  // What Apollo Server answers is masked already, by the same rules.
  const maskResult = ({ data, errors, extensions }: ExecutionResult): FormattedExecutionResult => ({
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => (error instanceof GraphQLError ? mask(error) : error)) }),
    ...(extensions && { extensions }),
  });

  const parsed = (query: string): DocumentNode => {
    const known = documents.get(query);
    if (known) return known;
    const document = parseDocument(query);
    const [fault] = validate(schema(), document, rules);
    if (fault) throw documentError('GRAPHQL_VALIDATION_FAILED', fault.message, fault);
    documents.set(query, document);
    return document;
  };

  const begin = (socket: Socket, id: string): Operation => {
    const ofSocket = operationsOf.get(socket) ?? new Map<string, Operation>();
    operationsOf.set(socket, ofSocket);
    if (draining) throw new DomainError('REGISTRY_UNAVAILABLE', 'The router is stopping; connect again');
    if (ofSocket.size >= mostOperations) {
      throw new DomainError('RATE_LIMITED', `A connection may have ${mostOperations} operations under way`);
    }
    const operation: Operation = { leaving: new AbortController() };
    ofSocket.set(id, operation);
    underway.add(operation);
    return operation;
  };
  const finish = (socket: Socket, id: string): void => {
    const operation = operationsOf.get(socket)?.get(id);
    if (!operation) return;
    operation.leaving.abort();
    operationsOf.get(socket)?.delete(id);
    underway.delete(operation);
    if (underway.size === 0) drained?.();
  };

  /** A stream that has nothing to say would otherwise outlive the key it was opened with. */
  const recheck = async (socket: Socket): Promise<void> => {
    const { apiKey } = credentialsOf.get(socket) ?? {};
    if (!apiKey || !operationsOf.get(socket)?.size) return;
    try {
      await authenticate({ apiKey });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'UNAUTHENTICATED')) return;
      for (const { subscription } of operationsOf.get(socket)?.values() ?? []) subscription?.fail(error);
    }
  };
  const rechecking = setInterval(() => {
    for (const socket of sockets) void recheck(socket);
  }, recheckMilliseconds).unref();

  const webSocket: ServerOptions<Record<string, unknown>, Extra> = {
    connectionInitWaitTimeout: connectionInitMilliseconds,

    async onConnect(socket) {
      const credentials = credentialsInConnectionParams(socket.connectionParams);
      try {
        await authenticate(credentials);
        credentialsOf.set(socket, credentials);
        sockets.add(socket);
        return true;
      } catch (error) {
        const { message, extensions } = mask(error);
        const code = extensions?.code === 'UNAUTHENTICATED' ? CloseCode.Unauthorized : tryAgainLater;
        socket.extra.socket.close(code, message.slice(0, longestReason));
        return false;
      }
    },

    async onSubscribe(socket, id, payload) {
      try {
        const credentials = credentialsOf.get(socket) ?? {};
        const identity = await enter(credentials);
        const document = parsed(payload.query);
        const definition = getOperationAST(document, payload.operationName);
        if (!definition) {
          throw documentError('OPERATION_RESOLUTION_FAILURE', 'Name one of the operations of the document');
        }
        if (definition.operation === 'subscription') checkVariables(schema(), definition, payload);
        const operation = begin(socket, id);
        const { leaving } = operation;
        const caller: Caller = { identity, anonymous: false, signal: leaving.signal, cancel: () => leaving.abort() };
        const contextValue: OperationContext = { payload, caller, credentials, operation };
        return { schema: schema(), document, operationName: payload.operationName, contextValue };
      } catch (error) {
        return [asGraphQLError(error)];
      }
    },

    async execute({ contextValue }) {
      const { payload, caller } = contextValue as OperationContext;
      const { query, variables, operationName, extensions } = payload;
      const request = {
        query,
        variables: variables ?? {},
        ...(operationName && { operationName }),
        ...(extensions && { extensions }),
      };
      const { body } = await inTrace(traceIn(extensions ?? {}), () =>
        traced('GraphQL operation', {}, () => apollo.executeOperation(request, { contextValue: caller })),
      );
      if (body.kind !== 'single') throw new Error('An incremental answer, which no client can have asked for');
      return body.singleResult as ExecutionResult;
    },

    async subscribe({ document, operationName, contextValue }) {
      const { payload, caller, credentials, operation } = contextValue as OperationContext;
      const open = () => {
        operation.subscription = subscribe({
          document,
          operationName: payload.operationName ?? undefined,
          variables: payload.variables ?? {},
          caller,
          stillAllowed: () => authenticate(credentials),
        });
        const closed = metrics.subscriptionOpened(payload.operationName ?? undefined);
        operation.leaving.signal.addEventListener('abort', closed, { once: true });
        return operation.subscription.stream;
      };
      try {
        return await tracedSubscription({ document, operationName }, traceIn(payload.extensions ?? {}), open);
      } catch (error) {
        return { errors: [asGraphQLError(error)] };
      }
    },

    onNext: (_socket, _id, _payload, _args, result) => maskResult(result as ExecutionResult),
    onError: (_socket, _id, _payload, errors) =>
      (errors as readonly GraphQLError[])
        .flatMap((error) => (error.originalError instanceof SubgraphRefusal ? error.originalError.errors : [error]))
        .map(mask),
    onComplete: finish,
    onClose: (socket) => void sockets.delete(socket),
    onDisconnect(socket) {
      for (const id of operationsOf.get(socket)?.keys() ?? []) finish(socket, id);
    },
  };

  return {
    options: webSocket,
    async drain() {
      draining = true;
      clearInterval(rechecking);
      if (underway.size === 0) return;
      const allDone = new Promise<void>((resolve) => (drained = resolve));
      for (const { subscription } of underway) subscription?.end();
      await allDone;
      // The last "complete" is written right after its operation is counted out.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: mostTokens });
  } catch (error) {
    throw documentError('GRAPHQL_PARSE_FAILED', asGraphQLError(error).message);
  }
}

function checkVariables(schema: GraphQLSchema, definition: OperationDefinitionNode, payload: SubscribePayload): void {
  const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], { ...payload.variables });
  if (errors?.[0]) throw documentError('BAD_USER_INPUT', errors[0].message, errors[0]);
}

function documentError(code: string, message: string, fault?: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes: fault?.nodes ?? null, extensions: { code } });
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
