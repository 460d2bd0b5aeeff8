/** Teams for suites that share one Modelgraph. */
import type { ModelgraphClient } from '../../client/client.ts';
import { AddTeamMemberDocument, CreateApiKeyDocument, CreateTeamDocument } from '../../client/generated/operations.ts';
import { keys, type StartedModelgraph } from './start-modelgraph.ts';

/** Makes the team, and a client whose user is its MAINTAINER and named after it. */
export async function newTeam(modelgraph: StartedModelgraph, teamId: string): Promise<ModelgraphClient> {
  const admin = modelgraph.client(keys.admin);
  const userId = `${teamId}-maintainer`;
  await admin.request(CreateTeamDocument, { input: { id: teamId } });
  await admin.request(AddTeamMemberDocument, { input: { teamId, userId, role: 'MAINTAINER' } });
  const input = { name: userId, userId, groups: [teamId] };
  const { createApiKey } = await admin.request(CreateApiKeyDocument, { input });
  return modelgraph.client(createApiKey.secret ?? '');
}
