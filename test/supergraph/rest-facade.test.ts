/** The scenarios over REST, by Postman's own runner, and OpenAI's SDK on the same platform. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import newman, { type NewmanRunSummary } from 'newman';
import OpenAI from 'openai';
import { eventually, keys, removeDataDirectory, type StartedModelgraph, startModelgraph } from './start-modelgraph.ts';

const collection = fileURLToPath(new URL('../../schema/modelgraph.postman_collection.json', import.meta.url));
let modelgraph: StartedModelgraph;
beforeAll(async () => {
  modelgraph = await startModelgraph();
});
afterAll(async () => {
  await modelgraph.stop();
  await removeDataDirectory(modelgraph.dataDirectory);
});

const withoutRegistry = 'S4 completions without the registry';

/** Runs folders of the collection, and returns which requests were made. Fails with what a request did not hold. */
async function run(folder: readonly string[], leastAssertions: number): Promise<ReadonlySet<string>> {
  const envVar = [{ key: 'baseUrl', value: new URL(modelgraph.url).origin }];
  const { run: result } = await new Promise<NewmanRunSummary>((resolve, reject) => {
    newman.run({ collection, envVar, folder: [...folder], reporters: [] }, (error, summary) =>
      error ? reject(error) : resolve(summary),
    );
  });
  const failures = result.failures.map(({ source, error }) => `${source?.name}: ${error.test}: ${error.message}`);
  expect(failures).toEqual([]);
  expect(result.stats.assertions.total).toBeGreaterThanOrEqual(leastAssertions);
  return new Set(result.executions.map(({ item }) => item.name));
}

it('S1 to S4 pass as the collection has them', async () => {
  const { item } = JSON.parse(readFileSync(collection, 'utf8')) as { item: { name: string }[] };
  const folders = item.map(({ name }) => name).filter((name) => name !== withoutRegistry);
  expect((await run(folders, 70)).size).toBe(25);
}, 120_000);

it('completions go on while the registry is down', async () => {
  const goOn = modelgraph.hold('subgraphs/registry/main.ts');
  const models = () =>
    fetch(new URL('/api/v1/models', modelgraph.url), {
      headers: { 'x-api-key': keys.dataScience },
      signal: AbortSignal.timeout(2_000),
    });
  await expect(models()).rejects.toThrow();
  expect((await run([withoutRegistry], 5)).size).toBe(2);
  await expect(models()).rejects.toThrow();
  goOn();
  expect(
    await eventually(
      async () => (await models()).status,
      (status) => status === 200,
    ),
  ).toBe(200);
}, 60_000);

it("OpenAI's SDK completes, whole and streamed, on the model that was deployed over REST", async () => {
  const openai = new OpenAI({
    baseURL: `${new URL(modelgraph.url).origin}/v1`,
    apiKey: keys.dataScience,
    maxRetries: 0,
  });
  const { data } = await openai.models.list();
  expect(data.map(({ id }) => id)).toContain('fraud-detection-model@1.0.0');
  const content = 'Is a payment of 9000 dollars at 3 o’clock, 4200 km away, foreign 1, a fraud?';
  const request = { model: 'fraud-detection-model@1.0.0', messages: [{ role: 'user' as const, content }] };
  const completion = await openai.chat.completions.create(request);
  expect(completion).toMatchObject({
    choices: [{ finish_reason: 'stop', message: { content: expect.stringMatching(/0\.99/) } }],
    modelgraph: { registeredModelUsed: 'fraud-detection-model', modelVersion: '1.0.0' },
  });
  let streamed = '';
  for await (const chunk of await openai.chat.completions.create({ ...request, stream: true })) {
    streamed += chunk.choices[0]?.delta.content ?? '';
  }
  expect(streamed).toMatch(/0\.99/);
});
