/** The messages of a conversation, as callers send them. */
import { z } from 'zod';
import type { ChatMessage } from '../domain/conversation.ts';
import { name } from './input.ts';

const mostMessages = 256;
const mostBytes = 256 * 1024;
const mostImages = 16;
const mostImageBytes = 768 * 1024;
const mostToolCalls = 128;

const imageUrl = /^(https:\/\/[^\s]+|data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2})$/;

const image = z.object({
  url: z.string().regex(imageUrl, 'An image is an https address, or data:image/… of png, jpeg, gif or webp in base64'),
  detail: z.enum(['AUTO', 'LOW', 'HIGH']).exactOptional(),
});

const toolCall = z.object({
  id: name('The call id', 256),
  name: name('The tool', 256),
  arguments: z.string(),
});

const message = z
  .object({
    role: z.enum(['SYSTEM', 'USER', 'ASSISTANT', 'TOOL']),
    content: z.string().exactOptional(),
    images: z.array(image).max(mostImages, `At most ${mostImages} images are taken`).exactOptional(),
    toolCalls: z.array(toolCall).max(mostToolCalls, `At most ${mostToolCalls} calls are taken`).exactOptional(),
    toolCallId: name('The tool call id', 256).exactOptional(),
  })
  .refine(({ role, toolCallId }) => role !== 'TOOL' || toolCallId !== undefined, {
    path: ['toolCallId'],
    error: 'A TOOL message must name the call it answers',
  })
  .refine(({ role, images = [] }) => role === 'USER' || images.length === 0, {
    path: ['images'],
    error: 'Only USER messages have images',
  })
  .refine(({ role, toolCalls = [] }) => role === 'ASSISTANT' || toolCalls.length === 0, {
    path: ['toolCalls'],
    error: 'Only ASSISTANT messages have tool calls',
  })
  .refine(
    ({ content, images = [], toolCalls = [] }) => content !== undefined || images.length > 0 || toolCalls.length > 0,
    { path: ['content'], error: 'The message says nothing' },
  )
  .transform(({ content = null, ...rest }): ChatMessage => ({ content, ...rest }));

export const messages = z
  .array(message)
  .min(1, 'At least one message is needed')
  .max(mostMessages, `At most ${mostMessages} messages are taken`)
  .refine((list) => sum(list, textBytes) <= mostBytes, {
    error: `The messages are larger than ${mostBytes / 1024} KiB in all`,
  })
  .refine((list) => sum(list, imageBytes) <= mostImageBytes, {
    error: `The images are larger than ${mostImageBytes / 1024} KiB in all`,
  });

function sum(list: readonly ChatMessage[], size: (message: ChatMessage) => number): number {
  return list.reduce((bytes, item) => bytes + size(item), 0);
}

function textBytes({ content, toolCalls = [] }: ChatMessage): number {
  const calls = toolCalls.map((call) => call.arguments);
  return [content ?? '', ...calls].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

function imageBytes({ images = [] }: ChatMessage): number {
  return images.reduce((bytes, { url }) => bytes + url.length, 0);
}
