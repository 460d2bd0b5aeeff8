/** Changing the life of versions over the wire, and what is seen of it. */
import { type Answer, type Caller, register } from './start-registry.ts';

export type Action = 'archive' | 'restore' | 'delete';

export const act = (
  caller: Caller,
  action: Action,
  modelId: string,
  version = '1.0.0',
  more: object = {},
): Promise<Answer> => {
  const name = `${action}ModelVersion`;
  const type = `${action.charAt(0).toUpperCase()}${action.slice(1)}ModelVersionInput`;
  return caller.request(
    `mutation ($input: ${type}!) { ${name}(input: $input) { modelVersion { version status deletedAt model { id } } } }`,
    { input: { modelId, version, reason: 'because', ...more } },
  );
};

export const nameChampion = (caller: Caller, modelId: string, version: string): Promise<Answer> =>
  caller.request('mutation ($input: SetModelAliasInput!) { setModelAlias(input: $input) { move { sequence } } }', {
    input: { modelId, version, alias: 'champion' },
  });

export const requestDeployment = (caller: Caller, modelId: string, version: string): Promise<Answer> =>
  caller.request('mutation ($input: DeployModelInput!) { deployModel(input: $input) { deployment { id } } }', {
    input: { modelId, version },
  });

/** Registers versions of a model one after another, and returns its id. */
export async function registerAll(caller: Caller, modelId: string, ...versions: string[]): Promise<string> {
  for (const version of versions) await register(caller, { modelId, version });
  return modelId;
}

export async function modelOf(caller: Caller, modelId: string) {
  const { data } = await caller.request(
    `{ model(id: "${modelId}") { latestVersion { version status } versions { nodes { version status } } } }`,
  );
  return data.model;
}

export async function statisticsOf(caller: Caller) {
  const { data } = await caller.request('{ registryStatistics { totalModels totalVersions byStatus { name count } } }');
  const { byStatus, ...totals } = data.registryStatistics;
  const archived = byStatus.find(({ name }: { name: string }) => name === 'ARCHIVED')?.count ?? 0;
  return { ...totals, archived };
}

export const codeOf = ({ errors }: Answer): string | undefined => errors?.[0]?.extensions.code;
export const isOk = ({ errors }: Answer): boolean => errors === undefined;
