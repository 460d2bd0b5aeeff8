/** Spans of GraphQL operations and of their root fields, named as OpenTelemetry's conventions have it. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { trace } from '@opentelemetry/api';
import {
  defaultFieldResolver,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { type Attributes, type Context, inTrace, isTraced, markFailed, type Span, traced } from './tracing.ts';

/** Gives the span that is active when an operation begins the operation's name, and marks it when there are errors. */
export const operationNames: ApolloServerPlugin<BaseContext> = {
  async requestDidStart() {
    const span = trace.getActiveSpan();
    if (!span) return;
    return {
      async didResolveOperation({ operation }) {
        if (operation) nameSpan(span, operation);
      },
      async didEncounterErrors({ errors: [error] }) {
        if (error) markErroneous(span, error);
      },
    };
  },
};

/** Runs a query or mutation in a span, which is marked when there are errors. */
export function tracedOperation(
  definition: OperationDefinitionNode,
  run: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  return traced('GraphQL operation', {}, async (span) => {
    nameSpan(span, definition);
    const result = await run();
    if (result.errors?.[0]) markErroneous(span, result.errors[0]);
    return result;
  });
}

/** Opens a subscription in a span, which ends once the stream is open: streams may last for days. */
export function tracedSubscription<Stream>(
  { document, operationName }: Pick<ExecutionArgs, 'document' | 'operationName'>,
  parent: Context,
  open: () => Stream | Promise<Stream>,
): Promise<Stream> {
  return inTrace(parent, () =>
    traced('GraphQL subscription', {}, async (span) => {
      const operation = getOperationAST(document, operationName);
      if (operation) nameSpan(span, operation);
      return open();
    }),
  );
}

/** Gives the root fields of queries and mutations a span each: they are what a subgraph is asked to do. */
export function traceRootFields(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const { resolve = defaultFieldResolver, name } = field;
      field.resolve = (parent, input, ...rest) => {
        if (!isTraced()) return resolve(parent, input, ...rest);
        return traced(`${type?.name}.${name}`, subjectOf(input), async () => resolve(parent, input, ...rest));
      };
    }
  }
}

function markErroneous(span: Span, error: GraphQLError): void {
  markFailed(span, error.originalError ?? error);
  if (typeof error.extensions.code === 'string') span.setAttribute('error.type', error.extensions.code);
}

function nameSpan(span: Span, { operation, name }: OperationDefinitionNode): void {
  span.updateName(name ? `${operation} ${name.value}` : operation);
  span.setAttribute('graphql.operation.type', operation);
  if (name) span.setAttribute('graphql.operation.name', name.value);
}

const subjects = ['id', 'modelId', 'version', 'deploymentId', 'teamId', 'model'];

/** What an operation is about. */
function subjectOf(args: Readonly<Record<string, unknown>>): Attributes {
  const input = { ...args, ...(args.input as object | undefined) } as Record<string, unknown>;
  return Object.fromEntries(
    subjects.flatMap((name) => (typeof input[name] === 'string' ? [[`modelgraph.${name}`, input[name]]] : [])),
  );
}
