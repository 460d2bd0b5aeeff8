/** The innermost step: has the planned completion made. */
import { ask } from './attempts.ts';
import { chatWork } from './chat-work.ts';
import type { Completion } from './completion.ts';
import { converse, type OwnTool } from './converse.ts';
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
    const { capability, context, request, vetToolText } = run.plan;
    const prediction = capability ? [predictionByTool(capability, predictor)] : [];
    const ownTools = [...prediction, ...(context?.tools ?? [])];
    const answer = yield* converse({
      request,
      ownTools: vetToolText ? ownTools.map((tool) => vetted(tool, vetToolText)) : ownTools,
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
      context: context?.report ?? null,
    };
    return completion;
  };
}

/** The same tool, whose text is looked through before the chat model reads it. */
function vetted(tool: OwnTool, vet: (text: string) => string): OwnTool {
  return { ...tool, call: async (given, signal) => vet(await tool.call(given, signal)) };
}

function messageOf({ content, toolCalls }: Pick<ChatAnswer, 'content' | 'toolCalls'>): Completion['message'] {
  return { role: 'ASSISTANT', content: toolCalls.length > 0 ? content : (content ?? ''), toolCalls };
}
