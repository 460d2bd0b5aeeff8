/** The local deployer: a process of its own that serves models beside it. It meets the registry over the wire only. */
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { createModelgraphClient } from '../../../client/client.ts';
import { adminGroup, deployerGroup, type Identity } from '../../../platform/access.ts';
import { tracedClient } from '../../../platform/aws-tracing.ts';
import { readEnvironment, secret } from '../../../platform/config.ts';
import { identityHeader, identityTokens } from '../../../platform/identity.ts';
import { runProcess } from '../../../platform/lifecycle.ts';
import { traceHeaders } from '../../../platform/tracing.ts';
import { startDeployer } from './deployer.ts';
import { openDeploymentRecords } from './deployment-records.ts';
import { loggedTargets } from './logged-targets.ts';
import { redisLogSink } from './redis-log-sink.ts';
import { registryReports } from './registry-reports.ts';
import { configuredTargets, targetVariables } from './targets/configured-targets.ts';

const variables = {
  INTERNAL_SECRET: secret,
  /** The registry subgraph, as in http://127.0.0.1:4001/graphql. */
  REGISTRY_URL: z.url(),
  DEPLOYER_QUEUE_URL: z.url(),
  /** Records and artifacts are kept in its folder `deployer`. */
  DATA_DIR: z.string(),
  RECONCILE_SECONDS: z.coerce.number().min(0.1).max(300).default(5),
  DEPLOYER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(2),
  /** Takes what the model servers write, for their teams to read; without it only this process's own log has it. */
  REDIS_URL: z.string().optional(),
  ...targetVariables,
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

  const places = await configuredTargets(environment, { folder: workFolder, storage, logger });
  const { REDIS_URL } = environment;
  const target = REDIS_URL === undefined ? places : loggedTargets(places, redisLogSink(REDIS_URL, logger));

  const deployer = await startDeployer({
    registry: registryReports(client, records.deployerId, logger),
    target,
    records,
    queue: { client: queues, url: environment.DEPLOYER_QUEUE_URL },
    concurrency: environment.DEPLOYER_CONCURRENCY,
    reconcileMilliseconds: environment.RECONCILE_SECONDS * 1_000,
    logger,
  });

  return {
    async stop() {
      await deployer.stop();
      await client.close();
      storage.destroy();
      queues.destroy();
    },
  };
});
