/** Models that serve: over restarts of their deployer, and over their own deaths. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  modelServers,
  type RunningProcess,
  type Surroundings,
  sampleFile,
  startSurroundings,
} from './deployer-process.ts';

const model = readFileSync(sampleFile('fraud-detection'));
let surroundings: Surroundings;
let deployer: RunningProcess;

async function start() {
  surroundings = await startSurroundings();
  deployer = await surroundings.startDeployer({ RECONCILE_SECONDS: '0.5' });
}

const deployment = (id: string) => surroundings.registry.deployment(id);

function deploy(modelId: string): string {
  return surroundings.registry.deploy({ modelId, artifactUri: surroundings.upload(`${modelId}.onnx`, model) });
}

/** Resolves once the deployer knows that the model serves. */
const serves = (id: string) => eventually('it serves', () => surroundings.records()[id]?.state === 'SERVING');

const answers = (endpoint: string | undefined) =>
  eventually(`${endpoint} answers`, async () => {
    const response = await fetch(`${endpoint}/ready`).catch(() => undefined);
    return response?.status === 200;
  });

function damageArtifact(id: string) {
  const name = surroundings.files().find((file) => file.startsWith(id));
  writeFileSync(join(surroundings.workFolder, 'artifacts', String(name)), 'damaged');
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}

describe('after a restart of the deployer', () => {
  const names = ['kept', 'moved', 'damaged', 'lost', 'superseded'] as const;
  const ids = {} as Record<(typeof names)[number], string>;
  const before = {} as Record<(typeof names)[number], { endpoint?: string; sequence: number }>;
  const squatter = createServer((_request, response) => void response.writeHead(404).end());

  beforeAll(async () => {
    await start();
    for (const name of names) ids[name] = deploy(`restarted-${name}`);
    await Promise.all(names.map((name) => serves(ids[name])));
    for (const name of names) before[name] = deployment(ids[name]);
    await deployer.kill();
    await eventually('no server outlives the deployer', () =>
      names.every((name) => modelServers(`restarted-${name}`).length === 0),
    );

    const { port } = new URL(String(before.moved.endpoint));
    // a process is gone from the list a moment before the kernel has closed its sockets
    await eventually('the port is free', () => listens(squatter, Number(port)));
    damageArtifact(ids.damaged);
    damageArtifact(ids.lost);
    surroundings.upload('restarted-lost.onnx', Buffer.from('overwritten'));
    surroundings.registry.replace(ids.superseded, { status: 'SUPERSEDED' });
    writeFileSync(join(surroundings.workFolder, 'half.deployment.json'), '{"half":');
    deployer = await surroundings.startDeployer();
  });

  afterAll(async () => {
    await surroundings.close();
    await new Promise((closed) => squatter.close(closed));
  });

  it('a model is back on its endpoint, and nothing is said about it', async () => {
    await answers(before.kept.endpoint);
    await eventually('one server runs', () => modelServers('restarted-kept').length === 1);
    expect(deployment(ids.kept)).toMatchObject({ status: 'DEPLOYED', ...before.kept });
  });

  it('a model whose port was taken serves on another one, which is reported', async () => {
    await eventually('the endpoint has moved', () => deployment(ids.moved).endpoint !== before.moved.endpoint);
    await answers(deployment(ids.moved).endpoint);
    expect(deployment(ids.moved).status).toBe('DEPLOYED');
  });

  it('an artifact that was damaged is fetched again', async () => {
    await answers(before.damaged.endpoint);
  });

  it('a model that cannot be brought back is FAILED with UNHEALTHY', async () => {
    await eventually('it failed', () => deployment(ids.lost).status === 'FAILED');
    expect(deployment(ids.lost)).toMatchObject({
      reason: 'UNHEALTHY',
      message: expect.stringContaining('could not be started again'),
    });
    await eventually('its record is gone', () => surroundings.records()[ids.lost] === undefined);
  });

  it('a model that was superseded meanwhile is ended', async () => {
    await eventually('its record is gone', () => surroundings.records()[ids.superseded] === undefined);
    expect(modelServers('restarted-superseded')).toEqual([]);
  });

  it('half a record is removed', () => {
    expect(deployer.log()).toContain('half.deployment.json');
    expect(surroundings.records().half).toBeUndefined();
  });
});

describe('while the deployer runs', () => {
  beforeAll(start);
  afterAll(() => surroundings.close());

  it('a model server that dies is started again on its endpoint; one that dies again and again is given up', async () => {
    const crashed = deploy('crashed');
    const dying = deploy('dying');
    await Promise.all([serves(crashed), serves(dying)]);
    const { endpoint, sequence } = deployment(crashed);
    const [pid] = modelServers('crashed');
    damageArtifact(dying);
    for (const one of [pid, ...modelServers('dying')]) process.kill(Number(one), 'SIGKILL');

    await eventually('another server runs', () => modelServers('crashed').some((other) => other !== pid));
    await answers(endpoint);
    await eventually('the other one failed', () => deployment(dying).status === 'FAILED');
    expect(deployment(dying)).toMatchObject({
      reason: 'UNHEALTHY',
      message: expect.stringContaining('5 times in a row'),
    });
    expect(deployment(crashed)).toMatchObject({ endpoint, sequence });
  });

  it('the registry is told when a model stops to answer and when it answers again, each once', async () => {
    const id = deploy('hanging');
    await serves(id);
    const told = () =>
      surroundings.registry.healths.filter(({ deploymentId }) => deploymentId === id).map(({ status }) => status);
    await eventually('it is healthy', () => told().length === 1);
    const [pid] = modelServers('hanging');
    process.kill(Number(pid), 'SIGSTOP');
    await eventually('it is unhealthy', () => told().length === 2);
    process.kill(Number(pid), 'SIGCONT');
    await eventually('it is healthy again', () => told().length === 3);
    expect(told()).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
    expect(deployment(id)).toMatchObject({ status: 'DEPLOYED' });
  });

  it('what runs is compared with what should: what was ended goes, what cannot be scaled is told', async () => {
    const [ended, scaled] = [deploy('ended-unheard'), deploy('scaled')];
    await Promise.all([serves(ended), serves(scaled)]);
    surroundings.registry.replace(ended, { status: 'UNDEPLOYED' });
    surroundings.registry.replace(scaled, { replicas: 2 });
    await eventually('its record is gone', () => surroundings.records()[ended] === undefined);
    expect(modelServers('ended-unheard')).toEqual([]);
    const fault = await eventually('the fault is told', () => surroundings.registry.scalingFaults.get(scaled));
    expect(fault).toContain('one replica');
    expect(modelServers('scaled')).toHaveLength(1);
  });

  it('the registry is not needed to bring models back, nor to stop', async () => {
    const id = deploy('alone');
    await serves(id);
    await deployer.kill();
    deployer = await surroundings.startDeployer({ REGISTRY_URL: 'http://127.0.0.1:9/graphql' });
    await answers(deployment(id).endpoint);
    expect(await deployer.stop()).toBe(0);
    expect(modelServers('alone')).toEqual([]);
    deployer = await surroundings.startDeployer();
  });

  it('SIGTERM in the middle of an attempt leaves no server, and the next start goes on with it', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let isHeld = false;
    surroundings.registry.onReport(async ({ phase, deploymentId }) => {
      if (deploymentId !== id || phase !== 'VERIFYING' || isHeld) return;
      isHeld = true;
      await held;
    });
    const id = deploy('interrupted');
    await eventually('it verifies', () => isHeld);
    const startedAt = Date.now();
    expect(await deployer.stop()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(modelServers('interrupted')).toEqual([]);
    release();
    await surroundings.startDeployer();
    await serves(id);
    expect(surroundings.registry.ends.filter(({ deploymentId }) => deploymentId === id)).toEqual([
      { deploymentId: id, status: 'DEPLOYED' },
    ]);
  });
});
