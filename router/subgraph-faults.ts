/** What clients are told when a subgraph does not answer: a code, and never an address or a socket's error text. */
import { DomainError, type ErrorCode } from '../platform/errors.ts';

interface SubgraphPromise {
  /** As a sentence begins. */
  readonly title: string;
  /** How long an answer may take; completions take long. */
  readonly deadlineMilliseconds: number;
  readonly unreachable: ErrorCode;
  readonly late: ErrorCode;
}

/** The subgraphs the router knows, by the names they have in the supergraph. */
export const subgraphs = {
  registry: {
    title: 'The registry',
    deadlineMilliseconds: 30_000,
    unreachable: 'REGISTRY_UNAVAILABLE',
    late: 'REGISTRY_UNAVAILABLE',
  },
  inference: {
    title: 'The inference gateway',
    deadlineMilliseconds: 120_000,
    unreachable: 'PROVIDER_ERROR',
    late: 'PROVIDER_TIMEOUT',
  },
} as const satisfies Record<string, SubgraphPromise>;

export type SubgraphName = keyof typeof subgraphs;

export function isSubgraphName(name: string): name is SubgraphName {
  return Object.hasOwn(subgraphs, name);
}

/** The subgraph cannot be reached, or what it answered is not GraphQL. `cause` is logged, never shown. */
export function unreachable(service: SubgraphName, cause: unknown): DomainError {
  const { title, unreachable: code } = subgraphs[service];
  return new DomainError(code, `${title} cannot be reached`, { extensions: { service }, cause });
}

/** The subgraph did not answer before its deadline. */
export function late(service: SubgraphName, cause: unknown): DomainError {
  const { title, late: code } = subgraphs[service];
  return new DomainError(code, `${title} did not answer in time`, { extensions: { service }, cause });
}

/** A stream of the subgraph broke off: whoever wants the rest subscribes again. */
export function streamLost(service: SubgraphName, cause: unknown): DomainError {
  const { title, unreachable: code } = subgraphs[service];
  return new DomainError(code, `${title} was lost; subscribe again`, { extensions: { service }, cause });
}
