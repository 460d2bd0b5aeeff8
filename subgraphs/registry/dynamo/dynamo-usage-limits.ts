/** What teams and API keys may use, beside their records, and listed for the gateway. */
import type { Change, Range } from '../domain/store.ts';
import { type LimitedSubject, nameOfSubject, type UsageLimits } from '../domain/usage-limits.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { apiKeyKey, type ItemKey, recordIn, teamKey, usageLimitsPartition, usageLimitsSort } from './dynamo-keys.ts';
import { getItems, organizationList } from './dynamo-reads.ts';

/** The item of a change, to be written under the condition that the record is as it was read. */
export function usageLimitsItem({ after }: Change<UsageLimits>) {
  const index = { organizationPartition: usageLimitsPartition, organizationSort: nameOfSubject(after.subject) };
  return { ...usageLimitsKey(after.subject), ...index, ...after };
}

/** In the order of the subjects. */
export async function getUsageLimits(
  table: DynamoTable,
  subjects: readonly LimitedSubject[],
): Promise<(UsageLimits | undefined)[]> {
  const items = await getItems(table, subjects.map(usageLimitsKey));
  return items.map((item) => item && recordIn<UsageLimits>(item));
}

/** By the name of the subject. */
export async function queryUsageLimits(table: DynamoTable, range: Range): Promise<UsageLimits[]> {
  return (await organizationList(table, usageLimitsPartition, range)).map(recordIn<UsageLimits>);
}

function usageLimitsKey(subject: LimitedSubject): ItemKey {
  const { pk } = 'teamId' in subject ? teamKey(subject.teamId) : apiKeyKey(subject.apiKeyId);
  return { pk, sk: usageLimitsSort };
}
