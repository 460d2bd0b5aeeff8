/**
 * The router and the inference subgraph in one process: a completion goes from its client to its provider without a connection
 * in between. Each reads the environment as its own process would; INFERENCE_PORT is the subgraph's port, a free one unless given.
 */
import { isIPv6 } from 'node:net';
import { port, readEnvironment, serverVariables } from '../../platform/config.ts';
import { runProcess } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { routerFromEnvironment } from '../../router/from-environment.ts';
import { inferenceFromEnvironment } from '../../subgraphs/inference/from-environment.ts';

await runProcess('gateway', async () => {
  const { HOST, INFERENCE_PORT } = readEnvironment({ HOST: serverVariables.HOST, INFERENCE_PORT: port.default(0) });
  const inference = await inferenceFromEnvironment(createLogger('inference'), {
    ...process.env,
    PORT: String(INFERENCE_PORT),
  });
  const router = await routerFromEnvironment(
    createLogger('router'),
    // By its address: a name would be looked up for each connection.
    { ...process.env, INFERENCE_URL: `http://${isIPv6(HOST) ? `[${HOST}]` : HOST}:${inference.port}/graphql` },
    inference,
  );
  return {
    url: router.url,
    async stop() {
      await router.stop();
      await inference.stop();
    },
  };
});
