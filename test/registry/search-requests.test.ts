/** Searching over the wire: what clients send, what they get, and what is refused. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';
import {
  DeploymentsInTimeDocument,
  SearchModelsDocument,
  VersionsOfModelDocument,
} from '../../client/generated/operations.ts';
import { type Caller, deploy, register, startRegistry } from './start-registry.ts';

const { as } = await startRegistry();
const ofTeamA = as('team-a');
const search = (caller: Caller, variables: object) => caller.request(print(SearchModelsDocument), variables);
const found = async (variables: object, caller = ofTeamA): Promise<string[]> => {
  const { data, errors } = await search(caller, variables);
  expect(errors).toBeUndefined();
  return data.models.nodes.map(({ id }: { id: string }) => id);
};
const detailsOf = async (variables: object) => {
  const { errors } = await search(ofTeamA, variables);
  const { code, details } = errors?.[0]?.extensions ?? {};
  return { code, path: details?.[0]?.path };
};

let afterFirst = '';
beforeAll(async () => {
  const tags = [{ key: 'domain', value: 'payments' }];
  await register(ofTeamA, { modelId: 'card-fraud', description: 'Scores card payments', tags });
  afterFirst = new Date().toISOString();
  await register(ofTeamA, { modelId: 'churn', framework: 'onnx', deploymentTarget: 'EKS', task: 'EMBEDDING' });
  await register(ofTeamA, { modelId: 'vision', framework: 'onnx', description: 'Erkennt Prüfsiegel' });
  await register(as('team-b'), { modelId: 'foreign-fraud', teamId: 'team-b' });
  await register(ofTeamA, { modelId: 'card-fraud', version: '1.1.0', description: 'Scores card payments', tags });
});

describe('a search', () => {
  it.each<[string, object, string[]]>([
    ['by task', { filter: { task: 'EMBEDDING' } }, ['churn']],
    ['by the default task', { filter: { task: 'PREDICTION', framework: 'onnx' } }, ['vision']],
    [
      'by tag and text',
      { filter: { tag: { key: 'domain', value: 'payments' }, search: 'scores pay' } },
      ['card-fraud'],
    ],
    ['by text without accents', { filter: { search: 'prufsieg' } }, ['vision']],
    ['by words of which one is missing', { filter: { search: 'scores nothing' } }, []],
    ['by when a model was made', { filter: { createdAt: { to: 'AFTER_FIRST' } } }, ['card-fraud']],
    ['by when a model was updated', { filter: { updatedAt: { to: 'AFTER_FIRST' } } }, []],
    ['the newest first', { sort: { field: 'CREATED_AT', direction: 'DESC' } }, ['vision', 'churn', 'card-fraud']],
    ['the last updated first', { sort: { field: 'UPDATED_AT', direction: 'DESC' } }, ['card-fraud', 'vision', 'churn']],
    ['by id from the end', { sort: { field: 'ID', direction: 'DESC' } }, ['vision', 'churn', 'card-fraud']],
    ['ascending unless told otherwise', { sort: { field: 'CREATED_AT' } }, ['card-fraud', 'churn', 'vision']],
  ])('%s', async (_name, variables, expected) => {
    expect(await found(JSON.parse(JSON.stringify(variables).replace('AFTER_FIRST', afterFirst)))).toEqual(expected);
  });

  it('says what lies around a page, and counts where that is cheap', async () => {
    const { data } = await search(ofTeamA, { first: 2 });
    expect(data.models).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    const { endCursor } = data.models.pageInfo;
    const second = (await search(ofTeamA, { first: 2, after: endCursor })).data.models;
    expect(second.nodes).toMatchObject([{ id: 'vision' }]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = (await search(ofTeamA, { last: 1, before: second.pageInfo.startCursor })).data.models;
    expect(back.nodes).toMatchObject([{ id: 'churn' }]);
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const filtered = (await search(ofTeamA, { filter: { framework: 'onnx' }, first: 1 })).data.models;
    expect(filtered.totalCount).toBeNull();
    expect((await search(ofTeamA, { filter: { framework: 'onnx' } })).data.models.totalCount).toBe(2);
    const empty = (await search(ofTeamA, { filter: { search: 'zzz' } })).data.models;
    expect(empty).toEqual({
      nodes: [],
      totalCount: 0,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('shows a team nothing of another one', async () => {
    expect(await found({ filter: { search: 'foreign' } })).toEqual([]);
    expect(await found({ filter: { teamId: 'team-b' } })).toEqual([]);
    expect(await found({ filter: { search: 'fraud' } }, as('admin'))).toEqual(['card-fraud', 'foreign-fraud']);
  });
});

describe('is refused with the path of the field', () => {
  it.each<[string, object]>([
    ['first', { first: 0 }],
    ['last', { last: 101 }],
    ['last', { first: 1, last: 1 }],
    ['before', { first: 1, before: 'cursor' }],
    ['after', { after: 'garbage' }],
    ['before', { last: 1, before: 'garbage' }],
    ['filter.framework', { filter: { framework: 'Onnx!' } }],
    ['filter.tag.key', { filter: { tag: { key: '', value: '' } } }],
    ['filter.search', { filter: { search: 's'.repeat(257) } }],
    ['filter.search', { filter: { search: 'one two three four five six seven eight nine ten a b c d e f g' } }],
    ['filter.createdAt.from', { filter: { createdAt: { from: 'yesterday' } } }],
    ['filter.updatedAt.to', { filter: { updatedAt: { to: '2026-13-01T00:00:00Z' } } }],
    ['filter.createdAt', { filter: { createdAt: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } } }],
  ])('%s', async (path, variables) => {
    expect(await detailsOf(variables)).toEqual({ code: 'VALIDATION_ERROR', path });
  });

  it('a text that too many words begin with', async () => {
    const words = Array.from({ length: 51 }, (_, index) => `quux${String(index).padStart(2, '0')}`).join(' ');
    await register(as('team-c'), { modelId: 'wordy', teamId: 'team-c', description: words });
    const caller = as('team-c');
    const { errors } = await search(caller, { filter: { search: 'quux' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path: 'filter.search' }] });
    expect(await found({ filter: { search: 'quux4' } }, caller)).toEqual(['wordy']);
  });

  it('a cursor of another filter, order, list or caller', async () => {
    const { data } = await search(ofTeamA, { filter: { framework: 'onnx' }, first: 1 });
    const after = data.models.pageInfo.endCursor;
    const good = { filter: { framework: 'onnx' }, first: 1, after };
    expect(await found(good)).toEqual(['vision']);
    const refused = { code: 'VALIDATION_ERROR', path: 'after' };
    expect(await detailsOf({ first: 1, after })).toEqual(refused);
    expect(await detailsOf({ ...good, filter: { framework: 'onnx', task: 'PREDICTION' } })).toEqual(refused);
    expect(await detailsOf({ ...good, sort: { field: 'ID', direction: 'DESC' } })).toEqual(refused);
    expect(await detailsOf({ ...good, sort: { field: 'CREATED_AT', direction: 'ASC' } })).toEqual(refused);
    const path = { details: [{ path: 'after' }] };
    const other = await search(as('team-a', 'team-b'), good);
    expect(other.errors?.[0]?.extensions).toMatchObject(path);
    const versions = await ofTeamA.request(print(VersionsOfModelDocument), { id: 'churn', after });
    expect(versions.errors?.[0]?.extensions).toMatchObject(path);
    const deployments = await ofTeamA.request(print(DeploymentsInTimeDocument), { after });
    expect(deployments.errors?.[0]?.extensions).toMatchObject(path);
  });
});

it('versions and deployments are read from the end, too', async () => {
  const versions = await ofTeamA.request(print(VersionsOfModelDocument), { id: 'card-fraud', last: 1 });
  expect(versions.data.model.versions).toMatchObject({
    nodes: [{ version: '1.0.0' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  const ids = [await deploy(ofTeamA, 'churn'), await deploy(ofTeamA, 'vision')];
  const { data } = await ofTeamA.request(print(DeploymentsInTimeDocument), { last: 1 });
  expect(data.deployments).toMatchObject({ nodes: [{ id: ids[0] }], pageInfo: { hasPreviousPage: true } });
});
