/** What a completion cost, told to the caller and to the registry. */
import type { CompletionUsage, ModelUse } from './completion.ts';
import type { Run, Step } from './run.ts';
import { routingOf } from './run.ts';
import type { Spending, SpentTokens } from './spending.ts';

/** The price of all of it in US dollars, as a decimal; null when one of the prices is not known. */
export type PriceOf = (requests: readonly SpentTokens[]) => string | null;

export interface SettlementPorts {
  readonly priceOf: PriceOf;
  /** Throws nothing. */
  readonly recordUse: (use: ModelUse) => Promise<void>;
}

/** Reports the use of a registered model before the answer is whole. */
export function settled(ports: SettlementPorts, step: Step): Step {
  return async function* settle(run) {
    const completion = yield* step(run);
    // What this run has spent itself: nothing, when the answer was made for another one.
    const use = useOf(run, usageOf(run.spending, ports.priceOf));
    if (use) await ports.recordUse(use);
    return completion;
  };
}

/** An estimated use is counted, and has no price: that would claim more than is known. */
export function usageOf({ requests, isExact }: Spending, priceOf: PriceOf): CompletionUsage {
  const promptTokens = requests.reduce((sum, { usage }) => sum + usage.promptTokens, 0);
  const completionTokens = requests.reduce((sum, { usage }) => sum + usage.completionTokens, 0);
  return {
    promptTokens,
    completionTokens,
    totalTokens: promptTokens + completionTokens,
    costUsd: isExact() ? priceOf(requests) : null,
  };
}

function useOf(run: Run, usage: CompletionUsage): ModelUse | undefined {
  const { model } = run.plan;
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
