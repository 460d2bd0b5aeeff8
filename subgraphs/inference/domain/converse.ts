/**
 * The exchange with a chat model: asks it, calls the tools that are the gateway's own where it wants that, asks again, until it answers,
 * or wants the caller's tools called, which is an answer too.
 */
import { DomainError } from '../../../platform/errors.ts';
import type { ChatMessage, ToolCall, ToolDefinition } from './conversation.ts';
import type { AnswerDelta, ChatAnswer, GenerationSettings, Question, ToolChoice } from './provider.ts';

/** After so many answers that were nothing but calls of the gateway's tools the model must answer otherwise. */
const mostToolSteps = 4;
/** Of one answer's tool calls; the rest are refused. */
const mostCallsPerStep = 8;

/** A tool that the gateway calls by itself. */
export interface OwnTool {
  readonly definition: ToolDefinition;
  /** What the chat model reads as the result; what failed is said in it. Throws only when `signal` is aborted. */
  call(argumentsText: string, signal: AbortSignal): Promise<string>;
}

/** What the caller wants of the chat model. */
export interface ConversationRequest extends GenerationSettings {
  readonly messages: readonly ChatMessage[];
  /** The caller's. */
  readonly tools: readonly ToolDefinition[];
  /** Which of the caller's tools. */
  readonly toolChoice: ToolChoice;
}

export interface Exchange {
  readonly request: ConversationRequest;
  readonly ownTools: readonly OwnTool[];
  /** Asks the chat model once; yields its answer as it comes, if it streams, as `toShown` lets it be seen. */
  readonly ask: (
    question: Question,
    toShown: (delta: AnswerDelta) => AnswerDelta,
  ) => AsyncGenerator<AnswerDelta, ChatAnswer>;
  readonly signal: AbortSignal;
}

/** Yields the answer as it comes and returns the last one whole, with calls of the caller's tools only. Throws what `ask` throws. */
export async function* converse(exchange: Exchange): AsyncGenerator<AnswerDelta, ChatAnswer> {
  const { request, ownTools, signal } = exchange;
  const own = new Map(ownTools.map((tool) => [tool.definition.name, tool]));
  const messages = [...request.messages];

  for (let step = 0; ; step += 1) {
    const mayCall = own.size > 0 && step < mostToolSteps;
    const answer = yield* exchange.ask(questionOf(exchange, messages, mayCall), withoutCallsOf(own));
    const ownCalls = answer.toolCalls.filter(({ name }) => own.has(name) || request.tools.length === 0);
    const callersCalls = answer.toolCalls.filter((call) => !ownCalls.includes(call));
    if (!mayCall || ownCalls.length === 0 || callersCalls.length > 0) {
      if (ownCalls.length > 0 && callersCalls.length === 0 && !answer.content) {
        throw new DomainError('PROVIDER_ERROR', 'The chat model called tools again and again instead of answering');
      }
      return { ...answer, toolCalls: callersCalls };
    }
    messages.push({ role: 'ASSISTANT', content: answer.content, toolCalls: ownCalls });
    messages.push(...(await Promise.all(ownCalls.map((call, index) => resultOf(call, index, own, signal)))));
  }
}

function questionOf({ request, ownTools }: Exchange, messages: readonly ChatMessage[], mayCall: boolean): Question {
  const { tools, toolChoice } = request;
  const definitions = ownTools.map(({ definition }) => definition);
  // Without tools of the caller's, the gateway's own stay named in the last question: the conversation mentions them.
  if (tools.length === 0) {
    return { ...request, messages, tools: definitions, toolChoice: mayCall ? 'auto' : 'none' };
  }
  return { ...request, messages, tools: mayCall ? [...tools, ...definitions] : tools, toolChoice };
}

async function resultOf(
  { id, name, arguments: argumentsText }: ToolCall,
  index: number,
  own: ReadonlyMap<string, OwnTool>,
  signal: AbortSignal,
): Promise<ChatMessage> {
  const tool = own.get(name);
  const call = (): Promise<string> | string => {
    if (index >= mostCallsPerStep) return failedCall(`at most ${mostCallsPerStep} calls are answered at once`);
    return tool ? tool.call(argumentsText, signal) : failedCall(`there is no function ${name}`);
  };
  return { role: 'TOOL', toolCallId: id, content: await call() };
}

export function failedCall(reason: string): string {
  return JSON.stringify({ error: `The call failed: ${reason}` });
}

/** Takes the calls of the gateway's own tools out of what the caller sees. Only the first piece of a call has its name. */
function withoutCallsOf(own: ReadonlyMap<string, OwnTool>): (delta: AnswerDelta) => AnswerDelta {
  const hidden = new Set<number>();
  return ({ content, toolCalls = [] }) => {
    for (const { index, name } of toolCalls) {
      if (name === undefined) continue;
      if (own.has(name)) hidden.add(index);
      else hidden.delete(index);
    }
    const shown = toolCalls.filter(({ index }) => !hidden.has(index));
    return shown.length > 0 ? { content, toolCalls: shown } : { content };
  };
}
