/** What the target needs of AWS Lambda, each step repeatable, its refusals as failures of the deployment. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AliasConfiguration,
  CreateAliasCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  type LambdaClient,
  PublishVersionCommand,
  PutProvisionedConcurrencyConfigCommand,
  paginateListAliases,
  paginateListFunctions,
  paginateListFunctionUrlConfigs,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DeploymentFailure } from '../deployment-target.ts';
import { failureOfState, isConflict, isMissing, toFailure } from './lambda-failures.ts';

export interface AliasKey {
  readonly functionName: string;
  readonly alias: string;
}

export interface FunctionSettings {
  readonly imageUri: string;
  readonly roleArn: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

export type LambdaApi = ReturnType<typeof lambdaApi>;

/** Another change of the function is under way, or came first: worth this many more tries. */
const mostConflicts = 30;

export function lambdaApi(client: LambdaClient, pollMilliseconds: number) {
  const pause = (signal?: AbortSignal) =>
    sleep(pollMilliseconds, undefined, { ...(signal && { signal }) }).catch(() => signal?.throwIfAborted());

  /** Asks, and again while another change of the function stands in the way. Throws DeploymentFailure, or the signal's reason. */
  const persistently = async <Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> => {
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        return await ask();
      } catch (error) {
        signal?.throwIfAborted();
        if (!isConflict(error) || conflicts >= mostConflicts) throw toFailure(error);
      }
      await pause(signal);
    }
  };

  /** Undefined for what does not exist. */
  const orMissing = async <Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer | undefined> =>
    persistently(
      () =>
        ask().catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw error;
        }),
      signal,
    );

  /** The function, or a version of it, once it is as it was told to be. */
  const settled = async (
    FunctionName: string,
    Qualifier: string | undefined,
    signal: AbortSignal,
  ): Promise<FunctionConfiguration> => {
    for (;;) {
      const found = await persistently(
        () =>
          client.send(new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) }), {
            abortSignal: signal,
          }),
        signal,
      );
      const failure = failureOfState(found);
      if (failure) throw failure;
      if (found.State === 'Active' && found.LastUpdateStatus !== 'InProgress') return found;
      await pause(signal);
    }
  };

  const aliasConfiguration = ({ functionName, alias }: AliasKey, signal?: AbortSignal) =>
    orMissing<AliasConfiguration>(
      () =>
        client.send(new GetAliasCommand({ FunctionName: functionName, Name: alias }), {
          ...(signal && { abortSignal: signal }),
        }),
      signal,
    );

  const route = (
    { functionName, alias }: AliasKey,
    { RevisionId }: AliasConfiguration,
    FunctionVersion: string,
    weights: Record<string, number>,
  ) =>
    client.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: alias,
        FunctionVersion,
        RoutingConfig: { AdditionalVersionWeights: weights },
        RevisionId,
      }),
    );

  return {
    /** The version an alias names; undefined when there is no such alias. */
    versionOfAlias: async (key: AliasKey, signal?: AbortSignal) =>
      (await aliasConfiguration(key, signal))?.FunctionVersion,

    async aliases(FunctionName: string) {
      const found: { name: string; version: string }[] = [];
      const read = async () => {
        for await (const { Aliases = [] } of paginateListAliases({ client }, { FunctionName })) {
          for (const { Name = '', FunctionVersion = '' } of Aliases)
            found.push({ name: Name, version: FunctionVersion });
        }
      };
      await orMissing(read);
      return found;
    },

    /** Makes the function as it should be, and resolves with its revision. */
    async configure(FunctionName: string, settings: FunctionSettings, signal: AbortSignal): Promise<string> {
      const { imageUri, roleArn, memoryMegabytes, timeoutSeconds, environment } = settings;
      const common = {
        FunctionName,
        Role: roleArn,
        MemorySize: memoryMegabytes,
        Timeout: timeoutSeconds,
        Environment: { Variables: { ...environment } },
      };
      const options = { abortSignal: signal };
      const known = await orMissing(
        () => client.send(new GetFunctionConfigurationCommand({ FunctionName }), options),
        signal,
      );
      if (known) {
        if (known.State === 'Pending' || known.LastUpdateStatus === 'InProgress') {
          await settled(FunctionName, undefined, signal);
        }
        await persistently(() => client.send(new UpdateFunctionConfigurationCommand(common), options), signal);
        await settled(FunctionName, undefined, signal);
        const code = { FunctionName, ImageUri: imageUri };
        await persistently(() => client.send(new UpdateFunctionCodeCommand(code), options), signal);
      } else {
        const made = {
          ...common,
          PackageType: 'Image' as const,
          Code: { ImageUri: imageUri },
          Tags: { 'modelgraph:managed': 'true' },
        };
        await persistently(() => client.send(new CreateFunctionCommand(made), options), signal);
      }
      return (await settled(FunctionName, undefined, signal)).RevisionId ?? '';
    },

    /** A version of the function as `configure` has left it. Throws TARGET_REJECTED when someone else has changed it since. */
    async publish(FunctionName: string, RevisionId: string, Description: string, signal: AbortSignal): Promise<string> {
      const published = await client
        .send(new PublishVersionCommand({ FunctionName, RevisionId, Description }), { abortSignal: signal })
        .catch((error: unknown) => {
          signal.throwIfAborted();
          throw toFailure(error);
        });
      await settled(FunctionName, published.Version, signal);
      return published.Version ?? '';
    },

    async createAlias({ functionName, alias }: AliasKey, FunctionVersion: string, signal: AbortSignal): Promise<void> {
      const input = { FunctionName: functionName, Name: alias, FunctionVersion };
      await persistently(() => client.send(new CreateAliasCommand(input), { abortSignal: signal }), signal);
    },

    async ensureUrl({ functionName, alias }: AliasKey, signal: AbortSignal): Promise<string> {
      const key = { FunctionName: functionName, Qualifier: alias };
      const known = await orMissing(
        () => client.send(new GetFunctionUrlConfigCommand(key), { abortSignal: signal }),
        signal,
      );
      if (known?.FunctionUrl) return known.FunctionUrl;
      const made = await persistently(
        // only who may invoke it in AWS can call it
        () => client.send(new CreateFunctionUrlConfigCommand({ ...key, AuthType: 'AWS_IAM' }), { abortSignal: signal }),
        signal,
      );
      return made.FunctionUrl ?? '';
    },

    /** The URLs of all functions and aliases whose names begin so. */
    async listUrls(functionPrefix: string, aliasPrefix: string, signal: AbortSignal) {
      const found: { alias: string; url: string; modelName: string }[] = [];
      const read = async () => {
        for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
          for (const { FunctionName = '', Environment } of Functions) {
            if (!FunctionName.startsWith(functionPrefix)) continue;
            for await (const page of paginateListFunctionUrlConfigs({ client }, { FunctionName })) {
              for (const { FunctionArn = '', FunctionUrl = '' } of page.FunctionUrlConfigs ?? []) {
                const alias = FunctionArn.split(':').at(-1) ?? '';
                if (!alias.startsWith(aliasPrefix)) continue;
                found.push({ alias, url: FunctionUrl, modelName: Environment?.Variables?.MODEL_NAME ?? '' });
              }
            }
            signal.throwIfAborted();
          }
        }
      };
      await persistently(read, signal);
      return found;
    },

    /** Sends this share of an alias's calls to a version, and the rest where they went. */
    async weigh(key: AliasKey, version: string, percent: number, signal: AbortSignal): Promise<void> {
      await persistently(async () => {
        const known = await aliasConfiguration(key, signal);
        if (!known) {
          const input = { FunctionName: key.functionName, Name: key.alias, FunctionVersion: version };
          await client.send(new CreateAliasCommand(input), { abortSignal: signal });
        } else if (percent >= 100) {
          await route(key, known, version, {});
        } else if (known.FunctionVersion !== version) {
          await route(key, known, known.FunctionVersion ?? version, percent > 0 ? { [version]: percent / 100 } : {});
        }
      }, signal);
    },

    /** Sends none of an alias's calls to a version any more; `instead` takes what it had. */
    async withdraw(key: AliasKey, version: string, instead: string): Promise<void> {
      await persistently(async () => {
        const known = await aliasConfiguration(key);
        if (!known) return;
        const weighed = known.RoutingConfig?.AdditionalVersionWeights ?? {};
        if (known.FunctionVersion === version) await route(key, known, instead, {});
        else if (Object.hasOwn(weighed, version)) await route(key, known, known.FunctionVersion ?? instead, {});
      });
    },

    /** Keeps so many instances of an alias ready, and resolves when they are. */
    async provision({ functionName, alias }: AliasKey, replicas: number, signal: AbortSignal): Promise<void> {
      const key = { FunctionName: functionName, Qualifier: alias };
      const wanted = { ...key, ProvisionedConcurrentExecutions: replicas };
      const options = { abortSignal: signal };
      await persistently(() => client.send(new PutProvisionedConcurrencyConfigCommand(wanted), options), signal);
      for (;;) {
        const found = await persistently(
          () => client.send(new GetProvisionedConcurrencyConfigCommand(key), options),
          signal,
        );
        if (found.Status === 'READY') return;
        if (found.Status === 'FAILED') {
          throw new DeploymentFailure(
            'TARGET_REJECTED',
            `AWS Lambda cannot keep ${replicas} instances: ${found.StatusReason}`,
          );
        }
        await pause(signal);
      }
    },

    async removeProvisionedConcurrency({ functionName, alias }: AliasKey): Promise<void> {
      const key = { FunctionName: functionName, Qualifier: alias };
      await orMissing(() => client.send(new DeleteProvisionedConcurrencyConfigCommand(key)));
    },

    async removeUrl({ functionName, alias }: AliasKey): Promise<void> {
      const key = { FunctionName: functionName, Qualifier: alias };
      await orMissing(() => client.send(new DeleteFunctionUrlConfigCommand(key)));
    },

    async removeAlias({ functionName, alias }: AliasKey): Promise<void> {
      await orMissing(() => client.send(new DeleteAliasCommand({ FunctionName: functionName, Name: alias })));
    },

    async removeVersion(FunctionName: string, Qualifier: string): Promise<void> {
      await orMissing(() => client.send(new DeleteFunctionCommand({ FunctionName, Qualifier })));
    },

    async removeFunction(FunctionName: string): Promise<void> {
      await orMissing(() => client.send(new DeleteFunctionCommand({ FunctionName })));
    },
  };
}
