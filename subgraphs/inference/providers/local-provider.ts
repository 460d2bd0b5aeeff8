/**
 * The provider that answers when none is configured: no language model, but a small program that takes part in the same
 * exchange. It calls the tool it is given with the numbers of the last user message, and reports the result. The same
 * request always gets the same answer. Tokens are counted as one for every four characters.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatMessage, estimateTokens, type JsonSchema, type ToolDefinition } from '../domain/conversation.ts';
import type { ChatAnswer, ChatProvider, ChatRequest } from '../domain/provider.ts';

export const localProviderName = 'local';
/** Makes its stream look, to a client, like that of a fast language model. */
const wordMilliseconds = 4;
const embeddingDimensions = 256;

export function localProvider(): ChatProvider {
  return {
    name: localProviderName,
    models: ['*'],
    listedModels: [localProviderName],
    isDefault: true,
    weight: 1,
    factsOf: (model) => ({ upstreamName: model, vision: false, jsonSchema: false, severalAnswers: false }),

    async complete(request, signal) {
      signal.throwIfAborted();
      return answerTo(request);
    },

    async *stream(request, signal) {
      const answer = answerTo(request);
      for (const word of answer.content?.match(/\s*\S+/g) ?? []) {
        await sleep(wordMilliseconds, undefined, { signal });
        yield { content: word };
      }
      return answer;
    },

    async embed({ texts, dimensions = embeddingDimensions }, signal) {
      signal.throwIfAborted();
      const promptTokens = texts.reduce((tokens, text) => tokens + estimateTokens(text), 0);
      return {
        vectors: texts.map((text) => hashedWords(text, dimensions)),
        usage: { promptTokens, cachedPromptTokens: 0, completionTokens: 0 },
      };
    },

    checkHealth: async () => ({ status: 'HEALTHY' }),
  };
}

function answerTo(request: ChatRequest): ChatAnswer {
  const { messages, tools, toolChoice, maxTokens } = request;
  const [tool] = tools;
  const question = lastOf(messages, 'USER')?.content ?? '';
  const numbers = (question.match(/(?<![\w.])-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  const result = resultAfterQuestion(messages);
  const promptTokens = messages.reduce((tokens, { content }) => tokens + estimateTokens(content ?? ''), 0);

  if (tool && toolChoice !== 'none' && result === undefined && numbers.length > 0) {
    const call = { id: `call-${messages.length}`, name: tool.name, arguments: JSON.stringify(fill(tool, numbers)) };
    const completionTokens = estimateTokens(call.name + call.arguments);
    return {
      content: null,
      toolCalls: [call],
      finishReason: 'TOOL_CALLS',
      usage: { promptTokens, cachedPromptTokens: 0, completionTokens },
    };
  }

  const text = `This is Modelgraph's local provider, not a language model. ${findings(request, question, result)}`;
  const content = maxTokens === undefined ? text : text.slice(0, maxTokens * 4);
  return {
    content,
    toolCalls: [],
    finishReason: content.length < text.length ? 'LENGTH' : 'STOP',
    usage: { promptTokens, cachedPromptTokens: 0, completionTokens: estimateTokens(content) },
  };
}

function findings({ model, tools, messages }: ChatRequest, question: string, result: string | undefined): string {
  const subject = registeredModel(messages);
  if (result !== undefined) return `${subject ?? 'The tool'} answered: ${inWords(result)}.`;
  if (subject && tools.length > 0) return `The last user message holds no numbers to ask ${subject} with.`;
  const words = question.split(/\s+/).filter(Boolean);
  const summary = words.slice(0, 12).join(' ') + (words.length > 12 ? ' …' : '');
  const context = subject ? `, with ${subject} as context, which cannot be called now` : '';
  return `It was asked, as "${model}"${context}: ${summary}`;
}

/** The registered model's id and version, as the gateway's card has them. */
function registeredModel(messages: readonly ChatMessage[]): string | undefined {
  const card = lastOf(messages, 'SYSTEM', '<registered_model>')?.content ?? '';
  const facts = /<registered_model>\n(.*)\n<\/registered_model>/.exec(card)?.[1];
  if (!facts) return undefined;
  const { id, version } = JSON.parse(facts) as { id: string; version: string };
  return `${id} ${version}`;
}

function lastOf(messages: readonly ChatMessage[], role: ChatMessage['role'], including = ''): ChatMessage | undefined {
  return messages.findLast((message) => message.role === role && message.content?.includes(including));
}

/** What the tool has answered to the last question, if it was asked. */
function resultAfterQuestion(messages: readonly ChatMessage[]): string | undefined {
  const question = messages.findLastIndex(({ role }) => role === 'USER');
  return messages.slice(question + 1).findLast(({ role }) => role === 'TOOL')?.content ?? undefined;
}

function inWords(result: string): string {
  try {
    const parsed = JSON.parse(result) as Record<string, unknown>;
    if (typeof parsed.error === 'string') return parsed.error;
    return Object.entries(parsed)
      .map(([name, value]) => `${name} is ${describe(value)}`)
      .join(', ');
  } catch {
    return result;
  }
}

function describe(value: unknown): string {
  return Array.isArray(value) ? value.flat(8).slice(0, 16).map(describe).join(', ') : String(value);
}

/** Arguments for the tool: the numbers in order, zeros where they run out. */
function fill({ parameters }: ToolDefinition, numbers: readonly number[]): unknown {
  const left = [...numbers];
  const valueFor = (schema: Partial<JsonSchema>): unknown => {
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, property]) => [name, valueFor(property)]),
        );
      case 'array':
        return Array.from({ length: schema.minItems ?? 1 }, () => (schema.items ? valueFor(schema.items) : null));
      case 'number':
        return left.shift() ?? 0;
      case 'integer':
        return Math.trunc(left.shift() ?? 0);
      case 'boolean':
        return (left.shift() ?? 0) !== 0;
      case 'string':
        return String(left.shift() ?? '');
      default:
        return null;
    }
  };
  return valueFor(parameters);
}

/** Each word adds to one place of the vector, so texts that share words are near each other. Of length one. */
function hashedWords(text: string, dimensions: number): number[] {
  const vector: number[] = Array(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const place = createHash('sha256').update(word).digest().readUInt32BE(0) % dimensions;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
