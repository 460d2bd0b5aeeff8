/** The innermost step: has the planned completion made. */
import { ask } from './attempts.ts';
import { chatWork } from './chat-work.ts';
import type { Completion } from './completion.ts';
import { converse } from './converse.ts';
import { predictionByTool } from './prediction-tool.ts';
import type { Predictor } from './predictor.ts';
import type { ChatAnswer } from './provider.ts';
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
      ownTools: capability ? [predictionByTool(capability, predictor)] : [],
      ask: (question, toShown) => ask(run, chatWork(question), toShown),
      signal: run.signal,
    });
    const completion: Completion = {
      id: run.id,
      message: messageOf(answer),
      finishReason: answer.finishReason,
      alternatives: (answer.alternatives ?? []).map((alternative) => ({
        message: messageOf(alternative),
        finishReason: alternative.finishReason,
      })),
      usage: usageOf(run, priceOf),
      routing: routingOf(run),
    };
    return completion;
  };
}

function messageOf({ content, toolCalls }: Pick<ChatAnswer, 'content' | 'toolCalls'>): Completion['message'] {
  return { role: 'ASSISTANT', content: toolCalls.length > 0 ? content : (content ?? ''), toolCalls };
}
