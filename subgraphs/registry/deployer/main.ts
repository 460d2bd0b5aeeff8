/** The local deployer: a process of its own that serves models beside it. It meets the registry over the wire only. */
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { createModelgraphClient } from '../../../client/client.ts';
import { adminGroup, deployerGroup, type Identity } from '../../../platform/access.ts';
import { tracedClient } from '../../../platform/aws-tracing.ts';
import { flag, readEnvironment, secret } from '../../../platform/config.ts';
import { identityHeader, identityTokens } from '../../../platform/identity.ts';
import { runProcess } from '../../../platform/lifecycle.ts';
import { outboundHttp } from '../../../platform/outbound.ts';
import { traceHeaders } from '../../../platform/tracing.ts';
import { startDeployer } from './deployer.ts';
import { openDeploymentRecords } from './deployment-records.ts';
import { targetNames } from './deployment-target.ts';
import { registryReports } from './registry-reports.ts';
import { s3ArtifactDownload } from './s3-artifact-download.ts';
import { endpointProbe } from './targets/endpoint-probe.ts';
import { externalEndpoints } from './targets/external-endpoints.ts';
import { localProcesses } from './targets/local-processes.ts';
import { targetsByName } from './targets/targets-by-name.ts';

const variables = {
  INTERNAL_SECRET: secret,
  /** The registry subgraph, as in http://127.0.0.1:4001/graphql. */
  REGISTRY_URL: z.url(),
  DEPLOYER_QUEUE_URL: z.url(),
  /** Records and artifacts are kept in its folder `deployer`. */
  DATA_DIR: z.string(),
  DEPLOYER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(2),
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
  HEALTH_INTERVAL_SECONDS: z.coerce.number().min(0.1).max(300).default(1),
  HEALTH_FAILURES: z.coerce.number().int().min(1).max(100).default(2),
};

/** Reports may be about any team's deployments. */
const identity: Identity = { userId: 'local-deployer', tier: 'INTERNAL', groups: [deployerGroup, adminGroup] };
const requestMilliseconds = 5_000;

await runProcess('deployer', async (logger) => {
  const environment = readEnvironment(variables);
  const workFolder = join(environment.DATA_DIR, 'deployer');
  const records = await openDeploymentRecords(workFolder, logger);
  const tokens = identityTokens(environment.INTERNAL_SECRET);
  const client = createModelgraphClient({
    url: environment.REGISTRY_URL,
    timeoutMilliseconds: requestMilliseconds,
    headers: async () => ({ [identityHeader]: await tokens.sign(identity), ...traceHeaders() }),
  });
  const storage = tracedClient(new S3Client({}));
  const queues = tracedClient(new SQSClient({}));

  const health = {
    intervalMilliseconds: environment.HEALTH_INTERVAL_SECONDS * 1_000,
    failures: environment.HEALTH_FAILURES,
  };
  const toOurOwn = outboundHttp({ allowPrivate: true });
  const toUsers = outboundHttp({ allowPrivate: environment.ALLOW_PRIVATE_ENDPOINTS });
  const external = externalEndpoints({ probe: endpointProbe(toUsers), health });
  const local = localProcesses({
    folder: join(workFolder, 'artifacts'),
    fetchArtifact: s3ArtifactDownload(storage),
    probe: endpointProbe(toOurOwn),
    binaries: { llamaServer: environment.LLAMA_SERVER_BINARY },
    health,
    logger,
  });

  const deployer = await startDeployer({
    registry: registryReports(client, records.deployerId, logger),
    target: targetsByName({
      EXTERNAL: external,
      ...Object.fromEntries(environment.LOCAL_TARGETS.map((name) => [name, local])),
    }),
    records,
    queue: { client: queues, url: environment.DEPLOYER_QUEUE_URL },
    concurrency: environment.DEPLOYER_CONCURRENCY,
    logger,
  });

  return {
    async stop() {
      await deployer.stop();
      await client.close();
      await Promise.all([toOurOwn.close(), toUsers.close()]);
      storage.destroy();
      queues.destroy();
    },
  };
});
