/** Every way into the supergraph besides GraphQL. */
import type { GraphQLSchema } from 'graphql';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { detailedHealth } from './detailed-health.ts';
import type { Door, DoorRoute } from './door.ts';
import { openAiDoor } from './openai.ts';
import { restDoor } from './rest.ts';

/** `schema` is known once the gateway has loaded. */
export function allDoors(documents: TrustedDocuments, schema: () => GraphQLSchema): readonly Door[] {
  const health = (path: string): DoorRoute => ({
    method: 'GET',
    path,
    handle: ({ caller }) => detailedHealth(documents, caller),
  });
  const rest = restDoor(documents, schema, [health('/health/detailed')]);
  return [rest, openAiDoor(documents), { ...rest, prefix: '/health', routes: [health('/detailed')] }];
}
