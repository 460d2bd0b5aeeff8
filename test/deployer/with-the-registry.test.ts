/** The deployer beside the registry itself, on the embedded cloud: events, leases and storage as `npm start` has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import {
  ClaimDeploymentDocument,
  DeployModelDocument,
  DeploymentByIdDocument,
  type DeploymentTarget,
  RegisterModelDocument,
} from '../../client/generated/operations.ts';
import { type EmbeddedCloud, startEmbeddedCloud } from '../../infra/local/cloud.ts';
import type { Identity } from '../../platform/access.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import {
  deployerMain,
  eventually,
  modelServers,
  type RunningProcess,
  registryMain,
  secret,
  startProcess,
} from './deployer-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelgraph-deployer-'));
const tokens = identityTokens(secret);
const processes: RunningProcess[] = [];
let cloud: EmbeddedCloud;
let registry: RunningProcess;
let deployer: RunningProcess;
let client: ModelgraphClient;

const start = async (script: string, environment: Readonly<Record<string, string>>) => {
  const started = await startProcess(script, { ...cloud.environment, INTERNAL_SECRET: secret, ...environment });
  processes.push(started);
  return started;
};

async function startRegistry() {
  registry = await start(registryMain, { PORT: '0', TEAMS: 'data-science-team', LEASE_SECONDS: '2' });
  client = clientOf({ userId: 'someone', tier: 'STANDARD', groups: ['data-science-team'] });
}

function clientOf(identity: Identity): ModelgraphClient {
  const headers = async () => ({ [identityHeader]: await tokens.sign(identity) });
  return createModelgraphClient({ url: registry.url, headers });
}

async function startDeployer(dataDirectory: string) {
  deployer = await start(deployerMain, {
    REGISTRY_URL: registry.url,
    DATA_DIR: join(folder, dataDirectory),
    LOCAL_TARGETS: 'LOCAL,LAMBDA,EKS',
  });
}

beforeAll(async () => {
  cloud = await startEmbeddedCloud({ dataDirectory: join(folder, 'cloud') });
  await startRegistry();
  await startDeployer('first');
});

afterAll(async () => {
  await Promise.all(processes.map((running) => running.kill()));
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

async function deploy(modelId: string, sample: string, deploymentTarget: DeploymentTarget = 'LOCAL'): Promise<string> {
  const artifactUri = `s3://modelgraph-artifacts/samples/${sample}/model.onnx`;
  const version = { modelId, version: '1.0.0' };
  await client.request(RegisterModelDocument, {
    input: { ...version, framework: 'onnx', deploymentTarget, teamId: 'data-science-team', artifactUri },
  });
  return (await client.request(DeployModelDocument, { input: version })).deployModel.deployment.id;
}

const find = async (id: string) => (await client.request(DeploymentByIdDocument, { id })).deployment;

const done = (id: string) =>
  eventually(
    `deployment ${id} is done`,
    async () => {
      const deployment = await find(id).catch(() => null);
      return deployment?.phase === 'DONE' && deployment;
    },
    12_000,
  );

it.each([
  ['fraud-detection', 'LAMBDA'],
  ['recommendation', 'EKS'],
] as const)('the sample %s, for %s, is DEPLOYED and its endpoint is ready', async (sample, target) => {
  const deployment = await done(await deploy(`sample-${sample}`, sample, target));
  expect(deployment).toMatchObject({ status: 'DEPLOYED', attempt: 1, modelVersion: { status: 'DEPLOYED' } });
  expect((await fetch(`${deployment.endpoint}/ready`)).status).toBe(200);
});

it('a deployment under way when everything is killed ends DEPLOYED, by one server, after a restart of everything', async () => {
  const id = await deploy('all-killed', 'fraud-detection');
  await eventually('it is under way', async () => (await find(id))?.phase !== 'QUEUED');
  await Promise.all([deployer.kill(), registry.kill()]);
  await startRegistry();
  await startDeployer('first');
  const deployment = await done(id);
  expect(deployment.status).toBe('DEPLOYED');
  await eventually('the endpoint is ready', async () => (await fetch(`${deployment.endpoint}/ready`)).ok, 5_000);
  await eventually('one server runs', () => modelServers('all-killed').length === 1);
});

it('a deployer that never comes back is replaced once its lease has run out', async () => {
  await deployer.stop();
  const id = await deploy('replaced', 'fraud-detection');
  const lost = clientOf({ userId: 'lost', tier: 'INTERNAL', groups: ['deployer', 'admin'] });
  await lost.request(ClaimDeploymentDocument, { input: { deploymentId: id, attempt: 1, deployerId: 'lost' } });
  await startDeployer('second');
  expect(await done(id)).toMatchObject({ status: 'DEPLOYED', attempt: 2 });
});
