/** What every operation passes once it is known, whichever way it came: over HTTP, a WebSocket, a stream of events, a door. */
import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { limitHeadersOf } from '../../platform/limit-headers.ts';
import type { Caller } from '../caller.ts';
import type { SubscriptionRequest, Subscriptions } from '../subscriptions.ts';
import { type CostModel, refuseCostly } from './cost.ts';
import { isIntrospection } from './document-rules.ts';
import { type TrustedManifest, untrusted } from './persisted-documents.ts';

export interface OperationGuardOptions {
  readonly costs: CostModel;
  /** The highest estimate that is run. */
  readonly mostCost: number;
  /** When given, only what it holds is run, and the documents of ours. */
  readonly manifest?: TrustedManifest | undefined;
}

interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Pick<Caller, 'anonymous' | 'isOurs'>;
}

/** Throws what the client is told; else the estimated cost. */
export type CheckOperation = (known: KnownOperation) => number;

export function operationCheck({ costs, mostCost, manifest }: OperationGuardOptions): CheckOperation {
  return ({ document, operation, variables, caller }) => {
    const asksForSchema = isIntrospection(operation, document);
    if (caller.anonymous && !asksForSchema) {
      throw new GraphQLError('No API key was sent: send it as X-API-Key', {
        extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
      });
    }
    if (manifest && !caller.isOurs && !manifest.holds(document)) throw untrusted();
    const estimated = costs.estimate(document, operation, variables);
    refuseCostly(estimated, mostCost);
    return estimated;
  };
}

/** For queries and mutations, in Apollo Server. `extensions: { "cost": true }` in a request asks what it costs. */
export function operationGuard(options: OperationGuardOptions): ApolloServerPlugin<Caller> {
  const check = operationCheck(options);
  return {
    async requestDidStart() {
      let estimated = 0;
      return {
        async didResolveOperation({ operation, document, contextValue, request }) {
          if (!operation) {
            throw new GraphQLError('Name one of the operations of the document', {
              extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
            });
          }
          if (operation.operation === 'subscription' && request.http) {
            throw new GraphQLError(
              'Subscriptions run over WebSocket at this address (subprotocol graphql-transport-ws)',
              { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
            );
          }
          estimated = check({ document, operation, variables: request.variables ?? {}, caller: contextValue });
        },
        async willSendResponse({ request, response, document, operation }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (wantsOldStatus(request.http?.headers.get('accept')) && isDocumentFault(singleResult.errors)) {
            response.http.status = 200;
          }
          for (const [name, value] of Object.entries(limitHeadersOf(singleResult.errors ?? []))) {
            response.http.headers.set(name, value);
          }
          if (request.extensions?.cost !== true || !document || !operation) return;
          const actual = options.costs.actual(document, operation, request.variables ?? {}, singleResult.data);
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: { estimated, actual, maximum: options.mostCost },
          };
        },
      };
    },
  };
}

/**
 * Whether the client asks for `application/json` by name and not for GraphQL's own type: such clients take any status but 200 for
 * a fault of the transport (GraphQL over HTTP, 6.4.1). Everyone else gets 400 for a document that cannot be run.
 */
function wantsOldStatus(accept = ''): boolean {
  return accept.includes('application/json') && !accept.includes('graphql-response+json');
}

function isDocumentFault(errors: readonly GraphQLFormattedError[] = []): boolean {
  const code = errors[0]?.extensions?.code;
  return code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'BAD_USER_INPUT';
}

/** For subscriptions, which Apollo Server does not see. */
export function guardedSubscriptions(subscriptions: Subscriptions, options: OperationGuardOptions): Subscriptions {
  const check = operationCheck(options);
  const guard = ({ document, operationName, variables, caller }: SubscriptionRequest): void => {
    const operation = getOperationAST(document, operationName);
    if (operation) check({ document, operation, variables, caller });
  };
  return {
    ...subscriptions,
    open(request, sink) {
      guard(request);
      return subscriptions.open(request, sink);
    },
    subscribe(request) {
      guard(request);
      return subscriptions.subscribe(request);
    },
  };
}
