/**
 * What the subgraphs sent, in the shape the client asked for: its fields under its names, the nulls where the specification
 * puts them, and an error for every value that breaks the schema's promise. An operation is compiled once; what it selects
 * of each object type is worked out when the first such object comes.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { directiveCondition, type Variables } from './conditions.ts';
import { type Data, ownValue } from './data.ts';
import {
  type Complete,
  type CompleteObject,
  failed,
  leaf,
  list,
  nonNull,
  object,
  type Shaping,
} from './value-completion.ts';

/** What answers a field of the root that asks about the schema itself. */
export type Introspect = (field: FieldNode, variables: Variables) => unknown;

export interface ShapedResult {
  readonly data: Data | null;
  /** One for each value that broke a promise, with its path. */
  readonly errors: readonly GraphQLError[];
}

/** `variables` with the defaults of those the client left out. */
export type ResultShape = (input: Data, variables: Variables) => ShapedResult;

interface FieldShape {
  readonly name: string;
  readonly read: (input: Data) => unknown;
  readonly complete: Complete;
  readonly isNonNull: boolean;
}

/** Operations that branch on more variables than this are compiled anew now and then. */
const mostVariants = 64;

/** `operation` must be valid against `schema`, the one clients see. */
export function resultShape(options: {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that `@skip` and `@include` read. */
  readonly conditionVariables: readonly string[];
  readonly introspect: Introspect;
}): ResultShape {
  const { schema, operation, conditionVariables } = options;
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation} type`);
  const variants = new Map<string, CompleteObject>();

  const shapeFor = (variables: Variables): CompleteObject => {
    const key = conditionVariables.map((name) => (variables[name] ? '1' : '0')).join('');
    let shape = variants.get(key);
    if (!shape) {
      if (variants.size >= mostVariants) variants.clear();
      shape = objectShape({ ...options, variables }, [operation.selectionSet]);
      variants.set(key, shape);
    }
    return shape;
  };

  return (input, variables) => {
    const shaping: Shaping = { path: [], errors: [], variables };
    const data = shapeFor(variables)(input, rootType, shaping);
    return { data: data === failed ? null : (data as Data), errors: shaping.errors };
  };
}

interface Compilation {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly introspect: Introspect;
  /** Those that conditions read; other variables do not matter to a shape. */
  readonly variables: Variables;
}

/** Completes objects of whatever type they turn out to have. */
function objectShape(compilation: Compilation, selectionSets: readonly SelectionSetNode[]): CompleteObject {
  const fieldsByType = new Map<GraphQLCompositeType, readonly FieldShape[] | undefined>();
  const fieldsOf = (type: GraphQLCompositeType): readonly FieldShape[] | undefined => {
    if (!fieldsByType.has(type)) fieldsByType.set(type, compileFields(compilation, type, selectionSets));
    return fieldsByType.get(type);
  };
  let lastType: GraphQLCompositeType | undefined;
  let fields: readonly FieldShape[] | undefined;

  return (input, runtimeType, shaping) => {
    if (runtimeType !== lastType) {
      fields = fieldsOf(runtimeType);
      lastType = runtimeType;
    }
    // Only an object of a known object type can tell its `__typename`.
    if (!fields) return failed;
    const output: Data = {};
    for (const { name, read, complete, isNonNull } of fields) {
      let value = complete(read(input), name, shaping);
      if (value === failed) {
        if (isNonNull) return failed;
        value = null;
      }
      if (name === '__proto__') Object.defineProperty(output, name, { value, enumerable: true });
      else output[name] = value;
    }
    return output;
  };
}

/** The fields in the order of the document; undefined when `__typename` is asked of a type that is none of objects. */
function compileFields(
  compilation: Compilation,
  type: GraphQLCompositeType,
  selectionSets: readonly SelectionSetNode[],
): readonly FieldShape[] | undefined {
  const nodes = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const selectionSet of selectionSets) collectFields(compilation, type, selectionSet, nodes, visited);
  const shapes: FieldShape[] = [];
  for (const [name, [first, ...more]] of nodes) {
    const shape = first && compileField(compilation, type, name, [first, ...more]);
    if (!shape) return undefined;
    shapes.push(shape);
  }
  return shapes;
}

/** CollectFields of the specification, with the conditions already decided. */
function collectFields(
  compilation: Compilation,
  type: GraphQLCompositeType,
  selectionSet: SelectionSetNode,
  nodes: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  const { fragments, variables } = compilation;
  for (const selection of selectionSet.selections) {
    if (!directiveCondition(selection.directives, variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      const sameName = nodes.get(name);
      if (sameName) sameName.push(selection);
      else nodes.set(name, [selection]);
      continue;
    }
    let fragment: {
      readonly typeCondition?: { readonly name: { readonly value: string } };
      selectionSet: SelectionSetNode;
    };
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const spread = fragments.get(selection.name.value);
      if (!spread || visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
      fragment = spread;
    } else fragment = selection as typeof fragment;
    if (applies(compilation.schema, fragment.typeCondition?.name.value, type)) {
      collectFields(compilation, type, fragment.selectionSet, nodes, visited);
    }
  }
}

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLCompositeType): boolean {
  if (condition === undefined) return true;
  const conditionType = schema.getType(condition);
  if (conditionType === type) return true;
  return (
    isAbstractType(conditionType) &&
    (isObjectType(type) || isInterfaceType(type)) &&
    schema.isSubType(conditionType, type)
  );
}

function compileField(
  compilation: Compilation,
  type: GraphQLCompositeType,
  name: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
): FieldShape | undefined {
  const fieldName = nodes[0].name.value;
  if (fieldName === '__typename') {
    if (!isObjectType(type)) return undefined;
    return { name, read: () => type.name, complete: (value) => value, isNonNull: true };
  }
  if (fieldName === '__schema' || fieldName === '__type') {
    const node = merged(nodes);
    const complete: Complete = (_value, _name, { variables }) => compilation.introspect(node, variables);
    return { name, read: () => undefined, complete, isNonNull: false };
  }
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
  if (!field) throw new Error(`No field ${fieldName} in ${type}`);
  const complete = compileValue(compilation, field.type, nodes, type.name);
  return { name, read: reader(name), complete, isNonNull: isNonNullType(field.type) };
}

/** Names that every object inherits are looked up with care; the others plainly, which is faster. */
function reader(name: string): (input: Data) => unknown {
  return name in Object.prototype ? (input) => ownValue(input, name) : (input) => input[name];
}

function merged(nodes: readonly [FieldNode, ...FieldNode[]]): FieldNode {
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  return { ...nodes[0], directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** `owner`: the type whose field it is, for messages. */
function compileValue(
  compilation: Compilation,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  owner: string,
): Complete {
  if (isNonNullType(type))
    return nonNull(compileValue(compilation, type.ofType, nodes, owner), `${type.ofType}`, owner);
  if (isListType(type)) return list(compileValue(compilation, type.ofType, nodes, owner), type.ofType, owner);
  if (isLeafType(type)) return leaf(type, owner);
  const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return object(compilation.schema, type, objectShape(compilation, selectionSets), owner);
}
