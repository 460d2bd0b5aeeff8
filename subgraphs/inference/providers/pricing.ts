/** What completions cost, from the price list of @pydantic/genai-prices, in decimal arithmetic. */
import { calcPrice, findProvider, type ModelPrice, type TieredPrices } from '@pydantic/genai-prices';
import { Decimal } from 'decimal.js';
import type { TokenUsage } from '../domain/conversation.ts';
import type { PriceOf } from '../domain/settlement.ts';
import { localProviderName } from './local-provider.ts';

/** Enough for the price of one token of any model, several times over. */
const decimalPlaces = 15;

/**
 * `baseUrls` names the operator's providers, so that a provider is known to the price list by its name or by its address.
 */
export function priceList(baseUrls: ReadonlyMap<string, string>): PriceOf {
  const providerIds = new Map([...baseUrls].map(([name, url]) => [name, findProviderId(name, url)]));
  return (requests) => {
    let sum = new Decimal(0);
    for (const { provider, model, usage } of requests) {
      if (provider === localProviderName) continue;
      const providerId = providerIds.get(provider);
      const price = providerId === undefined ? null : priceOfRequest(providerId, model, usage);
      if (price === null) return null;
      sum = sum.plus(price);
    }
    return sum.toDecimalPlaces(decimalPlaces).toFixed();
  };
}

function findProviderId(name: string, baseUrl: string): string | undefined {
  return (findProvider({ providerId: name }) ?? findProvider({ providerApiUrl: baseUrl }))?.id;
}

function priceOfRequest(providerId: string, model: string, usage: TokenUsage): Decimal | null {
  const { promptTokens, cachedPromptTokens, completionTokens } = usage;
  const found = calcPrice(
    { input_tokens: promptTokens, cache_read_tokens: cachedPromptTokens, output_tokens: completionTokens },
    model,
    { providerId },
  );
  if (!found) return null;
  const input = rate(found.model_price, 'input_mtok', promptTokens);
  const output = rate(found.model_price, 'output_mtok', promptTokens);
  if (input === undefined || output === undefined) return null;
  const cached = rate(found.model_price, 'cache_read_mtok', promptTokens) ?? input;
  return input
    .times(promptTokens - cachedPromptTokens)
    .plus(cached.times(cachedPromptTokens))
    .plus(output.times(completionTokens))
    .dividedBy(1_000_000);
}

/** Dollars for a million tokens. A tier holds for the whole of a request whose prompt is longer than the tier's start. */
function rate(price: ModelPrice, key: string, promptTokens: number): Decimal | undefined {
  const value = price[key];
  if (value === undefined) return undefined;
  return new Decimal(typeof value === 'number' ? value : tieredRate(value, promptTokens));
}

function tieredRate({ base, tiers }: TieredPrices, promptTokens: number): number {
  return tiers.reduce((current, tier) => (promptTokens > tier.start ? tier.price : current), base);
}
