/** Lists: every filter a key query, cursors that cannot be bent, and no more reads than needed. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelFilter } from '../../subgraphs/registry/domain/model-search.ts';
import { createRegistry } from '../../subgraphs/registry/domain/registry.ts';
import type { RegistryContext } from '../../subgraphs/registry/graphql/context.ts';
import { createContext } from '../../subgraphs/registry/graphql/context.ts';
import { emptyBucket, identityOf, leases, noArtifacts, noLogs, noWebhooks, sealer } from './samples.ts';
import { startStore } from './start-store.ts';

const { store, table } = await startStore();
const registry = createRegistry({
  store,
  artifacts: emptyBucket,
  hints: { listen: () => () => undefined },
  leases,
  sealer,
  committed: () => undefined,
});
/** Every request has a context of its own. */
const as = (...groups: string[]): RegistryContext =>
  createContext(
    {
      registry,
      artifacts: noArtifacts,
      webhooks: noWebhooks,
      mcp: () => ({}) as never,
      logs: noLogs,
      store,
      health: async () => ({ status: 'HEALTHY', dependencies: [] }),
    },
    { identity: identityOf(...groups), signal: new AbortController().signal },
  );

const frameworks = ['onnx', 'pytorch', 'tensorflow'] as const;
const targets = ['LAMBDA', 'EKS'] as const;
const models = Array.from({ length: 48 }, (_, index) => ({
  modelId: `model-${String(index).padStart(2, '0')}`,
  version: '1.0.0',
  framework: frameworks[index % 3] ?? 'onnx',
  deploymentTarget: targets[index % 2] ?? 'EKS',
  teamId: index % 4 === 0 ? 'team-b' : 'team-a',
  artifactUri: 's3://elsewhere/model.onnx',
  tags: index % 5 === 0 ? [{ key: 'domain', value: 'payments' }] : [],
  ...(index % 6 === 0 && { description: 'Finds FRAUD in payments' }),
}));

beforeAll(async () => {
  const admin = as('admin', 'team-a', 'team-b').registry;
  for (const model of models) await admin.register(model);
  for (const { modelId } of models.filter((_, index) => index % 8 === 0)) await admin.deploy({ modelId });
});

const idsOf = (matching: (model: (typeof models)[number], index: number) => boolean): string[] =>
  models.filter(matching).map(({ modelId }) => modelId);

async function allPages(caller: readonly string[], filter: ModelFilter, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { nodes, pageInfo } = await as(...caller).registry.models(filter, { first, after });
    // Pages are full but the last.
    expect(nodes.length === first || !pageInfo.hasNextPage).toBe(true);
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after);
  return ids;
}

describe('models', () => {
  it.each<[string, ModelFilter, Parameters<typeof idsOf>[0]]>([
    ['all', {}, () => true],
    ['of a team', { teamId: 'team-b' }, ({ teamId }) => teamId === 'team-b'],
    ['of a framework', { framework: 'onnx' }, ({ framework }) => framework === 'onnx'],
    ['of a target', { deploymentTarget: 'EKS' }, ({ deploymentTarget }) => deploymentTarget === 'EKS'],
    ['in a state', { status: 'DEPLOYING' }, (_, index) => index % 8 === 0],
    [
      'of a framework and a target',
      { framework: 'pytorch', deploymentTarget: 'LAMBDA' },
      ({ framework, deploymentTarget }) => framework === 'pytorch' && deploymentTarget === 'LAMBDA',
    ],
    [
      'of a framework, a target and a state',
      { framework: 'onnx', deploymentTarget: 'LAMBDA', status: 'DEPLOYING' },
      ({ framework }, index) => framework === 'onnx' && index % 8 === 0,
    ],
    ['with a tag', { tag: { key: 'domain', value: 'payments' } }, (_, index) => index % 5 === 0],
    ['with a tag of another value', { tag: { key: 'domain', value: 'other' } }, () => false],
    ['with a text in the description', { search: 'fraud' }, (_, index) => index % 6 === 0],
    ['with a text in the id', { search: 'MODEL-1' }, (_, index) => index >= 10 && index < 20],
    ['with a text and a state', { search: 'fraud', status: 'DEPLOYING' }, (_, index) => index % 24 === 0],
  ])('%s, by id, page by page', async (_name, filter, matching) => {
    expect(await allPages(['team-a', 'team-b'], filter, 7)).toEqual(idsOf(matching));
    expect(await allPages(['admin'], filter, 100)).toEqual(idsOf(matching));
    const ofOneTeam = idsOf((model, index) => matching(model, index) && model.teamId === 'team-a');
    expect(await allPages(['team-a'], filter, 5)).toEqual(ofOneTeam);
  });

  it('cost four reads with their versions and deployments, and a fifth when details are asked for', async () => {
    const commands: string[] = [];
    const { client } = table;
    client.middlewareStack.add(
      (next, context) => (command) => {
        commands.push(String(context.commandName));
        return next(command);
      },
      { step: 'build', name: 'count' },
    );
    const caller = as('admin').registry;
    const { nodes } = await caller.models({}, { first: 40 });
    const latest = await Promise.all(nodes.map((model) => caller.latestVersionOf(model)));
    await Promise.all(latest.map((version) => caller.newestDeploymentOf(version)));
    expect(nodes).toHaveLength(40);
    expect(commands).toHaveLength(4);
    await Promise.all(latest.flatMap((version) => [caller.detailsOf(version), caller.detailsOf(version)]));
    expect(commands).toHaveLength(5);
    client.middlewareStack.remove('count');
  });
});

describe('a cursor', () => {
  const refused = { code: 'VALIDATION_ERROR', details: [{ path: 'after' }] };
  const cursorOf = async (...caller: string[]): Promise<string> => {
    const { pageInfo } = await as(...caller).registry.models({ framework: 'onnx' }, { first: 2 });
    return pageInfo.endCursor ?? '';
  };

  it.each(['', 'garbage', 'AAAA', Buffer.from('0123456789abcdefmodel-01').toString('base64url')])(
    'that was made up is refused: %j',
    async (after) => {
      await expect(as('admin').registry.models({}, { first: 2, after })).rejects.toMatchObject(refused);
    },
  );

  it('that was changed is refused', async () => {
    const cursor = await cursorOf('admin');
    const changed = Buffer.from(cursor, 'base64url');
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const after = changed.toString('base64url');
    await expect(as('admin').registry.models({ framework: 'onnx' }, { first: 2, after })).rejects.toMatchObject(
      refused,
    );
  });

  it('is of its filter, its list and its caller', async () => {
    const after = await cursorOf('team-a');
    const page = { first: 2, after };
    await expect(as('team-a').registry.models({ framework: 'onnx' }, page)).resolves.toBeDefined();
    await expect(as('team-a').registry.models({ framework: 'pytorch' }, page)).rejects.toMatchObject(refused);
    await expect(as('team-b').registry.models({ framework: 'onnx' }, page)).rejects.toMatchObject(refused);
    await expect(as('team-a').registry.deployments({}, page)).rejects.toMatchObject(refused);
  });
});

it('deployments, the newest first, page by page', async () => {
  const expected = idsOf((_, index) => index % 8 === 0).reverse();
  const found: string[] = [];
  let after: string | undefined;
  do {
    const { nodes, pageInfo } = await as('admin').registry.deployments({ status: 'DEPLOYING' }, { first: 4, after });
    found.push(...nodes.map(({ modelId }) => modelId));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  } while (after);
  expect(found).toEqual(expected);
});
