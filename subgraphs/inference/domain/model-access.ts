/** Whom registered models are shared with, as far as the gateway has heard. */
import type { ModelVisibility } from '../../../platform/access.ts';

export interface ModelAccess {
  /** Rises with every change: late news of an earlier one say nothing. */
  readonly revision: number;
  readonly visibility: ModelVisibility;
  readonly grantedTeams: readonly string[];
}

export interface AccessList {
  /** Undefined for a model that is its team's alone, as far as is known. */
  of(modelId: string): ModelAccess | undefined;
  /** Returns whether that was news. */
  learn(modelId: string, access: ModelAccess): boolean;
}

const mostModels = 100_000;

export function createAccessList(): AccessList {
  const accesses = new Map<string, ModelAccess>();
  return {
    of: (modelId) => accesses.get(modelId),
    learn(modelId, access) {
      if (access.revision <= (accesses.get(modelId)?.revision ?? 0)) return false;
      accesses.delete(modelId);
      accesses.set(modelId, access);
      const [oldest] = accesses.keys();
      if (accesses.size > mostModels && oldest !== undefined) accesses.delete(oldest);
      return true;
    },
  };
}
