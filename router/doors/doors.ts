/** The ways into the supergraph besides GraphQL whose routes are documents of ours. */
import type { GraphQLSchema } from 'graphql';
import type { Door, DoorRoute } from '../../platform/doors.ts';
import type { Caller } from '../caller.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { detailedHealth } from './detailed-health.ts';
import { restDoor } from './rest.ts';

/** `schema` is known once the gateway has loaded. */
export function allDoors(documents: TrustedDocuments, schema: () => GraphQLSchema): readonly Door<Caller>[] {
  const health = (path: string): DoorRoute<Caller> => ({
    method: 'GET',
    path,
    handle: ({ context }) => detailedHealth(documents, context),
  });
  const rest = restDoor(documents, schema, [health('/health/detailed')]);
  return [rest, { ...rest, prefix: '/health', routes: [health('/detailed')] }];
}
