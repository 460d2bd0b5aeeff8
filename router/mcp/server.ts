/** The protocol's side of one session, or of one request that has none: requests in, our content out, faults of ours kept in the log. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ServerNotification,
  type ServerRequest,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Identity } from '../../platform/access.ts';
import { toClientError } from '../../platform/graphql-errors.ts';
import type { Logger } from '../../platform/logging.ts';
import { OperationError } from '../trusted-documents.ts';
import type { McpCall, McpContent } from './content.ts';

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Resources one session may be told of. */
const mostSubscriptions = 200;
/** The protocol's limit of one answer to completion/complete. */
const mostCompletions = 100;
/** "Resource not found", of the protocol's own codes. */
const resourceNotFound = -32002;

export interface McpServer {
  readonly server: Server;
  /** Of the resources the client has asked to be told of. */
  readonly subscribed: ReadonlySet<string>;
  /** Resolves when no request is being worked on. */
  idle(): Promise<void>;
}

export function mcpServer(content: McpContent, logger: Logger): McpServer {
  const server = new Server(
    { name: 'modelgraph', title: 'Modelgraph', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        prompts: {},
        completions: {},
        logging: {},
      },
      instructions: content.instructions,
      debouncedNotificationMethods: ['notifications/tools/list_changed'],
    },
  );
  const subscribed = new Set<string>();
  const underway = new Set<Promise<unknown>>();

  /** Runs a request's handler in the name of who sent it, and masks what is not meant for them. */
  const handled =
    <Request, Result>(handle: (request: Request, call: McpCall) => Promise<Result>) =>
    async (request: Request, extra: Extra): Promise<Result> => {
      const work = handle(request, { caller: callerOf(extra), extra }).catch((error) => {
        throw toProtocolError(error, logger);
      });
      underway.add(work);
      try {
        return await work;
      } finally {
        underway.delete(work);
      }
    };

  server.setRequestHandler(
    ListToolsRequestSchema,
    handled(async (_request, call) => ({ tools: await content.listTools(call) })),
  );
  server.setRequestHandler(
    CallToolRequestSchema,
    handled(({ params }, call) => content.callTool(params.name, params.arguments ?? {}, call)),
  );
  server.setRequestHandler(
    ListResourcesRequestSchema,
    handled(({ params }, call) => content.listResources(params?.cursor, call)),
  );
  server.setRequestHandler(
    ListResourceTemplatesRequestSchema,
    handled(async () => ({ resourceTemplates: [...content.resourceTemplates] })),
  );
  server.setRequestHandler(
    ReadResourceRequestSchema,
    handled(({ params }, call) => content.readResource(params.uri, call)),
  );
  server.setRequestHandler(
    SubscribeRequestSchema,
    handled(async ({ params }, call) => {
      // Whoever may not read a resource is not told of its changes either.
      await content.readResource(params.uri, call);
      if (subscribed.size >= mostSubscriptions) {
        throw new McpError(ErrorCode.InvalidRequest, `A session may subscribe to ${mostSubscriptions} resources`);
      }
      subscribed.add(params.uri);
      return {};
    }),
  );
  server.setRequestHandler(
    UnsubscribeRequestSchema,
    handled(async ({ params }) => {
      subscribed.delete(params.uri);
      return {};
    }),
  );
  server.setRequestHandler(
    ListPromptsRequestSchema,
    handled(async () => ({ prompts: [...content.prompts] })),
  );
  server.setRequestHandler(
    GetPromptRequestSchema,
    handled(({ params }, call) => content.getPrompt(params.name, params.arguments ?? {}, call)),
  );
  server.setRequestHandler(
    CompleteRequestSchema,
    handled(async ({ params }, call) => {
      const values = await content.complete(params, call);
      return { completion: { values: values.slice(0, mostCompletions), hasMore: values.length > mostCompletions } };
    }),
  );

  return {
    server,
    subscribed,
    async idle() {
      await Promise.allSettled(underway);
    },
  };
}

/** The door has authenticated every HTTP request, and hands the identity on with it. */
function callerOf({ authInfo, signal }: Extra): McpCall['caller'] {
  const identity = authInfo?.extra?.identity as Identity | undefined;
  if (!identity) throw new Error('A request came past the door');
  return { identity, anonymous: false, isOurs: true, signal };
}

function toProtocolError(error: unknown, logger: Logger): McpError {
  if (error instanceof McpError) return error;
  const [shown] = error instanceof OperationError ? error.errors : [toClientError(error, logger)];
  const { message, extensions } = shown ?? { message: 'Internal server error' };
  if (extensions?.code === 'NOT_FOUND') return new McpError(resourceNotFound, message, extensions);
  const isOfTheCaller = extensions?.code === 'VALIDATION_ERROR' || extensions?.code === 'BAD_USER_INPUT';
  return new McpError(isOfTheCaller ? ErrorCode.InvalidParams : ErrorCode.InternalError, message, extensions);
}
