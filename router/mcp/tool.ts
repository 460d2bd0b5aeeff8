/** A tool: what a client's model is told of it, and a document of ours with the mapping of what goes in and comes out. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { DomainError } from '../../platform/errors.ts';
import { OperationError, type TrustedDocuments } from '../trusted-documents.ts';
import type { McpCall } from './content.ts';

export interface McpTool {
  readonly definition: Tool;
  /** Answers what went wrong, too, so that the client's model reads it and can mend its call. */
  call(input: unknown, call: McpCall): Promise<CallToolResult>;
}

export interface ToolDescription<Input> {
  readonly name: string;
  readonly title: string;
  /** For the client's model: what it does, and when to use it. */
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Changes nothing. */
  readonly readOnly?: boolean;
  /** Talks to something outside of the registry: a language model, a deployed one. */
  readonly openWorld?: boolean;
}

/** A tool whose whole work is one document. */
export function documentTool<Input, Result, Variables extends Record<string, unknown>>(
  documents: TrustedDocuments,
  tool: ToolDescription<Input> & {
    readonly document: TypedDocumentNode<Result, Variables>;
    readonly variables: (input: Input) => Variables;
    /** Throws a `DomainError` when there is nothing to tell. */
    readonly result: (data: Result, input: Input) => object;
  },
): McpTool {
  return toolOf(tool, async (input, { caller }) =>
    tool.result(await documents.execute(tool.document, tool.variables(input), caller), input),
  );
}

export function toolOf<Input>(
  { name, title, description, input: shape, readOnly = false, openWorld = false }: ToolDescription<Input>,
  work: (input: Input, call: McpCall) => Promise<object>,
): McpTool {
  const { $schema: _dialect, ...inputSchema } = z.toJSONSchema(shape, { io: 'input' });
  return {
    definition: {
      name,
      title,
      description,
      inputSchema: inputSchema as Tool['inputSchema'],
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: false,
        idempotentHint: readOnly,
        openWorldHint: openWorld,
      },
    },
    call: (input, call) => answered(async () => work(parsed(shape, input), call)),
  };
}

/** The result of `work`, or its fault in words, as a tool's answer. Faults of ours are thrown. */
export async function answered(work: () => Promise<object>): Promise<CallToolResult> {
  try {
    const result = await work();
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: { ...result } };
  } catch (error) {
    if (!(error instanceof OperationError || error instanceof DomainError)) throw error;
    const details = error instanceof OperationError ? error.errors[0]?.extensions?.details : error.details;
    const fault = { code: error.code, message: error.message, ...(isFilled(details) && { details }) };
    return { isError: true, content: [{ type: 'text', text: JSON.stringify({ error: fault }) }] };
  }
}

const isFilled = (details: unknown): boolean => Array.isArray(details) && details.length > 0;

function parsed<Input>(shape: z.ZodType<Input>, input: unknown): Input {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const [first] = details;
  throw new DomainError('VALIDATION_ERROR', [first?.path, first?.message].filter(Boolean).join(': '), { details });
}

/** `value`, unless there is none. Throws NOT_FOUND. */
export function found<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new DomainError('NOT_FOUND', `${what} does not exist`);
  return value;
}

/** Without what is absent: a GraphQL variable that is null is not one that was left out. */
export function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
