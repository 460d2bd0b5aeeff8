/** `@skip` and `@include`, by their variables. */
import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

export const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

/** Whether what bears these directives is part of the operation. */
export function directiveCondition(directives: readonly DirectiveNode[] | undefined, variables: Variables): boolean {
  if (!directives || directives.length === 0) return true;
  return directives.filter(isCondition).every(({ name, arguments: [condition] = [] }) => {
    const holds = condition ? valueIn(condition.value, variables) : true;
    return name.value === 'skip' ? !holds : Boolean(holds);
  });
}

function valueIn(value: ValueNode, variables: Variables): unknown {
  return value.kind === Kind.VARIABLE ? variables[value.name.value] : valueFromASTUntyped(value);
}

/** The variables that conditions anywhere in the document read, each once. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = isCondition(directive) ? directive.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** The values of the variables the client may leave out. */
export function defaultValues({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const entries = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
  );
  return Object.fromEntries(entries);
}
