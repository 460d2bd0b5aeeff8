import { expect, it } from '@jest/globals';
import { priceList } from '../../subgraphs/inference/providers/pricing.ts';

const tokens = (promptTokens: number, completionTokens: number, cachedPromptTokens = 0) => ({
  promptTokens,
  completionTokens,
  cachedPromptTokens,
});
const priceOf = priceList(
  new Map([
    ['openai', 'https://api.openai.com/v1'],
    ['search', 'https://generativelanguage.googleapis.com/v1beta/openai'],
    ['cluster', 'http://models.internal/v1'],
  ]),
);

it.each([
  ['list prices', 'openai', 'gpt-4', [tokens(1_000, 100)], '0.036'],
  ['sums over steps without rounding', 'openai', 'gpt-4o-mini', Array(10).fill(tokens(1, 1)), '0.0000075'],
  ['cheaper cached tokens', 'openai', 'gpt-4o-mini', [tokens(1_000, 0, 400)], '0.00012'],
  ['a tier for long prompts', 'search', 'gemini-2.5-pro', [tokens(300_000, 0)], '0.75'],
  ['tiers per request, not per sum', 'search', 'gemini-2.5-pro', [tokens(150_000, 0), tokens(150_000, 0)], '0.375'],
  ['nothing for nothing', 'openai', 'gpt-4', [tokens(0, 0)], '0'],
  ['the local provider', 'local', 'anything', [tokens(5, 5)], '0'],
  ['an unknown model', 'openai', 'no-such-model', [tokens(5, 5)], null],
  ['an unknown provider, even for a known model name', 'cluster', 'gpt-4', [tokens(5, 5)], null],
])('counts %s', (_case, provider, model, usages, expected) => {
  const requests = usages.map((usage) => ({ provider, model, usage, isExact: true }));
  expect(priceOf(requests)).toBe(expected);
});
