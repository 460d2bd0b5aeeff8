/**
 * `kill -9` of a deployer at any moment, again and again, beside the registry itself: what was asked for comes to one end, by one
 * server, and nothing is left of the rest. `KILL_LOOPS` makes it go on for longer.
 */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createModelgraphClient, type ModelgraphClient } from '../../client/client.ts';
import {
  DeployModelDocument,
  DeploymentHistoryDocument,
  DeploymentSlotsDocument,
  RegisterModelDocument,
  UndeployModelDocument,
} from '../../client/generated/operations.ts';
import { type EmbeddedCloud, startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import {
  deployerMain,
  eventually,
  modelServers,
  type RunningProcess,
  registryMain,
  secret,
  startProcess,
} from './deployer-process.ts';

const loops = Number(process.env.KILL_LOOPS ?? 5);
/** Deployments under way at each kill. */
const atOnce = loops > 5 ? 3 : 1;
/** Long enough for a machine that is busy with other things: a lease that is lost three times ends TIMED_OUT, and rightly. */
const leaseSeconds = 6;
const folder = temporaryFolder();
const killedIn = new Map<string, number>();
let cloud: EmbeddedCloud;
let registry: RunningProcess;
let deployer: RunningProcess;
let client: ModelgraphClient;

/** Every fourth time another deployer comes instead of the one that was killed, which never returns. */
const dataDirectoryOf = (loop: number): string => `${folder}/deployer-${Math.floor(loop / 4)}`;

async function startDeployer(loop: number): Promise<void> {
  deployer = await startProcess(deployerMain, {
    ...cloud.environment,
    INTERNAL_SECRET: secret,
    REGISTRY_URL: registry.url,
    DATA_DIR: dataDirectoryOf(loop),
    DEPLOYER_CONCURRENCY: String(atOnce),
    RECONCILE_SECONDS: '1',
  });
}

beforeAll(async () => {
  cloud = await startEmbeddedCloud({ dataDirectory: `${folder}/cloud` });
  registry = await startProcess(registryMain, {
    ...cloud.environment,
    INTERNAL_SECRET: secret,
    PORT: '0',
    METRICS: 'none',
    TEAMS: 'data-science-team',
    LEASE_SECONDS: String(leaseSeconds),
    RETRY_SECONDS: '0.2',
    DEPLOYER_SILENCE_SECONDS: '3',
  });
  const tokens = identityTokens(secret);
  const identity = { userId: 'someone', tier: 'STANDARD', groups: ['data-science-team'] } as const;
  client = createModelgraphClient({
    url: registry.url,
    headers: async () => ({ [identityHeader]: await tokens.sign(identity) }),
  });
  await startDeployer(0);
});

afterAll(async () => {
  await Promise.all([deployer?.kill(), registry?.kill()]);
  await cloud?.close();
});

async function deploy(modelId: string): Promise<string> {
  const artifactUri = 's3://modelgraph-artifacts/samples/fraud-detection/model.onnx';
  const version = { modelId, version: '1.0.0' };
  await client.request(RegisterModelDocument, {
    input: { ...version, framework: 'onnx', deploymentTarget: 'LOCAL', teamId: 'data-science-team', artifactUri },
  });
  return (await client.request(DeployModelDocument, { input: version })).deployModel.deployment.id;
}

const find = async (id: string) => {
  const { deployment } = await client.request(DeploymentHistoryDocument, { id, first: 100 });
  if (!deployment) throw new Error(`no deployment ${id}`);
  return deployment;
};

it(
  `ends every deployment once, by one server, over ${loops} kills`,
  async () => {
    for (let loop = 0; loop < loops; loop++) {
      const modelIds = Array.from({ length: atOnce }, (_, index) => `killed-${loop}-${index}`);
      const ids = await Promise.all(modelIds.map(deploy));
      // From the claims to the time when all of them serve.
      await eventually('a deployer has begun', async () => (await find(ids[0] ?? '')).phase !== 'QUEUED', 60_000);
      await new Promise((passed) => setTimeout(passed, (loop * 397) % 1_600));
      for (const { phase } of await Promise.all(ids.map(find))) killedIn.set(phase, (killedIn.get(phase) ?? 0) + 1);
      await deployer.kill();
      await startDeployer(loop + 1);

      for (const [index, id] of ids.entries()) {
        const modelId = modelIds[index] ?? '';
        const ended = await eventually(
          `${modelId} is done`,
          async () => {
            const found = await find(id);
            return found.phase === 'DONE' && found;
          },
          90_000,
        );
        // Of one that served at the kill, another one has taken over where its deployer never came back.
        expect(['DEPLOYED', 'SUPERSEDED']).toContain(ended.status);
        const changes = ended.history.nodes;
        expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, position) => position + 1));
        await eventually(
          `${modelId} answers at its endpoint, by one server`,
          async () => {
            const { model } = await client.request(DeploymentSlotsDocument, { modelId });
            const { endpoint } = model?.slots[0]?.active ?? {};
            const response = await fetch(`${endpoint}/ready`).catch(() => undefined);
            return response?.ok === true && modelServers(modelId).length === 1;
          },
          60_000,
        );
        await client.request(UndeployModelDocument, { input: { modelId } });
      }
      await eventually(
        'nothing is left of what was undeployed',
        () => modelIds.every((modelId) => modelServers(modelId).length === 0),
        60_000,
      );
    }
    process.stderr.write(`killed in: ${JSON.stringify(Object.fromEntries(killedIn))}\n`);
  },
  60_000 * loops,
);
