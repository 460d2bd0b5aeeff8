/** Requests in the words of OpenAI's API. */
import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
  ChatCompletionToolChoiceOption,
} from 'openai/resources/chat/completions';
import type { ChatMessage } from '../domain/conversation.ts';
import type { ChatRequest, ResponseFormat, ToolChoice } from '../domain/provider.ts';

type Parameters = ChatCompletionCreateParamsNonStreaming;

/** OpenAI's reasoning models refuse `max_tokens`; many compatible servers know nothing else. */
const takesCompletionTokens = /^(o\d|gpt-([5-9]|\d\d))/;

export function toParameters(request: ChatRequest): Parameters {
  const { model, messages, tools, toolChoice, maxTokens, stop, metadata, reasoningEffort, responseFormat } = request;
  return {
    model,
    messages: messages.map(toMessage),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({
        type: 'function' as const,
        function: { name, ...(description !== undefined && { description }), parameters: { ...parameters } },
      })),
      tool_choice: toToolChoice(toolChoice),
    }),
    ...(maxTokens !== undefined &&
      (takesCompletionTokens.test(model) ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens })),
    ...given('temperature', request.temperature),
    ...given('top_p', request.topP),
    ...given('seed', request.seed),
    ...given('presence_penalty', request.presencePenalty),
    ...given('frequency_penalty', request.frequencyPenalty),
    ...given('n', request.n),
    ...given('user', request.user),
    ...(stop && { stop: [...stop] }),
    ...(metadata && { metadata: { ...metadata } }),
    ...(reasoningEffort && { reasoning_effort: reasoningEffort.toLowerCase() as Lowercase<typeof reasoningEffort> }),
    ...(responseFormat && { response_format: toFormat(responseFormat) }),
  };
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

function toToolChoice(choice: ToolChoice): ChatCompletionToolChoiceOption {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}

function toFormat(format: ResponseFormat): NonNullable<Parameters['response_format']> {
  if (format.type !== 'JSON_SCHEMA') return { type: format.type === 'TEXT' ? 'text' : 'json_object' };
  const { name, schema, strict } = format;
  return { type: 'json_schema', json_schema: { name, schema: { ...schema }, strict } };
}

function toMessage({
  role,
  content,
  images = [],
  toolCalls = [],
  toolCallId,
}: ChatMessage): ChatCompletionMessageParam {
  switch (role) {
    case 'SYSTEM':
      return { role: 'system', content: content ?? '' };
    case 'USER':
      return { role: 'user', content: images.length > 0 ? withImages(content, images) : (content ?? '') };
    case 'TOOL':
      return { role: 'tool', content: content ?? '', tool_call_id: toolCallId ?? '' };
    case 'ASSISTANT':
      if (toolCalls.length === 0) return { role: 'assistant', content };
      return {
        role: 'assistant',
        content,
        tool_calls: toolCalls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: call.arguments },
        })),
      };
  }
}

function withImages(content: string | null, images: NonNullable<ChatMessage['images']>): ChatCompletionContentPart[] {
  return [
    ...(content ? [{ type: 'text' as const, text: content }] : []),
    ...images.map(({ url, detail }) => ({
      type: 'image_url' as const,
      image_url: { url, ...(detail && { detail: detail.toLowerCase() as Lowercase<typeof detail> }) },
    })),
  ];
}
