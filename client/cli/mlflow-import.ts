/** Registers what an MLflow registry holds. Running it again goes on where it stopped, and changes nothing that is here. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelgraphClient, ModelgraphError } from '../client.ts';
import {
  type DeploymentTarget,
  ImportedModelDocument,
  type ImportedModelQuery,
  RegisterModelDocument,
  SetModelAliasDocument,
} from '../generated/operations.ts';
import type { MlflowModel, MlflowRegistry, MlflowVersion } from './mlflow-api.ts';

export interface ImportOptions {
  /** The tracking server's address: the same version of another server is another version. */
  readonly source: string;
  readonly teamId: string;
  /** Of versions without a tag `framework`. */
  readonly framework: string;
  readonly deploymentTarget: DeploymentTarget;
}

interface Note {
  /** As in `fraud 3`, by MLflow's names. */
  readonly what: string;
  readonly why: string;
}

export interface Summary {
  registered: number;
  aliasesSet: number;
  /** Versions and aliases. */
  present: number;
  readonly skipped: Note[];
  readonly failed: Note[];
}

export interface Progress {
  /** `done` of `total` versions are dealt with; `what` is the one that was last. */
  advance(done: number, total: number, what: string): void;
}

interface SourceModel {
  readonly model: MlflowModel;
  readonly modelId: string;
  readonly versions: readonly MlflowVersion[];
}

/** What Modelgraph takes; see `RegisterModelInput`. */
const longest = { modelId: 64, description: 4096, modelCard: 64 * 1024, tagKey: 64, tagValue: 256 };
const mostTags = 50;
const atOnce = 4;
const maximumTries = 4;
const passing = new Set(['NETWORK_ERROR', 'REGISTRY_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED']);

/** Throws `MlflowError` or `ModelgraphError` when one side cannot be reached; whatever else goes wrong is in the summary. */
export async function importRegistry(
  mlflow: MlflowRegistry,
  client: ModelgraphClient,
  options: ImportOptions,
  progress: Progress,
): Promise<Summary> {
  const summary: Summary = { registered: 0, aliasesSet: 0, present: 0, skipped: [], failed: [] };
  const models = await readAll(mlflow, summary);
  const total = models.reduce((count, { versions }) => count + versions.length, 0);
  let done = 0;
  for (const source of models) {
    const here = await readPresent(client, source.modelId);
    const waiting = [...source.versions];
    const work = async (): Promise<void> => {
      for (let version = waiting.shift(); version; version = waiting.shift()) {
        await importVersion(client, options, source, version, here, summary);
        done += 1;
        progress.advance(done, total, `${source.model.name} ${version.version}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    await importAliases(client, source, here, summary);
  }
  return summary;
}

/** Everything there is to import. Two models may not become one. */
async function readAll(mlflow: MlflowRegistry, summary: Summary): Promise<SourceModel[]> {
  const models = new Map<string, SourceModel>();
  for await (const model of mlflow.models()) {
    const modelId = modelIdOf(model.name);
    const other = models.get(modelId);
    if (modelId === '')
      summary.failed.push({ what: model.name, why: 'no letter or digit of its name can be in an id' });
    else if (other)
      summary.failed.push({ what: model.name, why: `its id would be ${modelId}, as that of ${other.model.name}` });
    else {
      const versions: MlflowVersion[] = [];
      for await (const version of mlflow.versionsOf(model.name)) versions.push(version);
      // The first ones first: whoever looks meanwhile sees the registry grow as it once did.
      versions.sort((one, another) => Number(one.version) - Number(another.version));
      models.set(modelId, { model, modelId, versions });
    }
  }
  return [...models.values()];
}

/** Ids have lower-case letters, digits and hyphens. */
function modelIdOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return words.slice(0, longest.modelId).replace(/^-+|-+$/g, '');
}

const versionOf = ({ version }: Pick<MlflowVersion, 'version'>): string => `${version}.0.0`;

interface Present {
  readonly versions: Set<string>;
  /** The version of each alias. */
  readonly aliases: Map<string, string>;
}

async function readPresent(client: ModelgraphClient, id: string): Promise<Present> {
  const present: Present = { versions: new Set(), aliases: new Map() };
  let after: string | null = null;
  do {
    const { model }: ImportedModelQuery = await patiently(() => client.request(ImportedModelDocument, { id, after }));
    for (const { version } of model?.versions.nodes ?? []) present.versions.add(version);
    for (const { alias, modelVersion } of model?.aliases ?? []) present.aliases.set(alias, modelVersion.version);
    after = model?.versions.pageInfo.hasNextPage ? model.versions.pageInfo.endCursor : null;
  } while (after);
  return present;
}

async function importVersion(
  client: ModelgraphClient,
  options: ImportOptions,
  { model, modelId }: SourceModel,
  mlflow: MlflowVersion,
  here: Present,
  summary: Summary,
): Promise<void> {
  const what = `${model.name} ${mlflow.version}`;
  const { source = '', status = 'READY' } = mlflow;
  const version = versionOf(mlflow);
  if (here.versions.has(version)) summary.present += 1;
  else if (status !== 'READY') summary.skipped.push({ what, why: `MLflow says ${status}` });
  else if (!source.startsWith('s3://')) {
    summary.skipped.push({ what, why: `its artifacts are at ${source || 'no address'}, not at an s3:// address` });
  } else {
    const { source: server, teamId, deploymentTarget } = options;
    const input = {
      modelId,
      version,
      teamId,
      deploymentTarget,
      artifactUri: source.replace(/\/+$/, ''),
      ...describedBy(model, mlflow, options),
      idempotencyKey: `mlflow-${digest(server, model.name, mlflow.version)}`,
    };
    await recordingFailure(what, summary, async () => {
      await patiently(() => client.request(RegisterModelDocument, { input }));
      here.versions.add(version);
      summary.registered += 1;
    });
  }
}

/** The version's own words come before the model's. */
function describedBy(model: MlflowModel, version: MlflowVersion, { framework }: ImportOptions) {
  const tags = new Map<string, string>();
  for (const { key, value = '' } of [...(model.tags ?? []), ...(version.tags ?? [])]) tags.set(key, value);
  const ownFramework = tags.get('framework');
  const text = version.description || model.description || '';
  const isLong = text.length > longest.description;
  return {
    framework: ownFramework && /^[a-z0-9._+-]{1,32}$/.test(ownFramework) ? ownFramework : framework,
    ...(text && { description: isLong ? `${text.slice(0, longest.description - 1)}…` : text }),
    ...(isLong && Buffer.byteLength(text) <= longest.modelCard && { modelCard: text }),
    ...(version.run_id && { lineage: { trainingRun: version.run_id } }),
    tags: [...tags]
      .filter(fits)
      .slice(0, mostTags)
      .map(([key, value]) => ({ key, value })),
  };
}

function fits([key, value]: readonly [string, string]): boolean {
  return key.length > 0 && key.length <= longest.tagKey && value.length <= longest.tagValue;
}

async function importAliases(
  client: ModelgraphClient,
  source: SourceModel,
  here: Present,
  summary: Summary,
): Promise<void> {
  const { model, modelId } = source;
  for (const { alias, version: number } of [...(model.aliases ?? []), ...aliasesOfStages(source)]) {
    const what = `${model.name} @${alias}`;
    const version = versionOf({ version: number });
    const name = alias.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
    if (here.aliases.get(name) === version) summary.present += 1;
    else if (!here.versions.has(version)) summary.skipped.push({ what, why: `version ${number} was not imported` });
    else {
      await recordingFailure(what, summary, async () => {
        const input = { modelId, alias: name, version, reason: 'Imported from MLflow' };
        await patiently(() => client.request(SetModelAliasDocument, { input }));
        summary.aliasesSet += 1;
      });
    }
  }
}

/** A stage is what an alias is now: the highest version in it gets its name, unless an alias has that already. */
function aliasesOfStages({ model, versions }: SourceModel): { readonly alias: string; readonly version: string }[] {
  const named = new Set(model.aliases?.map(({ alias }) => alias.toLowerCase()));
  return ['production', 'staging'].flatMap((alias) => {
    const highest = versions.findLast(({ current_stage: stage }) => stage?.toLowerCase() === alias);
    return highest && !named.has(alias) ? [{ alias, version: highest.version }] : [];
  });
}

async function recordingFailure(what: string, summary: Summary, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof ModelgraphError) || error.code === 'NETWORK_ERROR') throw error;
    summary.failed.push({ what, why: `${error.code}: ${error.message}` });
  }
}

/** Tries again what may pass; every request here may be repeated. */
async function patiently<Result>(request: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ModelgraphError) || !passing.has(error.code) || tries === maximumTries) throw error;
      await sleep(Math.random() * 250 * 2 ** tries);
    }
  }
}

function digest(...words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}
