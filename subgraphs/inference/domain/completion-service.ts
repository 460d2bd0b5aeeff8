/** Completions: the way of one, from the request to the answer. */
import { canSeeModel, type Identity, requireTeam } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type AdmissionPorts, admitted } from './admission.ts';
import { type AnswerKey, type AnswerStore, answerKey, claimAnswer } from './answer-once.ts';
import { type CachePorts, cached, lookingAhead } from './cached-answers.ts';
import type { Catalog } from './catalog.ts';
import type { Completion, CompletionChunk, CompletionRequest, DescribedModel } from './completion.ts';
import { type Plan, type PlanPorts, planCompletion, planCompletionFor } from './completion-plan.ts';
import { chunksOf, leavable, replay, wholeOf } from './delivery.ts';
import { generation } from './generation.ts';
import { type GuardrailPorts, guarded } from './guardrails.ts';
import { type ObservationPorts, observed } from './observation.ts';
import { mayUse } from './routing.ts';
import { createRun, type Step } from './run.ts';
import { type SettlementPorts, settled } from './settlement.ts';
import { answeredAlike, type SimilarityPorts } from './similar-answers.ts';

export interface CompletionPorts
  extends PlanPorts,
    SettlementPorts,
    AdmissionPorts,
    CachePorts,
    SimilarityPorts,
    GuardrailPorts,
    ObservationPorts {
  readonly answers: AnswerStore;
}

export interface CompletionService {
  /** Throws NOT_FOUND, CONFLICT, CONTENT_BLOCKED, RATE_LIMITED, BUDGET_EXCEEDED, PROVIDER_ERROR or PROVIDER_TIMEOUT. */
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

export function createCompletionService(ports: CompletionPorts): CompletionService {
  const { answers } = ports;
  const answer = pipeline(ports);

  /** Gives the key back when `make` fails. */
  const holding = async <Result>(key: AnswerKey | undefined, make: () => Promise<Result>): Promise<Result> => {
    try {
      return await make();
    } catch (error) {
      if (key) await answers.release(key);
      throw error;
    }
  };

  async function* pieces(
    caller: Identity,
    plan: Plan,
    key: AnswerKey | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<CompletionChunk, void> {
    let isKept = false;
    const keep =
      key &&
      (async (completion: Completion): Promise<void> => {
        await answers.keep(key, stored(completion, plan));
        isKept = true;
      });
    try {
      yield* chunksOf(answer, createRun({ caller, plan, streamed: true, signal }), keep);
    } catch (error) {
      // When the caller has left, nobody is there to tell; when we are to end, there is.
      if (!signal.aborted || signal.reason instanceof DomainError) throw error;
    } finally {
      if (key && !isKept) await answers.release(key);
    }
  }

  return {
    async complete(caller, request, signal) {
      const key = keyOf(caller, request);
      const known = key && (await claimAnswer(answers, key));
      if (known) return recalled(ports.catalog, known, caller);
      return holding(key, async () => {
        const plan = await planCompletion(ports, caller, request, signal);
        const completion = await wholeOf(answer, createRun({ caller, plan, streamed: false, signal }));
        if (key) await answers.keep(key, stored(completion, plan));
        return completion;
      });
    },

    async completeFor(caller, model, request, signal) {
      if (!canSeeModel(caller, model)) requireTeam(caller, model.teamId);
      const plan = await planCompletionFor(ports, caller, model, request, signal);
      return wholeOf(answer, createRun({ caller, plan, streamed: false, signal }));
    },

    async stream(caller, request, signal) {
      const key = keyOf(caller, request);
      const known = key && (await claimAnswer(answers, key));
      if (known) return replay(recalled(ports.catalog, known, caller));
      const leaving = new AbortController();
      const ended = AbortSignal.any([signal, leaving.signal]);
      const plan = await holding(key, () => planCompletion(ports, caller, request, ended));
      return leavable(pieces(caller, plan, key, ended), leaving);
    },
  };
}

/**
 * What happens between the plan and the delivery, the innermost first: each step wraps the one before it, and may answer in its
 * place, refuse, or look at what passes through.
 */
function pipeline(ports: CompletionPorts): Step {
  const generated = generation(ports);
  const answered = cached(ports, answeredAlike(ports, generated));
  const counted = settled(ports, answered);
  const admission = admitted(ports, counted);
  const screened = guarded(ports, lookingAhead(ports, admission));
  return observed(ports, screened);
}

function keyOf(caller: Identity, { idempotencyKey, ...payload }: CompletionRequest): AnswerKey | undefined {
  return idempotencyKey === undefined ? undefined : answerKey(caller.userId, idempotencyKey, payload);
}

interface StoredAnswer {
  readonly completion: Completion;
  /** The registered model that was used. */
  readonly model?: { readonly modelId: string; readonly teamId: string };
}

function stored(completion: Completion, { model }: Plan): string {
  return JSON.stringify({ completion, ...(model && { model: { modelId: model.modelId, teamId: model.teamId } }) });
}

/** A stored answer is given to those only who may still use its model. */
function recalled(catalog: Catalog, answer: string, caller: Identity): Completion {
  const { completion, model } = JSON.parse(answer) as StoredAnswer;
  if (!model || mayUse(catalog, caller, model)) return completion;
  throw new DomainError('NOT_FOUND', `Model "${completion.routing.registeredModelUsed}" is not deployed`);
}
