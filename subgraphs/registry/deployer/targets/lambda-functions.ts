/**
 * Serves models on AWS Lambda. A model is one function, from a container image that serves the artifact its environment names; a
 * deployment is a published version with an alias and a function URL of its own, and the alias `live` sends each call to one of the
 * versions by weight.
 */
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import {
  DeploymentFailure,
  type DeploymentTarget,
  type ModelToServe,
  type StartedModel,
} from '../deployment-target.ts';
import type { CheckArtifact } from '../s3-artifact-download.ts';
import type { EndpointProbe } from './endpoint-probe.ts';
import { type HealthTimes, watchHealth } from './health-watch.ts';
import { type LambdaApi, lambdaApi } from './lambda-api.ts';
import { followFunctionLogs } from './lambda-logs.ts';
import { placeName } from './place-name.ts';

export interface LambdaFunctionsOptions {
  readonly client: LambdaClient;
  /** Where the functions' lines are. */
  readonly logs: CloudWatchLogsClient;
  readonly settings: LambdaSettings;
  readonly checkArtifact: CheckArtifact;
  /** Must sign what it asks function URLs. */
  readonly probe: EndpointProbe;
  readonly health: HealthTimes;
  /** How often AWS is asked whether a change is done. */
  readonly pollMilliseconds?: number;
  /** How often their lines are asked for. */
  readonly logPollMilliseconds?: number;
}

export interface LambdaSettings {
  /**
   * The container image of every function: it serves the artifact at MODEL_URI, whose digest is MODEL_SHA256, by the Open Inference
   * Protocol v2 as MODEL_NAME and MODEL_VERSION.
   */
  readonly imageUri: string;
  /** What the functions may do: read the artifacts. */
  readonly roleArn: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

const placement = z.object({ functionVersion: z.string(), endpoint: z.string() });

const probeMilliseconds = 60_000;
const liveAlias = 'live';
const aliasPrefix = 'deployment-';
const aliasOf = ({ deploymentId }: ModelToServe) => `${aliasPrefix}${deploymentId.replace(/[^\w-]/g, '_')}`;
const functionOf = ({ modelId }: ModelToServe) => placeName(modelId);

export function lambdaFunctions(options: LambdaFunctionsOptions): DeploymentTarget {
  const { client, logs, settings, checkArtifact, probe, health } = options;
  const { pollMilliseconds = 1_000, logPollMilliseconds = 5_000 } = options;
  const api = lambdaApi(client, pollMilliseconds);
  const watching = new Map<string, AbortController>();

  const endWatching = (deploymentId: string): void => {
    watching.get(deploymentId)?.abort();
    watching.delete(deploymentId);
  };

  const endpointOf = (model: ModelToServe): string => {
    const placed = placement.safeParse(model.placement);
    if (!placed.success) throw new DeploymentFailure('UNHEALTHY', 'The model has no function yet');
    return placed.data.endpoint;
  };

  const stop = async (model: ModelToServe): Promise<void> => {
    endWatching(model.deploymentId);
    const place = { functionName: functionOf(model), alias: aliasOf(model) };
    await api.removeProvisionedConcurrency(place);
    await api.removeUrl(place);
  };

  return {
    async start(model, { signal, onProgress }) {
      signal.throwIfAborted();
      const place = { functionName: functionOf(model), alias: aliasOf(model) };
      const adopted = await api.versionOfAlias(place, signal);
      if (adopted !== undefined) return started(model, adopted, await api.ensureUrl(place, signal));

      onProgress(0, 'Checking the artifact');
      const sha256 = await checkArtifact({
        ...model.artifact,
        signal,
        onProgress: (received, total) => onProgress(total ? (0.4 * received) / total : 0, 'Checking the artifact'),
      });
      onProgress(0.4, 'Updating the function');
      const configured = await api.configure(place.functionName, configuration(settings, model, sha256), signal);
      onProgress(0.7, 'Publishing a version of the function');
      const version = await api.publish(place.functionName, configured, model.deploymentId, signal);
      await api.createAlias(place, version, signal);
      return { ...started(model, version, await api.ensureUrl(place, signal)), artifactSha256: sha256 };
    },

    verify: async (model, signal) => probe.probe(endpointOf(model), { signal, timeoutMilliseconds: probeMilliseconds }),

    async shift(model, percent, signal) {
      const place = { functionName: functionOf(model), alias: liveAlias };
      const version = await api.versionOfAlias({ ...place, alias: aliasOf(model) }, signal);
      if (version === undefined) throw new DeploymentFailure('UNHEALTHY', 'The model has no function yet');
      await api.weigh(place, version, percent, signal);
    },

    async scale(model, replicas, signal) {
      const place = { functionName: functionOf(model), alias: aliasOf(model) };
      if (replicas === 0) await api.removeProvisionedConcurrency(place);
      else await api.provision(place, replicas, signal);
    },

    watch(model, { onHealth }) {
      endWatching(model.deploymentId);
      const ending = new AbortController();
      watching.set(model.deploymentId, ending);
      const endpoint = endpointOf(model);
      watchHealth({
        ...health,
        signal: ending.signal,
        onHealth,
        check: (asked) => probe.checkReady(endpoint, asked),
      });
    },

    logs: (model, reading) =>
      followFunctionLogs(
        {
          client: logs,
          functionName: functionOf(model),
          version: (signal) => api.versionOfAlias({ functionName: functionOf(model), alias: aliasOf(model) }, signal),
          pollMilliseconds: logPollMilliseconds,
        },
        reading,
      ),

    async list(signal) {
      const urls = await api.listUrls(placeName.prefix, aliasPrefix, signal);
      return urls.map(({ alias, url, modelName }) => ({
        deploymentId: alias.slice(aliasPrefix.length),
        endpoint: `${url}v2/models/${modelName}`,
      }));
    },

    stop,

    async remove(model) {
      await stop(model);
      await removeVersion(api, functionOf(model), aliasOf(model));
    },

    removeFilesOfAllBut: async () => undefined,

    async close() {
      for (const deploymentId of watching.keys()) endWatching(deploymentId);
    },
  };
}

function configuration(settings: LambdaSettings, model: ModelToServe, sha256: string) {
  return {
    imageUri: settings.imageUri,
    roleArn: settings.roleArn,
    memoryMegabytes: settings.memoryMegabytes,
    timeoutSeconds: settings.timeoutSeconds,
    environment: {
      MODEL_URI: model.artifact.uri,
      MODEL_SHA256: sha256,
      MODEL_NAME: model.modelId,
      MODEL_VERSION: model.version,
      // Lambda publishes nothing when nothing has changed; each deployment needs a version of its own
      DEPLOYMENT_ID: model.deploymentId,
    },
  };
}

function started(model: ModelToServe, functionVersion: string, url: string): StartedModel {
  const endpoint = `${url}v2/models/${model.modelId}`;
  return { endpoint, placement: { functionVersion, endpoint } };
}

/** Takes the deployment's version out of the common address, then removes it; with the last one goes the function. */
async function removeVersion(api: LambdaApi, functionName: string, alias: string): Promise<void> {
  const version = await api.versionOfAlias({ functionName, alias });
  const others = (await api.aliases(functionName)).filter(({ name }) => name !== alias && name.startsWith(aliasPrefix));
  const newest = others.toSorted((one, other) => Number(other.version) - Number(one.version))[0];
  if (!newest) return api.removeFunction(functionName);
  if (version === undefined) return;
  await api.withdraw({ functionName, alias: liveAlias }, version, newest.version);
  await api.removeAlias({ functionName, alias });
  await api.removeVersion(functionName, version);
}
