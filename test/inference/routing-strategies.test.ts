import { describe, expect, it } from '@jest/globals';
import { type Breaker, candidateHealths } from '../../subgraphs/inference/domain/candidate-health.ts';
import { inOrder } from '../../subgraphs/inference/domain/strategies.ts';
import { cockatielBreaker } from '../../subgraphs/inference/providers/cockatiel-breaker.ts';

const alwaysClosed = (): Breaker => ({ allows: () => true, begin: () => () => undefined });

function candidate(name: string, more: { weight?: number; load?: number; cost?: number } = {}) {
  const { weight = 1, load = 0, cost } = more;
  return { name, provider: { weight }, health: { load: () => load }, expectedCostUsd: cost };
}
const namesOf = (candidates: readonly { name: string }[]) => candidates.map(({ name }) => name).join('');
const drawing = (...numbers: number[]) => {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
};

describe('strategies', () => {
  it('keep the order of the configuration', () => {
    expect(namesOf(inOrder([candidate('a'), candidate('b')], 'PRIORITY'))).toBe('ab');
  });

  it('ask the cheapest first, and those of unknown price last', () => {
    const all = [candidate('a'), candidate('b', { cost: 0.2 }), candidate('c', { cost: 0.1 })];
    expect(namesOf(inOrder(all, 'LEAST_COST'))).toBe('cba');
  });

  it('draw by weight, and ask those without weight only when nobody else is left', () => {
    const all = [candidate('a', { weight: 0 }), candidate('b', { weight: 9 }), candidate('c', { weight: 1 })];
    expect(namesOf(inOrder(all, 'WEIGHTED', drawing(0.89)))).toBe('bca');
    expect(namesOf(inOrder(all, 'WEIGHTED', drawing(0.91, 0)))).toBe('cba');
    const firsts = Array.from(
      { length: 1_000 },
      (_, index) => inOrder(all, 'WEIGHTED', drawing(index / 1_000))[0]?.name,
    );
    expect(firsts.filter((name) => name === 'b')).toHaveLength(900);
  });

  it('ask the less loaded of two drawn at random first, then by load', () => {
    const all = [candidate('a', { load: 30 }), candidate('b', { load: 10 }), candidate('c', { load: 20 })];
    // Draws a, then c of what is left.
    expect(namesOf(inOrder(all, 'LEAST_LATENCY', drawing(0, 0.9)))).toBe('cba');
    expect(namesOf(inOrder(all, 'LEAST_LATENCY', drawing(0.5, 0)))).toBe('bca');
    expect(namesOf(inOrder([candidate('a')], 'LEAST_LATENCY'))).toBe('a');
  });
});

describe('health', () => {
  it('believes bad latency at once and good latency with time', () => {
    let now = 0;
    const health = candidateHealths(alwaysClosed, () => now)('p', 'm');
    expect(health.latencyMilliseconds()).toBeUndefined();
    const answer = (milliseconds: number) => {
      const request = health.begin();
      request.answeredAfter(milliseconds);
      request.ended('WORKED');
    };
    answer(100);
    answer(1_000);
    expect(health.latencyMilliseconds()).toBe(1_000);
    answer(100);
    expect(health.latencyMilliseconds()).toBeCloseTo(1_000, 0);
    now = 10_000;
    answer(100);
    expect(health.latencyMilliseconds()).toBeCloseTo(100 + 900 / Math.E, 0);
  });

  it('counts what is under way as load', () => {
    const health = candidateHealths(alwaysClosed)('p', 'm');
    const first = health.begin();
    first.answeredAfter(50);
    expect(health.load()).toBe(100);
    first.ended('WORKED');
    expect(health.load()).toBe(50);
  });

  it('leaves a provider alone as long as it says', () => {
    let now = 0;
    const health = candidateHealths(alwaysClosed, () => now)('p', 'm');
    health.coolDown(2);
    expect(health.unavailable()).toMatch(/2 more seconds/);
    now = 2_000;
    expect(health.unavailable()).toBeUndefined();
  });

  it('is remembered for a thousand models, the latest used ones', () => {
    const healthOf = candidateHealths(alwaysClosed);
    healthOf('p', 'first').coolDown(60);
    healthOf('p', 'kept').coolDown(60);
    for (let index = 0; index < 999; index += 1) {
      healthOf('p', `m${index}`);
      healthOf('p', 'kept');
    }
    expect(healthOf('p', 'kept').coolingMilliseconds()).toBeGreaterThan(0);
    expect(healthOf('p', 'first').coolingMilliseconds()).toBe(0);
  });
});

describe('the breaker', () => {
  const fail = (breaker: Breaker, times: number) => {
    for (let time = 0; time < times; time += 1) breaker.begin()('FAILED');
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('opens when enough of the last requests failed, and not for what taught nothing', async () => {
    const breaker = cockatielBreaker({ failures: 3, openMilliseconds: 60_000 });
    for (let time = 0; time < 10; time += 1) breaker.begin()('NOTHING_LEARNED');
    fail(breaker, 2);
    await settle();
    expect(breaker.allows()).toBe(true);
    fail(breaker, 1);
    await settle();
    expect(breaker.allows()).toBe(false);
  });

  it.each([
    ['WORKED', true],
    ['FAILED', false],
    ['NOTHING_LEARNED', false],
  ] as const)('lets one trial through, and after one that %s allows requests: %s', async (outcome, allows) => {
    const breaker = cockatielBreaker({ failures: 1, openMilliseconds: 300 });
    fail(breaker, 1);
    await settle();
    expect(breaker.allows()).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(breaker.allows()).toBe(true);
    const tell = breaker.begin();
    expect(breaker.allows()).toBe(false);
    tell(outcome);
    await settle();
    expect(breaker.allows()).toBe(allows);
  });

  it('does not take what began before it opened for a trial', async () => {
    const breaker = cockatielBreaker({ failures: 1, openMilliseconds: 300 });
    const early = breaker.begin();
    fail(breaker, 1);
    await new Promise((resolve) => setTimeout(resolve, 350));
    early('WORKED');
    await settle();
    const trial = breaker.begin();
    expect(breaker.allows()).toBe(false);
    trial('WORKED');
    await settle();
    expect(breaker.allows()).toBe(true);
  });
});
