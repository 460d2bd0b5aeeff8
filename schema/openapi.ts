/**
 * Describes the REST facade and OpenAI's API at the router: the routes and their documents say what goes in, the GraphQL schema
 * what it means. Part of `npm run generate`.
 */
import { writeFileSync } from 'node:fs';
import { getNamedType, isInputObjectType } from 'graphql';
import { z } from 'zod';
import { errorCodes } from '../platform/errors.ts';
import { type RestParameter, type RestRoute, restPrefix, restRoutes } from '../router/doors/rest-routes.ts';
import { openAiPrefix } from '../subgraphs/inference/openai-api/openai-api.ts';
import { chatRequest, embeddingRequest } from '../subgraphs/inference/openai-api/openai-requests.ts';
import { answerOf, components, input, inputObject, type Json, variableType } from './openapi-types.ts';

function parameter(route: RestRoute, { name, variable }: RestParameter, place: 'path' | 'query'): Json {
  const [root = '', field] = variable.split('.');
  let type = variableType(route, root);
  let description: string | null | undefined;
  if (field) {
    const container = getNamedType(type);
    const found = isInputObjectType(container) ? container.getFields()[field] : undefined;
    if (!found) throw new Error(`${variable} is not in the schema`);
    ({ type, description } = found);
  }
  description ??= pageParameters[name] ?? `The model's ${name}.`;
  return { name, in: place, required: place === 'path', description, schema: input(type) };
}

const pageParameters: Readonly<Record<string, string>> = {
  limit: 'How many to return, 1 to 100.',
  cursor: 'The `nextCursor` of the page before.',
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body again within 24 hours: the same answer, nothing written twice.',
  schema: { type: 'string', maxLength: 128 },
};

function restOperation(route: RestRoute): Json {
  const answer = answerOf(route);
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: ['Models'],
    parameters: [
      ...route.inPath.map((each) => parameter(route, each, 'path')),
      ...route.inQuery.map((each) => parameter(route, each, 'query')),
      ...(route.takesBody ? [idempotencyKey] : []),
    ],
    ...(route.takesBody && { requestBody: restBody(route) }),
    responses: {
      [route.status]: json('What was asked for.', answer),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function restBody(route: RestRoute): Json {
  const type = getNamedType(variableType(route, 'input'));
  const inPath = route.inPath.map(({ variable }) => variable.split('.')[1] ?? '');
  const body = inputObject(type, inPath);
  return { required: 'required' in body, content: { 'application/json': { schema: body } } };
}

function json(description: string, type: Json): Json {
  return { description, content: { 'application/json': { schema: type } } };
}

const health: Json = {
  get: {
    operationId: 'getDetailedHealth',
    summary: 'What each subgraph says of itself and of what it depends on, the other subgraph included.',
    tags: ['Health'],
    responses: {
      200: json('Something is served.', { $ref: '#/components/schemas/DetailedHealth' }),
      503: json('Nothing is served.', { $ref: '#/components/schemas/DetailedHealth' }),
      default: { $ref: '#/components/responses/Error' },
    },
  },
};

function openAi(operationId: string, summary: string, body?: z.ZodType): Json {
  return {
    operationId,
    summary,
    tags: ['OpenAI'],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) } },
      },
    }),
    responses: {
      200: { description: "As in OpenAI's API reference." },
      default: json("OpenAI's error envelope.", { $ref: '#/components/schemas/OpenAiError' }),
    },
  };
}

const paths: Record<string, Json> = {};
for (const route of restRoutes) {
  const path = restPrefix + route.path;
  paths[path] = { ...paths[path], [route.method.toLowerCase()]: restOperation(route) };
}
paths[`${restPrefix}/health/detailed`] = health;
paths[`${openAiPrefix}/chat/completions`] = {
  post: openAi('createChatCompletion', 'A completion, whole or as a stream of events.', chatRequest),
};
paths[`${openAiPrefix}/embeddings`] = { post: openAi('createEmbedding', 'Texts as vectors.', embeddingRequest) };
paths[`${openAiPrefix}/models`] = { get: openAi('listRoutableModels', 'What a completion can be routed to.') };

const text = { type: 'string' };
const object = (properties: Json): Json => ({ type: 'object', properties, required: Object.keys(properties) });
const sideHealth = object({
  status: { enum: ['HEALTHY', 'DEGRADED', 'UNHEALTHY'] },
  dependencies: {
    type: 'array',
    items: object({ name: text, status: text, latencyMs: { type: ['number', 'null'] } }),
  },
});
const errorTypes = { type: 'string', enum: Object.keys(errorCodes) };

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Modelgraph',
    version: '1',
    description: 'The REST facade over the supergraph, and the part of OpenAI’s API that the gateway serves.',
  },
  servers: [{ url: 'http://localhost:4000' }],
  security: [{ apiKey: [] }, { bearer: [] }],
  paths,
  components: {
    securitySchemes: {
      apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      bearer: { type: 'http', scheme: 'bearer', description: 'The API key, or a JSON Web Token.' },
    },
    responses: { Error: json('Refused; the HTTP status is that of the type.', { $ref: '#/components/schemas/Error' }) },
    schemas: {
      ...Object.fromEntries(Object.entries(components).sort(([a], [b]) => a.localeCompare(b))),
      DetailedHealth: object({ status: text, subgraphs: object({ registry: sideHealth, inference: sideHealth }) }),
      Error: object({ error: object({ type: errorTypes, message: text }) }),
      OpenAiError: object({
        error: object({ message: text, type: text, param: { type: ['string', 'null'] }, code: text }),
      }),
    },
  },
};
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(description, null, 2)}\n`);
