/** The port to teams, memberships and API keys. What it throws is REGISTRY_UNAVAILABLE at most. */
import type { VisibleTeams } from '../../../platform/access.ts';
import type { ApiKey } from './api-keys.ts';
import type { RegistryEvent } from './event-data.ts';
import type { Change, Range, RecordedAuditEntry, RememberedRequest } from './store.ts';
import type { TeamMcp } from './team-mcp.ts';
import type { Membership, Team, TeamDirectory } from './teams.ts';
import type { LimitedSubject, UsageLimits } from './usage-limits.ts';

/** One change of teams, members or keys, with all that follows from it. */
export interface AccessCommit {
  readonly team?: Change<Team>;
  readonly member?: Change<Membership> | { readonly removed: Membership };
  /** Up to 15: what each key may do changes with its record, for all its secrets. */
  readonly keys?: readonly Change<ApiKey>[];
  readonly usageLimits?: Change<UsageLimits>;
  readonly mcp?: Change<TeamMcp>;
  readonly audit: AccessAudit;
  readonly remembered?: RememberedRequest;
  /** Published after the commit, at least once. */
  readonly events: readonly RegistryEvent[];
}

/** What an audit trail is about. */
export type AccessSubject = { readonly teamId: string } | { readonly apiKeyId: string };

export interface AccessAudit {
  /** In whose trails it stands. */
  readonly subjects: readonly AccessSubject[];
  readonly who: string;
  /** For programs, as in API_KEY_REVOKED. */
  readonly code: string;
  /** For people. */
  readonly what: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Why nothing was written: answered before, there is one already, or a record is no longer as it was read. */
export type AccessRefusal = 'REMEMBERED' | 'EXISTS' | 'STALE';

export interface AccessStore extends TeamDirectory {
  /** Writes all of a commit or, when refused, nothing. */
  commitAccess(commit: AccessCommit): Promise<'COMMITTED' | AccessRefusal>;

  team(id: string): Promise<Team | undefined>;
  /** Those that exist among the given ones, or of all, by id. */
  teamList(teams: VisibleTeams, range: Range): Promise<Team[]>;
  /** By user id. */
  members(teamId: string, range: Range): Promise<Membership[]>;

  /** The newest first; the position is an id. */
  accessAudit(subject: AccessSubject, range: Range): Promise<RecordedAuditEntry[]>;

  apiKey(id: string): Promise<ApiKey | undefined>;
  /** The keys that reach any of the teams, or all keys, the newest first; the position is an id. */
  apiKeys(teams: VisibleTeams, range: Range): Promise<ApiKey[]>;
  /** Every key of a user that reaches a team, strongly consistent; revoked ones included. */
  apiKeysOfMember(teamId: string, userId: string): Promise<ApiKey[]>;
  /** When any secret of each key was used last (ISO 8601), in the order of the keys. */
  lastUses(keys: readonly ApiKey[]): Promise<(string | undefined)[]>;

  /** In the order of the subjects. */
  usageLimits(subjects: readonly LimitedSubject[]): Promise<(UsageLimits | undefined)[]>;
  /** All that were set, by the name of the subject. */
  usageLimitsList(range: Range): Promise<UsageLimits[]>;

  /** What a team has of MCP servers, strongly consistent; undefined when it never had any. */
  teamMcp(teamId: string): Promise<TeamMcp | undefined>;
  /** That of every team, by team. */
  teamMcpList(range: Range): Promise<TeamMcp[]>;
}
