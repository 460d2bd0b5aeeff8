/** How much a team or an API key may use of the gateway. Kept here, since teams and keys are; the gateway holds requests against it. */

/** Whom limits are for. */
export type LimitedSubject = { readonly teamId: string } | { readonly apiKeyId: string };

/** Absent is not limited; for a key, as its tier is. */
export interface LimitValues {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly concurrentStreams?: number;
  /** US dollars, decimals. */
  readonly dailyBudgetUsd?: string;
  readonly monthlyBudgetUsd?: string;
}

export interface UsageLimits {
  readonly subject: LimitedSubject;
  readonly limits: LimitValues;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly changedBy: string;
  /** Rises with every write of the record. */
  readonly revision: number;
}

export const nameOfSubject = (subject: LimitedSubject): string =>
  'teamId' in subject ? `TEAM#${subject.teamId}` : `API_KEY#${subject.apiKeyId}`;
