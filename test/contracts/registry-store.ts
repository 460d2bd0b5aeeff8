/** What every store of the registry promises; run it on each implementation. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { deploymentStatusChanged, modelRegistered } from '../../subgraphs/registry/domain/events.ts';
import { facetKey, idAt, tagList, wordList } from '../../subgraphs/registry/domain/facets.ts';
import type { Deployment, DeploymentStatus, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import type {
  Audience,
  Commit,
  Owners,
  RegistryStore,
  RememberedRequest,
} from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { queued, sampleVersion } from '../registry/samples.ts';

let names = 0;
/** Models and teams of one test are not those of another. */
const fresh = (name: string): string => `${name}-${names++}-${timeOrderedId().slice(-6)}`;

const registrationOf = (version: ModelVersion, isFirst = true): Commit => ({
  ...(isFirst && {
    newModel: {
      id: version.modelId,
      teamId: version.teamId,
      createdAt: version.registeredAt,
      latestVersion: version.version,
    },
  }),
  version: { after: version },
  audit: {
    modelId: version.modelId,
    who: 'someone',
    code: 'VERSION_REGISTERED',
    what: 'Registered',
    at: version.registeredAt,
  },
  events: [modelRegistered(version)],
});

const freshVersion = (changes: Partial<ModelVersion> = {}): ModelVersion =>
  sampleVersion({ modelId: fresh('model'), teamId: fresh('team'), ...changes });

/** By id, ascending. */
async function modelIdsIn(store: RegistryStore, audience: Audience, name: string): Promise<string[]> {
  return store.modelPositions(audience, { order: 'ID', name }, { descending: false, limit: 100 });
}

export function describeRegistryStore(name: string, open: () => Promise<RegistryStore>): void {
  describe(`a registry store on ${name}`, () => {
    let store: RegistryStore;
    beforeAll(async () => {
      store = await open();
    });

    describe('commits', () => {
      it('a model with its first version, and answers with what was written', async () => {
        const version = freshVersion({ description: 'scores', tags: [{ key: 'domain', value: 'payments' }] });
        expect(await store.commit(registrationOf(version))).toBe('COMMITTED');
        expect(await store.versions([version])).toEqual([version]);
        expect(await store.models([version.modelId, 'unknown-model'])).toEqual([
          { id: version.modelId, teamId: version.teamId, createdAt: version.registeredAt, latestVersion: '1.0.0' },
          undefined,
        ]);
      });

      it('nothing of what it refuses', async () => {
        const version = freshVersion();
        await store.commit(registrationOf(version));
        const again = { ...version, framework: 'pytorch' };
        expect(await store.commit(registrationOf(again))).toBe('MODEL_EXISTS');
        expect(await store.commit(registrationOf(again, false))).toBe('VERSION_EXISTS');
        expect(await store.versions([version])).toEqual([version]);
        expect((await store.counters([version.teamId])).get('versions')).toBe(1);
        expect(await modelIdsIn(store, version, facetKey({ framework: 'pytorch' }))).toEqual([]);
      });

      it('a change only to the record that was read', async () => {
        const version = freshVersion();
        await store.commit(registrationOf(version));
        const [first, second] = [queued(version), queued(version)];
        expect(await store.commit(first.commit)).toBe('COMMITTED');
        expect(await store.commit(second.commit)).toBe('STALE');
        expect(await store.deployments([first.deployment.id, second.deployment.id])).toEqual([
          first.deployment,
          undefined,
        ]);
      });

      it('a request to remember once, until it expires', async () => {
        const version = freshVersion();
        const remembered: RememberedRequest = {
          userId: 'someone#else',
          operation: 'registerModel',
          key: fresh('key'),
          inputDigest: 'digest',
          result: { modelId: version.modelId, version: version.version },
          expiresAt: new Date((Math.floor(Date.now() / 1000) + 60) * 1000).toISOString(),
        };
        expect(await store.commit({ ...registrationOf(version), remembered })).toBe('COMMITTED');
        expect(await store.remembered(remembered)).toEqual(remembered);
        expect(await store.commit({ ...registrationOf(freshVersion()), remembered })).toBe('REMEMBERED');
        const expired = { ...remembered, key: fresh('key'), expiresAt: new Date(Date.now() - 2_000).toISOString() };
        await store.commit({ ...registrationOf(freshVersion()), remembered: expired });
        expect(await store.remembered(expired)).toBeUndefined();
        expect(await store.commit({ ...registrationOf(freshVersion()), remembered: expired })).toBe('COMMITTED');
      });
    });

    describe('lists', () => {
      it('the versions of a model, the highest first', async () => {
        const modelId = fresh('model');
        const versions = ['1.0.0', '1.10.0', '1.9.0', '2.0.0-beta.1'].map((version) =>
          freshVersion({ modelId, version, teamId: 'one-team' }),
        );
        for (const [index, version] of versions.entries()) await store.commit(registrationOf(version, index === 0));
        const all = await store.versionsOf(modelId, { limit: 10 });
        expect(all.map(({ version }) => version)).toEqual(['2.0.0-beta.1', '1.10.0', '1.9.0', '1.0.0']);
        const rest = await store.versionsOf(modelId, { after: '1.10.0', limit: 1 });
        expect(rest.map(({ version }) => version)).toEqual(['1.9.0']);
      });

      it('models by every combination of conditions, and drops them when their versions change', async () => {
        const version = freshVersion({ framework: 'onnx', deploymentTarget: 'EKS' });
        await store.commit(registrationOf(version));
        const found = (facet: Parameters<typeof facetKey>[0]) => modelIdsIn(store, version, facetKey(facet));
        expect(await found({})).toEqual([version.modelId]);
        expect(await found({ framework: 'onnx', deploymentTarget: 'EKS', status: 'REGISTERED' })).toEqual([
          version.modelId,
        ]);
        expect(await found({ framework: 'onnx', deploymentTarget: 'LAMBDA' })).toEqual([]);
        await store.commit(queued(version).commit);
        expect(await found({ status: 'REGISTERED' })).toEqual([]);
        expect(await found({ framework: 'onnx', status: 'DEPLOYING' })).toEqual([version.modelId]);
        expect(await found({ deploymentTarget: 'EKS' })).toEqual([version.modelId]);
      });

      it('where models stand in each order, in both directions, between two positions', async () => {
        const teamId = fresh('team');
        const prefix = fresh('ordered');
        const [first, second, third] = ['a', 'b', 'c'].map((name) => `${prefix}-${name}`) as [string, string, string];
        const days: Record<string, string> = { [first]: '2026-01-02', [second]: '2026-01-03', [third]: '2026-01-01' };
        for (const [modelId, day] of Object.entries(days)) {
          const registeredAt = `${day}T00:00:00.000Z`;
          await store.commit(registrationOf(freshVersion({ modelId, teamId, registeredAt })));
        }
        const updated = freshVersion({
          modelId: third,
          teamId,
          version: '1.1.0',
          registeredAt: '2026-01-04T00:00:00.000Z',
        });
        await store.commit(registrationOf(updated, false));
        const found = async (order: 'ID' | 'CREATED_AT' | 'UPDATED_AT', range: object = {}) => {
          const all = { descending: false, limit: 9, ...range };
          const positions = await store.modelPositions({ teamId }, { order, name: 'all' }, all);
          return positions.map(idAt);
        };
        expect(await found('ID')).toEqual([first, second, third]);
        expect(await found('CREATED_AT')).toEqual([third, first, second]);
        expect(await found('UPDATED_AT', { descending: true })).toEqual([third, second, first]);
        expect(await found('ID', { lowest: second, limit: 1 })).toEqual([second]);
        expect(await found('CREATED_AT', { lowest: '2026-01-02', highest: '2026-01-03' })).toEqual([first]);
        expect(await store.updateTimes([third, 'unknown-model'])).toEqual(['2026-01-04T00:00:00.000Z', undefined]);
        const all = { lowest: first, highest: third, descending: true, limit: 9 };
        expect(await store.modelPositions('ALL', { order: 'ID', name: 'all' }, all)).toEqual([third, second, first]);
      });

      it('models by tag and by word of the latest version, and the words themselves', async () => {
        const version = freshVersion({ description: 'Finds fraud', tags: [{ key: 'domain', value: 'payments' }] });
        await store.commit(registrationOf(version));
        const tag = tagList({ key: 'domain', value: 'payments' });
        expect(await modelIdsIn(store, version, tag)).toEqual([version.modelId]);
        expect(await modelIdsIn(store, version, wordList('fraud'))).toEqual([version.modelId]);
        // Longer than one letter: a word of the random model id may begin with any that hexadecimal has.
        expect(await store.words(version, 'fi', 9)).toEqual(['finds']);
        expect(await store.words(version, 'fr', 9)).toEqual(['fraud']);
        const next = { ...version, version: '2.0.0', tags: [], description: 'Finds nothing' };
        await store.commit(registrationOf(next, false));
        await store.raiseLatestVersion(next);
        expect(await modelIdsIn(store, version, tag)).toEqual([]);
        expect(await modelIdsIn(store, version, wordList('fraud'))).toEqual([]);
        expect(await modelIdsIn(store, version, wordList('nothing'))).toEqual([version.modelId]);
      });

      it('deployments, the newest first, of all statuses or of one', async () => {
        const teamId = fresh('team');
        const ids: string[] = [];
        for (const seconds of [1, 2, 3]) {
          const version = freshVersion({ teamId });
          const { commit, deployment } = queued(version, new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)));
          await store.commit(registrationOf(version));
          await store.commit(commit);
          ids.unshift(deployment.id);
        }
        const found = async (owners: Owners, status: DeploymentStatus | undefined, range: object) => {
          const positions = await store.deploymentPositions(owners, status, {
            descending: true,
            limit: 100,
            ...range,
          });
          return positions.map(idAt);
        };
        expect(await found({ teamId }, undefined, {})).toEqual(ids);
        expect(await found({ teamId }, undefined, { descending: false })).toEqual(ids.toReversed());
        const highest = '2026-01-01T00:00:03.000Z';
        expect(await found({ teamId }, 'DEPLOYING', { highest, limit: 1 })).toEqual([ids[1]]);
        expect(await found({ teamId }, 'FAILED', {})).toEqual([]);
        expect(await found('ALL', 'DEPLOYING', {})).toEqual(expect.arrayContaining(ids));
      });

      it('the changes of a deployment, in order', async () => {
        const version = freshVersion();
        await store.commit(registrationOf(version));
        const { commit, deployment } = queued(version);
        await store.commit(commit);
        let before = deployment;
        for (let sequence = 2; sequence <= 12; sequence++) {
          const after = { ...before, sequence, message: `step ${sequence}`, revision: before.revision + 1 };
          await store.commit({ deployments: [{ before, after }], events: [deploymentStatusChanged(after)] });
          before = after;
        }
        const changes = await store.changesAfter(deployment.id, 8);
        expect(changes.map(({ sequence, message }) => [sequence, message])).toEqual([
          [9, 'step 9'],
          [10, 'step 10'],
          [11, 'step 11'],
          [12, 'step 12'],
        ]);
        expect(await store.changesAfter(deployment.id, 12)).toEqual([]);
      });

      it('the leases that ran out', async () => {
        const version = freshVersion();
        await store.commit(registrationOf(version));
        const { commit, deployment } = queued(version, new Date('2020-01-01T00:00:00.000Z'));
        await store.commit(commit);
        expect(await store.expiredLeases('2020-01-01T00:00:59.999Z', 10)).toEqual([]);
        expect(await store.expiredLeases('2020-01-01T00:01:00.000Z', 10)).toEqual([deployment.id]);
        const { leaseExpiresAt: _ended, ...rest } = deployment;
        const after: Deployment = {
          ...rest,
          phase: 'DONE',
          status: 'FAILED',
          reason: 'UNHEALTHY',
          sequence: 2,
          revision: 2,
        };
        await store.commit({ deployments: [{ before: deployment, after }], events: [] });
        expect(await store.expiredLeases('2020-01-02T00:00:00.000Z', 10)).toEqual([]);
      });
    });

    it('makes the highest version the latest, whatever the order', async () => {
      const version = freshVersion({ version: '1.0.0-rc.1' });
      await store.commit(registrationOf(version));
      const latest = async () => (await store.models([version.modelId]))[0]?.latestVersion;
      for (const [raised, expected] of [
        ['2.0.0-beta.1', '2.0.0-beta.1'],
        ['1.0.0', '1.0.0'],
        ['3.0.0-beta.1', '1.0.0'],
        ['1.10.0', '1.10.0'],
        ['1.9.0', '1.10.0'],
      ] as const) {
        await store.commit(registrationOf({ ...version, version: raised }, false));
        await store.raiseLatestVersion({ modelId: version.modelId, version: raised });
        expect(await latest()).toBe(expected);
      }
    });

    it('counts by team', async () => {
      const [one, other] = [fresh('team'), fresh('team')];
      const first = freshVersion({ teamId: one });
      await store.commit(registrationOf(first));
      await store.commit(registrationOf({ ...first, version: '1.1.0', framework: 'onnx' }, false));
      await store.commit(registrationOf(freshVersion({ teamId: other, deploymentTarget: 'EKS' })));
      await store.commit(queued(first).commit);
      expect(Object.fromEntries(await store.counters([one]))).toEqual({
        models: 1,
        versions: 2,
        [`team#${one}`]: 2,
        'framework#tensorflow': 1,
        'framework#onnx': 1,
        'target#LAMBDA': 2,
        'status#REGISTERED': 1,
        'status#DEPLOYING': 1,
      });
      expect((await store.counters([one, other])).get('models')).toBe(2);
      expect((await store.counters('ALL')).get('models')).toBeGreaterThanOrEqual(2);
      expect([...(await store.counters([]))]).toEqual([]);
    });

    it('knows the teams it was told of', async () => {
      const teamId = fresh('team');
      expect(await store.hasTeam(teamId)).toBe(false);
      await store.addTeam(teamId);
      await store.addTeam(teamId);
      expect(await store.hasTeam(teamId)).toBe(true);
    });
  });
}
