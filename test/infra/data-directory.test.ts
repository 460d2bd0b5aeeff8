import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';
import { DataDirectoryError, openDataDirectory } from '../../infra/local/data-directory.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

function problemOf(run: () => unknown): DataDirectoryError {
  try {
    run();
  } catch (error) {
    if (error instanceof DataDirectoryError) return error;
    throw error;
  }
  throw new Error('it opened');
}

describe('a data directory', () => {
  it('is created, held, given free and opened again', () => {
    const path = join(folder, 'deep', 'new');
    openDataDirectory(path).close();
    const second = openDataDirectory(path);
    expect(second.path).toBe(path);
    second.close();
  });

  it('belongs to one process at a time, which it names', () => {
    const path = join(folder, 'held');
    const held = openDataDirectory(path);
    const error = problemOf(() => openDataDirectory(path));
    expect(error.problem).toBe('IN_USE');
    expect(error.message).toBe(
      `another Modelgraph (process ${process.pid}) works on ${path}: stop it, or set DATA_DIR to another folder`,
    );
    held.close();
    openDataDirectory(path).close();
  });

  it('that cannot be written to is named', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const error = problemOf(() => openDataDirectory(join(file, 'data')));
    expect(error.problem).toBe('NOT_WRITABLE');
    expect(error.message).toMatch(/^cannot write to .*file\/data \(ENOTDIR.*set DATA_DIR to a folder of its own$/);
  });

  it('of someone else is refused and left as it was', () => {
    const path = join(folder, 'foreign');
    mkdirSync(path);
    writeFileSync(join(path, 'thesis.txt'), 'precious');
    const error = problemOf(() => openDataDirectory(path));
    expect(error.problem).toBe('NOT_MODELGRAPH');
    expect(error.message).toContain('is not a Modelgraph folder (it holds thesis.txt');
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });

  it('of another format is refused', () => {
    const path = join(folder, 'future');
    mkdirSync(path);
    writeFileSync(join(path, 'modelgraph.json'), '{"format":99}');
    const error = problemOf(() => openDataDirectory(path));
    expect(error.problem).toBe('NOT_MODELGRAPH');
    expect(error.message).toMatch(/has format 99, this Modelgraph reads 1/);
  });

  it.each([
    ['its marker', 'modelgraph.json'],
    ['its lock', 'lock'],
  ])('with a damaged file for %s is refused', (_name, file) => {
    const path = join(folder, `damaged-${file}`);
    openDataDirectory(path).close();
    writeFileSync(join(path, file), 'garbage '.repeat(200));
    const error = problemOf(() => openDataDirectory(path));
    expect(error.problem).toBe('CORRUPT');
    expect(error.message).toMatch(/is damaged \(.*move .* away, or set DATA_DIR to another folder/);
    expect(error.message).not.toContain('\n');
  });
});

describe('a cloud on a damaged store', () => {
  const damages: [store: string, damage: (path: string) => void][] = [
    ['dynamodb', (path) => writeFileSync(join(path, 'dynamodb', 'CURRENT'), 'garbage')],
    ['fauxqs', (path) => writeFileSync(join(path, 'fauxqs', 'fauxqs.db'), 'garbage '.repeat(1000))],
    ['eventbridge.json', (path) => writeFileSync(join(path, 'eventbridge.json'), '{')],
  ];

  it.each(damages)('says in one line that %s is damaged, and leaves nothing running', async (store, damage) => {
    const path = join(folder, `cloud-${store}`);
    const options = { dataDirectory: path, environment: { REDIS_EMBEDDED: 'memory' } };
    await (await startEmbeddedCloud(options)).close();
    damage(path);
    const error = await startEmbeddedCloud(options).then(
      () => undefined,
      (reason: unknown) => reason as DataDirectoryError,
    );
    expect(error).toBeInstanceOf(DataDirectoryError);
    expect(error?.problem).toBe('CORRUPT');
    expect(error?.message).toContain(join(path, store));
    expect(error?.message).not.toContain('\n');
    expect(existsSync(path)).toBe(true);
  });
});
