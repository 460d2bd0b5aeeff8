/** What an MCP server offers, apart from how it is spoken. */
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type {
  CallToolResult,
  CompleteRequest,
  GetPromptResult,
  ListResourcesResult,
  Prompt,
  ReadResourceResult,
  ResourceTemplate,
  ServerNotification,
  ServerRequest,
  Tool,
} from '@modelcontextprotocol/sdk/types.js';
import type { Caller } from '../caller.ts';

/** One request of a client. */
export interface McpCall {
  /** Who sent this request; its signal is aborted when the request is cancelled. */
  readonly caller: Caller;
  /** The protocol's own: notifications to the client and requests back to it. */
  readonly extra: RequestHandlerExtra<ServerRequest, ServerNotification>;
}

/** What has changed for a caller. */
export interface McpChanges {
  /** Other tools are listed now. */
  toolsChanged(): void;
  /** What the resource says may be different now. */
  resourceChanged(isOfChange: (uri: string) => boolean): void;
}

/** Each call throws an `OperationError`, a `DomainError` or the protocol's `McpError`; anything else is a fault of ours. */
export interface McpContent {
  /** For the client's model: what all of it is for. */
  readonly instructions: string;
  listTools(call: McpCall): Promise<Tool[]>;
  callTool(name: string, input: Readonly<Record<string, unknown>>, call: McpCall): Promise<CallToolResult>;
  listResources(cursor: string | undefined, call: McpCall): Promise<ListResourcesResult>;
  readonly resourceTemplates: readonly ResourceTemplate[];
  readResource(uri: string, call: McpCall): Promise<ReadResourceResult>;
  readonly prompts: readonly Prompt[];
  getPrompt(name: string, input: Readonly<Record<string, string>>, call: McpCall): Promise<GetPromptResult>;
  /** What an argument of a prompt or of a resource template may become; the best first. */
  complete(request: CompleteRequest['params'], call: McpCall): Promise<readonly string[]>;
  /** Tells of changes until `signal` is aborted. Throws nothing. */
  watch(caller: Caller, changes: McpChanges, stillAllowed: () => Promise<unknown>, signal: AbortSignal): void;
}
