/** What one completion has cost: the tokens of each request to a provider, over all steps and attempts. */
import type { TokenUsage } from './conversation.ts';

/** The tokens of one request. */
export interface SpentTokens {
  readonly provider: string;
  readonly model: string;
  readonly usage: TokenUsage;
  /** False when the provider did not say, and this is an estimate. */
  readonly isExact: boolean;
}

export interface Spending {
  add(spent: SpentTokens): void;
  /** Of each request, in order. */
  readonly requests: readonly SpentTokens[];
  /** Whether every request's provider said what it used. */
  isExact(): boolean;
}

export function createSpending(): Spending {
  const requests: SpentTokens[] = [];
  return {
    requests,
    add: (spent) => void requests.push(spent),
    isExact: () => requests.every(({ isExact }) => isExact),
  };
}
