/** Deploying over the wire: claims, reports, leases, and what the bus hears of it. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type AnyEvent, parseBusMessage } from '../../platform/events.ts';
import { claim, deploy, eventually, fails, register, serves, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const member = as('team-a');
const deployer = as('deployer');
const queues = new SQSClient({});
const bus = new EventBridgeClient({});
afterAll(() => {
  queues.destroy();
  bus.destroy();
});

/** Takes messages from a queue until one matches. */
async function heard(queue: 'DEPLOYER' | 'INFERENCE', matches: (event: AnyEvent) => boolean): Promise<AnyEvent> {
  const QueueUrl = cloud.environment[`${queue}_QUEUE_URL`];
  return eventually(async () => {
    const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages) {
      await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.map(({ Body = '' }) => parseBusMessage(Body)).find(matches);
  });
}

const deploymentOf = async (id: string) => {
  const { data } = await member.request(
    `{ deployment(id: "${id}") { status phase attempt sequence progressPercent message reason endpoint deployedAt
         modelVersion { status deployment { id } } } }`,
  );
  return data.deployment;
};

async function deployed(modelId: string, version?: string): Promise<string> {
  const id = await deploy(member, modelId, version);
  const report = await claim(deployer, id);
  await report(serves);
  return id;
}

describe('a deployment', () => {
  it('goes from its request to an endpoint, and the bus hears of it', async () => {
    await register(member, { modelId: 'served' });
    const id = await deploy(member, 'served');
    expect(await deploymentOf(id)).toMatchObject({ status: 'DEPLOYING', phase: 'QUEUED', attempt: 1, sequence: 1 });
    const asked = await heard(
      'DEPLOYER',
      ({ type, detail }) => type === 'Deploy Model' && detail.data.deploymentId === id,
    );
    expect(asked.detail).toMatchObject({
      schemaVersion: 1,
      sequence: 1,
      data: { modelId: 'served', version: '1.0.0', teamId: 'team-a', deploymentTarget: 'LAMBDA', attempt: 1 },
    });

    const report = await claim(deployer, id);
    await report({ phase: 'PREPARING', progressPercent: 30 });
    await report({ phase: 'VERIFYING', progressPercent: 60 });
    const { data } = await report(serves);
    expect(data.reportDeployment).toEqual({
      leaseExpiresAt: null,
      deployment: { sequence: 5, status: 'DEPLOYED', phase: 'DONE' },
    });
    expect(await deploymentOf(id)).toMatchObject({
      status: 'DEPLOYED',
      progressPercent: 100,
      endpoint: serves.endpoint,
      deployedAt: expect.any(String),
      modelVersion: { status: 'DEPLOYED', deployment: { id } },
    });
    const told = await heard(
      'INFERENCE',
      ({ detail }) => 'deploymentId' in detail.data && detail.data.deploymentId === id,
    );
    expect(told).toMatchObject({
      type: 'Model Deployed',
      detail: { sequence: 5, data: { endpoint: serves.endpoint } },
    });
  });

  it('tells its history, and how long each change lasted', async () => {
    await register(member, { modelId: 'timed' });
    const id = await deploy(member, 'timed');
    const report = await claim(deployer, id);
    await report({ phase: 'PREPARING', progressPercent: 30 });
    await report(serves);
    const read = async (first: number, after?: string) => {
      const { data } = await member.request(
        `query ($id: ID!, $first: Int!, $after: String) { deployment(id: $id) {
           phaseDurations { phase startedAt endedAt durationMs }
           history(first: $first, after: $after) {
             nodes { sequence phase status changedBy occurredAt durationMs } pageInfo { hasNextPage endCursor }
           } } }`,
        { id, first, after },
      );
      return data.deployment;
    };
    const { phaseDurations, history } = await read(10);
    const phases = history.nodes.map(({ phase }: { phase: string }) => phase);
    expect(phases).toEqual(['QUEUED', 'ACCEPTED', 'PREPARING', 'DONE']);
    const times = history.nodes.map(({ occurredAt }: { occurredAt: string }) => Date.parse(occurredAt));
    const lasted = history.nodes.map(({ durationMs }: { durationMs: number | null }) => durationMs);
    expect(lasted).toEqual([times[1] - times[0], times[2] - times[1], times[3] - times[2], null]);
    expect(phaseDurations.map(({ durationMs }: { durationMs: number }) => durationMs)).toEqual(lasted.slice(0, -1));
    // Where a page ends, the next change is known all the same.
    const page = await read(2);
    expect(page.history.nodes).toEqual(history.nodes.slice(0, 2));
    const { endCursor } = page.history.pageInfo;
    expect((await read(2, endCursor)).history.nodes).toEqual(history.nodes.slice(2));
  });

  it('that waited for its slot is asked for once the slot is free', async () => {
    await register(member, { modelId: 'patient' });
    await register(member, { modelId: 'patient', version: '2.0.0' });
    const first = await deploy(member, 'patient', '1.0.0');
    const waiting = await deploy(member, 'patient', '2.0.0');
    await (await claim(deployer, first))(fails);
    const asked = await heard(
      'DEPLOYER',
      ({ type, detail }) => type === 'Deploy Model' && detail.data.deploymentId === waiting,
    );
    expect(asked.detail.data).toMatchObject({ modelId: 'patient', version: '2.0.0', attempt: 1 });
  });

  it('is not begun twice at once', async () => {
    await register(member, { modelId: 'once' });
    const id = await deploy(member, 'once');
    const { errors } = await member.request(
      'mutation { deployModel(input: { modelId: "once" }) { deployment { id } } }',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', deploymentId: id });
  });

  it('is begun by one of several rivals', async () => {
    await register(member, { modelId: 'rivals' });
    const codes = await Promise.all(
      Array.from({ length: 8 }, () =>
        member.codeOf('mutation { deployModel(input: { modelId: "rivals" }) { deployment { id } } }'),
      ),
    );
    expect(codes.toSorted()).toEqual([...Array(7).fill('CONFLICT'), undefined]);
  });

  it('of nothing is NOT_FOUND', async () => {
    await register(member, { modelId: 'known' });
    const codeOf = (input: string) => member.codeOf(`mutation { deployModel(input: ${input}) { deployment { id } } }`);
    expect(await codeOf('{ modelId: "unknown" }')).toBe('NOT_FOUND');
    expect(await codeOf('{ modelId: "known", version: "9.0.0" }')).toBe('NOT_FOUND');
    expect(await codeOf('{ modelId: "known", version: "nine" }')).toBe('VALIDATION_ERROR');
  });

  it('that fails says why, and can be tried again', async () => {
    await register(member, { modelId: 'failing' });
    const id = await deploy(member, 'failing');
    await (await claim(deployer, id))({ ...fails, message: 'no such operator' });
    expect(await deploymentOf(id)).toMatchObject({
      status: 'FAILED',
      reason: 'LOAD_ERROR',
      message: 'no such operator',
      modelVersion: { status: 'FAILED' },
    });
    const told = await heard(
      'INFERENCE',
      ({ detail }) => 'deploymentId' in detail.data && detail.data.deploymentId === id,
    );
    expect(told).toMatchObject({
      type: 'Deployment Ended',
      detail: { data: { status: 'FAILED', reason: 'LOAD_ERROR' } },
    });
    expect(await deploy(member, 'failing')).not.toBe(id);
  });

  it('takes over from the one that served, or leaves it serving when it fails', async () => {
    await register(member, { modelId: 'replaced' });
    const first = await deployed('replaced');
    const second = await deploy(member, 'replaced');
    expect(await deploymentOf(first)).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYING' } });
    await (await claim(deployer, second))(fails);
    expect(await deploymentOf(first)).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYED' } });
    const third = await deployed('replaced');
    expect(await deploymentOf(first)).toMatchObject({ status: 'SUPERSEDED' });
    expect(await deploymentOf(third)).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYED' } });
  });

  it('may move its endpoint, and lose it', async () => {
    await register(member, { modelId: 'moving' });
    const id = await deploy(member, 'moving');
    const report = await claim(deployer, id);
    await report(serves);
    const { deployedAt, sequence } = await deploymentOf(id);
    await report({ ...serves, endpoint: 'http://127.0.0.1:2/v2' });
    expect(await deploymentOf(id)).toMatchObject({
      endpoint: 'http://127.0.0.1:2/v2',
      deployedAt,
      sequence: sequence + 1,
    });
    await report({ ...fails, reason: 'UNHEALTHY' });
    expect(await deploymentOf(id)).toMatchObject({
      status: 'FAILED',
      endpoint: null,
      modelVersion: { status: 'FAILED' },
    });
  });
});

describe('an attempt', () => {
  const claimCode = (deploymentId: string, attempt: number, deployerId: string) =>
    deployer.codeOf('mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken } }', {
      input: { deploymentId, attempt, deployerId },
    });

  it('is of one deployer', async () => {
    await register(member, { modelId: 'claimed' });
    const id = await deploy(member, 'claimed');
    expect(await claimCode(id, 2, 'deployer-1')).toBe('CONFLICT');
    const old = await claim(deployer, id);
    expect(await claimCode(id, 1, 'deployer-2')).toBe('CONFLICT');
    const current = await claim(deployer, id);
    // The claim of a deployer that has started again makes the token of its former life worthless.
    expect((await old({ phase: 'PREPARING' })).errors?.[0]).toMatchObject({
      message: 'Attempt 1 is over',
      extensions: { code: 'CONFLICT' },
    });
    expect((await current({ phase: 'PREPARING' })).errors).toBeUndefined();
  });

  it('only goes forward', async () => {
    await register(member, { modelId: 'forward' });
    const report = await claim(deployer, await deploy(member, 'forward'));
    await report({ phase: 'VERIFYING', progressPercent: 60 });
    expect((await report({ phase: 'PREPARING', progressPercent: 70 })).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect((await report({ phase: 'VERIFYING', progressPercent: 50 })).errors?.[0]?.extensions.code).toBe('CONFLICT');
    const renewed = await report({ phase: 'VERIFYING', progressPercent: 60 });
    expect(renewed.data.reportDeployment.deployment.sequence).toBe(3);
    const done = await report(serves);
    expect(await report(serves)).toEqual(done);
  });

  it.each([
    ['input.status', { phase: 'DONE' }],
    ['input.status', { phase: 'PREPARING', status: 'DEPLOYED', endpoint: 'http://x' }],
    ['input.status', { phase: 'DONE', status: 'SUPERSEDED' }],
    ['input.endpoint', { phase: 'DONE', status: 'DEPLOYED' }],
    ['input.endpoint', { phase: 'DONE', status: 'DEPLOYED', endpoint: 'file:///etc/passwd' }],
    ['input.reason', { phase: 'DONE', status: 'FAILED' }],
    ['input.progressPercent', { phase: 'PREPARING', progressPercent: 101 }],
    ['input.message', { phase: 'PREPARING', message: 'm'.repeat(1025) }],
  ])('is not reported on with a bad %s (%#)', async (path, input) => {
    const { errors } = await deployer.request(
      'mutation ($input: ReportDeploymentInput!) { reportDeployment(input: $input) { leaseExpiresAt } }',
      { input: { deploymentId: 'any', attempt: 1, fencingToken: 'any', progressPercent: 1, message: '', ...input } },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });
});

it('counts usage that the gateway tells of, once', async () => {
  await register(member, { modelId: 'used' });
  const data = {
    completionId: 'completion-1',
    modelId: 'used',
    version: '1.0.0',
    teamId: 'team-a',
    userId: 'someone',
    provider: 'openai',
    providerModel: 'gpt-4',
    promptTokens: 12,
    completionTokens: 3,
    costUsd: '0.00042',
    occurredAt: new Date().toISOString(),
  };
  const told = (id: string) => ({
    EventBusName: cloud.environment.EVENT_BUS_NAME,
    Source: 'modelgraph.inference',
    DetailType: 'Model Used',
    Detail: JSON.stringify({ id, schemaVersion: 1, sequence: 1, occurredAt: data.occurredAt, data }),
  });
  await bus.send(new PutEventsCommand({ Entries: [told('one'), told('one'), told('two'), told('one')] }));
  const usage = async () =>
    (
      await member.request(
        '{ model(id: "used") { usage(window: LAST_HOUR) { requests promptTokens completionTokens costUsd } } }',
      )
    ).data.model.usage;
  await eventually(async () => (await usage()).requests >= 2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await usage()).toEqual({ requests: 2, promptTokens: 24, completionTokens: 6, costUsd: '0.00084' });
});

it('says how it and its dependencies are', async () => {
  const { data } = await member.request('{ registryHealth { status dependencies { name status latencyMs } } }');
  expect(data.registryHealth.status).toBe('HEALTHY');
  const names = data.registryHealth.dependencies.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['dynamodb', 's3', 'sqs', 'eventbridge', 'redis']);
});
