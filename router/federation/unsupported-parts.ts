/** What a supergraph may say and the planner would answer wrongly. Better no router than one with wrong data. */
import { type GraphQLSchema, isInterfaceType, isObjectType, Kind, parse, visit } from 'graphql';

/** A sentence for each, empty when there is none. `schema`: the supergraph's own, with its `join` directives. */
export function unsupportedParts(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      (field.astNode?.directives ?? [])
        .filter(({ name }) => name.value === 'join__field')
        .flatMap(({ arguments: joins = [] }) => {
          const named = new Map(joins.map(({ name, value }) => [name.value, value]));
          const requires = named.get('requires');
          const place = `${type.name}.${field.name}`;
          if (requires?.kind === Kind.STRING && hasArguments(requires.value)) {
            return `${place} @requires(fields: "${requires.value}"): the planner ignores that a field with other arguments is another field, and answers with wrong data. Require a field without arguments`;
          }
          if (named.has('contextArguments')) {
            return `${place} takes arguments @fromContext, which the planner plans and this executor does not set`;
          }
          return [];
        }),
    );
  });
}

function hasArguments(fieldSet: string): boolean {
  let found = false;
  visit(parse(`{ ${fieldSet} }`), {
    Argument() {
      found = true;
    },
  });
  return found;
}
