/**
 * Subscriptions that outlast what they run over. Their events are numbered, so that a stream that broke off goes on where it
 * was, and they say the same to everyone who may see them, so that equal ones share a stream. Others are neither resumed nor
 * shared: a completion would be asked for, and paid, twice.
 */
import type { FetchNode } from '@apollo/query-planner';
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  parseType,
  parseValue,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { type Data, isData } from './federation/data.ts';

interface LastingField {
  /** What tells how far a stream has come: which thing an event is about, and its number among that thing's events. */
  readonly position: string;
  readonly positionOf: (event: Data) => Position | undefined;
  /** The argument that resumes, its type, and what else resumes and is replaced by it. */
  readonly argument: string;
  readonly argumentType: string;
  readonly alternatives: readonly string[];
}

export interface Position {
  readonly deploymentId: string;
  readonly sequence: number;
}

const lastingFields: Readonly<Record<string, LastingField>> = {
  deploymentStatusChanged: {
    position: '_sequence: sequence _subject: deployment { _id: id }',
    positionOf({ _sequence: sequence, _subject: subject }) {
      const deploymentId = isData(subject) ? subject._id : undefined;
      if (typeof sequence !== 'number' || typeof deploymentId !== 'string') return undefined;
      return { deploymentId, sequence };
    },
    argument: 'resumeAfter',
    argumentType: '[DeploymentPositionInput!]',
    alternatives: ['afterSequence'],
  },
};
/** Fields whose value costs, or is the caller's own: what asks for them is not shared. */
const ownToCaller = new Set(['completion', 'viewer']);
const positionsVariable = '_positions';

export interface LastingStream {
  /** The operation with what tells the position. */
  readonly operation: string;
  /** The same, going on after the positions in its variable. */
  readonly resumption: string;
  variablesAfter(variables: Readonly<Record<string, unknown>>, positions: readonly Position[]): Record<string, unknown>;
  positionOf(data: Readonly<Record<string, unknown>>): Position | undefined;
  /** Whether everyone who may see the stream sees the same. */
  readonly isSharable: boolean;
}

const known = new WeakMap<FetchNode, LastingStream | { readonly isSharable?: undefined }>();

/** Undefined when the operation's stream does not last. Remembered for as long as its plan is. */
export function lastingStream(primary: FetchNode, document: DocumentNode): LastingStream | undefined {
  const stream = known.get(primary) ?? madeLasting(primary, document) ?? {};
  known.set(primary, stream);
  return stream.isSharable === undefined ? undefined : stream;
}

function madeLasting(primary: FetchNode, document: DocumentNode): LastingStream | undefined {
  const operation = parse(primary.operation, { noLocation: true });
  const root = rootOf(operation);
  const lasting = root && Object.hasOwn(lastingFields, root.name.value) ? lastingFields[root.name.value] : undefined;
  if (!root || !lasting) return undefined;
  const { argument, alternatives } = lasting;
  const responseName = root.alias?.value ?? root.name.value;
  const told = withSelections(operation, lasting.position);
  const resumes = ({ name }: ArgumentNode): boolean => name.value === argument || alternatives.includes(name.value);
  const usedBefore = new Set(primary.variableUsages ?? []);
  const resumption = withoutUnusedVariables(resuming(told, lasting, resumes));
  const usedAfter = new Set(variablesOf(resumption));
  return {
    operation: print(told),
    resumption: print(resumption),
    variablesAfter: (variables, positions) => ({
      ...Object.fromEntries(Object.entries(variables).filter(([name]) => usedBefore.has(name) && usedAfter.has(name))),
      [positionsVariable]: positions,
    }),
    positionOf: (data) => (isData(data[responseName]) ? lasting.positionOf(data[responseName]) : undefined),
    isSharable: !root.arguments?.some(resumes) && !asksForOwn(document),
  };
}

function rootOf({ definitions: [definition] }: DocumentNode): FieldNode | undefined {
  const selection = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections[0] : undefined;
  return selection?.kind === Kind.FIELD ? selection : undefined;
}

function changeRoot(document: DocumentNode, change: (root: FieldNode) => FieldNode): DocumentNode {
  const [definition, ...more] = document.definitions as readonly [OperationDefinitionNode];
  const [root, ...rest] = definition.selectionSet.selections as readonly [FieldNode];
  const selectionSet = { ...definition.selectionSet, selections: [change(root), ...rest] };
  return { ...document, definitions: [{ ...definition, selectionSet }, ...more] };
}

function withSelections(document: DocumentNode, text: string): DocumentNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions as readonly [OperationDefinitionNode];
  return changeRoot(document, (root) => {
    const selections: readonly SelectionNode[] = [
      ...(root.selectionSet?.selections ?? []),
      ...definition.selectionSet.selections,
    ];
    return { ...root, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  });
}

function resuming(
  document: DocumentNode,
  { argument, argumentType }: LastingField,
  resumes: (argument: ArgumentNode) => boolean,
): DocumentNode {
  const changed = changeRoot(document, (root) => ({
    ...root,
    arguments: [
      ...(root.arguments ?? []).filter((given) => !resumes(given)),
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: argument },
        value: parseValue(`$${positionsVariable}`, { noLocation: true }),
      },
    ],
  }));
  const [definition, ...more] = changed.definitions as readonly [OperationDefinitionNode];
  const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: positionsVariable } } as const;
  const type = parseType(argumentType, { noLocation: true });
  const added = { kind: Kind.VARIABLE_DEFINITION, variable, type } as const;
  const variableDefinitions = [...(definition.variableDefinitions ?? []), added];
  return { ...changed, definitions: [{ ...definition, variableDefinitions }, ...more] };
}

function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set(variablesOf(document));
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}

function variablesOf(document: DocumentNode): string[] {
  const names: string[] = [];
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.push(name.value),
  });
  return names;
}

function asksForOwn(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (ownToCaller.has(name.value)) found = true;
    },
  });
  return found;
}
