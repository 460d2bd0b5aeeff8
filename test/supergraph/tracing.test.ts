/** One trace from a client's request to what it costs in the database, over every wire in between. */
import { afterAll, beforeEach, expect, it } from '@jest/globals';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  DeployModelDocument,
  DeploymentStatusChangedDocument,
  RegisterModelDocument,
} from '../../client/generated/operations.ts';
import { startSpanExport } from '../../platform/span-export.ts';
import { eventually } from '../registry/start-registry.ts';
import { fraudDetection } from './samples.ts';
import { startSupergraph } from './start-in-process.ts';

const exporter = new InMemorySpanExporter();
const traceId = '0af7651916cd43dd8448eb211c80319c';
const clientsSpan = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${clientsSpan}-01`;
const registration = { ...fraudDetection, teamId: 'team-a', artifactUri: 's3://elsewhere/model.onnx' };

const exporting = startSpanExport('test', new SimpleSpanProcessor(exporter));
const supergraph = await startSupergraph();
const owner = supergraph.as('team-a');
beforeEach(() => exporter.reset());
afterAll(() => exporting.stop());

/** Sends an operation as a client does that is traced itself. */
async function send(query: string, variables: object): Promise<unknown> {
  const { authorization } = await supergraph.headers('team-a');
  const response = await fetch(supergraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, traceparent },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const ofTheTrace = (): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);

/** The names of the spans around one, the outermost first, from the client's on. */
function way(span: ReadableSpan, spans: readonly ReadableSpan[]): string[] {
  if (span.parentSpanId === clientsSpan) return [span.name];
  const parent = spans.find((other) => other.spanContext().spanId === span.parentSpanId);
  if (!parent) return ['lost', span.name];
  return [...way(parent, spans), span.name];
}

const register =
  'mutation Register($input: RegisterModelInput!) { registerModel(input: $input) { modelVersion { version } } }';

it('follows a registration from the HTTP request through the router to the commit', async () => {
  expect(await send(register, { input: registration })).not.toHaveProperty('errors');
  const commit = await eventually(async () => ofTheTrace().find(({ name }) => name === 'DynamoDB.TransactWriteItems'));
  const spans = await eventually(async () => {
    const finished = ofTheTrace();
    return finished.some(({ parentSpanId }) => parentSpanId === clientsSpan) && finished;
  });
  expect(way(commit, spans)).toEqual([
    'HTTP POST',
    'mutation Register',
    'subgraph request',
    'HTTP POST',
    expect.stringMatching(/^mutation Register/),
    'Mutation.registerModel',
    'DynamoDB.TransactWriteItems',
  ]);
  const plan = spans.find(({ name }) => name === 'plan');
  expect(plan && way(plan, spans)).toEqual(['HTTP POST', 'mutation Register', 'plan']);
  const [useCase] = spans.filter(({ name }) => name === 'Mutation.registerModel');
  expect(useCase?.attributes).toMatchObject({ 'modelgraph.modelId': registration.modelId });
  // The relay publishes on its own time, so its span is linked with the commit's trace rather than a part of it.
  const published = await eventually(async () =>
    exporter.getFinishedSpans().find(({ name, links }) => name === 'publish events' && links.length > 0),
  );
  expect(published.links[0]?.context.traceId).toBe(traceId);
  expect(exporter.getFinishedSpans().find(({ name }) => name === 'EventBridge.PutEvents')?.parentSpanId).toBe(
    published.spanContext().spanId,
  );
});

it('follows a completion to each request to a provider', async () => {
  const complete = 'mutation Complete($input: CompletionInput!) { createCompletion(input: $input) { id } }';
  await send(complete, { input: { messages: [{ role: 'USER', content: 'hi' }] } });
  const asked = await eventually(async () => ofTheTrace().find(({ name }) => name === 'ask local'));
  const completion = ofTheTrace().find(({ name }) => name === 'chat local');
  expect(asked.parentSpanId).toBe(completion?.spanContext().spanId);
  expect(await eventually(async () => way(asked, ofTheTrace())[0] === 'HTTP POST')).toBe(true);
  expect(way(asked, ofTheTrace())).toEqual(
    expect.arrayContaining(['Mutation.createCompletion', 'chat local', 'ask local']),
  );
});

it('says of a refused operation which error it was', async () => {
  expect(await send(register, { input: registration })).toMatchObject({
    errors: [{ extensions: { code: 'DUPLICATE_RESOURCE' } }],
  });
  const spans = await eventually(async () => {
    const refused = ofTheTrace().filter(({ attributes }) => attributes['error.type'] === 'DUPLICATE_RESOURCE');
    return refused.length >= 2 && refused;
  });
  expect(spans.map(({ name }) => name)).toContain('Mutation.registerModel');
});

it('follows a subscription over both WebSockets, and each event to the other subgraph', async () => {
  const { deployModel } = await owner.request(DeployModelDocument, { input: { modelId: registration.modelId } });
  exporter.reset();
  for await (const { deploymentStatusChanged } of owner.subscribe(DeploymentStatusChangedDocument, {
    deploymentId: deployModel.deployment.id,
  })) {
    expect(deploymentStatusChanged.phase).toBe('QUEUED');
    break;
  }
  const [atTheRouter, atTheRegistry] = await eventually(async () => {
    const opened = exporter
      .getFinishedSpans()
      .filter(({ name }) => name.startsWith('subscription '))
      .sort((one, other) => one.startTime[0] - other.startTime[0] || one.startTime[1] - other.startTime[1]);
    return opened.length === 2 && opened;
  });
  expect(atTheRegistry?.parentSpanId).toBe(atTheRouter?.spanContext().spanId);
  const inference = await eventually(async () =>
    exporter.getFinishedSpans().find(({ attributes }) => attributes['modelgraph.subgraph'] === 'inference'),
  );
  expect(inference.spanContext().traceId).toBe(atTheRouter?.spanContext().traceId);
  const plan = exporter.getFinishedSpans().find(({ name }) => name === 'plan');
  expect(plan?.parentSpanId).toBe(atTheRouter?.spanContext().spanId);
});

it('reads fifty models with their latest versions and deployments in four requests to the database', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `one-of-fifty-${index}`);
  const input = { ...registration, framework: 'onnx' };
  await Promise.all(ids.map((modelId) => owner.request(RegisterModelDocument, { input: { ...input, modelId } })));
  await Promise.all(ids.slice(0, 3).map((modelId) => owner.request(DeployModelDocument, { input: { modelId } })));
  const list =
    'query List { models(filter: { framework: "onnx" }, first: 50) { nodes { id latestVersion { version deployment { status } } } } }';
  const readsOfOne = async (): Promise<string[]> => {
    exporter.reset();
    const { data } = (await send(list, {})) as {
      data: { models: { nodes: { latestVersion: { deployment: object | null } }[] } };
    };
    expect(data.models.nodes).toHaveLength(50);
    expect(data.models.nodes.filter(({ latestVersion }) => latestVersion.deployment)).toHaveLength(3);
    const spans = await eventually(async () => {
      const finished = ofTheTrace();
      return finished.some(({ parentSpanId }) => parentSpanId === clientsSpan) && finished;
    });
    return spans.map(({ name }) => name).filter((name) => name.startsWith('DynamoDB.'));
  };
  // Which audiences there are is read once a second, for all requests: one of two that follow each other does not read it.
  const reads = await eventually(async () => {
    const found = await readsOfOne();
    return found.length <= 4 && found;
  });
  expect(reads.sort()).toEqual([
    'DynamoDB.BatchGetItem',
    'DynamoDB.BatchGetItem',
    'DynamoDB.BatchGetItem',
    'DynamoDB.Query',
  ]);
});

it('traces no health questions and no long polls', async () => {
  await fetch(new URL('/health/live', supergraph.url));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const names = exporter.getFinishedSpans().map(({ name, attributes }) => `${name} ${attributes['url.path'] ?? ''}`);
  expect(names.filter((name) => name.includes('/health') || name.startsWith('SQS.Receive'))).toEqual([]);
});
