/** Whom models are shared with: on the model itself, and counted by audience in one item that says which audiences to look for. */
import type { Model } from '../domain/model.ts';
import type { Change, SharedAudiences } from '../domain/store.ts';
import type { DynamoTable } from './dynamo-client.ts';
import { modelKey, type SharedAudience, sharedAudiencesKey } from './dynamo-keys.ts';
import { getItems } from './dynamo-reads.ts';
import type { TransactionWrite } from './dynamo-transactions.ts';

const isThere = 'attribute_exists(pk) AND attribute_not_exists(deletedAt)';
const neverShared = 'attribute_not_exists(accessRevision)';
const nobodySharedSince = 'accessRevision = :expectedRevision';
const organization = 'ORGANIZATION';
const teamPrefix = 'TEAM#';
/** How long what was read is believed. */
const freshMilliseconds = 1_000;

/** Who beside its team finds a model in lists. Those granted find it among what is there for everyone. */
export function audiencesOf({ visibility, grantedTeams = [] }: Model): readonly SharedAudience[] {
  return visibility === organization ? [organization] : grantedTeams.map((grantedTo) => ({ grantedTo }));
}

export function accessWrites({ before, after }: Change<Model>): TransactionWrite<'STALE'>[] {
  const { id, visibility = 'TEAM', grantedTeams = [], accessRevision } = after;
  const expected = before?.accessRevision;
  return [
    {
      refusal: 'STALE',
      Update: {
        Key: modelKey(id),
        UpdateExpression:
          'SET visibility = :visibility, grantedTeams = :grantedTeams, accessRevision = :accessRevision',
        ConditionExpression: `${isThere} AND ${expected === undefined ? neverShared : nobodySharedSince}`,
        ExpressionAttributeValues: {
          ':visibility': visibility,
          ':grantedTeams': grantedTeams,
          ':accessRevision': accessRevision,
          ...(expected !== undefined && { ':expectedRevision': expected }),
        },
      },
    },
    ...countAudiences(before, after),
  ];
}

function countAudiences(before: Model | undefined, after: Model): TransactionWrite<never>[] {
  const [old, now] = [new Set(before ? audiencesOf(before).map(nameOf) : []), new Set(audiencesOf(after).map(nameOf))];
  const changes = [
    ...[...now].filter((name) => !old.has(name)).map((name) => [name, 1] as const),
    ...[...old].filter((name) => !now.has(name)).map((name) => [name, -1] as const),
  ];
  if (changes.length === 0) return [];
  return [
    {
      Update: {
        Key: sharedAudiencesKey,
        UpdateExpression: `ADD ${changes.map((_, index) => `#audience${index} :change${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(changes.map(([name], index) => [`#audience${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(changes.map(([, change], index) => [`:change${index}`, change])),
      },
    },
  ];
}

/** Reads which audiences have anything, at most once a second. */
export function sharedAudiences(table: DynamoTable) {
  let known: { readonly audiences: Promise<SharedAudiences>; readonly until: number } | undefined;
  return {
    read(): Promise<SharedAudiences> {
      if (known && Date.now() < known.until) return known.audiences;
      const audiences = readAudiences(table);
      known = { audiences, until: Date.now() + freshMilliseconds };
      audiences.catch(() => {
        known = undefined;
      });
      return audiences;
    },
    /** Makes the next reading fresh. */
    forget(): void {
      known = undefined;
    },
  };
}

async function readAudiences(table: DynamoTable): Promise<SharedAudiences> {
  const [item = {}] = await getItems(table, [sharedAudiencesKey]);
  const names = Object.entries(item).flatMap(([name, count]) => (typeof count === 'number' && count > 0 ? [name] : []));
  return {
    organization: names.includes(organization),
    teams: new Set(names.filter((name) => name.startsWith(teamPrefix)).map((name) => name.slice(teamPrefix.length))),
  };
}

function nameOf(audience: SharedAudience): string {
  return audience === organization ? organization : `${teamPrefix}${audience.grantedTo}`;
}
