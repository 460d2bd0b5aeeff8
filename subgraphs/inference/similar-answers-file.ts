/** Which teams want answers to questions that are alike, from SIMILAR_ANSWERS_FILE. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SetupError } from '../../platform/config.ts';
import type { SimilaritySettings } from './domain/similar-answers.ts';

const similarAnswersFile = z.strictObject({
  embeddingModel: z.string().min(1),
  threshold: z.number().min(0.5).max(1).default(0.95),
  questions: z.int().min(1).max(1_000).default(100),
  teams: z.array(z.string().min(1)).min(1, 'must name a team, or "*" for everybody'),
});

/** Throws `SetupError` for a file that cannot be used. */
export async function readSimilarAnswers(path: string): Promise<SimilaritySettings> {
  const { parse } = await import('yaml');
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetupError(`SIMILAR_ANSWERS_FILE ${path} cannot be read. ${reason}`);
  }
  const parsed = similarAnswersFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new SetupError(`Mend SIMILAR_ANSWERS_FILE ${path} and start again. ${faults.join('; ')}`);
}
