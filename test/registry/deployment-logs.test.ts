/** What model servers write, as the team that owns the model reads it. */
import { afterAll, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { redisLogSink } from '../../subgraphs/registry/deployer/redis-log-sink.ts';
import { identityOf } from './samples.ts';
import { claim, deploy, eventually, fails, register, secret, startRegistry } from './start-registry.ts';

const { as, cloud, url } = await startRegistry();
const member = as('team-a');
const deployer = as('deployer');
const sink = redisLogSink(cloud.environment.REDIS_URL ?? '', createLogger('deployer'));
const socket = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
afterAll(async () => {
  await socket.dispose();
  await sink.close();
});

interface LogEvent {
  readonly lines: { readonly number: number; readonly text: string }[];
  readonly dropped: number;
}

async function* follow(deploymentId: string, ...groups: string[]): AsyncGenerator<LogEvent> {
  const query = `subscription { deploymentLogs(deploymentId: "${deploymentId}") { lines { number text } dropped } }`;
  const extensions = { [identityHeader]: await identityTokens(secret).sign(identityOf(...groups)) };
  for await (const { data, errors } of socket.iterate<{ deploymentLogs: LogEvent }>({ query, extensions })) {
    if (errors || !data) throw Object.assign(new Error('the subscription failed'), { errors });
    yield data.deploymentLogs;
  }
}

const logsOf = async (caller: typeof member, id: string, last = '') =>
  caller.request(`{ deployment(id: "${id}") { logs${last} { number at text } } }`);

async function deployed(modelId: string): Promise<string> {
  await register(member, { modelId });
  return deploy(member, modelId);
}

it('is the tail of them, for the team alone', async () => {
  const id = await deployed('logged');
  for (const line of ['first', 'second', 'third']) sink.write(id, line);
  const lines = await eventually(async () => {
    const { logs } = (await logsOf(member, id)).data.deployment;
    return logs.length === 3 && logs;
  });
  expect(lines).toMatchObject([{ number: 1, text: 'first' }, { number: 2 }, { number: 3, text: 'third' }]);
  expect(Date.parse(lines[0].at)).toBeLessThanOrEqual(Date.now());
  expect((await logsOf(member, id, '(last: 1)')).data.deployment.logs).toEqual([lines[2]]);
  expect((await logsOf(as('team-b'), id)).data.deployment).toBeNull();
  for (const last of ['(last: 0)', '(last: 1001)']) {
    expect((await logsOf(member, id, last)).errors?.[0]?.extensions.code).toBe('VALIDATION_ERROR');
  }
});

it('is each of them as it comes, until the deployment has ended', async () => {
  const id = await deployed('followed');
  sink.write(id, 'before');
  await eventually(async () => (await logsOf(member, id)).data.deployment.logs.length === 1);
  const events = follow(id, 'team-a');
  const texts = async () => ((await events.next()).value as LogEvent).lines.map(({ text }) => text);
  expect(await texts()).toEqual(['before']);
  sink.write(id, 'after');
  expect(await texts()).toEqual(['after']);
  // the writer has ended, and the deployment has not: another attempt may write
  sink.end(id);
  sink.write(id, 'again');
  expect(await texts()).toEqual(['again']);
  await (await claim(deployer, id))(fails);
  sink.end(id);
  expect((await events.next()).done).toBe(true);
});

it('is nothing to follow for another team', async () => {
  const id = await deployed('hidden');
  await expect(follow(id, 'team-b').next()).rejects.toMatchObject({
    errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'NOT_FOUND' }) })],
  });
});
