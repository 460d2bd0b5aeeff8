/** Setting and listing what teams and API keys may use. */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { AccessStore } from './access-store.ts';
import type { RegistryEvent } from './event-data.ts';
import { usageLimitsChanged } from './events.ts';
import { once } from './idempotency.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { RegistryStore } from './store.ts';
import { isPlatformAdmin } from './teams.ts';
import { isTimeOrderedId } from './time-ordered-id.ts';
import { type LimitedSubject, type LimitValues, nameOfSubject, type UsageLimits } from './usage-limits.ts';

export interface LimitsRequest {
  readonly subject: LimitedSubject;
  readonly limits: LimitValues;
  readonly idempotencyKey?: string | undefined;
}

export interface LimitPorts {
  readonly store: AccessStore & Pick<RegistryStore, 'remembered'>;
  readonly now: () => Date;
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** How often a change is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

/** For platform admins: puts `limits` in the place of what was set before. Throws NOT_FOUND for what does not exist. */
export async function setUsageLimits(
  ports: LimitPorts,
  identity: Identity,
  { subject, limits, idempotencyKey }: LimitsRequest,
): Promise<UsageLimits> {
  requirePlatformAdmin(identity);
  const { store, now, committed } = ports;
  await requireSubject(store, subject);
  return once<UsageLimits, null>(
    ports,
    identity,
    { operation: 'setUsageLimits', idempotencyKey, input: { subject, limits } },
    {
      async execute(remember) {
        for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
          const [before] = await store.usageLimits([subject]);
          const at = now().toISOString();
          const revision = (before?.revision ?? 0) + 1;
          const after: UsageLimits = { subject, limits, changedAt: at, changedBy: identity.userId, revision };
          const events = [usageLimitsChanged(after)];
          const audit = {
            subjects: [subject],
            who: identity.userId,
            code: 'LIMITS_CHANGED',
            what: inWords(limits),
            at,
          };
          const usageLimits = before ? { before, after } : { after };
          const outcome = await store.commitAccess({ usageLimits, audit, events, ...remember(null) });
          if (outcome === 'COMMITTED') {
            committed(events);
            return after;
          }
          if (outcome === 'REMEMBERED') break;
        }
        throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
      },
      async repeat() {
        const [known] = await store.usageLimits([subject]);
        return known ?? { subject, limits, changedAt: now().toISOString(), changedBy: identity.userId, revision: 1 };
      },
    },
  );
}

/** For platform admins: all that was set, by whom it is for. */
export async function listUsageLimits(
  { store }: Pick<LimitPorts, 'store'>,
  identity: Identity,
  page: PageRequest,
): Promise<Page<UsageLimits>> {
  requirePlatformAdmin(identity);
  const scope = ['usage-limits'];
  const found = await store.usageLimitsList({ after: positionAfter(page, scope), limit: page.first + 1 });
  return pageOf(found, page, scope, ({ subject }) => nameOfSubject(subject));
}

function requirePlatformAdmin(identity: Identity): void {
  if (!isPlatformAdmin(identity)) throw new DomainError('FORBIDDEN', 'Limits are set and listed by platform admins');
}

async function requireSubject(store: AccessStore, subject: LimitedSubject): Promise<void> {
  if ('teamId' in subject) {
    if (!(await store.team(subject.teamId))) throw new DomainError('NOT_FOUND', `No team "${subject.teamId}"`);
    return;
  }
  const key = isTimeOrderedId(subject.apiKeyId) ? await store.apiKey(subject.apiKeyId) : undefined;
  if (!key) throw new DomainError('NOT_FOUND', `No API key "${subject.apiKeyId}"`);
}

const words: Readonly<Record<keyof LimitValues, string>> = {
  requestsPerMinute: 'requests a minute',
  tokensPerMinute: 'tokens a minute',
  concurrentStreams: 'streams at once',
  dailyBudgetUsd: 'dollars a day',
  monthlyBudgetUsd: 'dollars a month',
};

function inWords(limits: LimitValues): string {
  const parts = Object.entries(limits).map(([name, value]) => `${value} ${words[name as keyof LimitValues]}`);
  return `Set the limits: ${parts.join(', ') || 'none'}`;
}
