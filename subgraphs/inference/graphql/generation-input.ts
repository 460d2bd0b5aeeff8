/** How an answer is to be made, as callers say it. */
import { z } from 'zod';
import type { ToolDefinition } from '../domain/conversation.ts';
import type { ResponseFormat, ToolChoice } from '../domain/provider.ts';
import { name } from './input.ts';

const mostTokens = 1_000_000;
const mostTools = 128;
const largestSchemaBytes = 64 * 1024;

/** A number of the field `field` between two bounds. */
const between = (field: string, least: number, most: number) =>
  z
    .number()
    .min(least, `${field} must be from ${least} to ${most}`)
    .max(most, `${field} must be from ${least} to ${most}`);

const identifier = (what: string) =>
  z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/, `${what} takes 1 to 64 of a-z, A-Z, 0-9, _ and -`);

const objectSchema = (what: string) =>
  z
    .record(z.string(), z.unknown(), `${what} is a JSON Schema, which is an object`)
    .refine((schema) => JSON.stringify(schema).length <= largestSchemaBytes, {
      error: `${what} is larger than ${largestSchemaBytes / 1024} KiB`,
    });

export const maxTokens = z
  .int()
  .min(1, 'maxTokens must be at least 1')
  .max(mostTokens, `maxTokens must be at most ${mostTokens}`);

const responseFormat = z
  .object({
    type: z.enum(['TEXT', 'JSON_OBJECT', 'JSON_SCHEMA']),
    name: identifier('The name').exactOptional(),
    schema: objectSchema('The schema').exactOptional(),
    strict: z.boolean().default(true),
  })
  .refine(({ type, name: given }) => type !== 'JSON_SCHEMA' || given !== undefined, {
    path: ['name'],
    error: 'A JSON_SCHEMA needs a name',
  })
  .refine(({ type, schema }) => type !== 'JSON_SCHEMA' || schema !== undefined, {
    path: ['schema'],
    error: 'A JSON_SCHEMA needs its schema',
  })
  .transform(({ type, name: given = '', schema = {}, strict }): ResponseFormat => {
    return type === 'JSON_SCHEMA' ? { type, name: given, schema, strict } : { type };
  });

const metadata = z
  .array(z.object({ key: name('The key', 64), value: z.string().max(512, 'The value has more than 512 characters') }))
  .max(16, 'At most 16 entries are taken')
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value])));

export const generationSettings = {
  maxTokens: maxTokens.exactOptional(),
  temperature: between('temperature', 0, 2).exactOptional(),
  topP: z.number().gt(0, 'topP must be more than 0').max(1, 'topP must be at most 1').exactOptional(),
  stop: z
    .array(z.string().min(1, 'A stop is empty').max(256, 'A stop has more than 256 characters'))
    .max(4, 'At most 4 stops are taken')
    .exactOptional(),
  seed: z.int().exactOptional(),
  presencePenalty: between('presencePenalty', -2, 2).exactOptional(),
  frequencyPenalty: between('frequencyPenalty', -2, 2).exactOptional(),
  n: z.int().min(1, 'n must be from 1 to 8').max(8, 'n must be from 1 to 8').exactOptional(),
  reasoningEffort: z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH']).exactOptional(),
  responseFormat: responseFormat.exactOptional(),
  metadata: metadata.exactOptional(),
  user: name('The user', 256).exactOptional(),
};

export const tools = z
  .array(
    z
      .object({
        name: identifier('The name'),
        description: z.string().max(4_096, 'The description has more than 4096 characters').exactOptional(),
        parameters: objectSchema('What a tool takes').default({ type: 'object', properties: {} }),
      })
      .transform((tool): ToolDefinition => tool),
  )
  .max(mostTools, `At most ${mostTools} tools are taken`)
  .refine((list) => new Set(list.map((tool) => tool.name)).size === list.length, {
    error: 'Two tools have the same name',
  });

export const toolChoice = z
  .object({ mode: z.enum(['AUTO', 'NONE', 'REQUIRED', 'FUNCTION']), name: z.string().exactOptional() })
  .refine(({ mode, name: given }) => mode !== 'FUNCTION' || given !== undefined, {
    path: ['name'],
    error: 'FUNCTION needs the name of a tool',
  })
  .transform(({ mode, name: given = '' }): ToolChoice => {
    return mode === 'FUNCTION' ? { name: given } : (mode.toLowerCase() as 'auto' | 'none' | 'required');
  });
