/** Completions: plans them, has them made, counts what they cost, and remembers those with an idempotency key. */
import { randomUUID } from 'node:crypto';
import { canSeeTeam, type Identity, requireTeam } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type AnswerKey, type AnswerStore, answerKey, claimAnswer } from './answer-once.ts';
import { batchDeltas } from './batch-deltas.ts';
import type {
  Completion,
  CompletionChunk,
  CompletionRequest,
  CompletionRouting,
  CompletionUsage,
  DescribedModel,
  ModelUse,
} from './completion.ts';
import { type Plan, type PlanPorts, planCompletion, planCompletionFor } from './completion-plan.ts';
import type { TokenUsage } from './conversation.ts';
import { converse } from './converse.ts';
import type { ChatAnswer, ChatRequest } from './provider.ts';

export interface CompletionPorts extends PlanPorts {
  /** The sum for `usages` as a decimal, or null when the price is not known. */
  readonly priceOf: (provider: string, model: string, usages: readonly TokenUsage[]) => string | null;
  /** Throws nothing. */
  readonly recordUse: (use: ModelUse) => Promise<void>;
  readonly answers: AnswerStore;
}

export interface CompletionService {
  /** Throws NOT_FOUND, CONFLICT, RATE_LIMITED, PROVIDER_ERROR or PROVIDER_TIMEOUT. */
  complete(caller: Identity, request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
  /** As `complete`, with `model` as context, and as tool where it is deployed. Throws FORBIDDEN for another team's model. */
  completeFor(
    caller: Identity,
    model: DescribedModel,
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Completion>;
  /** The text as it comes; the last chunk has the finish reason and the usage. Leaving the loop ends the provider's work. */
  stream(
    caller: Identity,
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterableIterator<CompletionChunk>>;
}

const flushMilliseconds = 20;

type Ask = (request: ChatRequest) => AsyncGenerator<string, ChatAnswer>;

export function createCompletionService(ports: CompletionPorts): CompletionService {
  const { answers, predictor } = ports;

  async function* run(plan: Plan, ask: Ask, signal: AbortSignal): AsyncGenerator<string, Completion> {
    const onAttempt = () => {
      plan.attempts += 1;
    };
    const { answer, usages, usageIsExact } = yield* converse({ ...plan, predictor, ask, signal, onAttempt });
    const routing = routingOf(plan);
    const completion: Completion = {
      id: `completion-${randomUUID()}`,
      message: { role: 'ASSISTANT', content: answer.content ?? '', toolCalls: [] },
      finishReason: answer.finishReason,
      usage: totals(usages, usageIsExact ? ports.priceOf(routing.provider, routing.model, usages) : null),
      routing,
    };
    if (plan.model) await ports.recordUse(useOf(completion, plan.caller, plan.model));
    return completion;
  }

  const whole = (plan: Plan, signal: AbortSignal): Promise<Completion> =>
    resultOf(run(plan, (request) => inOnePiece(plan.provider.complete(request, signal)), signal));

  async function* pieces(
    plan: Plan,
    key: AnswerKey | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<CompletionChunk, void> {
    let isKept = false;
    try {
      const source = batchDeltas(
        run(plan, (request) => plan.provider.stream(request, signal), signal),
        flushMilliseconds,
      );
      let content = '';
      let next = await source.next();
      for (; !next.done; next = await source.next()) {
        content += next.value;
        yield { delta: next.value, finishReason: null, usage: null, routing: routingOf(plan) };
      }
      const completion = next.value;
      if (key) {
        await answers.keep(key, stored({ ...completion, message: { ...completion.message, content } }, plan));
        isKept = true;
      }
      yield lastChunk(completion);
    } catch (error) {
      // When the caller has left, nobody is there to tell.
      if (!signal.aborted) throw error;
    } finally {
      if (key && !isKept) await answers.release(key);
    }
  }

  /** Gives the key back when `make` fails. */
  const holding = async <Result>(key: AnswerKey | undefined, make: () => Promise<Result>): Promise<Result> => {
    try {
      return await make();
    } catch (error) {
      if (key) await answers.release(key);
      throw error;
    }
  };

  return {
    async complete(caller, request, signal) {
      const key = keyOf(caller, request);
      const known = key && (await claimAnswer(answers, key));
      if (known) return recalled(known, caller);
      return holding(key, async () => {
        const plan = await planCompletion(ports, caller, request, signal);
        const completion = await whole(plan, signal);
        if (key) await answers.keep(key, stored(completion, plan));
        return completion;
      });
    },

    async completeFor(caller, model, request, signal) {
      requireTeam(caller, model.teamId);
      return whole(await planCompletionFor(ports, caller, model, request, signal), signal);
    },

    async stream(caller, request, signal) {
      const key = keyOf(caller, request);
      const known = key && (await claimAnswer(answers, key));
      if (known) return replay(recalled(known, caller));
      const leaving = new AbortController();
      const ended = AbortSignal.any([signal, leaving.signal]);
      const plan = await holding(key, () => planCompletion(ports, caller, request, ended));
      return leavable(pieces(plan, key, ended), leaving);
    },
  };
}

function keyOf(caller: Identity, { idempotencyKey, ...payload }: CompletionRequest): AnswerKey | undefined {
  return idempotencyKey === undefined ? undefined : answerKey(caller.userId, idempotencyKey, payload);
}

function stored(completion: Completion, { model }: Plan): string {
  return JSON.stringify({ completion, teamId: model?.teamId });
}

/** A stored answer is given to those only who may still use its model. */
function recalled(answer: string, caller: Identity): Completion {
  const { completion, teamId } = JSON.parse(answer) as { completion: Completion; teamId?: string };
  if (teamId === undefined || canSeeTeam(caller, teamId)) return completion;
  throw new DomainError('NOT_FOUND', `Model "${completion.routing.registeredModelUsed}" is not deployed`);
}

async function* replay(completion: Completion): AsyncGenerator<CompletionChunk, void> {
  const { message, routing } = completion;
  if (message.content) yield { delta: message.content, finishReason: null, usage: null, routing };
  yield lastChunk(completion);
}

function lastChunk({ finishReason, usage, routing }: Completion): CompletionChunk {
  return { delta: '', finishReason, usage, routing };
}

/** A generator waits for its own work before it returns; here leaving ends the work first. */
function leavable<Item>(source: AsyncGenerator<Item, void>, leaving: AbortController): AsyncIterableIterator<Item> {
  return {
    next: () => source.next(),
    async return() {
      leaving.abort();
      await source.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// biome-ignore lint/correctness/useYield: a whole answer comes without pieces
async function* inOnePiece(answer: Promise<ChatAnswer>): AsyncGenerator<string, ChatAnswer> {
  return await answer;
}

async function resultOf<Result>(source: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const next = await source.next();
    if (next.done) return next.value;
  }
}

function routingOf({ provider, request, model, attempts }: Plan): CompletionRouting {
  return {
    provider: provider.name,
    model: request.model,
    registeredModelUsed: model?.modelId ?? null,
    modelVersion: model?.version ?? null,
    cached: false,
    attempts,
  };
}

function totals(usages: readonly TokenUsage[], costUsd: string | null): CompletionUsage {
  const promptTokens = usages.reduce((sum, usage) => sum + usage.promptTokens, 0);
  const completionTokens = usages.reduce((sum, usage) => sum + usage.completionTokens, 0);
  return { promptTokens, completionTokens, totalTokens: promptTokens + completionTokens, costUsd };
}

function useOf({ id, usage, routing }: Completion, caller: Identity, model: DescribedModel): ModelUse {
  return {
    completionId: id,
    modelId: model.modelId,
    version: model.version,
    teamId: model.teamId,
    userId: caller.userId,
    provider: routing.provider,
    providerModel: routing.model,
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costUsd: usage.costUsd ?? '0',
    occurredAt: new Date().toISOString(),
  };
}
