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

/** The subgraphs that the clients of the platform know by name. */
const ours: Readonly<Record<string, SubgraphPromise>> = {
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
};

const anyOther = (name: string): SubgraphPromise => ({
  title: `The subgraph "${name}"`,
  deadlineMilliseconds: 30_000,
  unreachable: 'SUBGRAPH_UNAVAILABLE',
  late: 'SUBGRAPH_TIMEOUT',
});

const promiseOf = (name: string): SubgraphPromise => (Object.hasOwn(ours, name) && ours[name]) || anyOther(name);

export function deadlineOf(service: string): number {
  return promiseOf(service).deadlineMilliseconds;
}

/** The subgraph cannot be reached, or what it answered is not GraphQL. `cause` is logged, never shown. */
export function unreachable(service: string, cause: unknown): DomainError {
  const { title, unreachable: code } = promiseOf(service);
  return new DomainError(code, `${title} cannot be reached`, { extensions: { service }, cause });
}

/** The subgraph did not answer before its deadline. */
export function late(service: string, cause: unknown): DomainError {
  const { title, late: code } = promiseOf(service);
  return new DomainError(code, `${title} did not answer in time`, { extensions: { service }, cause });
}

/** A stream of the subgraph broke off: whoever wants the rest subscribes again. */
export function streamLost(service: string, cause: unknown): DomainError {
  const { title, unreachable: code } = promiseOf(service);
  return new DomainError(code, `${title} was lost; subscribe again`, { extensions: { service }, cause });
}
