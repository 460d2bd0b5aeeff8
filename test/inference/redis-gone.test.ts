/** Redis goes in the middle of the work: it hangs, it is lost, it comes back. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { createLogger } from '../../platform/logging.ts';
import { readLimits } from '../../subgraphs/inference/limits-file.ts';
import { connectRedis } from '../../subgraphs/inference/redis-connection.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { type ChatUpstream, says, startChatUpstream } from './chat-upstream.ts';
import { eventually, type Gateway, scientist, startCloud, startGateway } from './start-gateway.ts';
import { complete } from './start-platform.ts';

const folder = temporaryFolder();
let cloud: Awaited<ReturnType<typeof startCloud>>;
let upstream: ChatUpstream;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let gateway: Gateway;

/** Stands between the gateway and Redis. */
async function startProxy(target: string) {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isLost = false;
  const server = createServer((socket) => {
    if (isLost) return void socket.destroy();
    const redis = connect(Number(port), hostname);
    const pair = [socket, redis] as const;
    pairs.add(pair);
    for (const each of pair) each.on('error', () => undefined).on('close', () => pairs.delete(pair));
    socket.pipe(redis).pipe(socket);
    socket.on('close', () => redis.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang: () => pairs.forEach(([socket]) => void socket.unpipe().pause()),
    lose() {
      isLost = true;
      for (const [socket] of pairs) socket.destroy();
    },
    comeBack: () => {
      isLost = false;
    },
    close() {
      for (const [socket] of pairs) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

beforeAll(async () => {
  cloud = await startCloud(folder);
  upstream = await startChatUpstream();
  proxy = await startProxy(process.env.REDIS_URL ?? '');
  gateway = await startGateway({
    registryUrl: 'http://127.0.0.1:2/graphql',
    redisUrl: proxy.url,
    redis: { patienceMilliseconds: 50 },
    limits: { ...(await readLimits(undefined)), tiers: { STANDARD: { requestsPerMinute: 40 } } },
    cache: { mode: 'READ_WRITE', seconds: 60 },
    providerEnvironment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: upstream.baseUrl },
  });
  upstream.script(says('yes'));
});
afterAll(async () => {
  await gateway.stop();
  await proxy.close();
  await upstream.close();
  await cloud.close();
});

let asked = 0;
const ask = (content = `question ${asked++}`) => complete(gateway, { messages: [{ role: 'USER', content }] });
const redisHealth = async (): Promise<string | undefined> => {
  const document = '{ inferenceHealth { dependencies { name status } } }';
  const { inferenceHealth } = (await gateway.as(scientist).request(parse(document) as never, {})) as {
    inferenceHealth: { dependencies: { name: string; status: string }[] };
  };
  return inferenceHealth.dependencies.find(({ name }) => name === 'redis')?.status;
};

it('answers on, within a part of the limits and without the cache, says so in health, and recovers', async () => {
  expect(await eventually(redisHealth, (status) => status === 'HEALTHY')).toBe('HEALTHY');
  await ask('the same');
  await eventually(
    () => ask('the same'),
    ({ routing }) => routing.cached,
  );

  proxy.hang();
  // No request waits for long: each command is given up after 50 ms, and after five of them none is sent for a while.
  const started = performance.now();
  for (let each = 0; each < 6; each += 1) expect((await ask('the same')).routing.cached).toBe(false);
  expect(performance.now() - started).toBeLessThan(6_000);
  expect(await eventually(redisHealth, (status) => status === 'UNHEALTHY')).toBe('UNHEALTHY');

  proxy.lose();
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => ask()));
  const granted = outcomes.filter(({ status }) => status === 'fulfilled').length;
  // Half of forty, less those before.
  expect(granted).toBeLessThan(20);
  expect(granted).toBeGreaterThan(0);

  proxy.comeBack();
  expect(await eventually(redisHealth, (status) => status === 'HEALTHY', 10_000)).toBe('HEALTHY');
  // What was granted meanwhile counts: of forty in a minute there are never more.
  const later = await Promise.allSettled(Array.from({ length: 40 }, () => ask()));
  expect(later.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(20);
});

it('is left alone after five waits in vain, of which those at the same time are one', async () => {
  const hanging = await startProxy(process.env.REDIS_URL ?? '');
  const { commands, close } = connectRedis(hanging.url, createLogger('test'), { patienceMilliseconds: 50 });
  await new Promise((resolve) => commands.once('ready', resolve));
  hanging.hang();
  const failure = () => commands.get('anything').catch(({ message }) => message);
  const late = 'Redis did not answer in time';
  expect(new Set(await Promise.all(Array.from({ length: 10 }, failure)))).toEqual(new Set([late]));
  for (let each = 0; each < 4; each += 1) expect(await failure()).toBe(late);
  expect(await failure()).toBe('Redis has not been answering');
  close();
  await hanging.close();
});
