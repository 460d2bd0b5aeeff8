import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { startFauxqsServer } from '../../infra/local/fauxqs-server.ts';
import { graph, model, node, tensorValue } from '../../infra/local/samples/onnx-writer.ts';
import { createLogger } from '../../platform/logging.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import type { DeploymentTarget, ModelToServe } from '../../subgraphs/registry/deployer/deployment-target.ts';
import { s3ArtifactCheck, s3ArtifactDownload } from '../../subgraphs/registry/deployer/s3-artifact-download.ts';
import { endpointProbe } from '../../subgraphs/registry/deployer/targets/endpoint-probe.ts';
import { localProcesses } from '../../subgraphs/registry/deployer/targets/local-processes.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';
import { bucket, eventually, sampleFile } from './deployer-process.ts';

/** Of this file's own, so that no other test's servers are counted. */
const prefix = `local-${process.pid}`;
const guardFile = join(import.meta.dirname, '../../subgraphs/registry/deployer/targets/guarded-process.ts');
const llamaServer = join(import.meta.dirname, 'llama-server.mjs');
/** GGUF's magic and its version. */
const gguf = (version: number) => Buffer.from([...Buffer.from('GGUF'), version, 0, 0, 0]);
const artifacts = {
  'model.onnx': readFileSync(sampleFile('fraud-detection')),
  'model.gguf': gguf(3),
  'old.gguf': gguf(1),
  garbage: Buffer.from('not a model at all'),
  // its output is twice as wide as it says, which is seen only when it is asked
  'misshapen.onnx': model(
    graph('misshapen', {
      nodes: [node('Concat', ['x', 'x'], ['y'], { axis: 1 })],
      inputs: [tensorValue('x', 'FP32', ['rows', 'columns'])],
      outputs: [tensorValue('y', 'FP32', ['rows', 1])],
    }),
    'Answers with another shape than it promises',
  ),
};

interface Place {
  /** Where the artifacts are. */
  readonly folder: string;
  readonly s3: S3Client;
  readonly target: DeploymentTarget;
  model(modelId: string, key: string, artifact?: { sha256?: string }): ModelToServe;
  leftovers(): Promise<string[]>;
  close(): Promise<void>;
}

async function openPlace(binaries: { llamaServer?: string }): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'modelgraph-local-processes-'));
  const storage = await startFauxqsServer({ path: join(folder, 'fauxqs'), region: 'us-east-1' });
  storage.ensureBucket(bucket);
  for (const [key, content] of Object.entries(artifacts)) storage.putObject(bucket, key, content);
  const s3 = new S3Client({
    endpoint: storage.endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const outbound = outboundHttp({ allowPrivate: true });
  const target = localProcesses({
    folder: join(folder, 'artifacts'),
    fetchArtifact: s3ArtifactDownload(s3),
    probe: endpointProbe(outbound),
    binaries,
    health: { intervalMilliseconds: 100, timeoutMilliseconds: 2_000, failures: 2 },
    logger: createLogger('local processes'),
  });
  return {
    folder: join(folder, 'artifacts'),
    s3,
    target,
    model: (modelId, key, artifact) => ({
      deploymentId: `${modelId}-deployment`,
      modelId: `${prefix}-${modelId}`,
      version: '1.0.0',
      deploymentTarget: 'LOCAL',
      artifact: { uri: `s3://${bucket}/${key}`, ...artifact },
    }),
    leftovers: async () => [
      ...(await readdir(join(folder, 'artifacts')).catch(() => [])),
      ...serversOf(prefix).map((pid) => `process ${pid}`),
    ],
    async close() {
      await target.close();
      await outbound.close();
      s3.destroy();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Processes with a model of this name among their arguments, the guards of others left out. */
function serversOf(modelId: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const isServer = words.some((word) => word.includes(modelId));
        return isServer && !words.some((word) => word.endsWith('guarded-process.ts'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

function signalTo(modelId: string, signal: NodeJS.Signals): void {
  const [pid, ...others] = serversOf(modelId);
  if (pid === undefined || others.length > 0) throw new Error(`not one server of ${modelId}`);
  process.kill(pid, signal);
}

/** Of a process that hangs: it keeps its connections and answers nothing. */
const hang = {
  fail: async ({ modelId }: ModelToServe) => signalTo(modelId, 'SIGSTOP'),
  mend: async ({ modelId }: ModelToServe) => signalTo(modelId, 'SIGCONT'),
};

describeDeploymentTarget('processes on this machine that serve ONNX', async (): Promise<TargetUnderTest> => {
  const { model, ...place } = await openPlace({});
  return {
    ...place,
    ...hang,
    model: (modelId) => model(modelId, 'model.onnx'),
    faults: [
      { model: model('garbage', 'garbage'), reason: 'LOAD_ERROR', message: 'Not a servable ONNX model' },
      { model: model('gguf', 'model.gguf'), reason: 'LOAD_ERROR', message: 'set LLAMA_SERVER_BINARY' },
      { model: model('missing', 'no'), reason: 'ARTIFACT_NOT_FOUND', message: 'does not exist' },
      { model: model('misshapen', 'misshapen.onnx'), reason: 'UNHEALTHY', message: 'its metadata promises [-1,1]' },
      { model: model('changed', 'model.onnx', { sha256: '00' }), reason: 'CHECKSUM_MISMATCH', message: 'has changed' },
    ],
    logLine: '"ready":true',
    adopts: false,
    replicas: 1,
  };
});

describeDeploymentTarget('processes on this machine that serve GGUF', async (): Promise<TargetUnderTest> => {
  const { model, ...place } = await openPlace({ llamaServer });
  return {
    ...place,
    ...hang,
    model: (modelId) => model(modelId, 'model.gguf'),
    faults: [{ model: model('old', 'old.gguf'), reason: 'LOAD_ERROR', message: "failed to load model 'the artifact'" }],
    logLine: 'server is listening',
    adopts: false,
    replicas: 1,
  };
});

it('a GGUF model is asked by the OpenAI protocol, under its model id', async () => {
  const { model, target, close } = await openPlace({ llamaServer });
  const { signal } = new AbortController();
  const served = model('chat', 'model.gguf');
  const { endpoint } = await target.start(served, { signal, onProgress: () => undefined });
  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(await (await fetch(`${endpoint}/models`)).json()).toMatchObject({ data: [{ id: served.modelId }] });
  await close();
  expect(serversOf(prefix)).toEqual([]);
});

it('a program that does not notice that the deployer is gone is ended by its guard', async () => {
  const marker = `${prefix}-guarded`;
  const guard = spawn(process.execPath, [guardFile, process.execPath, '-e', 'setInterval(() => {}, 1000)', marker]);
  await eventually('it runs', () => serversOf(marker).length === 1);
  // as on kill -9 of the other side: nothing but the end of the pipe is heard
  guard.stdin.destroy();
  const [code] = await once(guard, 'exit');
  expect(code).toBe(1);
  await eventually('it is gone', () => serversOf(marker).length === 0);
});

it('a full disk is OUT_OF_DISK, and nothing is left on it', async () => {
  const { model: modelOf, target, folder, close } = await openPlace({});
  const served = modelOf('full', 'model.onnx');
  // what is written there ends as on a full disk
  mkdirSync(folder, { recursive: true });
  symlinkSync('/dev/full', join(folder, `${served.deploymentId}.artifact.part`));
  const { signal } = new AbortController();
  await expect(target.start(served, { signal, onProgress: () => undefined })).rejects.toMatchObject({
    reason: 'OUT_OF_DISK',
    message: expect.stringContaining('no room left on its disk'),
  });
  await target.remove(served);
  expect(readdirSync(folder)).toEqual([]);
  await close();
});

it('a port that is taken meanwhile is left to whoever has it', async () => {
  const { model: modelOf, target, close } = await openPlace({});
  const { signal } = new AbortController();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const served = { ...modelOf('ousted', 'model.onnx'), placement: { port } };
  const started = await target.start(served, { signal, onProgress: () => undefined });
  expect(new URL(started.endpoint).port).not.toBe(String(port));
  await target.verify({ ...served, ...started }, signal);
  await close();
  await new Promise((closed) => other.close(closed));
});

it('checks artifacts that others fetch as it checks its own', async () => {
  const { s3, close } = await openPlace({});
  const digest = createHash('sha256').update(artifacts['model.onnx']).digest('hex');
  const { signal } = new AbortController();
  const check = (key: string, expected?: { sha256?: string; sizeBytes?: number }) =>
    s3ArtifactCheck(s3)({ uri: `s3://${bucket}/${key}`, signal, onProgress: () => undefined, ...expected });
  expect(await check('model.onnx')).toBe(digest);
  expect(await check('model.onnx', { sha256: digest, sizeBytes: artifacts['model.onnx'].length })).toBe(digest);
  await expect(check('model.onnx', { sha256: '00' })).rejects.toMatchObject({ reason: 'CHECKSUM_MISMATCH' });
  await expect(check('model.onnx', { sizeBytes: 1 })).rejects.toMatchObject({ reason: 'CHECKSUM_MISMATCH' });
  await expect(check('nothing')).rejects.toMatchObject({ reason: 'ARTIFACT_NOT_FOUND' });
  await close();
});
