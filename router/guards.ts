/** What keeps the door: limits on documents, answers that browsers treat with care, and who may call from another origin. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Caller } from './caller.ts';

/** Tokens of one document; a page of hand-written operations has some hundred. */
export const mostTokens = 5_000;
const deepest = 15;
const mostAliases = 30;

/** These rules throw by default, which Apollo Server takes for a fault of ours. */
const reportedOnly = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError): void =>
      context?.reportError(new GraphQLError(message.replace('Syntax Error: ', ''))),
  ],
};

/** Rules beyond the specification's own, for HTTP and WebSocket alike. */
export function validationRules({ introspection }: { readonly introspection: boolean }): readonly ValidationRule[] {
  const armor = [
    maxDepthRule({ n: deepest, ...reportedOnly }),
    maxAliasesRule({ n: mostAliases, ...reportedOnly }),
  ] as unknown as ValidationRule[];
  return [...armor, unconditionalSubscription, ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])];
}

/** A subscription has one root field, which `@skip` could leave it without (GraphQL, September 2025, 5.2.4.1). */
function unconditionalSubscription(context: ValidationContext) {
  const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';
  return {
    OperationDefinition({ operation, selectionSet }: OperationDefinitionNode): void {
      if (operation !== 'subscription') return;
      const conditions = selectionSet.selections.flatMap(({ directives = [] }) => directives.filter(isCondition));
      if (conditions.length === 0) return;
      const nodes = [...conditions];
      context.reportError(new GraphQLError('@skip and @include cannot stand at the root of a subscription', { nodes }));
    },
  };
}

/** Refuses over HTTP what only the WebSocket can do, and whatever an anonymous caller wants beyond the schema. */
export const operationGuard: ApolloServerPlugin<Caller> = {
  async requestDidStart() {
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
            {
              extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
            },
          );
        }
        if (contextValue.anonymous && !isIntrospection(operation, document)) {
          throw new GraphQLError('No API key was sent: send it as X-API-Key', {
            extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
          });
        }
      },
    };
  },
};

/** Whether the operation asks about the schema and nothing else. Fragments at the root count as asking for more. */
function isIntrospection(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  const onlyOne = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  return (
    onlyOne &&
    operation.operation === 'query' &&
    operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
    )
  );
}

/** Headers of every answer; the landing page has a policy of its own. */
export const secureHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const sandboxOrigins = new Set(['https://sandbox.embed.apollographql.com', 'https://studio.apollographql.com']);
const thisMachine = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Lets pages of other origins call: those in `allowedOrigins`; in development also Apollo's Sandbox and any page served by
 * this machine. Cookies are never part of it. Returns true when it has answered a preflight request.
 */
export function crossOriginPolicy(options: {
  readonly development: boolean;
  readonly allowedOrigins: readonly string[];
}) {
  const isAllowed = (origin: string): boolean =>
    options.allowedOrigins.includes(origin) ||
    (options.development && (sandboxOrigins.has(origin) || thisMachine.test(origin)));

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { origin } = request.headers;
    response.setHeader('vary', 'origin');
    const allowed = origin !== undefined && isAllowed(origin);
    if (allowed) response.setHeader('access-control-allow-origin', origin);
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) return false;
    if (allowed) {
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '');
      response.setHeader('access-control-max-age', '600');
    }
    response.statusCode = 204;
    response.end();
    return true;
  };
}
