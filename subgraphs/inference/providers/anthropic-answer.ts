/** Answers of Anthropic's Messages API, whole and as events: https://docs.claude.com/en/docs/build-with-claude/streaming */
import { z } from 'zod';
import type { FinishReason, TokenUsage } from '../domain/conversation.ts';
import { growingText } from '../domain/growing-text.ts';
import type { AnswerDelta, ChatAnswer } from '../domain/provider.ts';

const usage = z.object({
  input_tokens: z.int().nullish(),
  cache_creation_input_tokens: z.int().nullish(),
  cache_read_input_tokens: z.int().nullish(),
  output_tokens: z.int().nullish(),
});
type Usage = z.infer<typeof usage>;

/** Blocks of further kinds, as of thinking, are passed over. */
const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  input: z.unknown().optional(),
});

const message = z.object({ content: z.array(block), stop_reason: z.string().nullish(), usage: usage.optional() });

/** Throws when it is no message. */
export function readMessage(text: string): ChatAnswer {
  const { content, stop_reason: reason, usage: used } = message.parse(JSON.parse(text));
  const words = content.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join('');
  const toolCalls = content.flatMap(({ type, id = '', name = '', input }) =>
    type === 'tool_use' ? [{ id, name, arguments: JSON.stringify(input ?? {}) }] : [],
  );
  return toAnswer(words, toolCalls, reason, used);
}

const events = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message_start'), message: z.object({ usage: usage.optional() }) }),
  z.object({ type: z.literal('content_block_start'), index: z.int(), content_block: block }),
  z.object({
    type: z.literal('content_block_delta'),
    index: z.int(),
    delta: z.looseObject({ type: z.string(), text: z.string().optional(), partial_json: z.string().optional() }),
  }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({ stop_reason: z.string().nullish() }),
    usage: usage.optional(),
  }),
  z.object({ type: z.literal('content_block_stop'), index: z.int() }),
  z.object({ type: z.literal('message_stop') }),
  z.object({ type: z.literal('error'), error: z.object({ type: z.string() }) }),
]);

/** An error that came in the middle of a stream; `kind` as in overloaded_error. */
export class StreamedError extends Error {
  readonly kind: string;

  constructor(kind: string) {
    super(kind);
    this.kind = kind;
  }
}

/** Puts the events of a stream together. */
export function messageReader() {
  const words = growingText();
  const calls = new Map<number, { id: string; name: string; arguments: string }>();
  let reason: string | null | undefined;
  let used: Usage = {};
  let isWhole = false;

  return {
    /** What an event adds; undefined for one that adds nothing. Throws when it cannot be read, or says that the answer failed. */
    take(data: string): AnswerDelta | undefined {
      const parsed: unknown = JSON.parse(data);
      const known = events.safeParse(parsed);
      // The API may send events of new types: those are to be passed over.
      if (!known.success) return isOfKnownType(parsed) ? rethrow(known.error) : undefined;
      const event = known.data;
      switch (event.type) {
        case 'message_start':
          used = { ...event.message.usage };
          return undefined;
        case 'content_block_start': {
          const { type, id = '', name = '', text = '' } = event.content_block;
          if (type === 'text') return takeText(text);
          if (type !== 'tool_use') return undefined;
          calls.set(event.index, { id, name, arguments: '' });
          return { content: '', toolCalls: [{ index: calls.size - 1, id, name, arguments: '' }] };
        }
        case 'content_block_delta': {
          const { text, partial_json: json } = event.delta;
          return calls.has(event.index) && json !== undefined ? takeArguments(event.index, json) : takeText(text ?? '');
        }
        // What takes nothing is given nothing at all, which is no JSON.
        case 'content_block_stop':
          return calls.get(event.index)?.arguments === '' ? takeArguments(event.index, '{}') : undefined;
        case 'message_delta':
          reason = event.delta.stop_reason;
          used = { ...used, ...withoutNulls(event.usage ?? {}) };
          return undefined;
        case 'message_stop':
          isWhole = true;
          return undefined;
        case 'error':
          throw new StreamedError(event.error.type);
      }
    },
    /** Undefined while the stream has not come to its end. */
    answer(): ChatAnswer | undefined {
      if (!isWhole) return undefined;
      const toolCalls = [...calls.values()].map((call) => ({ ...call, arguments: call.arguments || '{}' }));
      return toAnswer(words.text(), toolCalls, reason, used);
    },
  };

  function takeArguments(block: number, piece: string): AnswerDelta {
    const call = calls.get(block);
    if (call) call.arguments += piece;
    return { content: '', toolCalls: [{ index: [...calls.keys()].indexOf(block), arguments: piece }] };
  }

  function takeText(text: string): AnswerDelta {
    words.add(text);
    return { content: text };
  }
}

function isOfKnownType(event: unknown): boolean {
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined;
  return events.options.some((option) => option.shape.type.value === type);
}

function rethrow(error: Error): never {
  throw error;
}

function withoutNulls(given: Usage): Usage {
  return Object.fromEntries(Object.entries(given).filter(([, count]) => count !== null && count !== undefined));
}

const finishReasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'STOP',
  stop_sequence: 'STOP',
  max_tokens: 'LENGTH',
  model_context_window_exceeded: 'LENGTH',
  tool_use: 'TOOL_CALLS',
  refusal: 'CONTENT_FILTER',
};

function toAnswer(
  words: string,
  toolCalls: ChatAnswer['toolCalls'],
  reason: string | null | undefined,
  used: Usage | undefined,
): ChatAnswer {
  const tokens = used && toUsage(used);
  return {
    content: words || null,
    toolCalls,
    finishReason: finishReasons[reason ?? ''] ?? 'STOP',
    ...(tokens && { usage: tokens }),
  };
}

/** Of the prompt, `input_tokens` are only what came from no cache and went into none. */
function toUsage(used: Usage): TokenUsage | undefined {
  if (typeof used.input_tokens !== 'number' || typeof used.output_tokens !== 'number') return undefined;
  const cachedPromptTokens = used.cache_read_input_tokens ?? 0;
  return {
    promptTokens: used.input_tokens + (used.cache_creation_input_tokens ?? 0) + cachedPromptTokens,
    cachedPromptTokens,
    completionTokens: used.output_tokens,
  };
}
