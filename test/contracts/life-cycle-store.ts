/** What every store of the registry promises about aliases, deleted versions, the latest version and audit trails. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Alias, ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import type { Commit, RegistryStore } from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { sampleVersion } from '../registry/samples.ts';

let names = 0;
/** Models and teams of one test are not those of another. */
const fresh = (name: string): string => `${name}-${names++}-${timeOrderedId().slice(-6)}`;
const at = '2026-01-01T00:00:00.000Z';

export function describeLifeCycleStore(name: string, open: () => Promise<RegistryStore>): void {
  describe(`a registry store on ${name} keeps`, () => {
    let store: RegistryStore;
    beforeAll(async () => {
      store = await open();
    });

    /** A new model with these versions; the first is the latest that it points to. */
    async function add(...numbers: readonly [string, ...string[]]): Promise<[ModelVersion, ...ModelVersion[]]> {
      const owner = { modelId: fresh('model'), teamId: fresh('team') };
      const versions = numbers.map((version) => sampleVersion({ ...owner, version }));
      for (const [index, version] of versions.entries()) {
        const newModel = { id: owner.modelId, teamId: owner.teamId, createdAt: at, latestVersion: version.version };
        await store.commit({ ...(index === 0 && { newModel }), version: { after: version }, events: [] });
      }
      return versions as [ModelVersion, ...ModelVersion[]];
    }

    const latestOf = async ({ modelId }: ModelVersion) => (await store.models([modelId]))[0]?.latestVersion;

    async function deletionOf(version: ModelVersion, becomes: ModelVersion | undefined): Promise<Commit> {
      const model = await store.knownModel(version.modelId);
      if (!model) throw new Error('There is no such model');
      const after = { ...version, deletedAt: at, revision: version.revision + 1 };
      return { deletion: { before: version, after }, latest: { model, becomes, at }, events: [] };
    }

    const archived = (before: ModelVersion) => ({
      before,
      after: { ...before, status: 'ARCHIVED' as const, revision: before.revision + 1 },
    });

    describe('aliases:', () => {
      const aliasOf = (modelId: string, changes: Partial<Alias> = {}): Alias => ({
        modelId,
        alias: 'champion',
        version: '1.0.0',
        changedAt: at,
        changedBy: 'someone',
        revision: 1,
        ...changes,
      });

      it('a record that only who read it last may change, and all its moves', async () => {
        const modelId = fresh('model');
        const first = aliasOf(modelId);
        expect(await store.commit({ alias: { after: first }, events: [] })).toBe('COMMITTED');
        expect(await store.commit({ alias: { after: aliasOf(modelId, { version: '3.0.0' }) }, events: [] })).toBe(
          'STALE',
        );
        const second = aliasOf(modelId, { version: '2.0.0', previousVersion: '1.0.0', revision: 2 });
        expect(await store.commit({ alias: { before: first, after: second }, events: [] })).toBe('COMMITTED');
        expect(await store.commit({ alias: { before: first, after: second }, events: [] })).toBe('STALE');
        expect(await store.aliases([{ modelId, alias: 'none' }, first])).toEqual([undefined, second]);
        expect(await store.aliasMoves(first, { limit: 10 })).toEqual([second, first]);
        expect(await store.aliasMoves(first, { after: '2', limit: 10 })).toEqual([first]);
        expect(await store.aliasMoves({ modelId, alias: 'champ' }, { limit: 10 })).toEqual([]);
      });

      it('by name, without those that were removed', async () => {
        const modelId = fresh('model');
        const named = ['b-side', 'a-side', 'gone'].map((alias) => aliasOf(modelId, { alias }));
        for (const after of named) await store.commit({ alias: { after }, events: [] });
        const { version: _removed, ...nothing } = aliasOf(modelId, { alias: 'gone', revision: 2 });
        const [before] = await store.aliases([nothing]);
        await store.commit({ alias: { ...(before && { before }), after: nothing }, events: [] });
        expect((await store.aliasesOf(modelId)).map(({ alias }) => alias)).toEqual(['a-side', 'b-side']);
        expect(await store.aliases([nothing])).toEqual([nothing]);
      });
    });

    describe('of a deleted version', () => {
      it('a tombstone, and its number', async () => {
        const [kept, gone] = await add('1.0.0', '2.0.0');
        if (!gone) throw new Error('Two were added');
        await store.raiseLatestVersion(gone);
        expect(await store.commit(await deletionOf(gone, kept))).toBe('COMMITTED');
        expect(await store.versions([gone, kept])).toEqual([undefined, kept]);
        expect(await store.versionsOf(kept.modelId, { limit: 10 })).toEqual([kept]);
        expect(await store.deletedVersion(gone)).toMatchObject({ version: '2.0.0', deletedAt: at });
        expect(await store.deletedVersion(kept)).toBeUndefined();
        expect(await latestOf(kept)).toBe('1.0.0');
        expect(await store.commit({ version: { after: gone }, events: [] })).toBe('VERSION_DELETED');
        expect(Object.fromEntries(await store.counters([kept.teamId]))).toMatchObject({ models: 1, versions: 1 });
      });

      it('the model it was the last of, unseen until it has a version again', async () => {
        const [last] = await add('1.0.0');
        expect(await store.commit(await deletionOf(last, undefined))).toBe('COMMITTED');
        expect(await store.models([last.modelId])).toEqual([undefined]);
        expect(await store.knownModel(last.modelId)).toMatchObject({ teamId: last.teamId, deletedAt: at });
        expect((await store.counters([last.teamId])).get('models')).toBe(0);

        const next = sampleVersion({ ...last, version: '0.1.0' });
        await store.commit({ version: { after: next }, events: [] });
        await Promise.all([store.raiseLatestVersion(next), store.raiseLatestVersion(next)]);
        expect(await latestOf(next)).toBe('0.1.0');
        expect((await store.knownModel(last.modelId))?.deletedAt).toBeUndefined();
        expect((await store.counters([last.teamId])).get('models')).toBe(1);
      });
    });

    describe('a pointer to the latest version that', () => {
      it('a commit moves only from where it was read, and only to a version as it was read', async () => {
        const [one, two, three] = await add('1.0.0', '2.0.0', '3.0.0');
        if (!two || !three) throw new Error('Three were added');
        const early = await deletionOf(one, two);
        await store.raiseLatestVersion(three);
        expect(await store.commit(early)).toBe('STALE');
        const toTwo = await deletionOf(three, two);
        await store.commit({ version: archived(two), events: [] });
        expect(await store.commit(toTwo)).toBe('STALE');
        expect(await latestOf(one)).toBe('3.0.0');
        expect(await store.commit(await deletionOf(three, one))).toBe('COMMITTED');
        expect(await latestOf(one)).toBe('1.0.0');
      });

      it('never leads to what does not exist, and to what is archived only when all is', async () => {
        const [low, high] = await add('1.0.0', '2.0.0');
        if (!high) throw new Error('Two were added');
        await store.raiseLatestVersion({ modelId: low.modelId, version: '9.0.0' });
        expect(await latestOf(low)).toBe('1.0.0');
        await store.commit({ version: archived(high), events: [] });
        await store.raiseLatestVersion(high);
        expect(await latestOf(low)).toBe('1.0.0');
        const model = await store.knownModel(low.modelId);
        const version = archived(low);
        if (model) await store.commit({ version, latest: { model, becomes: version.after, at }, events: [] });
        await store.raiseLatestVersion(high);
        expect(await latestOf(low)).toBe('2.0.0');
      });
    });

    it('who did what, the newest first', async () => {
      const modelId = fresh('model');
      for (const what of ['first', 'second', 'third']) {
        await store.commit({ audit: { modelId, who: 'someone', what, code: 'ANY', at }, events: [] });
      }
      const all = await store.auditOf(modelId, { limit: 10 });
      expect(all.map(({ what }) => what)).toEqual(['third', 'second', 'first']);
      const rest = await store.auditOf(modelId, { after: all[0]?.id, limit: 1 });
      expect(rest).toEqual(all.slice(1, 2));
    });
  });
}
