/** The lineage that versions form: what each was made from, and what was made from it. */
import { expect, it } from '@jest/globals';
import { print } from 'graphql';
import { VersionLineageDocument } from '../../client/generated/operations.ts';
import { observeEvents } from './observe-events.ts';
import { type Caller, eventually, register, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const { received } = await observeEvents(cloud.environment);
const member = as('team-a');

const madeFrom = (modelId: string, version = '1.0.0') => ({ lineage: { parent: { modelId, version } } });
const lineageOf = async (caller: Caller, id: string, page: object = {}) => {
  const { data, errors } = await caller.request(print(VersionLineageDocument), { id, version: '1.0.0', ...page });
  return { version: data?.model?.version, error: errors?.[0]?.extensions };
};
const derivedOf = async (caller: Caller, id: string, page: object = {}) =>
  (await lineageOf(caller, id, page)).version.derivedVersions;
const names = ({ nodes }: { nodes: { modelId: string; version: string }[] }) =>
  nodes.map(({ modelId, version }) => `${modelId} ${version}`);

it('is walked up and down in one query', async () => {
  await register(member, { modelId: 'base' });
  await register(member, { modelId: 'tuned', ...madeFrom('base') });
  await register(member, { modelId: 'tuned', version: '1.10.0', ...madeFrom('tuned') });
  await register(member, { modelId: 'tuned', version: '1.9.0', ...madeFrom('tuned') });
  await register(member, { modelId: 'distilled', ...madeFrom('tuned', '1.10.0') });
  const up = await member.request(
    `{ model(id: "distilled") { latestVersion { ${'lineage { parent { modelId version '.repeat(4)} ${'} } '.repeat(4)} } } }`,
  );
  expect(up.data.model.latestVersion.lineage.parent).toMatchObject({
    version: '1.10.0',
    lineage: { parent: { version: '1.0.0', lineage: { parent: { modelId: 'base', lineage: { parent: null } } } } },
  });
  const down = await member.request(
    `{ model(id: "base") { latestVersion { ${'derivedVersions { nodes { modelId version '.repeat(3)} ${'} } '.repeat(3)} } } }`,
  );
  const [tuned] = down.data.model.latestVersion.derivedVersions.nodes;
  expect(names(tuned.derivedVersions)).toEqual(['tuned 1.9.0', 'tuned 1.10.0']);
  expect(names(tuned.derivedVersions.nodes[1].derivedVersions)).toEqual(['distilled 1.0.0']);
});

it('shows each caller what their teams own, on full pages', async () => {
  const both = as('team-a', 'team-b');
  await register(member, { modelId: 'shared-base' });
  const owners = ['team-a', 'team-b', 'team-b', 'team-b', 'team-a', 'team-a', 'team-b'];
  const childOf = (teamId: string, index: number) => ({
    modelId: `child-${index}`,
    teamId,
    ...madeFrom('shared-base'),
  });
  await Promise.all(owners.map((teamId, index) => register(both, childOf(teamId, index))));
  const ofTeamA = ['child-0 1.0.0', 'child-4 1.0.0', 'child-5 1.0.0'];
  const everyones = Array.from({ length: 7 }, (_, index) => `child-${index} 1.0.0`);
  for (const [caller, expected] of [
    [member, ofTeamA],
    [both, everyones],
    [as('admin'), everyones],
  ] as const) {
    const first = await derivedOf(caller, 'shared-base', { first: 2 });
    expect(names(first)).toEqual(expected.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await derivedOf(caller, 'shared-base', {
      first: expected.length - 2,
      after: first.pageInfo.endCursor,
    });
    expect(names(rest)).toEqual(expected.slice(2));
    expect(rest.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
    const back = await derivedOf(caller, 'shared-base', { last: 2, before: rest.pageInfo.endCursor });
    expect(names(back)).toEqual(expected.slice(-3, -1));
    expect(back.pageInfo.hasPreviousPage).toBe(expected.length > 3);
    expect(names(await derivedOf(caller, 'shared-base', { last: 100 }))).toEqual(expected);
  }
  const hidden = await lineageOf(as('team-b'), 'child-1');
  expect(hidden.version.lineage.parent).toBeNull();
  expect((await lineageOf(both, 'child-1')).version.lineage.parent).toEqual({
    modelId: 'shared-base',
    version: '1.0.0',
  });
});

it('leaves out what has been deleted, on both sides', async () => {
  const remove = (modelId: string) =>
    member.request(
      'mutation ($input: DeleteModelVersionInput!) { deleteModelVersion(input: $input) { modelVersion { version } } }',
      { input: { modelId, version: '1.0.0', reason: 'old' } },
    );
  await register(member, { modelId: 'old-base' });
  const children = ['old-1', 'old-2', 'old-3', 'old-4'];
  await Promise.all(children.map((modelId) => register(member, { modelId, ...madeFrom('old-base') })));
  await Promise.all(['old-1', 'old-3'].map(remove));
  const page = await derivedOf(member, 'old-base', { first: 1 });
  expect([names(page), page.pageInfo.hasNextPage]).toEqual([['old-2 1.0.0'], true]);
  const last = await derivedOf(member, 'old-base', { first: 1, after: page.pageInfo.endCursor });
  expect([names(last), last.pageInfo.hasNextPage]).toEqual([['old-4 1.0.0'], false]);

  await remove('old-base');
  expect((await lineageOf(member, 'old-2')).version.lineage.parent).toBeNull();
  const { errors } = await register(member, { modelId: 'orphan', ...madeFrom('old-base') });
  expect(errors?.[0]?.extensions.details).toMatchObject([{ path: 'input.lineage.parent' }]);
});

it('is told to everyone who hears of the registration', async () => {
  await register(member, { modelId: 'told-base' });
  await register(member, { modelId: 'told', task: 'EMBEDDING', ...madeFrom('told-base') });
  const dataOf = (modelId: string) => async () =>
    (await received()).find(({ type, detail }) => type === 'Model Registered' && detail.data.modelId === modelId);
  const [base, told] = [await eventually(dataOf('told-base')), await eventually(dataOf('told'))];
  expect(base.detail.data).toMatchObject({ task: 'PREDICTION' });
  expect(base.detail.data).not.toHaveProperty('parent');
  expect(told.detail.data).toMatchObject({ task: 'EMBEDDING', parent: { modelId: 'told-base', version: '1.0.0' } });
});

it('does not tell whether a hidden parent exists', async () => {
  await register(as('team-b'), { modelId: 'hidden-base', teamId: 'team-b' });
  const [hidden, absent] = await Promise.all(
    ['hidden-base', 'absent-base'].map((modelId) => register(member, { modelId: 'curious', ...madeFrom(modelId) })),
  );
  expect(hidden?.errors?.[0]).toMatchObject({ message: 'Unknown parent version' });
  expect(hidden?.errors).toEqual(absent?.errors);
});

it('has no cycles, whoever is first', async () => {
  const answers = await Promise.all([
    register(member, { modelId: 'hen', ...madeFrom('egg') }),
    register(member, { modelId: 'egg', ...madeFrom('hen') }),
  ]);
  expect(answers.map(({ errors }) => errors?.[0]?.extensions.details[0].path)).toEqual(
    Array(2).fill('input.lineage.parent'),
  );
});

it('takes cursors of the same version and caller only, and pages of 1 to 100', async () => {
  await register(member, { modelId: 'paged-base' });
  for (const modelId of ['paged-1', 'paged-2']) await register(member, { modelId, ...madeFrom('paged-base') });
  const { pageInfo } = await derivedOf(member, 'paged-base', { first: 1 });
  const after = pageInfo.endCursor;
  expect(names(await derivedOf(member, 'paged-base', { after }))).toEqual(['paged-2 1.0.0']);
  for (const [caller, id, page, path] of [
    [member, 'paged-1', { after }, 'after'],
    [as('admin'), 'paged-base', { after }, 'after'],
    [member, 'paged-base', { after: `${after}x` }, 'after'],
    [member, 'paged-base', { after: '' }, 'after'],
    [member, 'paged-base', { first: 0 }, 'first'],
    [member, 'paged-base', { first: 101 }, 'first'],
    [member, 'paged-base', { last: 0 }, 'last'],
    [member, 'paged-base', { before: after?.slice(1) }, 'before'],
    [member, 'paged-base', { first: 1, last: 1 }, 'last'],
  ] as const) {
    const { error } = await lineageOf(caller, id, page);
    expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path }] });
  }
});
