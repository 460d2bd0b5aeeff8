/** What callers are told whose claim does not fit into a limit. */
import { DomainError } from '../../../platform/errors.ts';
import { isBudget, type LimitedSubject, type LimitName, type Refusal, usdOf } from './limits.ts';

const units: Readonly<Record<LimitName, string>> = {
  requestsPerMinute: 'requests a minute',
  tokensPerMinute: 'tokens a minute',
  concurrentStreams: 'streams at once',
  dailyBudget: 'dollars a day',
  monthlyBudget: 'dollars a month',
};
const owners: Readonly<Record<LimitedSubject['kind'], string>> = {
  API_KEY: 'This API key',
  USER: 'You',
  TEAM: 'The team',
};

/** RATE_LIMITED or BUDGET_EXCEEDED, with what is left and when to come back. */
export function refusalError({ subject, name, limit, remaining, retryAfterMilliseconds }: Refusal): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMilliseconds / 1_000));
  const asShown = (value: number): number | string => (isBudget(name) ? usdOf(value) : value);
  const owner = subject.kind === 'TEAM' ? `${owners.TEAM} "${subject.id}"` : owners[subject.kind];
  const shown = { limit: asShown(limit), remaining: asShown(remaining) };
  return new DomainError(
    isBudget(name) ? 'BUDGET_EXCEEDED' : 'RATE_LIMITED',
    `${owner} may use ${shown.limit} ${units[name]}, and ${shown.remaining} are left; try again in ${retryAfterSeconds} seconds`,
    {
      extensions: {
        limitedBy: name,
        subject: subject.kind,
        ...shown,
        retryAfterSeconds,
        // What HTTP doors make headers of.
        rateLimit: { ...shown, resetSeconds: retryAfterSeconds },
      },
    },
  );
}
