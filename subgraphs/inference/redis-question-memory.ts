/** The questions that were asked lately, as vectors, in Redis: a list for each group of those that may be compared. */
import type { Logger } from '../../platform/logging.ts';
import type { QuestionMemory, RememberedQuestion } from './domain/similar-answers.ts';
import type { RedisConnections } from './redis-connection.ts';

const nameOf = (group: string): string => `modelgraph:inference:questions:1:${group}`;

export function redisQuestionMemory({ background }: RedisConnections, logger: Logger): QuestionMemory {
  return {
    async recall(group) {
      try {
        return (await background.lrange(nameOf(group), 0, -1)).flatMap(read);
      } catch (error) {
        logger.debug({ err: error }, 'the questions that were asked cannot be read');
        return [];
      }
    },
    async remember(group, question, most, ttlSeconds) {
      const name = nameOf(group);
      try {
        await background.lpush(name, write(question));
        await background.ltrim(name, 0, most - 1);
        await background.expire(name, ttlSeconds);
      } catch (error) {
        logger.debug({ err: error }, 'a question cannot be remembered');
      }
    },
  };
}

function write({ vector, answerKey }: RememberedQuestion): string {
  const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
  return `${answerKey} ${bytes.toString('base64')}`;
}

function read(text: string): RememberedQuestion[] {
  const [answerKey, encoded] = text.split(' ');
  if (!answerKey || !encoded) return [];
  // A copy of its own is aligned as floats have to be.
  const bytes = Uint8Array.from(Buffer.from(encoded, 'base64'));
  return [{ answerKey, vector: new Float32Array(bytes.buffer) }];
}
