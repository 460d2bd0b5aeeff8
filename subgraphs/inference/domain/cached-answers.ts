/** The step that answers from the cache, and has requests that are alike and under way at once made only once. */
import { hash } from 'node:crypto';
import { adminGroup, type Identity } from '../../../platform/access.ts';
import type { CacheMode } from './cache-wish.ts';
import type { Completion } from './completion.ts';
import type { ConversationRequest } from './converse.ts';
import { replayed } from './delivery.ts';
import { growingText } from './growing-text.ts';
import type { Run, Step } from './run.ts';
import { routingOf } from './run.ts';
import { type JoinableWork, shareWork } from './shared-work.ts';

/** The port to the cache. It throws nothing: while it cannot be reached, it holds nothing. */
export interface AnswerCache {
  load(key: string): Promise<Completion | undefined>;
  save(key: string, completion: Completion, ttlSeconds: number): Promise<void>;
}

export interface CachePorts {
  readonly answerCache: AnswerCache;
  /** For requests that do not say. */
  readonly cacheByDefault: CacheMode;
  readonly cacheSeconds: number;
}

/** What a request has of the cache, by its own wish or by the gateway's. */
export function rightsOf({ plan: { cache } }: Run, cacheByDefault: CacheMode) {
  const mode = cache?.mode ?? cacheByDefault;
  return {
    reads: mode === 'READ_WRITE' || mode === 'READ_ONLY',
    writes: mode === 'READ_WRITE' || mode === 'WRITE_ONLY',
  };
}

/** Begins to look into the cache, so that what comes before `cached` is not waited for first. */
export function lookingAhead({ answerCache, cacheByDefault }: CachePorts, step: Step): Step {
  return (run) => {
    if (rightsOf(run, cacheByDefault).reads) {
      const key = cacheKey(run);
      run.lookUp = { key, answer: answerCache.load(key) };
    }
    return step(run);
  };
}

/** Answers from the cache, asks `step` otherwise, and keeps what it answers, each as the caller wishes. */
export function cached({ answerCache, cacheByDefault, cacheSeconds }: CachePorts, step: Step): Step {
  const joinable: JoinableWork = new Map();
  const together = (key: string, run: Run) =>
    shareWork(joinable, `${run.streamed ? 'stream' : 'whole'}:${key}`, run, step);

  return async function* answerFromCache(run) {
    const { cache } = run.plan;
    const { reads, writes } = rightsOf(run, cacheByDefault);
    const shares = reads || (cache === undefined && !wantsVariety(run));
    if (!reads && !writes && !shares) return yield* step(run);

    const { key, answer } = run.lookUp ?? { key: cacheKey(run), answer: undefined };
    const known = await answer;
    if (known) {
      const completion = {
        ...known,
        id: run.id,
        routing: { ...routingOf(run), ...known.routing, cached: true, similarity: 1, attempts: 0, attemptDetails: [] },
      };
      if (run.streamed) yield replayed(completion.message);
      return completion;
    }
    const streamed = growingText();
    const source = shares ? together(key, run) : step(run);
    try {
      for (;;) {
        const next = await source.next();
        if (!next.done) {
          if (writes) streamed.add(next.value.content);
          yield next.value;
          continue;
        }
        const completion = next.value;
        if (writes && streamed.isWhole() && isWorthKeeping(completion)) {
          // What was streamed is more than the last message when the model called tools in between.
          const content = streamed.text();
          const kept = content ? { ...completion, message: { ...completion.message, content } } : completion;
          void answerCache.save(key, kept, cache?.ttlSeconds ?? cacheSeconds);
        }
        return completion;
      }
    } finally {
      // A reader who leaves between two pieces leaves the work, too.
      await source.return(undefined as never);
    }
  };
}

/** Who asks for randomness, and not for the cache, wants an answer of their own. */
function wantsVariety({ plan }: Run): boolean {
  return (plan.request.temperature ?? 0) > 0;
}

/** An answer to another question is kept as that one's. */
export function isWorthKeeping({ finishReason, routing }: Completion): boolean {
  return finishReason !== 'CONTENT_FILTER' && (routing.similarity ?? 1) === 1;
}

/**
 * Names everything that changes the answer, and whose it is: the plan's request has the card of the registered model's version and
 * whatever else is sent, so a new version is a new key.
 */
export function cacheKey(run: Run): string {
  return hash('sha256', JSON.stringify(partsOfKey(run, run.plan.request)), 'base64url');
}

/** What names an answer to `request` by the plan and for the caller of `run`. */
export function partsOfKey({ caller, plan }: Run, request: ConversationRequest): readonly unknown[] {
  const { candidates, model, capability } = plan;
  const served = candidates.considered.flatMap(({ provider, model: name, rejected }) =>
    rejected === null ? [[provider, name]] : [],
  );
  const version = model && [model.modelId, model.version];
  return [tenantOf(caller), served, request, version, capability?.deployment.endpoint, capability?.tool];
}

/** Callers who reach the same teams share; who reaches none is on their own. */
function tenantOf({ userId, groups }: Identity): string {
  if (groups.length === 0) return `user:${userId}`;
  return groups.includes(adminGroup) ? `group:${adminGroup}` : `teams:${[...new Set(groups)].sort().join(',')}`;
}
