/** The context of one operation at the router. */
import type { Identity } from '../platform/access.ts';

export interface Caller {
  readonly identity: Identity;
  /** True for a browser without a key that may only look at the schema (development only). */
  readonly anonymous: boolean;
  /** True for a document of ours that a door runs. */
  readonly isOurs?: true;
  /** Those of the request's headers that the operator lets through to the subgraphs. */
  readonly propagated?: Readonly<Record<string, string>>;
  /** Gives up what is done for the operation; it is still answered. */
  readonly cancel?: () => void;
  /** Aborted when the client leaves; cancels what the subgraphs do for it. */
  readonly signal: AbortSignal;
}

/** Who a request without a key is. It belongs to no team, and never reaches a subgraph. */
export const anonymousIdentity: Identity = { userId: 'anonymous', tier: 'FREE', groups: [] };
