/**
 * What the deployer remembers of its deployments across a restart, however it ended: one JSON file a deployment, replaced as a
 * whole, so that a reader finds the old record or the new one and never half of one.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SetupError } from '../../../platform/config.ts';
import type { Logger } from '../../../platform/logging.ts';
import { targetNames } from './deployment-target.ts';

const deploymentRecord = z.object({
  deploymentId: z.string().min(1),
  attempt: z.number().int(),
  /** From the claim of this attempt. The files are readable for their owner only. */
  fencingToken: z.string(),
  modelId: z.string(),
  version: z.string(),
  /** LOCAL in records of before there were others. */
  deploymentTarget: z.enum(targetNames).default('LOCAL'),
  teamId: z.string().optional(),
  framework: z.string().optional(),
  artifact: z.object({
    uri: z.string(),
    sha256: z.string().optional(),
    sizeBytes: z.number().optional(),
  }),
  /** UNDER_WAY until the registry has accepted DEPLOYED. */
  state: z.enum(['UNDER_WAY', 'SERVING']),
  /** Known once the model server runs. */
  endpoint: z.string().optional(),
  placement: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type DeploymentRecord = z.infer<typeof deploymentRecord>;

export interface DeploymentRecords {
  /** This deployer's own name, the same after each restart. */
  readonly deployerId: string;
  all(): readonly DeploymentRecord[];
  find(deploymentId: string): DeploymentRecord | undefined;
  /** Resolves once the record is on disk. */
  save(record: DeploymentRecord): Promise<void>;
  remove(deploymentId: string): Promise<void>;
}

/**
 * Opens the records in `folder`, which is made if it is missing. A file that cannot be read as a record is logged and removed:
 * the registry sends what it stood for again. Throws SetupError when the folder cannot be written to.
 */
export async function openDeploymentRecords(folder: string, logger: Logger): Promise<DeploymentRecords> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SetupError(
      `Cannot make the folder ${folder} (${(error as Error).message}). Set DATA_DIR to another one.`,
    );
  }
  const records = readRecords(folder, logger);
  const deployerId = await readDeployerId(folder);
  const fileOf = (deploymentId: string) => join(folder, `${encodeURIComponent(deploymentId)}${recordEnding}`);

  return {
    deployerId,
    all: () => [...records.values()],
    find: (deploymentId) => records.get(deploymentId),
    async save(record) {
      records.set(record.deploymentId, record);
      await replaceFile(fileOf(record.deploymentId), JSON.stringify(record));
    },
    async remove(deploymentId) {
      records.delete(deploymentId);
      await rm(fileOf(deploymentId), { force: true });
    },
  };
}

const recordEnding = '.deployment.json';
const temporaryEnding = '.new';
const deployerIdName = 'deployer-id';

function readRecords(folder: string, logger: Logger): Map<string, DeploymentRecord> {
  const records = new Map<string, DeploymentRecord>();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(temporaryEnding)) rmSync(file, { force: true });
    if (!name.endsWith(recordEnding)) continue;
    try {
      const record = deploymentRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
      records.set(record.deploymentId, record);
    } catch (error) {
      logger.warn({ err: error, file }, 'a deployment record cannot be read and is removed');
      rmSync(file, { force: true });
    }
  }
  return records;
}

async function readDeployerId(folder: string): Promise<string> {
  const file = join(folder, deployerIdName);
  try {
    const known = readFileSync(file, 'utf8').trim();
    if (known) return known;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const deployerId = `local-deployer-${randomUUID()}`;
  await replaceFile(file, deployerId).catch((error: Error) => {
    throw new SetupError(`Cannot write to ${folder} (${error.message}). Set DATA_DIR to a folder of your own.`);
  });
  return deployerId;
}

async function replaceFile(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}${temporaryEnding}`;
  {
    await using handle = await open(temporary, 'w', 0o600);
    await handle.writeFile(content);
    await handle.sync();
  }
  await rename(temporary, file);
}
