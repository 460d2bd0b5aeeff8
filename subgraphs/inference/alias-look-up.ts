/** Which version an alias names. Aliases move at any time, so what the registry said is believed for a second, and longer only while it is away. */
import { LRUCache } from 'lru-cache';
import { DomainError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Registry } from './graphql-registry.ts';

const freshMilliseconds = 1_000;
const timeoutMilliseconds = 1_000;

interface Known {
  readonly version: string | undefined;
  readonly freshUntil: number;
}

/** The version, or undefined when nothing is named so. Throws REGISTRY_UNAVAILABLE when it was never told and cannot be asked for. */
export function aliasLookUp(registry: Pick<Registry, 'aliasedVersion'>, logger: Logger) {
  const known = new LRUCache<string, Known>({ max: 10_000 });

  return async (modelId: string, alias: string): Promise<string | undefined> => {
    const key = JSON.stringify([modelId, alias]);
    const last = known.get(key);
    if (last && Date.now() < last.freshUntil) return last.version;
    try {
      const version = await registry.aliasedVersion(modelId, alias, AbortSignal.timeout(timeoutMilliseconds));
      known.set(key, { version, freshUntil: Date.now() + freshMilliseconds });
      return version;
    } catch (cause) {
      if (!last) throw new DomainError('REGISTRY_UNAVAILABLE', 'The alias cannot be looked up; try again', { cause });
      logger.warn({ err: cause, modelId, alias }, 'the registry does not answer; the alias is taken as it was');
      known.set(key, { ...last, freshUntil: Date.now() + freshMilliseconds });
      return last.version;
    }
  };
}
