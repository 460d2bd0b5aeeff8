/** Who may be asked for a completion, in which order, and why the others not. */
import { DomainError } from '../../../platform/errors.ts';
import type { CandidateHealth, HealthOf } from './candidate-health.ts';
import type { CatalogEntry } from './catalog.ts';
import { type ChatProvider, type ModelFacts, type ProviderSet, providersOf } from './provider.ts';
import { inOrder, type RoutingStrategy } from './strategies.ts';
import { type RecordCall, watchedHealth } from './traffic.ts';

/** A provider's model that can serve the request. */
export interface Candidate {
  readonly provider: ChatProvider;
  readonly model: string;
  readonly facts: ModelFacts;
  readonly health: CandidateHealth;
  readonly expectedCostUsd: number | undefined;
  /** The registered model that it is a deployment of. */
  readonly deployed?: CatalogEntry;
}

/** What was thought of. */
export interface ConsideredCandidate {
  readonly provider: string;
  readonly model: string;
  /** Why it was not to be asked; null when it was. */
  readonly rejected: string | null;
}

/** What a model must be able to do. */
export interface Needs {
  /** Tokens of the prompt, roughly. */
  readonly promptTokens: number;
  /** Tokens to leave room for. */
  readonly completionTokens: number;
  /** What else the request takes a model for. */
  readonly capabilities?: readonly Capability[];
}

export type Capability = 'tools' | 'vision' | 'jsonSchema' | 'severalAnswers' | 'embeddings';

const lacks: Readonly<Record<Capability, string>> = {
  tools: 'it calls no tools',
  vision: 'it takes no images',
  jsonSchema: 'it does not write JSON by a schema',
  severalAnswers: 'it gives one answer only',
  embeddings: 'it makes no embeddings',
};

export interface CandidateWish {
  readonly strategy?: RoutingStrategy;
  readonly maxCostUsd?: number;
  readonly maxLatencyMs?: number;
}

export interface CandidatePorts {
  /** The providers as they are configured now. */
  readonly providers: () => ProviderSet;
  readonly healthOf: HealthOf;
  /** Told of each request to a deployment of the registry. */
  readonly recordCall: RecordCall;
  /** What such a request will cost in US dollars; undefined when the price is not known. */
  readonly expectedCost: (provider: string, model: string, needs: Needs) => number | undefined;
}

/** The deployment that a chat model's name means to the caller, and its provider. */
export type FindDeployed = (
  name: string,
) => { readonly entry: CatalogEntry; readonly provider: ChatProvider } | undefined;

export interface Candidates {
  /** Never empty. */
  readonly inOrder: readonly Candidate[];
  readonly considered: readonly ConsideredCandidate[];
  readonly strategy: RoutingStrategy;
}

/**
 * The registry's deployment of that name, or the providers that serve `model`, then those of its fallbacks, in turn. Throws NOT_FOUND when there are none, and VALIDATION_ERROR when
 * none of them can do what is asked.
 */
export function findCandidates(
  ports: CandidatePorts,
  model: string,
  needs: Needs,
  wish: CandidateWish,
  findDeployed: FindDeployed = () => undefined,
): Candidates {
  const set = ports.providers();
  const strategy = wish.strategy ?? set.strategy;
  const considered: ConsideredCandidate[] = [];
  const order: Candidate[] = [];
  for (const name of [model, ...(set.fallbacks.get(model) ?? [])]) {
    const fitting: Candidate[] = [];
    const deployed = findDeployed(name);
    for (const provider of deployed ? [deployed.provider] : providersOf(set.all, name)) {
      const candidate = toCandidate(ports, provider, name, needs, deployed?.entry);
      const rejected = lacking(candidate, needs) ?? beyond(candidate, wish) ?? null;
      considered.push({ provider: provider.name, model: name, rejected });
      if (rejected === null) fitting.push(candidate);
    }
    order.push(...inOrder(fitting, strategy));
  }
  if (considered.length === 0) throw new DomainError('NOT_FOUND', `No provider serves "${model}"`);
  if (order.length === 0) throw nobodyCan(considered);
  return { inOrder: order, considered, strategy };
}

function toCandidate(
  ports: CandidatePorts,
  provider: ChatProvider,
  model: string,
  needs: Needs,
  deployed: CatalogEntry | undefined,
): Candidate {
  const facts = provider.factsOf(model);
  const health = ports.healthOf(provider.name, facts.upstreamName);
  return {
    provider,
    model,
    facts,
    health: deployed ? watchedHealth(health, deployed, ports.recordCall) : health,
    expectedCostUsd: ports.expectedCost(provider.name, facts.upstreamName, needs),
    ...(deployed && { deployed }),
  };
}

/** Prompts are estimated: one that may fit is left for the provider to judge. */
const mostOverestimate = 1.5;

/** What the model cannot do of what is needed. What is not known of a model is taken to be so. */
function lacking({ facts }: Candidate, needs: Needs): string | undefined {
  const { contextTokens } = facts;
  const surely = needs.promptTokens / mostOverestimate + needs.completionTokens;
  if (contextTokens !== undefined && surely > contextTokens) {
    return `its context of ${contextTokens} tokens is too small`;
  }
  const missing = needs.capabilities?.find((capability) => facts[capability] === false);
  return missing && lacks[missing];
}

function beyond({ expectedCostUsd, health }: Candidate, { maxCostUsd, maxLatencyMs }: CandidateWish) {
  if (maxCostUsd !== undefined) {
    if (expectedCostUsd === undefined) return 'its price is not known';
    if (expectedCostUsd > maxCostUsd) return `it would cost about ${expectedCostUsd.toPrecision(2)} US dollars`;
  }
  const latency = health.latencyMilliseconds();
  if (maxLatencyMs !== undefined && latency !== undefined && latency > maxLatencyMs) {
    return `it takes about ${Math.round(latency)} ms at the moment`;
  }
  return undefined;
}

function nobodyCan(considered: readonly ConsideredCandidate[]): DomainError {
  const reasons = considered.map(({ provider, model, rejected }) => `"${model}" of "${provider}": ${rejected}`);
  return new DomainError('VALIDATION_ERROR', `No provider can serve this request. ${reasons.join('; ')}`, {
    extensions: { candidates: considered },
  });
}
