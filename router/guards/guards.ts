/** What the operator decides about who may ask how often and how much. Every way into the router passes the same guards. */
import type { Redis } from 'ioredis';
import type { Logger } from '../../platform/logging.ts';
import type { Authenticate } from '../authentication.ts';
import { costModelFollowing } from './cost.ts';
import { type Enter, entrance } from './entrance.ts';
import type { OperationGuardOptions } from './operation-guard.ts';
import { documentFinder, type FindDocument, persistedDocuments, type TrustedManifest } from './persisted-documents.ts';
import { type PropagatedHeaders, propagatedHeaders } from './propagated-headers.ts';
import { defaultRateLimits, type RateLimits, rateLimits } from './rate-limits.ts';

export interface GuardOptions {
  /** Where operations are counted and documents kept for all routers; without it each router is by itself. */
  readonly redis?: Redis | undefined;
  readonly rateLimits?: RateLimits | undefined;
  /** The documents clients may name instead of sending them. */
  readonly manifest?: TrustedManifest | undefined;
  /** Whether nothing else is run. */
  readonly onlyTrustedDocuments?: boolean | undefined;
  readonly mostCost?: number | undefined;
  readonly operationMilliseconds?: number | undefined;
  /** Headers of a request that subgraphs get to see. */
  readonly propagateHeaders?: readonly string[] | undefined;
}

const defaultMostCost = 20_000;
/** Longer than any subgraph may take by itself. */
const defaultOperationMilliseconds = 150_000;

export interface Guards {
  readonly enter: Enter;
  readonly operations: OperationGuardOptions;
  readonly persistedDocuments: ReturnType<typeof persistedDocuments>;
  readonly findDocument: FindDocument;
  readonly propagated: PropagatedHeaders;
  readonly operationMilliseconds: number;
}

export function guardsOf(
  options: GuardOptions,
  { supergraphSdl, authenticate, logger }: { supergraphSdl: () => string; authenticate: Authenticate; logger: Logger },
): Guards {
  const { redis, manifest, onlyTrustedDocuments, mostCost = defaultMostCost } = options;
  const documents = persistedDocuments({ redis: onlyTrustedDocuments ? undefined : redis, manifest }, logger);
  return {
    enter: entrance(authenticate, rateLimits(options.rateLimits ?? defaultRateLimits, redis)),
    operations: {
      costs: costModelFollowing(supergraphSdl),
      mostCost,
      manifest: onlyTrustedDocuments ? manifest : undefined,
    },
    persistedDocuments: documents,
    findDocument: documentFinder(documents),
    propagated: propagatedHeaders(options.propagateHeaders ?? []),
    operationMilliseconds: options.operationMilliseconds ?? defaultOperationMilliseconds,
  };
}
