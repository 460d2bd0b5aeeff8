import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { startFauxqsServer } from '../../infra/local/fauxqs-server.ts';
import { createLogger } from '../../platform/logging.ts';
import type { ModelToServe } from '../../subgraphs/registry/deployer/deployment-target.ts';
import { s3ArtifactDownload } from '../../subgraphs/registry/deployer/s3-artifact-download.ts';
import { localProcesses } from '../../subgraphs/registry/deployer/targets/local-processes.ts';
import { describeDeploymentTarget, type TargetUnderTest } from '../contracts/deployment-target.ts';
import { bucket, modelServers, sampleFile } from './deployer-process.ts';

describeDeploymentTarget('processes on this machine', async (): Promise<TargetUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'modelgraph-local-processes-'));
  const storage = await startFauxqsServer({ path: join(folder, 'fauxqs'), region: 'us-east-1' });
  storage.ensureBucket(bucket);
  storage.putObject(bucket, 'model.onnx', readFileSync(sampleFile('fraud-detection')));
  storage.putObject(bucket, 'garbage', Buffer.from('not a model at all'));
  const s3 = new S3Client({
    endpoint: storage.endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const artifacts = join(folder, 'artifacts');
  const target = localProcesses({
    folder: artifacts,
    fetchArtifact: s3ArtifactDownload(s3),
    health: { intervalMilliseconds: 100, failures: 2 },
    logger: createLogger('local processes'),
  });
  const names: string[] = [];
  const model = (modelId: string, artifact: Partial<ModelToServe['artifact']> = {}): ModelToServe => {
    names.push(modelId);
    return {
      deploymentId: `${modelId}-deployment`,
      modelId,
      version: '1.0.0',
      deploymentTarget: 'LOCAL',
      artifact: { uri: `s3://${bucket}/model.onnx`, ...artifact },
    };
  };
  const only = ({ modelId }: ModelToServe): number => {
    const [pid, ...others] = modelServers(modelId);
    if (pid === undefined || others.length > 0) throw new Error(`not one server of ${modelId}`);
    return pid;
  };

  return {
    target,
    model,
    faults: [
      { model: model('garbage', { uri: `s3://${bucket}/garbage` }), reason: 'LOAD_ERROR', message: 'Not a servable' },
      {
        model: model('missing', { uri: `s3://${bucket}/no` }),
        reason: 'ARTIFACT_NOT_FOUND',
        message: 'does not exist',
      },
      { model: model('changed', { sha256: '00' }), reason: 'CHECKSUM_MISMATCH', message: 'has changed since' },
    ],
    // a process that hangs keeps its connections and answers nothing
    fail: async (served) => void process.kill(only(served), 'SIGSTOP'),
    mend: async (served) => void process.kill(only(served), 'SIGCONT'),
    logLine: 'serving on port',
    adopts: false,
    replicas: 1,
    leftovers: async () => [
      ...(await readdir(artifacts).catch(() => [])),
      ...names.flatMap((name) => modelServers(name)).map((pid) => `process ${pid}`),
    ],
    async close() {
      await target.close();
      s3.destroy();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
