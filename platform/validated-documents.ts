/** Documents, parsed and validated once for each text: for the ways that Apollo Server does not open. */
import {
  type DocumentNode,
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
import { LRUCache } from 'lru-cache';

const cachedDocuments = 500;

export interface ValidatedOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
}

export interface OperationText {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Returns the operation; of a subscription the variables are checked, too. Throws a `GraphQLError` that tells what is wrong. */
export type ValidateOperation = (text: OperationText) => ValidatedOperation;

export interface DocumentLimits {
  /** Rules beyond the specification's own. */
  readonly furtherRules?: readonly ValidationRule[];
  /** Tokens of one document; unlimited unless given. */
  readonly mostTokens?: number;
}

export function validatedDocuments(
  schema: () => GraphQLSchema,
  { furtherRules = [], mostTokens }: DocumentLimits = {},
): ValidateOperation {
  const rules = [...specifiedRules, ...furtherRules];
  const bySchema = new WeakMap<GraphQLSchema, LRUCache<string, DocumentNode>>();

  const documentOf = (query: string): DocumentNode => {
    const current = schema();
    const documents = bySchema.get(current) ?? new LRUCache<string, DocumentNode>({ max: cachedDocuments });
    bySchema.set(current, documents);
    const known = documents.get(query);
    if (known) return known;
    const document = parseDocument(query, mostTokens);
    const [fault] = validate(current, document, rules);
    if (fault) throw documentError('GRAPHQL_VALIDATION_FAILED', fault.message, fault);
    documents.set(query, document);
    return document;
  };

  return ({ query, operationName, variables }) => {
    const document = documentOf(query);
    const definition = getOperationAST(document, operationName);
    if (!definition) throw documentError('OPERATION_RESOLUTION_FAILURE', 'Name one of the operations of the document');
    if (definition.operation === 'subscription') {
      const { errors } = getVariableValues(schema(), definition.variableDefinitions ?? [], { ...variables });
      if (errors?.[0]) throw documentError('BAD_USER_INPUT', errors[0].message, errors[0]);
    }
    return { document, definition };
  };
}

function parseDocument(query: string, mostTokens: number | undefined): DocumentNode {
  try {
    return parse(query, mostTokens === undefined ? {} : { maxTokens: mostTokens });
  } catch (error) {
    throw documentError('GRAPHQL_PARSE_FAILED', asGraphQLError(error).message);
  }
}

function documentError(code: string, message: string, fault?: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes: fault?.nodes ?? null, extensions: { code } });
}

export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
