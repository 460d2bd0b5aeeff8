/**
 * What completions cost, and how much a model reads at once: as the operator has configured it, else from the list of
 * @pydantic/genai-prices. Money is decimal arithmetic.
 */
import { calcPrice, findProvider, type ModelPrice, type TieredPrices } from '@pydantic/genai-prices';
import { Decimal } from 'decimal.js';
import { LRUCache } from 'lru-cache';
import type { Needs } from '../domain/candidates.ts';
import type { TokenUsage } from '../domain/conversation.ts';
import type { PriceOf } from '../domain/settlement.ts';
import { localProviderName } from './local-provider.ts';
import type { ConfiguredPrices, ProviderConfiguration, ProviderKind } from './providers-file.ts';

/** Enough for the price of one token of any model, several times over. */
const decimalPlaces = 15;
/** An answer's length that is reckoned with when the caller sets no limit. */
const usualAnswerTokens = 500;
/** Prices may change with the time of day. */
const rememberedMilliseconds = 60_000;

export interface PriceList {
  readonly priceOf: PriceOf;
  /** What a request with such needs will probably cost; undefined when the price is not known. */
  expectedCost(provider: string, model: string, needs: Needs): number | undefined;
  /** Undefined when it is not known. */
  contextTokensOf(provider: string, model: string): number | undefined;
}

interface KnownModel {
  readonly price: ModelPrice;
  readonly contextTokens: number | undefined;
}

type PricedProvider = Pick<ProviderConfiguration, 'name' | 'baseUrl' | 'models'> & Partial<ProviderConfiguration>;

/** A provider is known to the price list by its name, its address or its kind; a model by the provider's name of it, or by ours. */
export function priceList(providers: readonly PricedProvider[]): PriceList {
  const providerIds = new Map(providers.map((provider) => [provider.name, findProviderId(provider)]));
  const ownNames = new Map(
    providers.flatMap(({ name, models }) =>
      models.flatMap((model) => (model.upstream ? [[keyOf(name, model.upstream), model.name] as const] : [])),
    ),
  );
  const configured = new Map(
    providers.flatMap(({ name, models }) =>
      models.flatMap((model) =>
        model.prices ? [[keyOf(name, model.upstream ?? model.name), model.prices] as const] : [],
      ),
    ),
  );
  const remembered = new LRUCache<string, { readonly model: KnownModel | undefined }>({
    max: 1_000,
    ttl: rememberedMilliseconds,
  });

  const known = (provider: string, model: string): KnownModel | undefined => {
    const key = keyOf(provider, model);
    const names = [model, ownNames.get(key) ?? model];
    const found = remembered.get(key) ?? { model: look(providerIds.get(provider), names, configured.get(key)) };
    remembered.set(key, found);
    return found.model;
  };

  const priceOf: PriceOf = (requests) => {
    let sum = new Decimal(0);
    for (const { provider, model, usage } of requests) {
      if (provider === localProviderName) continue;
      const price = known(provider, model)?.price;
      const cost = price && costOf(price, usage);
      if (!cost) return null;
      sum = sum.plus(cost);
    }
    return sum.toDecimalPlaces(decimalPlaces).toFixed();
  };

  return {
    priceOf,
    expectedCost(provider, model, { promptTokens, completionTokens }) {
      if (provider === localProviderName) return 0;
      const price = known(provider, model)?.price;
      const usage = {
        promptTokens,
        cachedPromptTokens: 0,
        completionTokens: completionTokens || usualAnswerTokens,
      };
      return price && costOf(price, usage)?.toNumber();
    },
    contextTokensOf: (provider, model) => known(provider, model)?.contextTokens,
  };
}

const keyOf = (provider: string, model: string): string => `${provider}\n${model}`;

const idsOfKinds: Partial<Readonly<Record<ProviderKind, string>>> = { 'azure-openai': 'azure', anthropic: 'anthropic' };

function findProviderId({ name, baseUrl, kind }: PricedProvider): string | undefined {
  const ofKind = kind && idsOfKinds[kind];
  if (ofKind !== undefined) return ofKind;
  return (findProvider({ providerId: name }) ?? findProvider({ providerApiUrl: baseUrl }))?.id;
}

function look(
  providerId: string | undefined,
  names: readonly string[],
  prices: ConfiguredPrices | undefined,
): KnownModel | undefined {
  const listed =
    providerId === undefined
      ? undefined
      : names.map((name) => calcPrice({ input_tokens: 1 }, name, { providerId })).find((found) => found !== null);
  const price = prices ? configuredPrice(prices) : listed?.model_price;
  return price && { price, contextTokens: listed?.model.context_window };
}

function configuredPrice({ input, cachedInput, output }: ConfiguredPrices): ModelPrice {
  return {
    input_mtok: Number(input),
    output_mtok: Number(output),
    ...(cachedInput !== undefined && { cache_read_mtok: Number(cachedInput) }),
  };
}

/** Undefined when the price of one kind of token is not known. */
function costOf(price: ModelPrice, usage: TokenUsage): Decimal | undefined {
  const { promptTokens, cachedPromptTokens, completionTokens } = usage;
  const input = rate(price, 'input_mtok', promptTokens);
  const output = rate(price, 'output_mtok', promptTokens) ?? (completionTokens === 0 ? new Decimal(0) : undefined);
  if (input === undefined || output === undefined) return undefined;
  const cached = rate(price, 'cache_read_mtok', promptTokens) ?? input;
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
