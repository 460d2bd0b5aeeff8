/** What each team has of MCP servers, beside the team's record, and listed for the gateway. */
import type { Change, Range } from '../domain/store.ts';
import type { TeamMcp } from '../domain/team-mcp.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { recordIn, teamMcpKey, teamMcpPartition } from './dynamo-keys.ts';
import { getItems, organizationList } from './dynamo-reads.ts';

/** The item of a change, to be written under the condition that the record is as it was read. */
export function teamMcpItem({ after }: Change<TeamMcp>) {
  const index = { organizationPartition: teamMcpPartition, organizationSort: after.teamId };
  return { ...teamMcpKey(after.teamId), ...index, ...after };
}

export async function getTeamMcp(table: DynamoTable, teamId: string): Promise<TeamMcp | undefined> {
  const [item] = await getItems(table, [teamMcpKey(teamId)]);
  return item && recordIn<TeamMcp>(item);
}

/** By team. */
export async function queryTeamMcp(table: DynamoTable, range: Range): Promise<TeamMcp[]> {
  return (await organizationList(table, teamMcpPartition, range)).map(recordIn<TeamMcp>);
}
