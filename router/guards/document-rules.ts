/** Limits on documents beyond the specification's own rules, for every way an operation can come. */
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** Tokens of one document; a page of hand-written operations has some hundred. */
export const mostTokens = 5_000;
const deepest = 15;
const mostAliases = 30;
const mostDirectives = 50;
/** Fields, once every fragment stands where it is spread; the introspection of graphql-js has some 800. */
const mostFields = 10_000;

/** These rules throw by default, which Apollo Server takes for a fault of ours. */
const reportedOnly = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError): void =>
      context?.reportError(new GraphQLError(message.replace('Syntax Error: ', ''))),
  ],
};

/** Rules beyond the specification's own, for HTTP and WebSocket alike. */
export function validationRules({ introspection }: { readonly introspection: boolean }): readonly ValidationRule[] {
  const armor = [
    maxDepthRule({ n: deepest, ...reportedOnly }),
    maxAliasesRule({ n: mostAliases, ...reportedOnly }),
    maxDirectivesRule({ n: mostDirectives, ...reportedOnly }),
  ] as unknown as ValidationRule[];
  return [
    ...armor,
    limitedFields,
    unconditionalSubscription,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
}

/** A subscription has one root field, which `@skip` could leave it without (GraphQL, September 2025, 5.2.4.1). */
function unconditionalSubscription(context: ValidationContext) {
  const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';
  return {
    OperationDefinition({ operation, selectionSet }: OperationDefinitionNode): void {
      if (operation !== 'subscription') return;
      const conditions = selectionSet.selections.flatMap(({ directives = [] }) => directives.filter(isCondition));
      if (conditions.length === 0) return;
      const nodes = [...conditions];
      context.reportError(new GraphQLError('@skip and @include cannot stand at the root of a subscription', { nodes }));
    },
  };
}

/** A few fragments that spread each other can stand for millions of fields: they are counted, and never written out. */
function limitedFields(context: ValidationContext) {
  const counts = new Map<string, number>();
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + countFragment(selection.name.value);
      const inner = selection.selectionSet ? count(selection.selectionSet) : 0;
      return sum + inner + (selection.kind === Kind.FIELD ? 1 : 0);
    }, 0);
  const countFragment = (name: string): number => {
    const known = counts.get(name);
    if (known !== undefined) return known;
    // Fragments that spread themselves are refused by the specification's own rule; here they end.
    counts.set(name, 0);
    const fragment = context.getFragment(name);
    const fields = fragment ? count(fragment.selectionSet) : 0;
    counts.set(name, fields);
    return fields;
  };
  return {
    OperationDefinition(operation: OperationDefinitionNode): void {
      if (count(operation.selectionSet) <= mostFields) return;
      const message = `The operation has more than ${mostFields} fields once its fragments are spread`;
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
}

/** Whether the operation asks about the schema and nothing else. Fragments at the root count as asking for more. */
export function isIntrospection(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  const onlyOne = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  return (
    onlyOne &&
    operation.operation === 'query' &&
    operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
    )
  );
}
