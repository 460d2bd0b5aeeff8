/**
 * The step that gives the answer to another question which is alike enough: for teams that want it, by callers who may have cached answers,
 * to plain questions only. Nothing but the last message may differ: tenant, models, settings and everything said before are the same.
 */
import { createHash } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import type { CacheMode } from './cache-wish.ts';
import type { AnswerCache } from './cached-answers.ts';
import { cacheKey, isWorthKeeping, partsOfKey, rightsOf } from './cached-answers.ts';
import type { Completion } from './completion.ts';
import { replayed } from './delivery.ts';
import { payingTeam } from './limit-policies.ts';
import { type Run, routingOf, type Step } from './run.ts';

export interface SimilaritySettings {
  /** Makes the vectors of questions. */
  readonly embeddingModel: string;
  /** The cosine from which on questions are alike. */
  readonly threshold: number;
  /** How many questions are remembered of each tenant, model and settings: the latest. */
  readonly questions: number;
  /** Those that want it; `*` is everybody. */
  readonly teams: readonly string[];
}

export interface RememberedQuestion {
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Of its answer in the cache. */
  readonly answerKey: string;
}

/** The port to the questions that were asked. It throws nothing: while it cannot be reached, there are none. */
export interface QuestionMemory {
  /** The latest first. */
  recall(group: string): Promise<readonly RememberedQuestion[]>;
  remember(group: string, question: RememberedQuestion, most: number, ttlSeconds: number): Promise<void>;
}

export interface Similarity {
  readonly settings: SimilaritySettings;
  readonly memory: QuestionMemory;
  /** Priced and limited as the caller's own. Undefined when it cannot be had; throws nothing. */
  readonly embed: (caller: Identity, text: string, signal: AbortSignal) => Promise<readonly number[] | undefined>;
}

export interface SimilarityPorts {
  readonly answerCache: AnswerCache;
  readonly cacheByDefault: CacheMode;
  readonly cacheSeconds: number;
  /** Absent where no team wants it. */
  readonly similarity?: Similarity;
}

/** Who sets a higher temperature wants answers to differ. */
const highestTemperature = 0.3;
const longestQuestion = 8_000;
/** An embedding that takes longer costs more than it saves. */
const embeddingMilliseconds = 2_000;
/** Answers may have gone before their questions. */
const mostTried = 3;

export function answeredAlike(ports: SimilarityPorts, step: Step): Step {
  const { similarity, answerCache, cacheByDefault, cacheSeconds } = ports;
  if (!similarity) return step;
  return async function* answerAlike(run) {
    const { reads, writes } = rightsOf(run, cacheByDefault);
    const text = reads || writes ? questionIn(run, similarity.settings) : undefined;
    const vector = text === undefined ? undefined : await vectorOf(similarity, run, text);
    if (!vector) return yield* step(run);

    const group = groupOf(run, similarity.settings);
    const least = Math.max(similarity.settings.threshold, run.plan.cache?.minSimilarity ?? 0);
    const alike = reads ? await findAlike(similarity, answerCache, group, vector, least) : undefined;
    if (alike) {
      if (run.streamed) yield replayed(alike.completion.message);
      return asAnswerOf(run, alike.completion, alike.similarity);
    }
    const completion = yield* step(run);
    if (writes && isWorthKeeping(completion)) {
      const { questions } = similarity.settings;
      const ttlSeconds = run.plan.cache?.ttlSeconds ?? cacheSeconds;
      void similarity.memory.remember(group, { vector, answerKey: cacheKey(run) }, questions, ttlSeconds);
    }
    return completion;
  };
}

/** The last message of a plain question, by somebody whose team wants its like answered. */
function questionIn({ caller, plan }: Run, { teams }: SimilaritySettings): string | undefined {
  const { request, ownTools, capability, cache } = plan;
  const team = payingTeam(caller, plan.model?.teamId);
  const isWanted = teams.includes('*') || (team !== undefined && teams.includes(team));
  if (!isWanted || cache?.minSimilarity === 1) return undefined;
  const { messages, tools, n = 1, temperature = 0, responseFormat } = request;
  const isPlain =
    tools.length === 0 &&
    ownTools.length === 0 &&
    capability === undefined &&
    n === 1 &&
    temperature <= highestTemperature &&
    (responseFormat?.type ?? 'TEXT') === 'TEXT' &&
    messages.every(({ role, images = [] }) => role !== 'TOOL' && images.length === 0);
  const last = messages.at(-1);
  if (!isPlain || last?.role !== 'USER' || !last.content || last.content.length > longestQuestion) return undefined;
  return last.content;
}

async function vectorOf(similarity: Similarity, run: Run, text: string): Promise<Float32Array | undefined> {
  const milliseconds = Math.floor(Math.min(embeddingMilliseconds, run.deadline.left()));
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(milliseconds)]);
  const values = await similarity.embed(run.caller, text, signal);
  run.signal.throwIfAborted();
  const length = Math.hypot(...(values ?? []));
  return values && length > 0 ? Float32Array.from(values, (value) => value / length) : undefined;
}

/** Names everything but the question itself. */
function groupOf(run: Run, { embeddingModel }: SimilaritySettings): string {
  const { request } = run.plan;
  const parts = partsOfKey(run, { ...request, messages: request.messages.slice(0, -1) });
  return createHash('sha256')
    .update(JSON.stringify([embeddingModel, parts]))
    .digest('base64url');
}

async function findAlike(
  { memory }: Similarity,
  answerCache: AnswerCache,
  group: string,
  vector: Float32Array,
  least: number,
): Promise<{ readonly completion: Completion; readonly similarity: number } | undefined> {
  const alike = (await memory.recall(group))
    .map(({ vector: other, answerKey }) => ({ answerKey, similarity: cosine(vector, other) }))
    .filter(({ similarity }) => similarity >= least)
    .sort((left, right) => right.similarity - left.similarity);
  for (const { answerKey, similarity } of alike.slice(0, mostTried)) {
    const completion = await answerCache.load(answerKey);
    if (completion) return { completion, similarity };
  }
  return undefined;
}

/** Of vectors of length 1, to four decimals. */
function cosine(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) return 0;
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return Math.min(1, Math.round(sum * 10_000) / 10_000);
}

function asAnswerOf(run: Run, known: Completion, similarity: number): Completion {
  return {
    ...known,
    id: run.id,
    routing: { ...routingOf(run), ...known.routing, cached: true, similarity, attempts: 0, attemptDetails: [] },
  };
}
