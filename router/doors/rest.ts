/** The REST facade: each request becomes the variables of one document of ours, and the data becomes the answer. */
import {
  coerceInputValue,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
} from 'graphql';
import type { Door, DoorAnswer, DoorRequest, DoorRoute } from '../../platform/doors.ts';
import { DomainError, type ErrorDetail } from '../../platform/errors.ts';
import { isDocumentError } from '../../platform/graphql-errors.ts';
import type { Caller } from '../caller.ts';
import { OperationError, type TrustedDocuments } from '../trusted-documents.ts';
import { type RestParameter, type RestRoute, restPrefix, restRoutes } from './rest-routes.ts';

/** `schema` is known once the gateway has loaded. `further` are routes that need code of their own. */
export function restDoor(
  documents: TrustedDocuments,
  schema: () => GraphQLSchema,
  further: readonly DoorRoute<Caller>[] = [],
): Door<Caller> {
  return {
    prefix: restPrefix,
    routes: [
      ...further,
      ...restRoutes.map((route) => ({
        method: route.method,
        path: route.path,
        handle: (request: DoorRequest<Caller>) => run(route, request, documents, schema()),
      })),
    ],
    errorBody: ({ message, extensions }) => ({
      error: { type: typeOf(extensions?.code), message: fullMessage(message, extensions) },
    }),
  };
}

async function run(
  route: RestRoute,
  request: DoorRequest<Caller>,
  documents: TrustedDocuments,
  schema: GraphQLSchema,
): Promise<DoorAnswer> {
  const variables = variablesOf(route, request);
  checkVariables(route, variables, schema);
  const data = await documents.execute(route.document, variables, request.context).catch((error) => {
    throw error instanceof OperationError ? inTermsOf(route, error) : error;
  });
  const answer = route.answer.reduce((value, name) => (value as Record<string, unknown> | null)?.[name], data);
  if (answer === null || answer === undefined) {
    throw new DomainError('NOT_FOUND', `There is no ${Object.values(request.path).join(' version ')}`);
  }
  const location = route.location?.(answer as never);
  return { status: route.status, body: withListsForConnections(answer), ...(location && { headers: { location } }) };
}

function variablesOf(route: RestRoute, { path, query, body, headers }: DoorRequest<Caller>): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  if (route.takesBody) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new DomainError('VALIDATION_ERROR', 'The body must be a JSON object');
    }
    const idempotencyKey = headers['idempotency-key'];
    variables.input = { ...(idempotencyKey && { idempotencyKey }), ...body };
  }
  for (const name of new Set(query.keys())) {
    const parameter = route.inQuery.find((known) => known.name === name);
    if (!parameter) throw new DomainError('VALIDATION_ERROR', `Unknown query parameter "${name}"`);
    if (query.getAll(name).length > 1) throw new DomainError('VALIDATION_ERROR', `"${name}" is given twice`);
    set(variables, parameter, query.get(name));
  }
  for (const parameter of route.inPath) set(variables, parameter, path[parameter.name]);
  return variables;
}

function set(variables: Record<string, unknown>, { variable }: RestParameter, value: unknown): void {
  const [name = '', field] = variable.split('.');
  if (field === undefined) variables[name] = value;
  else variables[name] = { ...(variables[name] as object | undefined), [field]: value };
}

/** Spells each variable as its type has it, and throws VALIDATION_ERROR for whatever does not fit, by the names of the request. */
function checkVariables(route: RestRoute, variables: Record<string, unknown>, schema: GraphQLSchema): void {
  const details: ErrorDetail[] = [];
  for (const { variable, type: typeNode } of getOperationAST(route.document)?.variableDefinitions ?? []) {
    const name = variable.name.value;
    const type = typeFromAST(schema, typeNode as never) as GraphQLInputType | undefined;
    if (!type || variables[name] === undefined) continue;
    variables[name] = spelled(variables[name], type);
    coerceInputValue(variables[name], type, (path, _value, { message }) => {
      details.push({ path: requestName(route, [name, ...path].join('.')), message });
    });
  }
  if (details.length === 0) return;
  const message = details.map((detail) => (detail.path ? `${detail.path}: ${detail.message}` : detail.message));
  throw new DomainError('VALIDATION_ERROR', message.join('; '));
}

/** Numbers of the query string are text, and the letter case of an enum's value does not matter here. */
function spelled(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return spelled(value, type.ofType);
  if (Array.isArray(value) && isListType(type)) return value.map((item) => spelled(item, type.ofType));
  if (isInputObjectType(type) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = type.getFields();
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        return [name, field ? spelled(item, field.type) : item];
      }),
    );
  }
  if (typeof value !== 'string') return value;
  if (isEnumType(type)) return type.getValue(value.toUpperCase()) ? value.toUpperCase() : value;
  const isNumber = isScalarType(type) && getNamedType(type).name === 'Int' && /^-?\d{1,10}$/.test(value);
  return isNumber ? Number(value) : value;
}

/** The request's name of what the schema calls `path`: `limit` for `first`, `artifactUri` for `input.artifactUri`. */
function requestName(route: RestRoute, path: string): string {
  const known = [...route.inPath, ...route.inQuery].find(({ variable }) => variable === path);
  if (known) return known.name;
  const pageArguments: Readonly<Record<string, string>> = { first: 'limit', after: 'cursor' };
  return pageArguments[path] ?? path.replace(/^(input|filter)(\.|$)/, '');
}

function inTermsOf(route: RestRoute, error: OperationError): OperationError {
  const errors = error.errors.map(({ message, extensions, ...rest }) => {
    const details = extensions?.details as readonly ErrorDetail[] | undefined;
    if (!details) return { message, extensions, ...rest };
    const renamed = details.map(({ path, message: text }) => ({ path: requestName(route, path), message: text }));
    return { message, ...rest, extensions: { ...extensions, details: renamed } };
  });
  return new OperationError(errors as readonly GraphQLFormattedError[], error.data);
}

/** Clients of this envelope have no `extensions`: everything that helps is in the message. */
function fullMessage(message: string, extensions: GraphQLFormattedError['extensions']): string {
  const details = (extensions?.details ?? []) as readonly ErrorDetail[];
  if (details.length > 1) return details.map(({ path, message: text }) => `${path}: ${text}`).join('; ');
  const { errorId } = extensions ?? {};
  return typeof errorId === 'string' ? `${message}; it is logged as ${errorId}` : message;
}

/** The documents are ours, so what Apollo finds wrong with a request is a value that was sent. */
function typeOf(code: unknown): string {
  if (isDocumentError(code)) return 'VALIDATION_ERROR';
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}

/** A connection becomes the list of its nodes, with the next page's cursor beside it. */
export function withListsForConnections(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withListsForConnections);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      const { nodes, pageInfo } = (field ?? {}) as Connection;
      if (!nodes || !pageInfo) return [[name, withListsForConnections(field)]];
      return [
        [name, withListsForConnections(nodes)],
        ['nextCursor', pageInfo.hasNextPage ? pageInfo.endCursor : null],
      ];
    }),
  );
}

interface Connection {
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
