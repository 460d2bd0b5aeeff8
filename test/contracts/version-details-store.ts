/** What every store of the registry promises about what versions say of themselves, and about their parents. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import type { DerivedRange, RegistryStore } from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import type { VersionDetails } from '../../subgraphs/registry/domain/version-details.ts';
import { sampleVersion } from '../registry/samples.ts';

const all: DerivedRange = { strictly: true, backwards: false, limit: 10 };

let names = 0;
/** Models and teams of one test are not those of another. */
const fresh = (name: string): string => `${name}-${names++}-${timeOrderedId().slice(-6)}`;

export function describeVersionDetailsStore(name: string, open: () => Promise<RegistryStore>): void {
  describe(`a registry store on ${name} keeps`, () => {
    let store: RegistryStore;
    beforeAll(async () => {
      store = await open();
    });

    const add = async (changes: Partial<ModelVersion>, details?: VersionDetails): Promise<ModelVersion> => {
      const version = sampleVersion({ modelId: fresh('model'), teamId: fresh('team'), ...changes });
      expect(await store.commit({ version: { after: version }, details, events: [] })).toBe('COMMITTED');
      return version;
    };

    it('the details of a version, whatever becomes of its record', async () => {
      const details = {
        modelCard: '# Card',
        metrics: [{ name: 'smallest', value: Number.MIN_VALUE }],
        signature: { inputs: { tensors: [{ name: 'x', datatype: 'FP32' as const, shape: [-1] }] } },
      };
      const version = await add({}, details);
      const without = await add({ modelId: version.modelId, version: '1.1.0' });
      const changed = { ...version, status: 'FAILED' as const, revision: 2 };
      await store.commit({ version: { before: version, after: changed }, events: [] });
      expect(await store.details([without, version])).toEqual([undefined, details]);
      expect(await store.versionsOf(version.modelId, { limit: 10 })).toEqual([without, changed]);
    });

    it('nothing of a refused registration', async () => {
      const parent = await add({});
      const version = await add({}, { modelCard: 'kept' });
      const again = { version: { after: { ...version, parent } }, details: { modelCard: 'lost' }, events: [] };
      expect(await store.commit(again)).toBe('VERSION_EXISTS');
      expect(await store.details([version])).toEqual([{ modelCard: 'kept' }]);
      expect(await store.derivedVersions(parent, 'ALL', all)).toEqual([]);
    });

    it('the versions made from another one, of each team, by model and version', async () => {
      const [one, other] = [fresh('team#'), fresh('team')];
      const prefix = fresh('child');
      const parent = await add({ version: '1.0.0+build.1' });
      const namesake = await add({ modelId: parent.modelId, version: '1.0.0' });
      const child = (name: string, version: string, teamId: string, of = parent) =>
        add({ modelId: `${prefix}-${name}`, version, teamId, parent: { modelId: of.modelId, version: of.version } });
      await child('b', '1.0.0', one);
      await child('a', '1.10.0', other);
      await child('a', '1.9.0', other);
      await child('c', '2.0.0', one);
      await child('d', '1.0.0', one, namesake);
      const found = async (teams: 'ALL' | readonly string[], range: Partial<DerivedRange> = {}) =>
        (await store.derivedVersions(parent, teams, { ...all, ...range })).map(({ modelId, version }) =>
          [modelId.slice(prefix.length + 1), version].join(' '),
        );
      expect(await found([one])).toEqual(['b 1.0.0', 'c 2.0.0']);
      expect(await found([one, other])).toEqual(['a 1.9.0', 'a 1.10.0', 'b 1.0.0', 'c 2.0.0']);
      expect(await found('ALL')).toEqual(['a 1.9.0', 'a 1.10.0', 'b 1.0.0', 'c 2.0.0']);
      expect(await found([])).toEqual([]);
      const [, second] = await store.derivedVersions(parent, 'ALL', { ...all, limit: 2 });
      const from = second?.position;
      for (const teams of [[one, other], 'ALL'] as const) {
        expect(await found(teams, { from, limit: 1 })).toEqual(['b 1.0.0']);
        expect(await found(teams, { from, strictly: false })).toEqual(['a 1.10.0', 'b 1.0.0', 'c 2.0.0']);
        expect(await found(teams, { from, backwards: true })).toEqual(['a 1.9.0']);
        expect(await found(teams, { from, backwards: true, strictly: false })).toEqual(['a 1.10.0', 'a 1.9.0']);
        expect(await found(teams, { backwards: true, limit: 1 })).toEqual(['c 2.0.0']);
      }
    });
  });
}
