/** JSON Schemas of what the GraphQL schema's types and the documents' selections look like over REST. */
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { RestRoute } from '../router/doors/rest-routes.ts';

export type Json = Record<string, unknown>;

const schema = buildSchema(readFileSync(new URL('api.graphql', import.meta.url), 'utf8'));
/** Named types that were met so far. */
export const components: Record<string, Json> = {};

const scalars: Readonly<Record<string, Json>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
};

function described(type: Json, description: string | null | undefined): Json {
  return description ? { ...type, description } : type;
}

function named(type: GraphQLNamedType): Json {
  if (isEnumType(type)) {
    components[type.name] ??= described(
      { type: 'string', enum: type.getValues().map(({ name }) => name) },
      type.description,
    );
    return { $ref: `#/components/schemas/${type.name}` };
  }
  if (isInputObjectType(type)) {
    if (!components[type.name]) {
      components[type.name] = {};
      components[type.name] = inputObject(type, []);
    }
    return { $ref: `#/components/schemas/${type.name}` };
  }
  return scalars[type.name] ?? described({ type: 'string' }, type.description);
}

/** An input without some of its fields. */
export function inputObject(type: GraphQLNamedType, without: readonly string[]): Json {
  if (!isInputObjectType(type)) throw new Error(`${type.name} is no input`);
  const fields = Object.values(type.getFields()).filter(({ name }) => !without.includes(name));
  const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
  return described(
    {
      type: 'object',
      properties: Object.fromEntries(
        fields.map((field) => [field.name, described(input(field.type), field.description)]),
      ),
      ...(required.length > 0 && { required: required.map(({ name }) => name) }),
      additionalProperties: false,
    },
    type.description,
  );
}

export function input(type: GraphQLInputType): Json {
  const nullable = getNullableType(type);
  return isListType(nullable) ? { type: 'array', items: input(nullable.ofType) } : named(getNamedType(nullable));
}

/** What a selection answers. Connections are lists, with `nextCursor` beside them, as `rest.ts` makes them. */
function selected(route: RestRoute, type: GraphQLOutputType, selections: SelectionSetNode | undefined): Json {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { type: 'array', items: selected(route, nullable.ofType, selections) };
  if (!selections || !isObjectType(nullable)) return named(getNamedType(nullable));
  const properties: Record<string, Json> = {};
  for (const { name, fieldType, description, selectionSet } of fieldsOf(route, nullable, selections)) {
    const connection = connectionNodes(route, fieldType, selectionSet);
    if (connection) {
      properties[name] = described(connection, description);
      properties.nextCursor = { type: ['string', 'null'], description: 'Pass it as `cursor` to get the next page.' };
      continue;
    }
    const value = selected(route, fieldType, selectionSet);
    properties[name] = described(isNonNullType(fieldType) ? value : orNull(value), description);
  }
  return { type: 'object', properties, required: Object.keys(properties) };
}

function orNull(type: Json): Json {
  return typeof type.type === 'string' && !type.enum
    ? { ...type, type: [type.type, 'null'] }
    : { anyOf: [type, { type: 'null' }] };
}

interface SelectedField {
  readonly name: string;
  readonly fieldType: GraphQLOutputType;
  readonly description: string | null | undefined;
  readonly selectionSet: SelectionSetNode | undefined;
}

function fieldsOf(
  route: RestRoute,
  type: GraphQLNamedType,
  { selections }: SelectionSetNode,
): readonly SelectedField[] {
  if (!isObjectType(type)) throw new Error(`${type.name} is no object`);
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fieldsOf(route, type, fragment(route, selection.name.value));
    if (selection.kind !== Kind.FIELD) throw new Error('Inline fragments are not described');
    const field = type.getFields()[selection.name.value];
    if (!field) throw new Error(`No field ${selection.name.value}`);
    const { description, type: fieldType } = field;
    const name = selection.alias?.value ?? selection.name.value;
    return [{ name, fieldType, description, selectionSet: selection.selectionSet }];
  });
}

function fragment({ document }: RestRoute, name: string): SelectionSetNode {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) return definition.selectionSet;
  }
  throw new Error(`No fragment ${name}`);
}

function connectionNodes(
  route: RestRoute,
  type: GraphQLOutputType,
  selectionSet: SelectionSetNode | undefined,
): Json | undefined {
  const connection = getNullableType(type);
  if (!selectionSet || !isObjectType(connection) || !connection.name.endsWith('Connection')) return undefined;
  const nodes = fieldsOf(route, connection, selectionSet).find(({ name }) => name === 'nodes');
  return nodes && selected(route, nodes.fieldType, nodes.selectionSet);
}

function operationOf(route: RestRoute) {
  const operation = getOperationAST(route.document);
  if (!operation) throw new Error(`${route.operationId} has no operation`);
  return operation;
}

/** What a route answers with. */
export function answerOf(route: RestRoute): Json {
  const operation = operationOf(route);
  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  let type: GraphQLOutputType = root as NonNullable<typeof root>;
  let selectionSet: SelectionSetNode | undefined = operation.selectionSet;
  for (const step of route.answer) {
    const found: SelectedField | undefined = fieldsOf(route, getNamedType(type), selectionSet as SelectionSetNode).find(
      ({ name }) => name === step,
    );
    if (!found) throw new Error(`${route.operationId} selects no ${step}`);
    type = found.fieldType;
    selectionSet = found.selectionSet;
  }
  return selected(route, type, selectionSet);
}

/** The type of one of its document's variables. */
export function variableType(route: RestRoute, name: string): GraphQLInputType {
  const definition = operationOf(route).variableDefinitions?.find(({ variable }) => variable.name.value === name);
  const type = definition && typeFromAST(schema, definition.type as never);
  if (!type) throw new Error(`${route.operationId} has no variable ${name}`);
  return type as GraphQLInputType;
}
