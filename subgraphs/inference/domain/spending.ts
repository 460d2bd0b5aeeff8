/** What one completion has cost: the tokens of each request to a provider, over all steps and attempts. */
import type { TokenUsage } from './conversation.ts';

/** The tokens of one request. */
export interface SpentTokens {
  readonly provider: string;
  readonly model: string;
  readonly usage: TokenUsage;
  /** False when the provider did not say, and this is an estimate. */
  readonly isExact: boolean;
  /** False for a request that failed or was cancelled: it may be charged for, and gave nothing. */
  readonly wasAnswered: boolean;
}

export interface Spending {
  add(spent: SpentTokens): void;
  /** Of each request, in order. */
  readonly requests: readonly SpentTokens[];
}

export function createSpending(): Spending {
  const requests: SpentTokens[] = [];
  return { requests, add: (spent) => void requests.push(spent) };
}
