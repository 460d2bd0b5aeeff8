/** The words of a conversation with a chat model, whichever provider speaks it. */

export type MessageRole = 'SYSTEM' | 'USER' | 'ASSISTANT' | 'TOOL';
export type FinishReason = 'STOP' | 'LENGTH' | 'TOOL_CALLS' | 'CONTENT_FILTER';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it: it may be malformed. */
  readonly arguments: string;
}

export interface Image {
  /** https, or data: with the image itself. */
  readonly url: string;
  readonly detail?: 'AUTO' | 'LOW' | 'HIGH';
}

export interface ChatMessage {
  readonly role: MessageRole;
  readonly content: string | null;
  /** For USER: shown after the text. */
  readonly images?: readonly Image[];
  /** For ASSISTANT: the calls it made. */
  readonly toolCalls?: readonly ToolCall[];
  /** For TOOL: which call this answers. */
  readonly toolCallId?: string;
}

/** A JSON Schema (draft 2020-12), as far as tools need it. */
export interface JsonSchema {
  readonly type: 'object' | 'array' | 'number' | 'integer' | 'boolean' | 'string';
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface ToolDefinition {
  /** 1 to 64 characters of a-z, A-Z, 0-9, _ and -. */
  readonly name: string;
  readonly description?: string;
  /** A JSON Schema; those of callers may say anything. */
  readonly parameters: object;
}

/** Tokens of one request to a provider. */
export interface TokenUsage {
  readonly promptTokens: number;
  /** Those of `promptTokens` that the provider read from its prompt cache. */
  readonly cachedPromptTokens: number;
  readonly completionTokens: number;
  /** Those of `completionTokens` that went into thinking. */
  readonly reasoningTokens?: number;
}

/** Roughly what English text costs in common tokenizers: one token for every four characters, rounded up. */
export function estimateTokens(text: string): number {
  return tokensOfCharacters(text.length);
}

/** The same for a text of which only the length is known. */
export function tokensOfCharacters(characters: number): number {
  return Math.ceil(characters / 4);
}

/** What an image costs most vision models in high detail, roughly. */
export const tokensPerImage = 800;

/** Of a whole prompt, roughly. */
export function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce(
    (tokens, { content, images = [] }) => tokens + estimateTokens(content ?? '') + images.length * tokensPerImage,
    0,
  );
}
