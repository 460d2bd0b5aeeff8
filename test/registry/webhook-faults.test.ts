/** Webhooks when processes die, and when addresses lead inside. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type DocumentNode, print } from 'graphql';
import {
  CreateWebhookDocument,
  RegisterModelDocument,
  SendTestEventDocument,
  WebhookDeliveriesDocument,
} from '../../client/generated/operations.ts';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { identityHeader, identityTokens } from '../../platform/identity.ts';
import { faultOfUrl } from '../../platform/outbound.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { sealPurpose, type WebhookDelivery } from '../../subgraphs/registry/domain/webhook.ts';
import {
  type AttemptRequest,
  afterAttempt,
  attemptDelivery,
  type DeliveryPorts,
  fanOut,
} from '../../subgraphs/registry/domain/webhook-delivery.ts';
import { dynamoWebhooks } from '../../subgraphs/registry/dynamo/dynamo-webhooks.ts';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { identityOf, sealer } from './samples.ts';
import { type Answer, eventually } from './start-registry.ts';
import { startStore } from './start-store.ts';
import { startReceiver } from './webhook-receiver.ts';

const secret = 'a secret of more than thirty-two characters';
const cloud = await startEmbeddedCloud({ dataDirectory: temporaryFolder(), environment: { REDIS_EMBEDDED: 'memory' } });
Object.assign(process.env, cloud.environment);
const store = await startStore();
const registries = new Set<ChildProcess>();
afterAll(async () => {
  for (const registry of registries) registry.kill('SIGKILL');
  await cloud.close();
});

/** The registry as a process of its own, which can be killed. */
async function forkRegistry(settings: Record<string, string>) {
  const child = fork(fileURLToPath(new URL('../../subgraphs/registry/main.ts', import.meta.url)), {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...cloud.environment,
      PORT: '0',
      INTERNAL_SECRET: secret,
      TEAMS: 'team-a',
      METRICS: 'none',
      LOG_LEVEL: 'error',
      ...settings,
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  registries.add(child);
  const url = await new Promise<string>((ready, failed) => {
    child.once('message', (message) => ready((message as { url: string }).url));
    child.once('exit', (code) => failed(new Error(`The registry ended with ${code}`)));
  });
  const token = await identityTokens(secret).sign(identityOf('admin'));
  return {
    kill: () => void child.kill('SIGKILL'),
    async request(document: DocumentNode, variables: object): Promise<Answer> {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [identityHeader]: token },
        body: JSON.stringify({ query: print(document), variables }),
      });
      return (await response.json()) as Answer;
    },
  };
}

const registration = {
  modelId: 'a-model',
  version: '1.0.0',
  framework: 'onnx',
  deploymentTarget: 'LOCAL',
  teamId: 'team-a',
  artifactUri: 's3://elsewhere/model.onnx',
};

it('a delivery is made again, under its id, when the process dies before it is booked; and never to where it may not go', async () => {
  const queues = new SQSClient({});
  const Attributes = { VisibilityTimeout: '1' };
  await queues.send(new SetQueueAttributesCommand({ QueueUrl: cloud.environment.WEBHOOK_QUEUE_URL, Attributes }));
  queues.destroy();
  const receiver = await startReceiver();
  const first = await forkRegistry({ ALLOW_PRIVATE_ENDPOINTS: 'true' });
  const input = { teamId: 'team-a', url: receiver.url, eventTypes: ['Model Registered'] };
  const { data } = await first.request(CreateWebhookDocument, { input });
  const { id } = data.createWebhook.webhook;
  receiver.status = () => {
    // The receiver has it, the sender does not know.
    first.kill();
    return 200;
  };
  await first.request(RegisterModelDocument, { input: registration });
  await receiver.until(1);

  receiver.status = 200;
  const second = await forkRegistry({ ALLOW_PRIVATE_ENDPOINTS: 'true' });
  const deliveries = async (registry: typeof second) =>
    (await registry.request(WebhookDeliveriesDocument, { id })).data.webhook.deliveries.nodes;
  const booked = await eventually(async () => {
    const nodes = await deliveries(second);
    return nodes[0]?.status === 'DELIVERED' && nodes;
  });
  expect(booked).toHaveLength(1);
  expect(receiver.received.length).toBeGreaterThanOrEqual(2);
  expect(new Set(receiver.received.map(({ delivery }) => delivery))).toEqual(new Set([booked[0].id]));
  second.kill();

  const guarded = await forkRegistry({ ALLOW_PRIVATE_ENDPOINTS: 'false' });
  for (const url of [receiver.url, 'http://localhost:1/', 'http://[::ffff:10.0.0.1]/', 'http://2130706433/']) {
    const { errors } = await guarded.request(CreateWebhookDocument, { input: { ...input, url } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path: 'input.url' }] });
  }
  const before = receiver.received.length;
  const test = await guarded.request(SendTestEventDocument, { input: { webhookId: id } });
  const refused = await eventually(async () => {
    const [newest] = await deliveries(guarded);
    return newest.status === 'DEAD' && newest;
  });
  expect(refused).toMatchObject({
    id: test.data.sendTestEvent.deliveryId,
    attempts: 1,
    responseStatus: null,
    failure: 'The address is not one that may be asked',
  });
  expect(receiver.received).toHaveLength(before);
});

describe('the books of a delivery', () => {
  const retry = { attempts: 5, firstPauseSeconds: 10, longestPauseSeconds: 30 };
  const fresh: WebhookDelivery = {
    id: 'a-b',
    webhookId: 'a',
    teamId: 'team-a',
    eventId: 'b',
    eventType: 'Model Registered',
    detail: '{}',
    status: 'PENDING',
    attempts: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: 0,
    revision: 1,
  };
  const failed = { delivered: false, failure: 'no' } as const;
  const at = new Date('2026-01-01T00:00:00.000Z');

  it('put attempts ever further apart, and give up after the last', () => {
    let delivery = fresh;
    for (const [least, most] of [
      [5, 10],
      [10, 20],
      [15, 30],
      [15, 30],
    ] as const) {
      delivery = afterAttempt(delivery, failed, at, retry);
      const pause = (Date.parse(delivery.nextAttemptAt ?? '') - at.getTime()) / 1000;
      expect(pause).toBeGreaterThanOrEqual(least);
      expect(pause).toBeLessThanOrEqual(most);
    }
    const dead = afterAttempt(delivery, failed, at, retry);
    expect(dead).toMatchObject({ status: 'DEAD', attempts: 5, failure: 'no' });
    expect(dead).not.toHaveProperty('nextAttemptAt');
  });

  it('forget the failure with the success, and do not try what is of no use', () => {
    const once = afterAttempt(fresh, failed, at, retry);
    const delivered = afterAttempt(once, { delivered: true, responseStatus: 200 }, at, retry);
    expect(delivered).toMatchObject({ status: 'DELIVERED', attempts: 2, responseStatus: 200, revision: 3 });
    expect(delivered).not.toHaveProperty('failure');
    expect(afterAttempt(fresh, { ...failed, isFinal: true }, at, retry)).toMatchObject({ status: 'DEAD', attempts: 1 });
  });
});

it('a delivery whose signing secret cannot be read is dead at once, and not sent unsigned', async () => {
  const { table } = store;
  const webhooks = dynamoWebhooks(table);
  const id = timeOrderedId();
  const sealedSecret = createSealer('an earlier secret').seal('whsec_', sealPurpose(id));
  const created = { createdAt: new Date().toISOString(), createdBy: 'someone', revision: 1 };
  const webhook = { id, teamId: 'team-a', url: 'http://127.0.0.1:1/', eventTypes: ['Model Registered'], sealedSecret };
  await webhooks.commitWebhook({ webhook: { after: { ...webhook, ...created } }, events: [] });
  const queued: AttemptRequest[] = [];
  const ports: DeliveryPorts = {
    webhooks,
    sealer,
    schedule: async (request) => void queued.push(request),
    post: async () => {
      throw new Error('It was sent');
    },
    retry: { attempts: 5, firstPauseSeconds: 10, longestPauseSeconds: 30 },
    now: () => new Date(),
  };
  const event = { type: 'Model Registered', detail: { id: timeOrderedId(), data: { teamId: 'team-a' } } };
  // The bus may bring an event twice: that is one delivery, and its attempts find it dead the second time.
  await fanOut(ports, event);
  await fanOut(ports, event);
  for (const request of queued) await attemptDelivery(ports, request);
  const deliveries = await webhooks.deliveriesOf(id, undefined, { limit: 9 });
  expect(deliveries).toMatchObject([
    { status: 'DEAD', attempts: 1, failure: expect.stringContaining('signing secret') },
  ]);
  expect(queued).toHaveLength(2);
});

it.each([
  ['https://example.com/hook', false, false],
  ['http://10.0.0.1/', true, false],
  ['http://localhost/', true, false],
  ['http://a.localhost/', true, false],
  ['http://[::1]/', true, false],
  ['http://169.254.169.254/', true, true],
  ['ftp://example.com/', true, true],
  ['https://user@example.com/', true, true],
  ['nothing', true, true],
])('%s is refused in general: %s, inside a private network: %s', (url, general, inside) => {
  expect(faultOfUrl(url, { allowPrivate: false }) !== undefined).toBe(general);
  expect(faultOfUrl(url, { allowPrivate: true }) !== undefined).toBe(inside);
});
