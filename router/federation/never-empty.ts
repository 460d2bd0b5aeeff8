/**
 * What is planned of a document: selections that may all be left out get `__typename`, which is never left out. The planner would
 * otherwise leave out the whole fetch, and the object that encloses them with it, which is there without any field.
 */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isIntrospectionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isCondition } from './conditions.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withoutEmptySelections(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  const mayBeEmpty = ({ selections }: SelectionSetNode): boolean => selections.every(mayBeLeftOut);
  const mayBeLeftOut = (selection: SelectionNode): boolean => {
    if (selection.directives?.some(isCondition)) return true;
    if (selection.kind === Kind.FIELD) return false;
    const selectionSet =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value);
    return selectionSet !== undefined && mayBeEmpty(selectionSet);
  };
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet(selectionSet) {
        const type = types.getParentType();
        const isRoot = roots.some((root) => root === type);
        if (!type || isRoot || isIntrospectionType(type) || !mayBeEmpty(selectionSet)) return undefined;
        return { ...selectionSet, selections: [...selectionSet.selections, typename] };
      },
    }),
  );
}
