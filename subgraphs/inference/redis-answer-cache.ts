/** Completions that may be given again, in Redis. */
import type { Logger } from '../../platform/logging.ts';
import type { AnswerCache } from './domain/cached-answers.ts';
import type { Completion } from './domain/completion.ts';
import type { RedisConnections } from './redis-connection.ts';

/** Larger answers are made anew each time. */
const largestCharacters = 1024 * 1024;

/** What an older release has stored must not be read as what this one means: raise it when `Completion` changes. */
const release = 1;
const nameOf = (key: string): string => `modelgraph:inference:cache:${release}:${key}`;

export function redisAnswerCache({ commands }: RedisConnections, logger: Logger): AnswerCache {
  return {
    async load(key) {
      try {
        const text = await commands.get(nameOf(key));
        return text === null ? undefined : (JSON.parse(text) as Completion);
      } catch (error) {
        logger.debug({ err: error }, 'the cache cannot be read');
        return undefined;
      }
    },

    async save(key, completion, ttlSeconds) {
      const text = JSON.stringify(completion);
      if (text.length > largestCharacters) return;
      try {
        await commands.set(nameOf(key), text, 'EX', ttlSeconds);
      } catch (error) {
        logger.debug({ err: error }, 'the cache cannot be written');
      }
    },
  };
}
