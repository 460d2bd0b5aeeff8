/**
 * Operations are planned with their conditions decided, once for each combination of the variables that `@skip` and `@include` read.
 * Planned with conditions in them, what is left out takes along what is not: the objects of which every field is left out, and the
 * fields that share a fetch with one whose required fields are left out.
 */
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionVariables, defaultValues, directiveCondition, isCondition, type Variables } from './conditions.ts';

/** Operations that branch on more variables than this are planned anew now and then. */
const mostVariants = 64;

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The document without conditions: what they leave out is gone. Where nothing stays, `__typename` does, since the object is there. */
export function withConditionsDecided(document: DocumentNode, variables: Variables): DocumentNode {
  const decide = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    if (!node.directives?.some(isCondition)) return undefined;
    if (!directiveCondition(node.directives, variables)) return null;
    return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, {
    Field: decide,
    InlineFragment: decide,
    FragmentSpread: decide,
    SelectionSet: {
      leave: (selectionSet: SelectionSetNode) =>
        selectionSet.selections.length > 0 ? undefined : { ...selectionSet, selections: [typename] },
    },
  });
}

/** Remembers what `make` makes for each way the conditions of `document` can go; it gets variables that make them go so. */
export function byConditions<Result extends object>(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  make: (variables: Variables) => Result,
): (variables: Variables) => Result {
  const names = conditionVariables(document);
  if (names.length === 0) {
    const only = make({});
    return () => only;
  }
  const defaults = defaultValues(operation);
  const made = new LRUCache<string, Result>({ max: mostVariants });
  return (given) => {
    const variables = { ...defaults, ...given };
    const key = names.map((name) => (variables[name] ? '1' : '0')).join('');
    const result = made.get(key) ?? make(variables);
    made.set(key, result);
    return result;
  };
}
