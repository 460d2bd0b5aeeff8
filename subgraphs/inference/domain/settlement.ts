/** What a completion cost, told to the caller and to the registry. */
import type { CompletionUsage, ModelUse } from './completion.ts';
import type { TokenUsage } from './conversation.ts';
import { modelOf, type Run, routingOf, type Step } from './run.ts';
import type { SpentTokens } from './spending.ts';

/** The price of all of it in US dollars, as a decimal; null when one of the prices is not known. */
export type PriceOf = (requests: readonly SpentTokens[]) => string | null;

export interface SettlementPorts {
  readonly priceOf: PriceOf;
  /** Throws nothing. */
  readonly recordUse: (use: ModelUse) => Promise<void>;
}

/**
 * Reports the use of a registered model before the answer is whole. What was under way when it failed or the caller left is reported
 * by estimate: the provider may charge for it.
 */
export function settled({ priceOf, recordUse }: SettlementPorts, step: Step): Step {
  return async function* settle(run) {
    let isWhole = false;
    try {
      const completion = yield* step(run);
      isWhole = true;
      return completion;
    } finally {
      // What this run has spent itself: nothing, when the answer was made for another one.
      const spent = isWhole ? usageOf(run, priceOf) : spentSoFar(run, priceOf);
      const use = isWhole || spent.totalTokens > 0 ? useOf(run, spent) : undefined;
      if (use) await recordUse(use);
    }
  };
}

/** What a whole answer used. Where a provider did not say, tokens are estimated, and no price is claimed. */
export function usageOf({ spending }: Run, priceOf: PriceOf): CompletionUsage {
  const answered = spending.requests.filter(({ wasAnswered }) => wasAnswered);
  return { ...totals(answered), costUsd: answered.every(({ isExact }) => isExact) ? priceOf(answered) : null };
}

/** What was spent by now, requests that failed or were cancelled included, with estimates where there is nothing better. */
export function spentSoFar({ spending }: Run, priceOf: PriceOf): CompletionUsage {
  return { ...totals(spending.requests), costUsd: priceOf(spending.requests) };
}

function totals(requests: readonly SpentTokens[]): Omit<CompletionUsage, 'costUsd'> {
  const sum = (count: (usage: TokenUsage) => number) => requests.reduce((total, { usage }) => total + count(usage), 0);
  const promptTokens = sum((usage) => usage.promptTokens);
  const completionTokens = sum((usage) => usage.completionTokens);
  return {
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    cachedPromptTokens: sum((usage) => usage.cachedPromptTokens),
    reasoningTokens: sum((usage) => usage.reasoningTokens ?? 0),
  };
}

function useOf(run: Run, usage: CompletionUsage): ModelUse | undefined {
  const model = modelOf(run);
  if (!model) return undefined;
  const { provider, model: providerModel } = routingOf(run);
  return {
    completionId: run.id,
    modelId: model.modelId,
    version: model.version,
    teamId: model.teamId,
    userId: run.caller.userId,
    provider,
    providerModel,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costUsd: usage.costUsd ?? '0',
    occurredAt: new Date().toISOString(),
  };
}
