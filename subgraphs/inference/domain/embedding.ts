/** Embeddings: texts as vectors, made by the same candidates, attempts and settlement as completions. */
import { randomUUID } from 'node:crypto';
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type AdmissionPorts, admitted } from './admission.ts';
import { type AnswerForm, type AnswerStore, answeredOnce, answerKey } from './answer-once.ts';
import { ask } from './attempts.ts';
import { type CandidatePorts, findCandidates } from './candidates.ts';
import type { CompletionRouting, CompletionUsage } from './completion.ts';
import type { Plan } from './completion-plan.ts';
import { estimateTokens } from './conversation.ts';
import type { EmbeddingAnswer } from './provider.ts';
import type { RoutingWish } from './routing.ts';
import { createRun, type Run, routingOf, type Step } from './run.ts';
import { usageOf } from './settlement.ts';
import type { Work } from './work.ts';

/** Checked for form already. */
export interface EmbeddingCall {
  readonly model: string;
  readonly texts: readonly string[];
  readonly dimensions?: number;
  readonly user?: string;
  readonly routing?: Pick<RoutingWish, 'strategy' | 'maxCostUsd' | 'maxLatencyMs'>;
  readonly idempotencyKey?: string;
}

export interface Embedding {
  readonly id: string;
  /** In the order of the texts. */
  readonly embeddings: readonly { readonly index: number; readonly values: readonly number[] }[];
  readonly usage: CompletionUsage;
  readonly routing: CompletionRouting;
}

/** Throws as a completion does. */
export type Embed = (caller: Identity, call: EmbeddingCall, signal: AbortSignal) => Promise<Embedding>;

export interface EmbeddingPorts extends CandidatePorts, AdmissionPorts {
  readonly answers: AnswerStore;
}

const asText: AnswerForm<Embedding> = { write: JSON.stringify, read: JSON.parse };

export function embeddingService(ports: EmbeddingPorts): Embed {
  const make: Embed = async (caller, call, signal) => {
    const run = createRun({ caller, plan: planOf(ports, call), streamed: false, signal });
    const step: Step<EmbeddingAnswer> = (admittedRun) => ask(admittedRun, embeddingWork(call), (delta) => delta);
    const source = admitted(ports, step)(run);
    let next = await source.next();
    while (!next.done) next = await source.next();
    return toEmbedding(run, next.value, ports);
  };
  return (caller, { idempotencyKey, ...call }, signal) => {
    const key = idempotencyKey ? answerKey(caller.userId, idempotencyKey, { embed: call }) : undefined;
    return answeredOnce(ports.answers, key, asText, () => make(caller, call, signal));
  };
}

function planOf(ports: EmbeddingPorts, { model, texts, routing }: EmbeddingCall): Plan {
  const needs = {
    // Each text is read by itself: the longest one has to fit.
    promptTokens: Math.max(...texts.map(estimateTokens)),
    completionTokens: 0,
    capabilities: ['embeddings' as const],
  };
  return {
    candidates: findCandidates(ports, model, needs, routing ?? {}),
    patience: ports.providers().patience,
    ownTools: [],
    request: {
      messages: texts.map((content) => ({ role: 'USER', content })),
      maxTokens: 0,
      tools: [],
      toolChoice: 'none',
    },
  };
}

function embeddingWork({
  model: _asked,
  routing: _wish,
  idempotencyKey: _key,
  ...request
}: EmbeddingCall): Work<EmbeddingAnswer> {
  const complete: Work<EmbeddingAnswer>['complete'] = async ({ provider, facts }, signal) => {
    if (!provider.embed)
      throw new DomainError('VALIDATION_ERROR', `The provider "${provider.name}" makes no embeddings`);
    return provider.embed({ ...request, model: facts.upstreamName }, signal);
  };
  return {
    complete,
    // biome-ignore lint/correctness/useYield: vectors come without pieces
    async *stream(candidate, signal) {
      return await complete(candidate, signal);
    },
    usageOf: ({ usage }) => usage,
    estimateOf: () => ({
      promptTokens: request.texts.reduce((tokens, text) => tokens + estimateTokens(text), 0),
      cachedPromptTokens: 0,
      completionTokens: 0,
    }),
  };
}

function toEmbedding(run: Run, { vectors }: EmbeddingAnswer, { priceOf }: EmbeddingPorts): Embedding {
  return {
    id: `embedding-${randomUUID()}`,
    embeddings: vectors.map((values, index) => ({ index, values })),
    usage: usageOf(run, priceOf),
    routing: routingOf(run),
  };
}
