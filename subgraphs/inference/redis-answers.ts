/** Stored answers of requests with an idempotency key. */
import { z } from 'zod';
import type { Logger } from '../../platform/logging.ts';
import type { AnswerKey, AnswerStore } from './domain/answer-once.ts';
import type { RedisConnections } from './redis-connection.ts';

/** Longer than any completion takes; ends the claim of a process that died. */
const claimSeconds = 180;
const keepSeconds = 24 * 60 * 60;

const stored = z.object({ payloadHash: z.string(), answer: z.string().optional() });

export function redisAnswers({ commands }: RedisConnections, logger: Logger): AnswerStore {
  const nameOf = ({ userId, idempotencyKey }: AnswerKey) =>
    `modelgraph:inference:answer:${JSON.stringify([userId, idempotencyKey])}`;
  const unlessAway = async <Result>(work: Promise<Result>, otherwise: Result): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      logger.warn({ err: error }, 'an idempotency key cannot be honoured: Redis does not answer');
      return otherwise;
    }
  };

  const claim = async (key: AnswerKey): ReturnType<AnswerStore['claim']> => {
    const name = nameOf(key);
    const mine = JSON.stringify({ payloadHash: key.payloadHash });
    if (await commands.set(name, mine, 'EX', claimSeconds, 'NX')) return { kind: 'MINE' };
    const text = await commands.get(name);
    // Given back between the two commands: the next attempt of the caller will find it free.
    if (text === null) return { kind: 'IN_PROGRESS' };
    const { payloadHash, answer } = stored.parse(JSON.parse(text));
    if (payloadHash !== key.payloadHash) return { kind: 'OTHER_PAYLOAD' };
    return answer === undefined ? { kind: 'IN_PROGRESS' } : { kind: 'ANSWERED', answer };
  };

  return {
    claim: (key) => unlessAway(claim(key), { kind: 'MINE' }),
    async keep(key, answer) {
      const value = JSON.stringify({ payloadHash: key.payloadHash, answer });
      await unlessAway(commands.set(nameOf(key), value, 'EX', keepSeconds), null);
    },
    async release(key) {
      await unlessAway(commands.del(nameOf(key)), 0);
    },
  };
}
