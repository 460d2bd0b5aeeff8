/** Idempotency keys: the same request is answered as before and executed once, whatever the mutation. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, isInputObjectType, isNonNullType, parse } from 'graphql';
import { digestOf } from '../../subgraphs/registry/domain/idempotency.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import { type Answer, claim, deploy, register, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const member = as('team-a');
const deployer = as('deployer');
let names = 0;
const fresh = (name: string): string => `${name}-${names++}`;

const claimDeployment =
  'mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken leaseExpiresAt deployment { id sequence } } }';
const deployModel =
  'mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { id sequence } } }';
const reportDeployment =
  'mutation ($input: ReportDeploymentInput!) { reportDeployment(input: $input) { leaseExpiresAt deployment { id sequence } } }';

/** Each prepares what one request needs, and returns how to send it with changes. */
const mutations: Record<string, () => Promise<(changes?: object) => Promise<Answer>>> = {
  async registerModel() {
    const input = { modelId: fresh('registered'), tags: [{ key: 'a', value: 'b' }], idempotencyKey: fresh('key') };
    return (changes) => register(member, { ...input, ...changes });
  },
  async deployModel() {
    const modelId = fresh('deployed');
    await register(member, { modelId });
    const idempotencyKey = fresh('key');
    return (changes) => member.request(deployModel, { input: { modelId, idempotencyKey, ...changes } });
  },
  async claimDeployment() {
    const modelId = fresh('claimed');
    await register(member, { modelId });
    const input = {
      deploymentId: await deploy(member, modelId),
      attempt: 1,
      deployerId: 'one',
      idempotencyKey: fresh('key'),
    };
    return (changes) => deployer.request(claimDeployment, { input: { ...input, ...changes } });
  },
  async reportDeployment() {
    const modelId = fresh('reported');
    await register(member, { modelId });
    const deploymentId = await deploy(member, modelId);
    const { data } = await deployer.request(claimDeployment, {
      input: { deploymentId, attempt: 1, deployerId: 'one' },
    });
    const { fencingToken } = data.claimDeployment;
    const phase = { phase: 'PREPARING', progressPercent: 50, message: 'goes on' };
    const input = { deploymentId, attempt: 1, fencingToken, ...phase, idempotencyKey: fresh('key') };
    return (changes) => deployer.request(reportDeployment, { input: { ...input, ...changes } });
  },
};
/** A change of each input that stays valid by itself. */
const otherPayload: Record<keyof typeof mutations, object> = {
  registerModel: { tags: [{ key: 'a', value: 'c' }] },
  deployModel: { version: '1.0.0' },
  claimDeployment: { deployerId: 'two' },
  reportDeployment: { progressPercent: 60 },
};

describe.each(Object.keys(mutations))('%s', (name) => {
  it('answers a repetition as before', async () => {
    const send = await mutations[name]?.();
    const first = await send?.();
    expect(first?.errors).toBeUndefined();
    expect(await send?.()).toEqual(first);
  });

  it('executes one of rival repetitions, and all get its answer', async () => {
    const send = await mutations[name]?.();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send?.()));
    expect(answers[0]?.errors).toBeUndefined();
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('refuses a key that came with another input', async () => {
    const send = await mutations[name]?.();
    await send?.();
    const { errors } = (await send?.(otherPayload[name])) ?? {};
    expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect((await send?.())?.errors).toBeUndefined();
  });

  it('executes what failed before', async () => {
    const send = await mutations[name]?.();
    const bad = await send?.({ idempotencyKey: '' });
    expect(bad?.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ path: 'input.idempotencyKey' }],
    });
    expect((await send?.())?.errors).toBeUndefined();
  });
});

it('remembers a report that changed nothing', async () => {
  const modelId = fresh('unchanged');
  await register(member, { modelId });
  const deploymentId = await deploy(member, modelId);
  const report = await claim(deployer, deploymentId);
  const done = { phase: 'DONE', status: 'FAILED', reason: 'LOAD_ERROR', message: 'broken' };
  await report(done);
  const idempotencyKey = fresh('key');
  expect((await report({ ...done, idempotencyKey })).errors).toBeUndefined();
  const { errors } = await report({ ...done, message: 'otherwise', idempotencyKey });
  expect(errors?.[0]?.message).toBe('The idempotency key was used with another input');
});

it('every mutation has one input with an idempotency key', () => {
  const api = buildASTSchema(parse(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8')));
  const without = Object.values(api.getMutationType()?.getFields() ?? {}).flatMap(({ name, args }) => {
    const type = args[0]?.type;
    const input = isNonNullType(type) ? type.ofType : undefined;
    const isKeyed = args.length === 1 && isInputObjectType(input) && 'idempotencyKey' in input.getFields();
    return isKeyed ? [] : [name];
  });
  expect(without).toEqual([]);
});

describe('the digest of an input', () => {
  it.each([
    [true, { a: 1, b: { c: 2, d: [{ e: 1, f: 2 }] } }, { b: { d: [{ f: 2, e: 1 }], c: 2 }, a: 1 }],
    [true, { a: 1, b: undefined }, { a: 1 }],
    [false, { a: [1, 2] }, { a: [2, 1] }],
    [false, { a: { b: 1 } }, { a: { b: 2 } }],
    [false, { a: 1 }, { a: '1' }],
    [false, { a: null }, {}],
  ])('is the same, %s, for %j and %j', (same, one, other) => {
    expect(digestOf(one) === digestOf(other)).toBe(same);
  });
});

describe('what is sealed', () => {
  const sealer = createSealer('one secret');
  it('is opened for the same purpose with the same secret, and not otherwise', () => {
    const sealed = sealer.seal('übrigens', 'deployment 1');
    expect(sealed).not.toEqual(sealer.seal('übrigens', 'deployment 1'));
    expect(createSealer('one secret').open(sealed, 'deployment 1')).toBe('übrigens');
    expect(() => sealer.open(sealed, 'deployment 2')).toThrow();
    expect(() => createSealer('another secret').open(sealed, 'deployment 1')).toThrow();
    expect(() => sealer.open(`${sealed.slice(0, -2)}AA`, 'deployment 1')).toThrow();
  });
});
