/** Aliases: moved in one step, in one order, with a history; and deploying by alias. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { awsClients } from '../../subgraphs/registry/aws-clients.ts';
import { mostAliases } from '../../subgraphs/registry/domain/aliases.ts';
import { dynamoTable } from '../../subgraphs/registry/dynamo/dynamo-client.ts';
import { dynamoRegistryStore } from '../../subgraphs/registry/dynamo/dynamo-registry-store.ts';
import { type Answer, type Caller, register, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const clients = awsClients();
afterAll(() => clients.destroy());
const member = as('team-a');
const stranger = as('team-b');

const setAlias = (caller: Caller, input: object): Promise<Answer> =>
  caller.request(
    `mutation ($input: SetModelAliasInput!) { setModelAlias(input: $input) {
       alias { alias changedBy modelVersion { version aliases } } move { sequence version previousVersion } } }`,
    { input: { alias: 'champion', ...input } },
  );

const removeAlias = (caller: Caller, input: object): Promise<Answer> =>
  caller.request(
    `mutation ($input: RemoveModelAliasInput!) { removeModelAlias(input: $input) {
       move { sequence version previousVersion reason } } }`,
    { input: { alias: 'champion', ...input } },
  );

const deployTo = (caller: Caller, input: object): Promise<Answer> =>
  caller.request(
    `mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { modelVersion { version } } } }`,
    { input },
  );

async function named(modelId: string, alias = 'champion') {
  const { data } = await member.request(
    `query ($id: ID!, $alias: String!) { model(id: $id) {
       alias(name: $alias) { version } aliases { alias changedBy modelVersion { version } }
       versions { nodes { version aliases } } } }`,
    { id: modelId, alias },
  );
  return data.model;
}

interface Move {
  sequence: number;
  version: string | null;
  previousVersion: string | null;
}

async function history(modelId: string, page = ''): Promise<{ nodes: Move[]; pageInfo: { endCursor: string } }> {
  const { data } = await member.request(
    `{ model(id: "${modelId}") { aliasHistory(alias: "champion" ${page}) {
         nodes { sequence alias version previousVersion changedAt changedBy reason } pageInfo { hasNextPage endCursor } } } }`,
  );
  return data.model.aliasHistory;
}

async function registered(modelId: string, ...versions: string[]): Promise<string> {
  for (const version of versions) await register(member, { modelId, version });
  return modelId;
}

const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;

describe('an alias', () => {
  it('names one version, then another, and is found by it and by the versions', async () => {
    const modelId = await registered('moved', '1.0.0', '2.0.0');
    const { data } = await setAlias(member, { modelId, version: '1.0.0' });
    expect(data.setModelAlias).toEqual({
      alias: {
        alias: 'champion',
        changedBy: 'user-of-team-a',
        modelVersion: { version: '1.0.0', aliases: ['champion'] },
      },
      move: { sequence: 1, version: '1.0.0', previousVersion: null },
    });
    await setAlias(member, { modelId, version: '1.0.0', alias: 'a-second' });
    const moved = await setAlias(member, { modelId, version: '2.0.0', expectedVersion: '1.0.0' });
    expect(moved.data.setModelAlias.move).toEqual({ sequence: 2, version: '2.0.0', previousVersion: '1.0.0' });
    expect(await named(modelId)).toEqual({
      alias: { version: '2.0.0' },
      aliases: [
        { alias: 'a-second', changedBy: 'user-of-team-a', modelVersion: { version: '1.0.0' } },
        { alias: 'champion', changedBy: 'user-of-team-a', modelVersion: { version: '2.0.0' } },
      ],
      versions: {
        nodes: [
          { version: '2.0.0', aliases: ['champion'] },
          { version: '1.0.0', aliases: ['a-second'] },
        ],
      },
    });
  });

  it('that names the version already is not moved', async () => {
    const modelId = await registered('not-moved', '1.0.0');
    await setAlias(member, { modelId, version: '1.0.0' });
    const again = await setAlias(member, { modelId, version: '1.0.0', idempotencyKey: 'not-moved' });
    expect(again.data.setModelAlias.move.sequence).toBe(1);
    expect((await history(modelId)).nodes).toHaveLength(1);
  });

  it('is removed, and named nothing until it is set again; its history goes on', async () => {
    const modelId = await registered('removed', '1.0.0', '2.0.0');
    await setAlias(member, { modelId, version: '1.0.0' });
    const { data } = await removeAlias(member, { modelId, reason: 'drifted' });
    expect(data.removeModelAlias.move).toEqual({
      sequence: 2,
      version: null,
      previousVersion: '1.0.0',
      reason: 'drifted',
    });
    expect(await named(modelId)).toMatchObject({ alias: null, aliases: [] });
    expect(codeOf(await removeAlias(member, { modelId }))).toBe('NOT_FOUND');
    await setAlias(member, { modelId, version: '2.0.0' });
    const { nodes } = await history(modelId);
    expect(nodes.map(({ sequence, version }) => [sequence, version])).toEqual([
      [3, '2.0.0'],
      [2, null],
      [1, '1.0.0'],
    ]);
  });

  it('has a history that is paged, the newest first, by cursors of its own', async () => {
    const modelId = await registered('paged', '1.0.0', '2.0.0');
    for (const version of ['1.0.0', '2.0.0', '1.0.0', '2.0.0', '1.0.0']) await setAlias(member, { modelId, version });
    const first = await history(modelId, 'first: 2');
    expect(first.nodes.map(({ sequence }) => sequence)).toEqual([5, 4]);
    const rest = await history(modelId, `first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(rest).toMatchObject({ nodes: [{ sequence: 3 }, { sequence: 2 }, { sequence: 1 }] });
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false });
    const otherList = `{ model(id: "${modelId}") { aliasHistory(alias: "other", after: "${first.pageInfo.endCursor}") { nodes { sequence } } } }`;
    expect(await member.codeOf(otherList)).toBe('VALIDATION_ERROR');
    expect(await as('admin').codeOf(otherList.replace('other', 'champion'))).toBe('VALIDATION_ERROR');
    expect(await member.codeOf(otherList.replace('other', 'champion'))).toBeUndefined();
  });

  it('is moved by the same key and input once', async () => {
    const modelId = await registered('once', '1.0.0', '2.0.0');
    const input = { modelId, version: '1.0.0', idempotencyKey: 'once' };
    const answer = await setAlias(member, input);
    await setAlias(member, { modelId, version: '2.0.0' });
    expect((await setAlias(member, input)).data.setModelAlias.move).toEqual(answer.data.setModelAlias.move);
    expect((await named(modelId)).alias.version).toBe('2.0.0');
    expect(codeOf(await setAlias(member, { ...input, version: '2.0.0' }))).toBe('CONFLICT');
    const removal = { modelId, idempotencyKey: 'removed once' };
    const removed = await removeAlias(member, removal);
    await setAlias(member, { modelId, version: '1.0.0' });
    expect(await removeAlias(member, removal)).toEqual(removed);
    expect((await named(modelId)).alias.version).toBe('1.0.0');
  });
});

it('are at most a hundred, which can be moved still', async () => {
  const modelId = await registered('full', '1.0.0', '2.0.0');
  const store = dynamoRegistryStore(dynamoTable(clients.dynamo, cloud.environment.TABLE_NAME ?? ''));
  const alias = { modelId, version: '1.0.0', changedAt: '', changedBy: 'someone', revision: 1 };
  const names = Array.from({ length: mostAliases }, (_, index) => `alias-${index}`);
  await Promise.all(names.map((name) => store.commit({ alias: { after: { ...alias, alias: name } }, events: [] })));
  expect(codeOf(await setAlias(member, { modelId, version: '1.0.0', alias: 'one-more' }))).toBe('CONFLICT');
  expect(codeOf(await setAlias(member, { modelId, version: '2.0.0', alias: 'alias-0' }))).toBeUndefined();
});

describe('rivals', () => {
  it('move an alias in exactly one order, and each is told what it moved it from', async () => {
    const versions = ['1.0.0', '2.0.0', '3.0.0', '4.0.0', '5.0.0', '6.0.0'];
    const modelId = await registered('rivals', ...versions);
    const answers = await Promise.all(versions.map((version) => setAlias(member, { modelId, version })));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    const told: Move[] = answers.map(({ data }) => data.setModelAlias.move);
    const { nodes } = await history(modelId);
    expect(nodes).toMatchObject(told.sort((one, other) => other.sequence - one.sequence));
    // Each move is from where the one before has left the alias.
    expect(nodes.map(({ previousVersion }) => previousVersion)).toEqual([
      ...nodes.slice(1).map(({ version }) => version),
      null,
    ]);
    const model = await named(modelId);
    expect(model.alias.version).toBe(nodes[0]?.version);
    const holders = model.versions.nodes.filter(({ aliases }: { aliases: string[] }) => aliases.length > 0);
    expect(holders).toEqual([{ version: nodes[0]?.version, aliases: ['champion'] }]);
  });

  it('that expect the same version: one moves it, the others are told that it has moved', async () => {
    const modelId = await registered('expecting', '1.0.0', '2.0.0', '3.0.0', '4.0.0');
    await setAlias(member, { modelId, version: '1.0.0' });
    const answers = await Promise.all(
      ['2.0.0', '3.0.0', '4.0.0'].map((version) => setAlias(member, { modelId, version, expectedVersion: '1.0.0' })),
    );
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    expect(answers.map(codeOf).filter(Boolean)).toEqual(['CONFLICT', 'CONFLICT']);
    const winner = (await named(modelId)).alias.version;
    const loser = answers.find(({ errors }) => errors)?.errors?.[0];
    expect(loser?.extensions.currentVersion).toBe(winner);
    expect((await history(modelId)).nodes).toHaveLength(2);
  });
});

describe('deploying by alias', () => {
  it('deploys the version that it names', async () => {
    const modelId = await registered('deployed', '1.0.0', '2.0.0');
    await setAlias(member, { modelId, version: '1.0.0' });
    const { data } = await deployTo(member, { modelId, alias: 'champion' });
    expect(data.deployModel.deployment.modelVersion.version).toBe('1.0.0');
    expect(codeOf(await deployTo(member, { modelId, alias: 'nobody' }))).toBe('NOT_FOUND');
  });

  it('refuses a version and an alias at once', async () => {
    const { errors } = await deployTo(member, { modelId: 'deployed', alias: 'champion', version: '1.0.0' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path: 'input.alias' }] });
  });

  it('deploys what it names at that moment, however it moves meanwhile', async () => {
    const modelId = await registered('racing', '1.0.0', '2.0.0');
    await setAlias(member, { modelId, version: '1.0.0' });
    const [deployed, moved] = await Promise.all([
      deployTo(member, { modelId, alias: 'champion' }),
      setAlias(member, { modelId, version: '2.0.0' }),
    ]);
    expect(moved.errors).toBeUndefined();
    expect(['1.0.0', '2.0.0']).toContain(deployed.data.deployModel.deployment.modelVersion.version);
  });
});

describe('access and input', () => {
  it('are as for the model: to others there is none', async () => {
    const modelId = await registered('hidden', '1.0.0');
    expect(codeOf(await setAlias(stranger, { modelId, version: '1.0.0' }))).toBe('NOT_FOUND');
    expect(codeOf(await removeAlias(stranger, { modelId }))).toBe('NOT_FOUND');
    expect(codeOf(await deployTo(stranger, { modelId, alias: 'champion' }))).toBe('NOT_FOUND');
    expect(codeOf(await setAlias(member, { modelId, version: '9.0.0' }))).toBe('NOT_FOUND');
  });

  it.each(['', 'Champion', 'a b', 'latest', 'a'.repeat(3_000)])(
    'nothing is called what may be no alias (%#)',
    async (name) => {
      const { data, errors } = await member.request(
        'query ($name: String!) { model(id: "moved") { alias(name: $name) { version } } }',
        { name },
      );
      expect(errors).toBeUndefined();
      expect(data.model.alias).toBeNull();
    },
  );

  it.each([
    ['input.modelId', { modelId: 'Upper' }],
    ['input.alias', { alias: '' }],
    ['input.alias', { alias: 'Champion' }],
    ['input.alias', { alias: 'a#b' }],
    ['input.alias', { alias: 'latest' }],
    ['input.alias', { alias: 'a'.repeat(65) }],
    ['input.version', { version: '1' }],
    ['input.expectedVersion', { expectedVersion: 'one' }],
    ['input.reason', { reason: '' }],
    ['input.reason', { reason: 'a'.repeat(1025) }],
    ['input.idempotencyKey', { idempotencyKey: '' }],
    ['input.idempotencyKey', { idempotencyKey: 'a'.repeat(129) }],
  ])('%s is refused when it is bad (%#)', async (path, changes) => {
    const { errors } = await setAlias(member, { modelId: 'moved', version: '1.0.0', ...changes });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });

  it.each([
    ['input.modelId', { modelId: '' }],
    ['input.alias', { alias: 'a b' }],
    ['input.expectedVersion', { expectedVersion: '' }],
    ['input.reason', { reason: '' }],
    ['input.idempotencyKey', { idempotencyKey: '' }],
  ])('%s of a removal is refused when it is bad (%#)', async (path, changes) => {
    const { errors } = await removeAlias(member, { modelId: 'moved', ...changes });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });

  it.each([
    ['alias', 'alias: "A"'],
    ['first', 'alias: "champion", first: 101'],
    ['first', 'alias: "champion", first: 0'],
    ['after', 'alias: "champion", after: "x"'],
  ])('%s of a history is refused when it is bad: %s', async (path, request) => {
    const query = `{ model(id: "moved") { aliasHistory(${request}) { nodes { alias } } } }`;
    const { errors } = await member.request(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  });
});
