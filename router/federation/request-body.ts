/** The JSON of requests to subgraphs. What never changes of it is written once, when the operation is compiled. */
import type { Variables } from './conditions.ts';

/** `lists`: variables whose value is a list of items that are JSON already. */
export type WriteRequest = (
  variables: Variables,
  usedVariables: readonly string[],
  lists?: readonly (readonly [name: string, items: readonly string[]])[],
) => string;

export function requestWriter(request: {
  readonly operation: string;
  readonly operationName: string | undefined;
}): WriteRequest {
  const { operation, operationName } = request;
  const head = `{"query":${JSON.stringify(operation)},${
    operationName ? `"operationName":${JSON.stringify(operationName)},` : ''
  }"variables":{`;
  return (variables, usedVariables, lists = []) => {
    const members = lists.map(([name, items]) => `"${name}":[${items.join(',')}]`);
    for (const name of usedVariables) {
      const value = variables[name];
      if (value !== undefined) members.push(`"${name}":${JSON.stringify(value)}`);
    }
    return `${head}${members.join(',')}}}`;
  };
}
