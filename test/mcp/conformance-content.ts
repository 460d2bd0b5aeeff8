/** What the conformance suite wants of a server: tools, resources and prompts by names of its own. Served by our door, for tests only. */
import {
  type CallToolResult,
  CreateMessageResultSchema,
  ElicitResultSchema,
  type GetPromptResult,
  type PrimitiveSchemaDefinition,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { DomainError } from '../../platform/errors.ts';
import type { McpCall, McpContent } from '../../router/mcp/content.ts';

type Input = Readonly<Record<string, unknown>>;

/** One red pixel, and a wave of no samples. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const wav = 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=';

const text = (words: string) => ({ type: 'text' as const, text: words });
const image = { type: 'image' as const, data: png, mimeType: 'image/png' };
const embedded = (uri: string, words: string, mimeType = 'text/plain') => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: words },
});
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

const log = ({ extra }: McpCall, data: string) =>
  extra.sendNotification({ method: 'notifications/message', params: { level: 'info', logger: 'conformance', data } });

async function elicit(
  { extra }: McpCall,
  message: string,
  properties: Record<string, PrimitiveSchemaDefinition>,
  required: string[] = [],
) {
  const requestedSchema = { type: 'object' as const, properties, ...(required.length > 0 && { required }) };
  const params = { message, requestedSchema };
  return extra.sendRequest({ method: 'elicitation/create', params }, ElicitResultSchema);
}

const answeredBy = ({ action, content }: { action: string; content?: unknown }): CallToolResult => ({
  content: [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`)],
});

const tools: Readonly<Record<string, { input?: object; call(input: Input, call: McpCall): Promise<CallToolResult> }>> =
  {
    test_simple_text: {
      call: async () => ({ content: [text('This is a simple text response for testing.')] }),
    },
    test_image_content: { call: async () => ({ content: [image] }) },
    test_audio_content: {
      call: async () => ({ content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }] }),
    },
    test_embedded_resource: {
      call: async () => ({
        content: [embedded('test://embedded-resource', 'This is an embedded resource content.')],
      }),
    },
    test_multiple_content_types: {
      call: async () => ({
        content: [
          text('Multiple content types test:'),
          image,
          embedded('test://mixed-content-resource', '{"test":"data","value":123}', 'application/json'),
        ],
      }),
    },
    test_tool_with_logging: {
      async call(_input, call) {
        for (const line of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
          await log(call, line);
          await pause();
        }
        return { content: [text('Tool with logging executed successfully')] };
      },
    },
    test_tool_with_progress: {
      async call(_input, { extra }) {
        const progressToken = extra._meta?.progressToken ?? 0;
        for (const progress of [0, 50, 100]) {
          const params = { progressToken, progress, total: 100, message: `Completed step ${progress} of 100` };
          await extra.sendNotification({ method: 'notifications/progress', params });
          await pause();
        }
        return { content: [text(String(progressToken))] };
      },
    },
    test_error_handling: {
      call: async () => ({ isError: true, content: [text('This tool intentionally returns an error for testing')] }),
    },
    test_reconnection: {
      async call(_input, { extra }) {
        await pause();
        extra.closeSSEStream?.();
        await pause();
        return { content: [text('Reconnection test completed successfully.')] };
      },
    },
    test_sampling: {
      input: { prompt: { type: 'string' } },
      async call({ prompt }, { extra }) {
        const messages = [{ role: 'user' as const, content: text(String(prompt)) }];
        const params = { messages, maxTokens: 100 };
        const { content } = await extra.sendRequest(
          { method: 'sampling/createMessage', params },
          CreateMessageResultSchema,
        );
        return { content: [text(`LLM response: ${content.type === 'text' ? content.text : 'none'}`)] };
      },
    },
    test_elicitation: {
      input: { message: { type: 'string' } },
      async call({ message }, call) {
        const properties = {
          username: { type: 'string' as const, description: "User's response" },
          email: { type: 'string' as const, description: "User's email address" },
        };
        const { action, content } = await elicit(call, String(message), properties, ['username', 'email']);
        return { content: [text(`User response: action: ${action}, content: ${JSON.stringify(content ?? {})}`)] };
      },
    },
    test_elicitation_sep1034_defaults: {
      call: async (_input, call) =>
        answeredBy(
          await elicit(call, 'Please review and update the form fields with defaults', {
            name: { type: 'string', description: 'User name', default: 'John Doe' },
            age: { type: 'integer', description: 'User age', default: 30 },
            score: { type: 'number', description: 'User score', default: 95.5 },
            status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
            verified: { type: 'boolean', description: 'Verification status', default: true },
          }),
        ),
    },
    test_elicitation_sep1330_enums: {
      call: async (_input, call) =>
        answeredBy(
          await elicit(call, 'Please select options from the enum fields', {
            untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
            titledSingle: {
              type: 'string',
              oneOf: [
                { const: 'value1', title: 'First Option' },
                { const: 'value2', title: 'Second Option' },
                { const: 'value3', title: 'Third Option' },
              ],
            },
            legacyEnum: {
              type: 'string',
              enum: ['opt1', 'opt2', 'opt3'],
              enumNames: ['Option One', 'Option Two', 'Option Three'],
            },
            untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
            titledMulti: {
              type: 'array',
              items: {
                anyOf: [
                  { const: 'value1', title: 'First Choice' },
                  { const: 'value2', title: 'Second Choice' },
                  { const: 'value3', title: 'Third Choice' },
                ],
              },
            },
          }),
        ),
    },
    json_schema_2020_12_tool: {
      call: async () => ({ content: [text('JSON Schema 2020-12 tool executed')] }),
    },
  };

const schema2020: Tool['inputSchema'] = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
  properties: { name: { type: 'string' }, address: { $ref: '#/$defs/address' } },
  additionalProperties: false,
};

const definitions: Tool[] = Object.entries(tools).map(([name, { input = {} }]) => ({
  name,
  description: name.replaceAll('_', ' '),
  inputSchema:
    name === 'json_schema_2020_12_tool'
      ? schema2020
      : { type: 'object', properties: input as Record<string, object>, required: Object.keys(input) },
}));

const user = (content: GetPromptResult['messages'][number]['content']): GetPromptResult => ({
  messages: [{ role: 'user', content }],
});

const prompts: Readonly<Record<string, { input?: string[]; make(input: Record<string, string>): GetPromptResult }>> = {
  test_simple_prompt: { make: () => user(text('This is a simple prompt for testing.')) },
  test_prompt_with_arguments: {
    input: ['arg1', 'arg2'],
    make: ({ arg1, arg2 }) => user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  },
  test_prompt_with_embedded_resource: {
    input: ['resourceUri'],
    make: ({ resourceUri }) => ({
      messages: [
        { role: 'user', content: embedded(String(resourceUri), 'Embedded resource content for testing.') },
        { role: 'user', content: text('Please process the embedded resource above.') },
      ],
    }),
  },
  test_prompt_with_image: {
    make: () => ({
      messages: [
        { role: 'user', content: image },
        { role: 'user', content: text('Please analyze the image above.') },
      ],
    }),
  },
};

const resources = [
  {
    uri: 'test://static-text',
    name: 'static-text',
    mimeType: 'text/plain',
    text: 'This is the content of the static text resource.',
  },
  { uri: 'test://static-binary', name: 'static-binary', mimeType: 'image/png', blob: png },
  {
    uri: 'test://watched-resource',
    name: 'watched-resource',
    mimeType: 'text/plain',
    text: 'Watched resource content',
  },
];

function read(uri: string) {
  const found = resources.find((resource) => resource.uri === uri);
  if (found) return found;
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (!id) throw new DomainError('NOT_FOUND', `There is no resource ${uri}`);
  const data = { id, templateTest: true, data: `Data for ID: ${id}` };
  return { uri, mimeType: 'application/json', text: JSON.stringify(data) };
}

export const conformanceContent: McpContent = {
  instructions: 'Only for conformance tests.',
  listTools: async () => definitions,
  async callTool(name, input, call) {
    const tool = tools[name];
    if (!tool) throw new DomainError('NOT_FOUND', `There is no tool ${name}`);
    return tool.call(input, call);
  },
  listResources: async () => ({ resources: resources.map(({ uri, name, mimeType }) => ({ uri, name, mimeType })) }),
  resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
  readResource: async (uri) => ({ contents: [read(uri)] }),
  prompts: Object.entries(prompts).map(([name, { input = [] }]) => ({
    name,
    description: name.replaceAll('_', ' '),
    arguments: input.map((argument) => ({ name: argument, description: argument, required: true })),
  })),
  async getPrompt(name, input) {
    const prompt = prompts[name];
    if (!prompt) throw new DomainError('NOT_FOUND', `There is no prompt ${name}`);
    return prompt.make(input);
  },
  complete: async (_request) => ['paris', 'park', 'party'],
  watch: () => undefined,
};
