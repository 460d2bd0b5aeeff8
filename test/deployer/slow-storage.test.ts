/** The deployer against an S3 that is slow, breaks off, or cannot be reached. */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, modelServers, type Surroundings, sampleFile, startSurroundings } from './deployer-process.ts';

const model = readFileSync(sampleFile('fraud-detection'));

let surroundings: Surroundings;
/** By the key of the object. */
const answers = new Map<string, (response: ServerResponse) => void | Promise<void>>();
const storage = createServer(({ url }, response) => {
  const key = new URL(String(url), 'http://storage').pathname.slice('/bucket/'.length);
  void answers.get(key)?.(response);
});

beforeAll(async () => {
  surroundings = await startSurroundings({ leaseSeconds: 2 });
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const { port } = storage.address() as AddressInfo;
  await surroundings.startDeployer({ AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });
});

afterAll(async () => {
  storage.closeAllConnections();
  await new Promise((closed) => storage.close(closed));
  await surroundings.close();
});

/** Deploys a model whose artifact is answered by `answer`. */
function deploy(modelId: string, answer: (response: ServerResponse) => void | Promise<void>): string {
  answers.set(modelId, answer);
  return surroundings.registry.deploy({ modelId, artifactUri: `s3://bucket/${modelId}` });
}

const done = (id: string) => eventually('it is done', () => surroundings.registry.deployment(id).phase === 'DONE');

it('keeps its lease by heartbeats while one step takes longer than the lease', async () => {
  let heartbeats = 0;
  let lapses = 0;
  surroundings.registry.onHeartbeat((deploymentId) => {
    heartbeats += 1;
    if (Date.parse(surroundings.registry.deployment(deploymentId).leaseExpiresAt ?? '') < Date.now()) lapses += 1;
  });
  const id = deploy('slow', async (response) => {
    response.writeHead(200, { 'content-length': model.length });
    response.write(model.subarray(0, 10));
    await sleep(2_800);
    response.end(model.subarray(10));
  });
  await done(id);
  surroundings.registry.onHeartbeat(() => undefined);
  expect(surroundings.registry.deployment(id)).toMatchObject({ status: 'DEPLOYED', attempt: 1 });
  expect({ lapses, enough: heartbeats >= 3 }).toEqual({ lapses: 0, enough: true });
  // heartbeats renew the lease and say nothing: only what changed is a change
  expect(surroundings.registry.deployment(id).sequence).toBeLessThan(10);
});

it('fetches again when the connection breaks in the middle', async () => {
  let requests = 0;
  const id = deploy('broken-off', async (response) => {
    requests += 1;
    response.writeHead(200, { 'content-length': model.length });
    if (requests > 1) return void response.end(model);
    response.write(model.subarray(0, 10));
    await sleep(20);
    response.destroy();
  });
  await done(id);
  expect(surroundings.registry.deployment(id).status).toBe('DEPLOYED');
  expect(requests).toBe(2);
});

it('stops at once when the attempt ends meanwhile', async () => {
  let isAsked = false;
  let isLeft = false;
  const id = deploy('abandoned', (response) => {
    isAsked = true;
    response.on('close', () => {
      isLeft = true;
    });
    response.writeHead(200, { 'content-length': model.length });
    response.write(model.subarray(0, 10));
  });
  await eventually('it fetches', () => isAsked);
  for (let attempt = 1; attempt <= 3; attempt += 1) surroundings.registry.expireLease(id);
  expect(surroundings.registry.deployment(id)).toMatchObject({ status: 'TIMED_OUT', reason: 'LEASE_EXPIRED' });
  await eventually('the download is left', () => isLeft);
  await eventually('the record is gone', () => surroundings.records()[id] === undefined);
  expect(surroundings.files().filter((name) => name.startsWith(id))).toEqual([]);
  expect(modelServers('abandoned')).toEqual([]);
});

it('says so when S3 cannot be reached', async () => {
  const id = deploy('unreachable', (response) => void response.destroy());
  await done(id);
  expect(surroundings.registry.deployment(id)).toMatchObject({
    status: 'FAILED',
    reason: 'DEPLOYER_ERROR',
    message: expect.stringContaining('s3://bucket/unreachable could not be fetched'),
  });
});
