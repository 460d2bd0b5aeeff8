/**
 * The direct way of queries and mutations that come as plain JSON: the document is parsed and checked once for its text, and run. What
 * is out of the ordinary (faulty documents and variables, GET, persisted queries, extensions) is left to Apollo Server, which knows all
 * the rules of GraphQL over HTTP. Of a small operation's CPU time its pipeline was the larger part.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { toClientError } from './graphql-errors.ts';
import { tracedOperation } from './graphql-tracing.ts';
import type { Logger } from './logging.ts';
import { defaultSlowMilliseconds, operationRecorder } from './operation-telemetry.ts';
import type { ServerMetrics } from './server-metrics.ts';
import type { OperationText, ValidatedOperation, ValidateOperation } from './validated-documents.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface DirectAnswer {
  readonly contentType: string;
  readonly text: string;
  readonly errors: readonly GraphQLFormattedError[];
}

/** Answers the request; undefined, and nothing run, when Apollo Server is to. */
export type AnswerDirectly<Context> = (
  headers: IncomingHttpHeaders,
  body: unknown,
  context: Context,
) => Promise<DirectAnswer | undefined>;

export interface DirectOperations<Context> {
  readonly answer: AnswerDirectly<Context>;
  /** Runs an operation that is known to be good; undefined when its variables turn out not to be, and nothing was run. */
  readonly execute: (
    operation: ValidatedOperation,
    query: () => string,
    variables: Variables,
    context: Context,
  ) => Promise<DirectResult | undefined>;
}

export interface DirectResult {
  readonly data: NonNullable<ExecutionResult['data']> | null;
  readonly errors: readonly GraphQLFormattedError[];
}

export interface DirectOptions<Context> {
  readonly validate: ValidateOperation;
  /** Whether the operation may run with these variables. What it throws, Apollo Server finds again and answers. */
  readonly mayRun: (operation: ValidatedOperation, variables: Variables, context: Context) => boolean;
  /** A result without `data` says that nothing was run. */
  readonly run: (operation: ValidatedOperation, variables: Variables, context: Context) => Promise<ExecutionResult>;
  readonly metrics: Pick<ServerMetrics, 'operation'>;
  readonly logger: Logger;
  /** Operations that take longer are logged. */
  readonly slowMilliseconds?: number | undefined;
}

export function directOperations<Context>(options: DirectOptions<Context>): DirectOperations<Context> {
  const { validate, mayRun, run, metrics, logger, slowMilliseconds = defaultSlowMilliseconds } = options;
  const record = operationRecorder(metrics, logger, slowMilliseconds);

  const allowed = (text: OperationText, context: Context): ValidatedOperation | undefined => {
    try {
      const operation = validate(text);
      if (operation.definition.operation === 'subscription') return undefined;
      return mayRun(operation, text.variables ?? {}, context) ? operation : undefined;
    } catch {
      return undefined;
    }
  };

  const execute: DirectOperations<Context>['execute'] = async (operation, query, variables, context) => {
    const started = performance.now();
    const { definition } = operation;
    const result = await tracedOperation(definition, () => run(operation, variables, context));
    if (result.data === undefined) return undefined;
    const errors = result.errors?.map((error) => shown(error, logger)) ?? [];
    record({
      name: definition.name?.value,
      type: definition.operation,
      hash: () => createHash('sha256').update(query()).digest('hex'),
      errors,
      milliseconds: performance.now() - started,
    });
    return { data: result.data, errors };
  };

  return {
    execute,
    async answer(headers, body, context) {
      const contentType = contentTypeOf(headers);
      const text = plainOperation(body);
      const operation = contentType && text && allowed(text, context);
      if (!operation) return undefined;
      const result = await execute(operation, () => text.query, text.variables ?? {}, context);
      if (!result) return undefined;
      const { data, errors } = result;
      return { contentType, text: JSON.stringify(errors.length > 0 ? { errors, data } : { data }), errors };
    },
  };
}

function shown(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const { path, locations } = error;
  return toClientError(error, logger, { ...(path && { path }), ...(locations && { locations }) });
}

/** A document with variables, and nothing else. */
function plainOperation(body: unknown): OperationText | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  const isPlain =
    typeof query === 'string' &&
    (extensions === undefined || extensions === null) &&
    (operationName === undefined || operationName === null || typeof operationName === 'string') &&
    (variables === undefined || variables === null || (typeof variables === 'object' && !Array.isArray(variables)));
  return isPlain ? (body as OperationText) : undefined;
}

const json = 'application/json; charset=utf-8';
const graphqlResponse = 'application/graphql-response+json; charset=utf-8';

/** Of the answer, where both that and what was sent are beyond doubt. */
function contentTypeOf({ 'content-type': sent = '', accept = '*/*' }: IncomingHttpHeaders): string | undefined {
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(sent)) return undefined;
  // Preferences by weight are read by whoever has all the rules.
  if (accept.includes('q=')) return undefined;
  const place = (type: string): number => accept.indexOf(type) >>> 0;
  const [asResponse, asJson] = [place('application/graphql-response+json'), place('application/json')];
  if (asResponse < asJson) return graphqlResponse;
  return asJson < accept.length || accept === '*/*' ? json : undefined;
}
