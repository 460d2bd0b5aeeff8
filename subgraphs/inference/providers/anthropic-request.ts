/** Requests in the words of Anthropic's Messages API: https://docs.claude.com/en/api/messages */
import type { ChatMessage, Image, ToolCall } from '../domain/conversation.ts';
import type { ChatRequest } from '../domain/provider.ts';

/** The API insists on a limit. */
const defaultMaxTokens = 4_096;
/** It has temperatures from 0 to 1. */
const highestTemperature = 1;

type Block = Readonly<Record<string, unknown>>;
interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: Block[];
}

export function toMessagesRequest(request: ChatRequest, stream: boolean): object {
  const { model, messages, tools, toolChoice, maxTokens = defaultMaxTokens, temperature, topP, stop, user } = request;
  const system = messages.flatMap(({ role, content }) => (role === 'SYSTEM' && content ? [content] : []));
  return {
    model,
    max_tokens: maxTokens,
    messages: toTurns(messages),
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        name,
        ...(description !== undefined && { description }),
        input_schema: parameters,
      })),
      tool_choice: toToolChoice(toolChoice),
    }),
    ...(temperature !== undefined && { temperature: Math.min(temperature, highestTemperature) }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop && { stop_sequences: stop }),
    ...(user !== undefined && { metadata: { user_id: user } }),
    ...(stream && { stream }),
  };
}

function toToolChoice(choice: ChatRequest['toolChoice']): object {
  if (typeof choice === 'object') return { type: 'tool', name: choice.name };
  return { type: choice === 'required' ? 'any' : choice };
}

/** Turns alternate: what follows in the same role is one turn, and the results of tools are the user's. */
function toTurns(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === 'SYSTEM') continue;
    const role = message.role === 'ASSISTANT' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...toBlocks(message));
    else turns.push({ role, content: toBlocks(message) });
  }
  return turns;
}

function toBlocks({ role, content, images = [], toolCalls = [], toolCallId }: ChatMessage): Block[] {
  if (role === 'TOOL') return [{ type: 'tool_result', tool_use_id: toolCallId, content: content ?? '' }];
  return [
    ...(content ? [{ type: 'text', text: content }] : []),
    ...images.map(toImageBlock),
    ...toolCalls.map((call) => ({ type: 'tool_use', id: call.id, name: call.name, input: inputOf(call) })),
  ];
}

function toImageBlock({ url }: Image): Block {
  const [, type, data] = /^data:([^;]+);base64,(.*)$/s.exec(url) ?? [];
  const source = data === undefined ? { type: 'url', url } : { type: 'base64', media_type: type, data };
  return { type: 'image', source };
}

/** The API takes an object; a model may have written something else. */
function inputOf({ arguments: text }: ToolCall): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : { value: parsed };
  } catch {
    return {};
  }
}
