/**
 * What an operation costs, by the `@cost` and `@listSize` of the subgraphs' schemas (https://specs.apollo.dev/cost/v0.1): an upper
 * bound before it runs, and what it did cost from its answer. An object is 1 and a scalar 0 unless the schema says otherwise.
 */
import {
  type ArgumentNode,
  buildASTSchema,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';

type Variables = Readonly<Record<string, unknown>>;
type Sizes = Readonly<Record<string, number>>;

export interface CostModel {
  /** At most what the operation will cost. Lists of unknown length count as `unknownListSize`. */
  estimate(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number;
  /** What the answer has cost. */
  actual(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables, data: unknown): number;
}

const unknownListSize = 10;
/** Of one operation, the estimates for so many different lengths and conditions. */
const rememberedSizes = 100;
/** Every change costs this much besides what it answers. */
const mutationCost = 10;

interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments?: readonly string[];
  readonly sizedFields?: readonly string[];
}

/** The model of the supergraph that is served at the moment. */
export function costModelFollowing(supergraphSdl: () => string): CostModel {
  let known: { readonly sdl: string; readonly model: CostModel } | undefined;
  const model = (): CostModel => {
    const sdl = supergraphSdl();
    if (known?.sdl !== sdl) known = { sdl, model: costModelOf(sdl) };
    return known.model;
  };
  return {
    estimate: (...operation) => model().estimate(...operation),
    actual: (...operation) => model().actual(...operation),
  };
}

/** `supergraphSdl`: with the directives of the subgraphs, as composition writes it. */
export function costModelOf(supergraphSdl: string): CostModel {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), { assumeValidSDL: true });
  const costDirective = schema.getDirective('cost');
  const listSizeDirective = schema.getDirective('listSize');

  const weightOf = (part: GraphQLNamedType | GraphQLArgument | GraphQLField<unknown, unknown>): number | undefined => {
    const values = costDirective && part.astNode && getDirectiveValues(costDirective, part.astNode);
    return values?.weight as number | undefined;
  };
  const listSizeOf = ({ astNode }: GraphQLField<unknown, unknown>): ListSize =>
    (listSizeDirective && astNode && (getDirectiveValues(listSizeDirective, astNode) as ListSize | undefined)) ?? {};

  /** What one value of the field costs by itself. */
  const valueWeight = (field: GraphQLField<unknown, unknown>): number => {
    const named = getNamedType(field.type);
    return weightOf(field) ?? weightOf(named) ?? (isCompositeType(named) ? 1 : 0);
  };
  const argumentsWeight = (field: GraphQLField<unknown, unknown>, node: FieldNode): number =>
    field.args
      .filter(({ name }) => node.arguments?.some((given) => given.name.value === name))
      .reduce((sum, argument) => sum + (weightOf(argument) ?? 0), 0);

  const estimateOf = (document: DocumentNode, operation: OperationDefinitionNode, given: Variables): number => {
    const variables = coerced(schema, operation, given);
    const fragments = fragmentsOf(document);
    const known = new Map<string, number>();

    const ofSelections = (type: GraphQLNamedType, { selections }: SelectionSetNode, sizes: Sizes): number =>
      selections.reduce((sum, selection) => sum + ofSelection(type, selection, sizes), 0);

    const ofSelection = (type: GraphQLNamedType, selection: SelectionNode, sizes: Sizes): number => {
      if (!isIncluded(selection, variables)) return 0;
      if (selection.kind === Kind.FIELD) return ofField(type, selection, sizes);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        return ofSelections(condition ?? type, selection.selectionSet, sizes);
      }
      // Counted once for each way it is spread: fragments that spread each other would take for ever otherwise.
      const key = JSON.stringify([selection.name.value, sizes]);
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const fragment = fragments.get(selection.name.value);
      const condition = fragment && schema.getType(fragment.typeCondition.name.value);
      const cost = fragment && condition ? ofSelections(condition, fragment.selectionSet, sizes) : 0;
      known.set(key, cost);
      return cost;
    };

    const ofField = (type: GraphQLNamedType, node: FieldNode, sizes: Sizes): number => {
      const field = fieldOf(type, node);
      if (!field) return 0;
      const { sizedFields, ...listSize } = listSizeOf(field);
      const size = sizeOf(listSize, argumentsOf(field, node, variables));
      const isList = isListType(getNullableType(field.type));
      const times = isList ? (sizes[node.name.value] ?? size ?? unknownListSize) : 1;
      const inner: Sizes =
        sizedFields && size !== undefined ? Object.fromEntries(sizedFields.map((name) => [name, size])) : {};
      const children = node.selectionSet ? ofSelections(getNamedType(field.type), node.selectionSet, inner) : 0;
      return argumentsWeight(field, node) + times * (valueWeight(field) + children);
    };

    const root = schema.getRootType(operation.operation);
    if (!root) return 0;
    const extra = operation.operation === 'mutation' ? mutationCost * operation.selectionSet.selections.length : 0;
    return extra + ofSelections(root, operation.selectionSet, {});
  };
  /** The variables that conditions and the lengths of lists are in: nothing else makes two runs cost differently. */
  const whatSizesDependOn = (document: DocumentNode): readonly string[] => {
    const names = new Set<string>();
    const types = new TypeInfo(schema);
    const note = ({ value }: ArgumentNode): void => void (value.kind === Kind.VARIABLE && names.add(value.name.value));
    visit(
      document,
      visitWithTypeInfo(types, {
        Directive: ({ arguments: given = [] }) => given.forEach(note),
        Argument(node) {
          const field = types.getFieldDef();
          if (field && listSizeOf(field).slicingArguments?.includes(node.name.value)) note(node);
        },
      }),
    );
    return [...names];
  };
  const estimates = new WeakMap<
    OperationDefinitionNode,
    { readonly names: readonly string[]; readonly costs: LRUCache<string, number> }
  >();

  return {
    estimate(document, operation, given) {
      const known = estimates.get(operation) ?? {
        names: whatSizesDependOn(document),
        costs: new LRUCache<string, number>({ max: rememberedSizes }),
      };
      estimates.set(operation, known);
      const key = JSON.stringify(known.names.map((name) => (given[name] === undefined ? 'default' : given[name])));
      const estimated = known.costs.get(key) ?? estimateOf(document, operation, given);
      known.costs.set(key, estimated);
      return estimated;
    },

    actual(document, operation, given, data) {
      const variables = coerced(schema, operation, given);
      const fragments = fragmentsOf(document);

      const ofObject = (type: GraphQLNamedType, sets: readonly SelectionSetNode[], value: object): number => {
        let cost = 0;
        for (const [name, nodes] of collected(sets, fragments, variables)) {
          const [node] = nodes;
          const field = node && fieldOf(type, node);
          if (!node || !field) continue;
          const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
          const answer = (value as Record<string, unknown>)[name];
          cost += argumentsWeight(field, node) + ofValue(field, inner, answer);
        }
        return cost;
      };
      const ofValue = (
        field: GraphQLField<unknown, unknown>,
        sets: readonly SelectionSetNode[],
        value: unknown,
      ): number => {
        if (value === null || value === undefined) return 0;
        if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + ofValue(field, sets, item), 0);
        const children =
          typeof value === 'object' && sets.length > 0 ? ofObject(concrete(schema, field, value), sets, value) : 0;
        return valueWeight(field) + children;
      };

      const root = schema.getRootType(operation.operation);
      if (!root || typeof data !== 'object' || data === null) return 0;
      const extra = operation.operation === 'mutation' ? mutationCost * operation.selectionSet.selections.length : 0;
      return extra + ofObject(root, [operation.selectionSet], data);
    },
  };
}

/** With their defaults; as they are when one does not fit, since the operation will be refused for that. */
function coerced(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables): Variables {
  return getVariableValues(schema, operation.variableDefinitions ?? [], given).coerced ?? given;
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

function fieldOf(type: GraphQLNamedType, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
}

function isIncluded(node: SelectionNode, variables: Variables): boolean {
  if (!node.directives?.length) return true;
  try {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    return skip?.if !== true && include?.if !== false;
  } catch {
    // A condition without its variable: the operation will be refused for that.
    return true;
  }
}

/** Empty when a value does not fit; the operation will be refused for that. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables): Variables {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return {};
  }
}

function sizeOf({ assumedSize, slicingArguments = [] }: ListSize, values: Variables): number | undefined {
  const given = slicingArguments.map((name) => values[name]).filter((value) => typeof value === 'number');
  return given.length > 0 ? Math.max(0, ...given) : assumedSize;
}

/** The fields of some selections by the names they have in the answer. */
function collected(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
  into = new Map<string, FieldNode[]>(),
  visited = new Set<string>(),
): ReadonlyMap<string, readonly FieldNode[]> {
  for (const selection of sets.flatMap(({ selections }) => selections)) {
    if (!isIncluded(selection, variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      into.set(name, [...(into.get(name) ?? []), selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collected([selection.selectionSet], fragments, variables, into, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) collected([fragment.selectionSet], fragments, variables, into, visited);
    }
  }
  return into;
}

/** The type an object of an answer has, as far as it says. */
function concrete(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, value: object): GraphQLNamedType {
  const { __typename: name } = value as { __typename?: unknown };
  return (typeof name === 'string' && schema.getType(name)) || getNamedType(field.type);
}

/** Throws when the estimate is beyond what the router runs. */
export function refuseCostly(estimated: number, most: number): void {
  if (estimated <= most) return;
  throw new GraphQLError(
    `The operation may cost ${estimated}, and at most ${most} is run: ask for shorter lists, or in several operations`,
    { extensions: { code: 'OPERATION_TOO_COSTLY', cost: { estimated, maximum: most }, http: { status: 400 } } },
  );
}
