/** The places that this deployer serves models at, as its environment says. */
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { tracedClient } from '../../../../platform/aws-tracing.ts';
import { flag, SetupError } from '../../../../platform/config.ts';
import { type EndpointKeyOf, noEndpointKeys } from '../../../../platform/endpoint-keys.ts';
import { functionUrlSignature } from '../../../../platform/function-url-signature.ts';
import type { Logger } from '../../../../platform/logging.ts';
import { outboundHttp } from '../../../../platform/outbound.ts';
import { type DeploymentTarget, targetNames } from '../deployment-target.ts';
import { s3ArtifactCheck, s3ArtifactDownload } from '../s3-artifact-download.ts';
import { endpointProbe } from './endpoint-probe.ts';
import { externalEndpoints } from './external-endpoints.ts';
import { listedRarely } from './listed-rarely.ts';
import { localProcesses } from './local-processes.ts';
import { targetsByName } from './targets-by-name.ts';

const seconds = z.coerce.number().min(0.1).max(3_600);

export const targetVariables = {
  /** The deployment targets whose models are served by processes beside this one; `npm start` sets all of them. */
  LOCAL_TARGETS: z
    .string()
    .default('LOCAL')
    .transform((names) => names.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(targetNames))),
  /** llama.cpp's server, for GGUF artifacts. */
  LLAMA_SERVER_BINARY: z.string().optional(),
  /** Whether EXTERNAL endpoints may be at private addresses. */
  ALLOW_PRIVATE_ENDPOINTS: flag.default(false),
  /** With these three, a process or an external endpoint that hangs is UNHEALTHY after 3.25 s at most. */
  HEALTH_INTERVAL_SECONDS: seconds.default(1),
  HEALTH_TIMEOUT_SECONDS: seconds.default(1),
  /** Keys of EXTERNAL endpoints. */
  ENDPOINT_KEYS_FILE: z.string().optional(),
  HEALTH_FAILURES: z.coerce.number().int().min(1).max(100).default(2),
  /** Of Lambda and Kubernetes, where each question costs something, and what hangs is ended by the place itself. */
  REMOTE_HEALTH_INTERVAL_SECONDS: seconds.default(5),
  LAMBDA_IMAGE_URI: z.string().optional(),
  LAMBDA_ROLE_ARN: z.string().optional(),
  LAMBDA_MEMORY_MB: z.coerce.number().int().min(128).max(10_240).default(2_048),
  LAMBDA_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(900).default(60),
  EKS_NAMESPACE: z.string().optional(),
  EKS_SERVICE_ACCOUNT: z.string().optional(),
  EKS_START_SECONDS: z.coerce.number().int().min(1).max(7_200).default(900),
};

/** An instance may have to be started first. */
const remoteHealthMilliseconds = 3_000;

type TargetSettings = z.output<z.ZodObject<typeof targetVariables>>;

export interface TargetSurroundings {
  /** Where local processes keep their artifacts. */
  readonly folder: string;
  readonly storage: S3Client;
  readonly logger: Logger;
}

/** Throws SetupError when a target is configured by half. */
export async function configuredTargets(
  settings: TargetSettings,
  { folder, storage, logger }: TargetSurroundings,
): Promise<DeploymentTarget> {
  const failures = settings.HEALTH_FAILURES;
  const health = {
    intervalMilliseconds: settings.HEALTH_INTERVAL_SECONDS * 1_000,
    timeoutMilliseconds: settings.HEALTH_TIMEOUT_SECONDS * 1_000,
    failures,
  };
  const remoteHealth = {
    intervalMilliseconds: settings.REMOTE_HEALTH_INTERVAL_SECONDS * 1_000,
    timeoutMilliseconds: remoteHealthMilliseconds,
    failures,
  };
  const toOurOwn = outboundHttp({ allowPrivate: true, sign: functionUrlSignature() });
  const toUsers = outboundHttp({ allowPrivate: settings.ALLOW_PRIVATE_ENDPOINTS });
  const probe = endpointProbe(toOurOwn);
  const keyOf = await endpointKeys(settings);
  const checkArtifact = s3ArtifactCheck(storage);

  const local = localProcesses({
    folder: join(folder, 'artifacts'),
    fetchArtifact: s3ArtifactDownload(storage),
    probe,
    binaries: { llamaServer: settings.LLAMA_SERVER_BINARY },
    health,
    logger,
  });
  const remote = { checkArtifact, probe, health: remoteHealth };
  const targets = targetsByName({
    EXTERNAL: externalEndpoints({ probe: endpointProbe(toUsers), keyOf, health }),
    ...(await lambda(settings, remote)),
    ...(await kserve(settings, remote)),
    ...Object.fromEntries(settings.LOCAL_TARGETS.map((name) => [name, local])),
  });
  return {
    ...targets,
    async close() {
      await targets.close();
      await Promise.all([toOurOwn.close(), toUsers.close()]);
    },
  };
}

type Remote = Pick<
  Parameters<typeof import('./lambda-functions.ts').lambdaFunctions>[0],
  'checkArtifact' | 'probe' | 'health'
>;

async function endpointKeys({ ENDPOINT_KEYS_FILE: path }: TargetSettings): Promise<EndpointKeyOf> {
  if (path === undefined) return noEndpointKeys;
  const { readEndpointKeys } = await import('../../../../platform/endpoint-keys-file.ts');
  return readEndpointKeys(path);
}

/** One request for each function, and Lambda counts them. */
const lambdaListMilliseconds = 60_000;

/** Large clients are loaded by those who use them only. */
async function lambda(settings: TargetSettings, remote: Remote): Promise<{ LAMBDA?: DeploymentTarget }> {
  const { LAMBDA_IMAGE_URI: imageUri, LAMBDA_ROLE_ARN: roleArn } = settings;
  if (!imageUri && !roleArn) return {};
  if (!imageUri || !roleArn) throw new SetupError('Set both of LAMBDA_IMAGE_URI and LAMBDA_ROLE_ARN, or neither.');
  const [{ LambdaClient }, { CloudWatchLogsClient }, { lambdaFunctions }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('@aws-sdk/client-cloudwatch-logs'),
    import('./lambda-functions.ts'),
  ]);
  const functions = lambdaFunctions({
    ...remote,
    // throttling is common while many functions change
    client: tracedClient(new LambdaClient({ maxAttempts: 6 })),
    logs: new CloudWatchLogsClient({}),
    settings: {
      imageUri,
      roleArn,
      memoryMegabytes: settings.LAMBDA_MEMORY_MB,
      timeoutSeconds: settings.LAMBDA_TIMEOUT_SECONDS,
    },
  });
  return { LAMBDA: listedRarely(functions, lambdaListMilliseconds) };
}

async function kserve(settings: TargetSettings, remote: Remote): Promise<{ EKS?: DeploymentTarget }> {
  const { EKS_NAMESPACE: namespace, EKS_SERVICE_ACCOUNT: serviceAccount, EKS_START_SECONDS: startSeconds } = settings;
  if (!namespace) return {};
  const [{ KubeConfig }, { kserveServices }] = await Promise.all([
    import('@kubernetes/client-node'),
    import('./kserve-services.ts'),
  ]);
  const cluster = new KubeConfig();
  // KUBECONFIG, ~/.kube/config, or the service account of the pod this runs in
  cluster.loadFromDefault();
  return { EKS: kserveServices({ ...remote, cluster, settings: { namespace, serviceAccount, startSeconds } }) };
}
