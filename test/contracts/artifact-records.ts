/** What every database of the registry promises about uploaded artifacts and the versions that name them. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ArtifactRecords } from '../../subgraphs/registry/domain/artifact-ports.ts';
import type { ArtifactUpload } from '../../subgraphs/registry/domain/artifact-upload.ts';
import type { ModelVersion } from '../../subgraphs/registry/domain/model.ts';
import type { RegistryStore } from '../../subgraphs/registry/domain/store.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { sampleVersion } from '../registry/samples.ts';

const at = '2026-01-01T00:00:00.000Z';

function sampleUpload(changes: Partial<ArtifactUpload> = {}): ArtifactUpload {
  const id = timeOrderedId();
  return {
    id,
    teamId: 'team-a',
    modelId: 'model',
    fileName: 'model.onnx',
    artifactUri: `s3://ours/teams/team-a/model/${id}/model.onnx`,
    sizeBytes: 5,
    sha256: 'a'.repeat(64),
    partSizeBytes: 8 * 2 ** 20,
    status: 'READY',
    createdAt: at,
    createdBy: 'someone',
    openUntil: at,
    references: 0,
    revision: 1,
    ...changes,
  };
}

export function describeArtifactRecords(
  name: string,
  open: () => Promise<{ records: ArtifactRecords; store: RegistryStore }>,
): void {
  describe(`the records of artifacts on ${name}`, () => {
    let records: ArtifactRecords;
    let store: RegistryStore;
    beforeAll(async () => {
      ({ records, store } = await open());
    });

    const add = async (changes: Partial<ArtifactUpload> = {}): Promise<ArtifactUpload> => {
      const upload = sampleUpload(changes);
      expect(await records.write({ upload: { after: upload }, events: [] })).toBe('COMMITTED');
      return upload;
    };
    const naming = ({ id }: ArtifactUpload, version = '1.0.0'): ModelVersion =>
      sampleVersion({ modelId: `model-${id.slice(-8)}`, version, artifact: { verified: true, uploadId: id } });

    it('give back what was written, and nothing for others', async () => {
      const upload = await add({ status: 'UPLOADING', storageUploadId: 'theirs', dueAt: at });
      expect(await records.upload(upload.id)).toEqual(upload);
      expect(await store.artifactUpload(upload.id)).toEqual(upload);
      expect(await records.upload(timeOrderedId())).toBeUndefined();
    });

    it('refuse what another writer came before', async () => {
      const upload = await add();
      const after = { ...upload, status: 'DELETED' as const, revision: 2 };
      const change = { upload: { before: upload, after }, events: [] };
      const outcomes = await Promise.all([records.write(change), records.write(change)]);
      expect(outcomes.sort()).toEqual(['COMMITTED', 'STALE']);
      expect(await records.write({ upload: { after: upload }, events: [] })).toBe('STALE');
      expect(await records.write({ events: [] })).toBe('COMMITTED');
    });

    it('tell which are due, the longest overdue first, until they are not any more', async () => {
      const year = 1900 + Math.floor(Math.random() * 100);
      const later = await add({ dueAt: `${year}-01-02T00:00:00.000Z` });
      const sooner = await add({ dueAt: `${year}-01-01T00:00:00.000Z` });
      const due = async (day: string) =>
        (await records.due(`${year}-01-${day}T12:00:00.000Z`, 100)).filter((id) => [later.id, sooner.id].includes(id));
      expect(await due('01')).toEqual([sooner.id]);
      expect(await due('02')).toEqual([sooner.id, later.id]);
      const { dueAt: _done, ...after } = sooner;
      await records.write({ upload: { before: sooner, after: { ...after, revision: 2 } }, events: [] });
      expect(await due('02')).toEqual([later.id]);
    });

    it('count the versions that name an artifact, and name them', async () => {
      const upload = await add();
      const [one, two] = [naming(upload), naming(upload, '2.0.0')];
      for (const version of [one, two]) {
        expect(await store.commit({ version: { after: version }, events: [] })).toBe('COMMITTED');
      }
      expect(await records.upload(upload.id)).toMatchObject({ references: 2, revision: 3 });
      const deleted = { ...one, deletedAt: at, revision: 2 };
      expect(await store.commit({ deletion: { before: one, after: deleted }, events: [] })).toBe('COMMITTED');
      expect(await records.upload(upload.id)).toMatchObject({ references: 1, revision: 4, referencedAt: at });
      expect(await records.versionsNaming(upload.id, 10)).toEqual([{ modelId: two.modelId, version: '2.0.0' }]);
    });

    it('let no version name an artifact that is not READY', async () => {
      const upload = await add({ status: 'DELETED' });
      expect(await store.commit({ version: { after: naming(upload) }, events: [] })).toBe('ARTIFACT_GONE');
      expect(await store.versions([naming(upload)])).toEqual([undefined]);
    });

    it('refuse a deletion that has not seen the version that names the artifact', async () => {
      const upload = await add();
      await store.commit({ version: { after: naming(upload) }, events: [] });
      const after = { ...upload, status: 'DELETED' as const, revision: 2 };
      expect(await records.write({ upload: { before: upload, after }, events: [] })).toBe('STALE');
    });
  });
}
