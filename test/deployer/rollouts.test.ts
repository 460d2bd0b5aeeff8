/** How a version takes over from another, seen by those who call the model all the while: gateway, registry, deployer, real endpoints. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import type { ModelgraphError } from '../../client/client.ts';
import {
  CompletionStreamDocument,
  CreateCompletionDocument,
  DeploymentSlotsDocument,
  PredictDocument,
  RollbackDeploymentDocument,
  ScaleDeploymentDocument,
  UndeployModelDocument,
} from '../../client/generated/operations.ts';
import { scientist } from '../inference/start-gateway.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { eventually, modelServers } from './deployer-process.ts';
import { type Rollouts, startRollouts } from './start-rollouts.ts';

const folder = temporaryFolder();
const sample = 's3://modelgraph-artifacts/samples/fraud-detection/model.onnx';
let rollouts: Rollouts;
beforeAll(async () => {
  rollouts = await startRollouts(folder);
});
afterAll(() => rollouts?.close());

describe('a canary', () => {
  it('that fails is rolled back by itself, and less than its share of the calls has failed', async () => {
    await rollouts.register('bad-canary', 1);
    const bad = await rollouts.register('bad-canary', 2);
    await rollouts.done(await rollouts.deploy('bad-canary', 1));
    await rollouts.isServedBy('bad-canary', 1);
    bad.failing = true;
    const percent = 20;
    const { result, answers, count } = await rollouts.callingThroughout(
      () => rollouts.predict('bad-canary'),
      async (soFar) => {
        const id = await rollouts.deploy('bad-canary', 2, {
          kind: 'CANARY',
          steps: [{ percent, holdSeconds: 60 }],
          abortOn: { maximumErrorRate: 0.2, minimumRequests: 5 },
        });
        const ended = await rollouts.done(id);
        const calls = soFar.length;
        await eventually('half as many calls again', () => soFar.length >= 1.5 * calls, 30_000);
        return ended;
      },
    );
    expect(result).toMatchObject({ status: 'ROLLED_BACK', reason: 'ERROR_RATE', modelVersion: { status: 'FAILED' } });
    expect(result.message).toContain('requests failed');
    expect(count('FAILED')).toBeGreaterThanOrEqual(5);
    expect(count('FAILED') / answers.length).toBeLessThan(percent / 100);
    // Once it was rolled back, nothing went there any more.
    expect(answers.slice(-10)).toEqual(Array(10).fill(1));
  });

  it('that does well takes over step by step, and no call fails', async () => {
    await rollouts.register('good-canary', 1);
    await rollouts.register('good-canary', 2);
    const old = await rollouts.deploy('good-canary', 1);
    await rollouts.done(old);
    await rollouts.isServedBy('good-canary', 1);
    const { result, count } = await rollouts.callingThroughout(
      () => rollouts.predict('good-canary'),
      async () => {
        const steps = [
          { percent: 30, holdSeconds: 1 },
          { percent: 70, holdSeconds: 1 },
        ];
        const deployed = await rollouts.done(await rollouts.deploy('good-canary', 2, { kind: 'CANARY', steps }));
        await rollouts.isServedBy('good-canary', 2);
        return deployed;
      },
    );
    expect(result).toMatchObject({ status: 'DEPLOYED', modelVersion: { status: 'DEPLOYED' } });
    expect(await rollouts.find(old)).toMatchObject({ status: 'SUPERSEDED', modelVersion: { status: 'REGISTERED' } });
    expect(count('FAILED')).toBe(0);
    expect(Math.min(count(1), count(2))).toBeGreaterThan(5);
  });
});

describe('a canary of a chat model', () => {
  const messages = [{ role: 'USER' as const, content: 'which one?' }];
  const wish = (id: string) => ({ input: { registeredModel: { id }, messages } });
  const complete = async (id: string) => {
    const { createCompletion } = await rollouts.caller.request(CreateCompletionDocument, wish(id));
    return Number(createCompletion.message.content);
  };
  const stream = async (id: string) => {
    let text = '';
    for await (const { data } of rollouts.gateway.subscribe(scientist, print(CompletionStreamDocument), wish(id))) {
      text += data?.completionStream.delta ?? '';
    }
    return text === '' ? ('FAILED' as const) : Number(text);
  };

  it('that fails is rolled back by itself', async () => {
    await rollouts.registerChat('bad-chat', 1);
    const bad = await rollouts.registerChat('bad-chat', 2);
    await rollouts.done(await rollouts.deploy('bad-chat', 1));
    const call = () => complete('bad-chat').catch(() => 'FAILED' as const);
    await eventually('the first answers', async () => (await call()) === 1);
    bad.failing = true;
    const { result, answers, count } = await rollouts.callingThroughout(call, async () => {
      const steps = [{ percent: 50, holdSeconds: 60 }];
      const abortOn = { maximumErrorRate: 0.2, minimumRequests: 8 };
      return rollouts.done(await rollouts.deploy('bad-chat', 2, { kind: 'CANARY', steps, abortOn }));
    });
    expect(result).toMatchObject({ status: 'ROLLED_BACK', reason: 'ERROR_RATE' });
    expect(result.message).toContain('requests failed');
    expect(count('FAILED')).toBeGreaterThan(0);
    expect(count(1) + count('FAILED')).toBe(answers.length);
    await eventually('the first has all of the traffic', async () =>
      (await Promise.all(Array.from({ length: 8 }, call))).every((answer) => answer === 1),
    );
  });

  it('whose streams begin too late is rolled back', async () => {
    await rollouts.registerChat('late-chat', 1);
    const late = await rollouts.registerChat('late-chat', 2);
    await rollouts.done(await rollouts.deploy('late-chat', 1));
    const call = () => stream('late-chat');
    await eventually('the first answers', async () => (await call()) === 1);
    late.delayMilliseconds = 600;
    const { result, count } = await rollouts.callingThroughout(call, async () => {
      const steps = [{ percent: 50, holdSeconds: 60 }];
      const abortOn = { maximumP95LatencyMs: 400, minimumRequests: 3 };
      return rollouts.done(await rollouts.deploy('late-chat', 2, { kind: 'CANARY', steps, abortOn }));
    });
    expect(result).toMatchObject({ status: 'ROLLED_BACK', reason: 'LATENCY' });
    expect(count(2)).toBeGreaterThan(0);
    expect(count('FAILED')).toBe(0);
  });
});

it('a model server that hangs gets no requests within five seconds, and gets them again once it goes on', async () => {
  const input = { modelId: 'frozen', inputs: { features: [[9000, 3, 4200, 1]] } };
  const ask = () =>
    rollouts.caller.request(PredictDocument, { input }).then(
      () => 'ANSWERED',
      (error: ModelgraphError) => error.code,
    );
  /** When the first request was sent that was answered so. They are sent whether or not those before were answered. */
  const firstThatIs = async (outcome: string): Promise<number> => {
    let first: number | undefined;
    return eventually(`a request is ${outcome}`, async () => {
      const sentAt = performance.now();
      void ask().then((said) => {
        if (said === outcome) first = Math.min(first ?? sentAt, sentAt);
      });
      await sleep(100);
      return first;
    });
  };
  await rollouts.registerAt('frozen', 1, sample, 'LOCAL');
  await rollouts.done(await rollouts.deploy('frozen', 1));
  await firstThatIs('ANSWERED');
  const [pid] = modelServers('frozen');
  const hungAt = performance.now();
  process.kill(Number(pid), 'SIGSTOP');
  const milliseconds = (await firstThatIs('NOT_FOUND')) - hungAt;
  process.kill(Number(pid), 'SIGCONT');
  await firstThatIs('ANSWERED');
  expect(milliseconds).toBeLessThan(5_000);
});

describe('an endpoint that asks for a key', () => {
  it('gets it from the deployer and from the gateway, as a chat model and as one that predicts', async () => {
    await rollouts.registerAt('keyed-chat', 1, `${rollouts.keyed.origin}/v1`, 'EXTERNAL');
    await rollouts.registerAt('keyed-tensors', 1, `${rollouts.keyed.origin}/v2/models/keyed`, 'EXTERNAL');
    const ids = await Promise.all(['keyed-chat', 'keyed-tensors'].map((modelId) => rollouts.deploy(modelId, 1)));
    const ended = await Promise.all(ids.map((id) => rollouts.done(id)));
    expect(ended.map(({ status }) => status)).toEqual(['DEPLOYED', 'DEPLOYED']);
    await rollouts.isServedBy('keyed-tensors', 1);
    const input = { model: 'keyed-chat', messages: [{ role: 'USER' as const, content: 'hello' }] };
    await eventually('the chat model answers', async () => {
      const answer = await rollouts.caller.request(CreateCompletionDocument, { input }).catch(() => undefined);
      return answer?.createCompletion.message.content === 'one';
    });
    expect(rollouts.keyed.refused).toEqual([]);
  });
});

describe('scaling', () => {
  const scale = async (deploymentId: string, replicas: number) => {
    const input = { deploymentId, replicas };
    return (await rollouts.client.request(ScaleDeploymentDocument, { input })).scaleDeployment.deployment;
  };
  const driftOf = async (modelId: string) =>
    (await rollouts.client.request(DeploymentSlotsDocument, { modelId })).model?.slots[0]?.active?.drift;
  const deployAt = async (target: 'LAMBDA' | 'EKS', modelId: string) => {
    await rollouts.registerAt(modelId, 1, sample, target);
    const { id, status } = await rollouts.done(await rollouts.deploy(modelId, 1));
    expect(status).toBe('DEPLOYED');
    return id;
  };

  it('keeps so many instances of a Lambda function ready', async () => {
    const id = await deployAt('LAMBDA', 'scaled-function');
    const provisioned = () =>
      [...rollouts.lambda.functions.values()][0]?.aliases.get(`deployment-${id}`)?.provisioned?.wanted;
    expect(provisioned()).toBeUndefined();
    expect(await scale(id, 3)).toMatchObject({ replicas: 3 });
    await eventually('three instances are ready', () => provisioned() === 3);
    await scale(id, 2);
    await eventually('two instances are ready', () => provisioned() === 2);
    expect(await driftOf('scaled-function')).toBeNull();
  });

  it('runs so many pods of a service of KServe, and says when the cluster refuses', async () => {
    const id = await deployAt('EKS', 'scaled-service');
    const predictor = () => [...rollouts.kserve.services.values()][0]?.object.spec.predictor;
    await scale(id, 4);
    await eventually('four pods are asked for', () => predictor()?.minReplicas === 4);
    rollouts.kserve.refuseNext({ code: 403, reason: 'Forbidden', message: 'exceeded quota' });
    await scale(id, 5);
    const drift = await eventually('the refusal is told', async () => (await driftOf('scaled-service')) ?? false);
    expect(drift).toMatchObject({ code: 'NOT_SCALED', message: expect.stringContaining('exceeded quota') });
    expect(predictor()?.minReplicas).toBe(4);
  });
});

describe('what serves', () => {
  it('goes on serving while another version fails to deploy', async () => {
    await rollouts.register('kept', 1);
    const broken = await rollouts.register('kept', 2);
    broken.down = true;
    await rollouts.done(await rollouts.deploy('kept', 1));
    await rollouts.isServedBy('kept', 1);
    const { result, answers, count } = await rollouts.callingThroughout(
      () => rollouts.predict('kept'),
      async () => rollouts.done(await rollouts.deploy('kept', 2)),
    );
    expect(result).toMatchObject({ status: 'FAILED', reason: 'UNHEALTHY' });
    expect(count(1)).toBe(answers.length);
  });

  it('is kept warm by blue/green: a rollback takes no deployment', async () => {
    await rollouts.register('blue-green', 1);
    await rollouts.register('blue-green', 2);
    const blue = await rollouts.deploy('blue-green', 1);
    await rollouts.done(blue);
    await rollouts.isServedBy('blue-green', 1);
    const green = await rollouts.deploy('blue-green', 2, { kind: 'BLUE_GREEN' });
    const { answers, count } = await rollouts.callingThroughout(
      () => rollouts.predict('blue-green'),
      async () => {
        await rollouts.done(green);
        await rollouts.isServedBy('blue-green', 2);
        // The gateway still has the one that is warm, for those who name it.
        expect(await rollouts.predict('blue-green', '1.0.0')).toBe(1);
        const { rollbackDeployment } = await rollouts.client.request(RollbackDeploymentDocument, {
          input: { deploymentId: green },
        });
        expect(rollbackDeployment).toMatchObject({
          deployment: { status: 'ROLLED_BACK' },
          serves: { id: blue, status: 'DEPLOYED', trafficPercent: 100 },
        });
        await rollouts.isServedBy('blue-green', 1);
      },
    );
    expect(count(1) + count(2)).toBe(answers.length);
    const { model } = await rollouts.client.request(DeploymentSlotsDocument, { modelId: 'blue-green' });
    expect(model?.slots).toMatchObject([{ active: { id: blue }, standby: null, underWay: null, waiting: [] }]);
  });

  it('is taken away by undeploying', async () => {
    await rollouts.register('taken-away', 1);
    await rollouts.done(await rollouts.deploy('taken-away', 1));
    await rollouts.isServedBy('taken-away', 1);
    const { undeployModel } = await rollouts.client.request(UndeployModelDocument, {
      input: { modelId: 'taken-away' },
    });
    expect(undeployModel.deployment).toMatchObject({ status: 'UNDEPLOYED', endpoint: null });
    await eventually('nobody answers', async () => (await rollouts.predict('taken-away')) === 'FAILED');
  });
});
