/**
 * What completions cost, and how much a model reads at once: as the operator has configured it, else from the list of
 * @pydantic/genai-prices. Money is decimal arithmetic.
 */
import { calcPrice, findProvider, type ModelPrice, type TieredPrices } from '@pydantic/genai-prices';
import { Decimal } from 'decimal.js';
import { LRUCache } from 'lru-cache';
import type { Needs } from '../domain/candidates.ts';
import type { TokenUsage } from '../domain/conversation.ts';
import { deployedProviderName } from '../domain/deployed-chat.ts';
import type { PriceOf } from '../domain/settlement.ts';
import type { SpentTokens } from '../domain/spending.ts';
import { localProviderName } from './local-provider.ts';
import type { ConfiguredPrices, ProviderConfiguration, ProviderKind } from './providers-file.ts';

/** Money is counted in units of 10^-15 dollars, of which a token's price is a whole number. */
const decimalPlaces = 15;
const unitsPerDollar = 10 ** decimalPlaces;
/** A dollar for a million tokens, for one of them. */
const unitsPerRate = 10 ** (decimalPlaces - 6);
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
export function priceList(
  providers: readonly PricedProvider[],
  /** What the operator charges for models of the registry's, by their ids. */
  deployedModels: Readonly<Record<string, ConfiguredPrices>> = {},
): PriceList {
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
    const before = remembered.get(key);
    if (before) return before.model;
    const names = [model, ownNames.get(key) ?? model];
    const prices = provider === deployedProviderName ? deployedModels[withoutVersion(model)] : configured.get(key);
    const found = { model: look(providerIds.get(provider), names, prices) };
    remembered.set(key, found);
    return found.model;
  };

  /** Each request's price is asked for by the answer, the account and the report. */
  const unitsOfSpent = new WeakMap<SpentTokens, bigint | null>();
  const unitsFor = (spent: SpentTokens): bigint | null => {
    const before = unitsOfSpent.get(spent);
    if (before !== undefined) return before;
    const { provider, model, usage } = spent;
    const price = provider === localProviderName ? undefined : known(provider, model)?.price;
    const units = provider === localProviderName ? 0n : ((price && costOf(price, usage)) ?? null);
    unitsOfSpent.set(spent, units);
    return units;
  };

  const priceOf: PriceOf = (requests) => {
    let sum = 0n;
    for (const spent of requests) {
      const units = unitsFor(spent);
      if (units === null) return null;
      sum += units;
    }
    return dollarsOf(sum);
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
      const cost = price && costOf(price, usage);
      return cost === undefined ? undefined : Number(cost) / unitsPerDollar;
    },
    contextTokensOf: (provider, model) => known(provider, model)?.contextTokens,
  };
}

const keyOf = (provider: string, model: string): string => `${provider}\n${model}`;
const withoutVersion = (model: string): string => model.replace(/@[^@]*$/, '');

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

/** In units; undefined when the price of one kind of token is not known. */
function costOf(price: ModelPrice, usage: TokenUsage): bigint | undefined {
  const { promptTokens, cachedPromptTokens, completionTokens } = usage;
  const input = rate(price, 'input_mtok', promptTokens);
  const output = rate(price, 'output_mtok', promptTokens) ?? (completionTokens === 0 ? 0n : undefined);
  if (input === undefined || output === undefined) return undefined;
  const cached = rate(price, 'cache_read_mtok', promptTokens) ?? input;
  return (
    input * BigInt(promptTokens - cachedPromptTokens) +
    cached * BigInt(cachedPromptTokens) +
    output * BigInt(completionTokens)
  );
}

/** Units for a token. A tier holds for the whole of a request whose prompt is longer than the tier's start. */
function rate(price: ModelPrice, key: string, promptTokens: number): bigint | undefined {
  const value = price[key];
  return value === undefined ? undefined : unitsOf(typeof value === 'number' ? value : tieredRate(value, promptTokens));
}

const unitsByRate = new LRUCache<number, bigint>({ max: 1_000 });

/** Of dollars for a million tokens. */
function unitsOf(dollars: number): bigint {
  const known = unitsByRate.get(dollars);
  if (known !== undefined) return known;
  const units = BigInt(new Decimal(dollars).times(unitsPerRate).toFixed(0));
  unitsByRate.set(dollars, units);
  return units;
}

function dollarsOf(units: bigint): string {
  const digits = units.toString().padStart(decimalPlaces + 1, '0');
  const fraction = digits.slice(-decimalPlaces).replace(/0+$/, '');
  const whole = digits.slice(0, -decimalPlaces);
  return fraction ? `${whole}.${fraction}` : whole;
}

function tieredRate({ base, tiers }: TieredPrices, promptTokens: number): number {
  return tiers.reduce((current, tier) => (promptTokens > tier.start ? tier.price : current), base);
}
