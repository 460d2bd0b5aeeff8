import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type DynamoServer, startDynamoServer } from '../../infra/local/dynamo-server.ts';
import { dynamoApiKeys } from '../../platform/dynamo-api-keys.ts';
import { goodKey, keyRecord, secret, TestSupergraph, testSupergraph, until } from './start-supergraph.ts';

const main = fileURLToPath(new URL('../../router/main.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'modelgraph-router-'));
const supergraphFile = join(directory, 'supergraph.graphql');
const credentials = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
let dynamo: DynamoServer;
let supergraph: TestSupergraph;
const children: ChildProcess[] = [];

beforeAll(async () => {
  writeFileSync(supergraphFile, testSupergraph());
  supergraph = await TestSupergraph.start();
  dynamo = await startDynamoServer({ path: join(directory, 'dynamo') });
  const client = new DynamoDBClient({
    endpoint: dynamo.endpoint,
    region: credentials.AWS_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'keys',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    }),
  );
  await dynamoApiKeys(client, 'keys').add(goodKey, keyRecord());
  client.destroy();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([supergraph.stop(), dynamo.close()]);
  rmSync(directory, { recursive: true, force: true });
});

/** Starts the router's process; `changes` of undefined leave a variable out. */
function startProcess(changes: Record<string, string | undefined> = {}) {
  const environment = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...credentials,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    TABLE_NAME: 'keys',
    INTERNAL_SECRET: secret,
    SUPERGRAPH: supergraphFile,
    REGISTRY_URL: `http://127.0.0.1:${supergraph.registryServer.port}/graphql`,
    INFERENCE_URL: `http://127.0.0.1:${supergraph.inferenceServer.port}/graphql`,
    PORT: '0',
    ...changes,
  };
  const child = spawn(process.execPath, [main], { env: environment as NodeJS.ProcessEnv });
  children.push(child);
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output, ended: once(child, 'exit') };
}

/** Takes what OpenTelemetry's exporters send. */
async function startCollector() {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk) => received.push(`${request.url} ${chunk}`));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, close: () => server.close() };
}

it('serves by its environment, and on SIGTERM finishes what is in flight, sends its last spans and exits with 0', async () => {
  const collector = await startCollector();
  const { child, output, ended } = startProcess({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await until(() => output().includes('"msg":"ready"'), 25_000);
  const url = output().match(/"url":"([^"]+)"/)?.[1] ?? '';
  const query = (text: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': goodKey },
      body: JSON.stringify({ query: text }),
    });
  expect(await (await query('{ model(id: "fraud") { card } caller { userId } }')).json()).toEqual({
    data: { model: { card: 'fraud on tensorflow' }, caller: { userId: 'ada' } },
  });

  const socket = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { apiKey: goodKey },
    retryAttempts: 0,
  });
  const events = socket.iterate({ query: 'subscription { deploymentChanged(modelId: "m") { sequence } }' });
  const end = events.next();
  const slowOverSocket = socket.iterate({ query: '{ slow(milliseconds: 400) }' }).next();
  const completion = socket.iterate({
    query: 'subscription { completionStream(prompt: "ends slowly but whole") { delta } }',
  });
  expect((await completion.next()).value).toEqual({ data: { completionStream: { delta: 'ends' } } });
  const slow = query('{ slow(milliseconds: 400) }');
  await until(() => supergraph.registry.subscribers === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));

  child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(query('{ providers }')).rejects.toThrow();
  expect((await end).done).toBe(true);
  const rest: unknown[] = [];
  for await (const { data } of completion) rest.push(data?.completionStream);
  expect(rest).toEqual([{ delta: 'slowly' }, { delta: 'but' }, { delta: 'whole' }]);
  expect((await slowOverSocket).value).toEqual({ data: { slow: 'slept' } });
  const answer = await slow;
  expect([answer.status, await answer.json()]).toEqual([200, { data: { slow: 'slept' } }]);
  expect((await ended)[0]).toBe(0);
  await until(() => supergraph.registry.subscribers === 0);
  expect(collector.received.join('')).toMatch(/^\/v1\/traces .*modelgraph-router.*DynamoDB.GetItem/s);
  collector.close();
});

it.each([
  ['a variable is missing', { REGISTRY_URL: undefined }, /^router: .*REGISTRY_URL/],
  ['the secret is too short', { INTERNAL_SECRET: 'short' }, /INTERNAL_SECRET: needs at least 32/],
  ['the supergraph is not there', { SUPERGRAPH: '/nowhere/supergraph.graphql' }, /cannot be read/],
])('says in one line what to do when %s', async (_what, changes, message) => {
  const { output, ended } = startProcess(changes);
  expect((await ended)[0]).toBe(78);
  expect(output()).toMatch(message);
  expect(output().trim().split('\n')).toHaveLength(1);
});

it('says in one line that its port is taken', async () => {
  const { output, ended } = startProcess({ PORT: String(supergraph.router.port) });
  expect((await ended)[0]).toBe(78);
  expect(output()).toMatch(/Port \d+ is in use/);
});
