/** One operation for the entity fetches of a plan that go to one subgraph at the same time. */
import type { FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';

export interface EntityOperation {
  readonly operation: string;
  readonly operationName: string | undefined;
  /** The client's variables in it. */
  readonly variableUsages: readonly string[];
  /** One for each selection that differs. */
  readonly fields: readonly EntityField[];
  /** Which of the fields is each fetch's. */
  readonly fieldOf: readonly number[];
}

export interface EntityField {
  /** In the answer. */
  readonly name: string;
  /** The variable with its representations. */
  readonly representations: string;
  /** What is asked of each entity. */
  readonly selection: string;
}

export function entityOperation(fetches: readonly FetchNode[]): EntityOperation {
  const parsed = fetches.map(parseFetch);
  const selections = [...new Set(parsed.map(({ selection }) => selection))];
  const [first] = fetches;
  if (selections.length === 1) {
    const field = { name: '_entities', representations: 'representations', selection: selections[0] ?? '' };
    return {
      operation: first?.operation ?? '',
      operationName: first?.operationName,
      variableUsages: first?.variableUsages ?? [],
      fields: [field],
      fieldOf: fetches.map(() => 0),
    };
  }
  const fields = selections.map((selection, index) => ({
    name: `_${index}`,
    representations: `representations_${index}`,
    selection,
  }));
  const distinct = selections.map((selection) => parsed.find((one) => one.selection === selection) ?? parsed[0]);
  const operations = distinct.flatMap((one, index) => (one ? numbered(one.definition, index) : []));
  return {
    operation: stripIgnoredCharacters(print(united(operations))),
    operationName: operations[0]?.name?.value,
    variableUsages: [...new Set(fetches.flatMap(({ variableUsages = [] }) => variableUsages))],
    fields,
    fieldOf: parsed.map(({ selection }) => selections.indexOf(selection)),
  };
}

function parseFetch({ operation }: FetchNode): { definition: OperationDefinitionNode; selection: string } {
  const [definition, ...fragments] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || fragments.length > 0) {
    throw new Error('The planner was told to write operations without fragments');
  }
  return { definition, selection: stripIgnoredCharacters(print(definition.selectionSet)) };
}

/** `_entities` under a name and with a variable of its own. */
function numbered(definition: OperationDefinitionNode, index: number): OperationDefinitionNode {
  const [entities] = definition.selectionSet.selections as readonly [FieldNode];
  const renamed = visit(definition, {
    Variable: ({ name, ...node }) =>
      name.value === 'representations' ? { ...node, name: { ...name, value: `representations_${index}` } } : undefined,
  });
  const [field] = renamed.selectionSet.selections as readonly [FieldNode];
  const alias = { kind: Kind.NAME, value: `_${index}` } as const;
  return {
    ...renamed,
    selectionSet: { ...renamed.selectionSet, selections: [{ ...field, name: entities.name, alias }] },
  };
}

function united(operations: readonly OperationDefinitionNode[]): OperationDefinitionNode {
  const variables = new Map<string, VariableDefinitionNode>();
  for (const { variableDefinitions = [] } of operations) {
    for (const definition of variableDefinitions) variables.set(definition.variable.name.value, definition);
  }
  const [first] = operations;
  if (!first) throw new Error('No operation to unite');
  return {
    ...first,
    variableDefinitions: [...variables.values()],
    selectionSet: {
      ...first.selectionSet,
      selections: operations.flatMap(({ selectionSet }) => selectionSet.selections),
    },
  };
}
