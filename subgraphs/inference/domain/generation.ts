/** The innermost step: has the planned completion made. */
import { ask } from './attempts.ts';
import type { Completion } from './completion.ts';
import { converse } from './converse.ts';
import type { Predictor } from './predictor.ts';
import { type Run, routingOf, type Step } from './run.ts';
import { type PriceOf, usageOf } from './settlement.ts';

export interface GenerationPorts {
  readonly predictor: Predictor;
  readonly priceOf: PriceOf;
}

export function generation({ predictor, priceOf }: GenerationPorts): Step {
  return async function* generate(run: Run) {
    const { capability, request } = run.plan;
    const answer = yield* converse({
      request,
      ...(capability && { capability }),
      predictor,
      ask: (question) => ask(run, question, ({ content }) => content !== ''),
      signal: run.signal,
    });
    const completion: Completion = {
      id: run.id,
      message: { role: 'ASSISTANT', content: answer.content ?? '', toolCalls: [] },
      finishReason: answer.finishReason,
      usage: usageOf(run, priceOf),
      routing: routingOf(run),
    };
    return completion;
  };
}
