/** In which order equal candidates are asked. */
import type { CandidateHealth } from './candidate-health.ts';

export type RoutingStrategy = 'PRIORITY' | 'WEIGHTED' | 'LEAST_LATENCY' | 'LEAST_COST';

export interface Orderable {
  readonly provider: { readonly weight: number };
  readonly health: Pick<CandidateHealth, 'load'>;
  /** What the request will probably cost in US dollars; undefined when the price is not known. */
  readonly expectedCostUsd: number | undefined;
}

/** `candidates` in the order to ask them; given in the order of the configuration. `random`: from 0 up to, not including, 1. */
export function inOrder<Candidate extends Orderable>(
  candidates: readonly Candidate[],
  strategy: RoutingStrategy,
  random: () => number = Math.random,
): Candidate[] {
  switch (strategy) {
    case 'PRIORITY':
      return [...candidates];
    case 'WEIGHTED':
      return drawn(candidates, random);
    case 'LEAST_LATENCY':
      return betterOfTwoFirst(candidates, random);
    case 'LEAST_COST':
      return candidates.toSorted((left, right) => costOf(left) - costOf(right));
  }
}

/** Each place is drawn from those left, by their weights. Those of weight zero come last: they are for when nothing else is left. */
function drawn<Candidate extends Orderable>(candidates: readonly Candidate[], random: () => number): Candidate[] {
  const left = candidates.filter(({ provider }) => provider.weight > 0);
  const order: Candidate[] = [];
  while (left.length > 0) {
    let point = random() * left.reduce((sum, { provider }) => sum + provider.weight, 0);
    const hit = left.findIndex(({ provider }) => {
      point -= provider.weight;
      return point < 0;
    });
    order.push(...left.splice(Math.max(hit, 0), 1));
  }
  return [...order, ...candidates.filter(({ provider }) => provider.weight <= 0)];
}

/**
 * The less loaded of two drawn at random is asked first, so that many gateways do not all run to the one that is best at the
 * moment (the power of two choices). The rest follow by their load.
 */
function betterOfTwoFirst<Candidate extends Orderable>(
  candidates: readonly Candidate[],
  random: () => number,
): Candidate[] {
  const left = [...candidates];
  const draw = () => left.splice(Math.floor(random() * left.length), 1);
  const pair = [...draw(), ...draw()].sort(byLoad);
  const [first, ...second] = pair;
  return first ? [first, ...[...second, ...left].sort(byLoad)] : [];
}

function byLoad(left: Orderable, right: Orderable): number {
  return left.health.load() - right.health.load();
}

function costOf({ expectedCostUsd }: Orderable): number {
  return expectedCostUsd ?? Number.MAX_VALUE;
}
