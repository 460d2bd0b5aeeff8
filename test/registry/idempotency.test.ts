/** Idempotency keys: the same request is answered as before and executed once, whatever the mutation. */

import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, isInputObjectType, isNonNullType, parse } from 'graphql';
import { digestOf } from '../../subgraphs/registry/domain/idempotency.ts';
import { createSealer } from '../../subgraphs/registry/domain/secrets.ts';
import { type KeyedMutation, keyedMutations } from './keyed-mutations.ts';
import { type Answer, claim, deploy, register, startRegistry } from './start-registry.ts';

const { as } = await startRegistry(async () => ({ ALLOW_PRIVATE_ENDPOINTS: 'true', WEBHOOK_ATTEMPTS: '1' }));
const [member, deployer] = [as('team-a'), as('deployer')];
let keys = 0;
const freshKey = (): string => `key-${keys++}`;

const mutations = keyedMutations(as);

/** How to send the mutation, with changes. */
async function prepare(name: string, make: () => Promise<KeyedMutation>) {
  const { caller, input, other, fields } = await make();
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`;
  const idempotencyKey = freshKey();
  const send = (changes?: object): Promise<Answer> =>
    caller.request(query, { input: { ...input, idempotencyKey, ...changes } });
  return { other, send };
}

describe.each(Object.entries(mutations))('%s', (name, make) => {
  it('executes one of rival repetitions, answers all the same, and refuses the key with another input', async () => {
    const { send, other } = await prepare(name, make);
    const bad = await send({ idempotencyKey: '' });
    expect(bad.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ path: 'input.idempotencyKey' }],
    });
    const answers = await Promise.all(Array.from({ length: 4 }, () => send()));
    expect(answers[0]?.errors).toBeUndefined();
    for (const answer of [...answers, await send()]) expect(answer).toEqual(answers[0]);
    expect((await send(other)).errors?.[0]).toMatchObject({
      message: 'The idempotency key was used with another input',
      extensions: { code: 'CONFLICT' },
    });
  });
});

it('remembers a report that changed nothing', async () => {
  const modelId = 'unchanged';
  await register(member, { modelId });
  const deploymentId = await deploy(member, modelId);
  const report = await claim(deployer, deploymentId);
  const done = { phase: 'DONE', status: 'FAILED', reason: 'LOAD_ERROR', message: 'broken' };
  await report(done);
  const idempotencyKey = freshKey();
  expect((await report({ ...done, idempotencyKey })).errors).toBeUndefined();
  const { errors } = await report({ ...done, message: 'otherwise', idempotencyKey });
  expect(errors?.[0]?.message).toBe('The idempotency key was used with another input');
});

describe('the schema', () => {
  const mutationsIn = (file: string): string[] => {
    const { definitions } = parse(readFileSync(file, 'utf8'));
    return definitions.flatMap((definition) =>
      'name' in definition && definition.name?.value === 'Mutation' && 'fields' in definition
        ? (definition.fields ?? []).map(({ name }) => name.value)
        : [],
    );
  };

  it('has no mutation of the registry that is not tried here', () => {
    const files = globSync(fileURLToPath(new URL('../../subgraphs/registry/graphql/*.graphql', import.meta.url)));
    expect(files.flatMap(mutationsIn).sort()).toEqual(Object.keys(mutations).sort());
  });

  it('gives every mutation one input with a key', () => {
    const api = buildASTSchema(parse(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8')));
    const without = Object.values(api.getMutationType()?.getFields() ?? {}).flatMap(({ name, args }) => {
      const type = args[0]?.type;
      const input = isNonNullType(type) ? type.ofType : undefined;
      const isKeyed = args.length === 1 && isInputObjectType(input) && 'idempotencyKey' in input.getFields();
      return isKeyed ? [] : [name];
    });
    expect(without).toEqual([]);
  });
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
