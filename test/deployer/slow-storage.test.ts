/** The deployer against an S3 that is slow, breaks off, or cannot be reached. */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually, modelServers, type Surroundings, sampleFile, startSurroundings } from './deployer-process.ts';

const model = readFileSync(sampleFile('fraud-detection'));

let surroundings: Surroundings;
let answer: (response: ServerResponse) => void | Promise<void>;
const storage = createServer((_request, response) => void answer(response));

beforeEach(async () => {
  surroundings = await startSurroundings({ leaseSeconds: 1 });
  await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
  const { port } = storage.address() as AddressInfo;
  await surroundings.startDeployer({ AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });
});

afterEach(async () => {
  storage.closeAllConnections();
  await new Promise((closed) => storage.close(closed));
  await surroundings.close();
});

const done = (id: string, milliseconds?: number) =>
  eventually('it is done', () => surroundings.registry.deployment(id).phase === 'DONE', milliseconds);

it('keeps its lease by heartbeats while one step takes longer than the lease', async () => {
  answer = async (response) => {
    response.writeHead(200, { 'content-length': model.length });
    response.write(model.subarray(0, 10));
    await sleep(1_700);
    response.end(model.subarray(10));
  };
  let reports = 0;
  let lapses = 0;
  surroundings.registry.onReport(({ deploymentId }) => {
    reports += 1;
    if (Date.parse(surroundings.registry.deployment(deploymentId).leaseExpiresAt ?? '') < Date.now()) lapses += 1;
  });
  const id = surroundings.registry.deploy({ modelId: 'slow', artifactUri: 's3://bucket/slow.onnx' });
  await done(id);
  expect(surroundings.registry.deployment(id)).toMatchObject({ status: 'DEPLOYED', attempt: 1 });
  expect({ lapses, enough: reports >= 7 }).toEqual({ lapses: 0, enough: true });
  // heartbeats renew the lease and say nothing: only what changed is a change
  expect(surroundings.registry.deployment(id).sequence).toBeLessThan(10);
});

it('fetches again when the connection breaks in the middle', async () => {
  let requests = 0;
  answer = async (response) => {
    requests += 1;
    response.writeHead(200, { 'content-length': model.length });
    if (requests > 1) return void response.end(model);
    response.write(model.subarray(0, 10));
    await sleep(20);
    response.destroy();
  };
  const id = surroundings.registry.deploy({ modelId: 'broken-off', artifactUri: 's3://bucket/model.onnx' });
  await done(id);
  expect(surroundings.registry.deployment(id).status).toBe('DEPLOYED');
  expect(requests).toBe(2);
});

it('stops at once when the attempt ends meanwhile', async () => {
  let isAsked = false;
  let isLeft = false;
  answer = (response) => {
    isAsked = true;
    response.on('close', () => {
      isLeft = true;
    });
    response.writeHead(200, { 'content-length': model.length });
    response.write(model.subarray(0, 10));
  };
  const id = surroundings.registry.deploy({ modelId: 'abandoned', artifactUri: 's3://bucket/model.onnx' });
  await eventually('it fetches', () => isAsked);
  for (let attempt = 1; attempt <= 3; attempt += 1) surroundings.registry.expireLease(id);
  expect(surroundings.registry.deployment(id)).toMatchObject({ status: 'FAILED', reason: 'LEASE_EXPIRED' });
  await eventually('the download is left', () => isLeft);
  await eventually('nothing is left', () => Object.keys(surroundings.records()).length === 0);
  expect(surroundings.files()).toEqual([]);
  expect(modelServers('abandoned')).toEqual([]);
});

it('says so when S3 cannot be reached', async () => {
  answer = (response) => void response.destroy();
  const id = surroundings.registry.deploy({ modelId: 'unreachable', artifactUri: 's3://bucket/model.onnx' });
  await done(id, 15_000);
  expect(surroundings.registry.deployment(id)).toMatchObject({
    status: 'FAILED',
    reason: 'DEPLOYER_ERROR',
    message: expect.stringContaining('s3://bucket/model.onnx could not be fetched'),
  });
});
