/** The exchange with a chat model: asks it, calls the registered model where it wants that, asks again, until it answers. */
import { DomainError } from '../../../platform/errors.ts';
import type { ChatMessage, ToolCall, ToolDefinition } from './conversation.ts';
import { parseToolArguments, predictionResult } from './prediction-tool.ts';
import type { ModelInterface, Predictor } from './predictor.ts';
import type { AnswerDelta, ChatAnswer, ChatRequest, Question } from './provider.ts';

/** After so many answers that were nothing but tool calls the model must answer in words. */
const mostToolSteps = 4;
/** Of one answer's tool calls; the rest are refused. */
const mostCallsPerStep = 8;

/** A deployed model that the chat model may call. */
export interface PredictionCapability {
  readonly endpoint: string;
  readonly model: ModelInterface;
  readonly tool: ToolDefinition;
}

export interface Exchange {
  readonly request: Pick<ChatRequest, 'messages' | 'maxTokens' | 'temperature'>;
  readonly capability?: PredictionCapability;
  readonly predictor: Predictor;
  /** Asks the chat model once; yields its answer as it comes, if it streams. */
  readonly ask: (question: Question) => AsyncGenerator<AnswerDelta, ChatAnswer>;
  readonly signal: AbortSignal;
}

/** Yields the answer as it comes and returns the last one whole. Throws what `ask` throws. */
export async function* converse(exchange: Exchange): AsyncGenerator<AnswerDelta, ChatAnswer> {
  const { capability, signal } = exchange;
  const messages = [...exchange.request.messages];

  for (let step = 0; ; step += 1) {
    const mayCall = capability !== undefined && step < mostToolSteps;
    const question: Question = {
      ...exchange.request,
      messages,
      tools: capability ? [capability.tool] : [],
      toolChoice: mayCall ? 'auto' : 'none',
    };
    const answer = yield* exchange.ask(question);
    if (!mayCall || answer.toolCalls.length === 0) {
      if (answer.toolCalls.length > 0 && !answer.content) {
        throw new DomainError('PROVIDER_ERROR', 'The chat model called tools again and again instead of answering');
      }
      return answer;
    }
    messages.push({ role: 'ASSISTANT', content: answer.content, toolCalls: answer.toolCalls });
    messages.push(
      ...(await Promise.all(
        answer.toolCalls.map(async (call, index): Promise<ChatMessage> => {
          const content =
            index < mostCallsPerStep
              ? await predict(call, capability, exchange.predictor, signal)
              : failure(`at most ${mostCallsPerStep} calls are answered at once`);
          return { role: 'TOOL', toolCallId: call.id, content };
        }),
      )),
    );
  }
}

/** The result of a call as the chat model reads it; a failed one says why, so that the model can mend it or tell the caller. */
async function predict(
  call: ToolCall,
  { endpoint, model, tool }: PredictionCapability,
  predictor: Predictor,
  signal: AbortSignal,
): Promise<string> {
  if (call.name !== tool.name) return failure(`there is no function ${call.name}`);
  try {
    return predictionResult(await predictor.infer(endpoint, parseToolArguments(call.arguments, model), signal));
  } catch (error) {
    signal.throwIfAborted();
    return failure(error instanceof DomainError ? error.message : 'the call could not be made');
  }
}

function failure(reason: string): string {
  return JSON.stringify({ error: `The prediction failed: ${reason}` });
}
