import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, it } from '@jest/globals';
import { inferenceSource } from '../../platform/events.ts';
import { eventually, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const queue = new SQSClient({});
afterAll(() => queue.destroy());

/** As EventBridge writes it into the registry's queue. */
function report(id: string, more: object) {
  const data = {
    provider: 'openai',
    providerModel: 'gpt-4o-mini',
    apiKeyId: 'key-1',
    teamId: 'team-a',
    requests: 3,
    promptTokens: 30,
    completionTokens: 12,
    costUsd: '0.0000123',
    ...more,
  };
  const detail = { id, schemaVersion: 1, sequence: 1, occurredAt: new Date().toISOString(), data };
  const MessageBody = JSON.stringify({ source: inferenceSource, 'detail-type': 'Gateway Used', detail });
  return queue.send(new SendMessageCommand({ QueueUrl: process.env.REGISTRY_QUEUE_URL, MessageBody }));
}
const usageOf = async (by: string, name: string, ...groups: string[]) => {
  const { data } = await as(...groups).request(
    'query ($by: GatewayUsageDimension!, $name: String!) { gatewayUsage(by: $by, name: $name) { usage(window: LAST_HOUR) { requests promptTokens completionTokens costUsd } usageByDay(days: 2) { usage { requests } } } }',
    { by, name },
  );
  return data.gatewayUsage;
};

it('is summed by provider, model, key and team, each report once', async () => {
  await report('one', {});
  await report('one', {});
  await report('two', { provider: 'anthropic', providerModel: 'claude', costUsd: '0.1' });
  await report('three', { apiKeyId: undefined, teamId: undefined });
  const total = { requests: 6, promptTokens: 60, completionTokens: 24 };
  await eventually(async () => (await usageOf('PROVIDER', 'openai', 'admin'))?.usage.requests === 6);
  await eventually(async () => (await usageOf('TEAM', 'team-a', 'admin'))?.usage.requests === 6);
  expect((await usageOf('PROVIDER', 'openai', 'admin')).usage).toEqual({ ...total, costUsd: '0.0000246' });
  expect((await usageOf('MODEL', 'anthropic/claude', 'admin')).usage).toMatchObject({ requests: 3, costUsd: '0.1' });
  expect((await usageOf('API_KEY', 'key-1', 'admin')).usage).toEqual({ ...total, costUsd: '0.1000123' });
  const ofTeam = await usageOf('TEAM', 'team-a', 'team-a');
  expect(ofTeam.usage).toEqual({ ...total, costUsd: '0.1000123' });
  expect(ofTeam.usageByDay.map(({ usage }: { usage: { requests: number } }) => usage.requests)).toEqual([0, 6]);
});

it('is told to those who may know', async () => {
  expect(await usageOf('TEAM', 'team-a', 'team-b')).toBeNull();
  expect(await usageOf('PROVIDER', 'openai', 'team-a')).toBeNull();
  expect(await usageOf('MODEL', 'openai/gpt-4o-mini', 'team-a')).toBeNull();
  expect(await usageOf('API_KEY', 'key-1', 'team-a')).toBeNull();
  expect((await usageOf('PROVIDER', 'nobody', 'admin')).usage).toMatchObject({ requests: 0, costUsd: '0' });
});
