/**
 * The router and the inference subgraph in one process: a completion goes from its client to its provider without a connection
 * in between. Each reads the environment as its own process would; INFERENCE_PORT is the subgraph's port, a free one unless given.
 */
import { port, readEnvironment } from '../../platform/config.ts';
import { runProcess } from '../../platform/lifecycle.ts';
import { createLogger } from '../../platform/logging.ts';
import { routerFromEnvironment } from '../../router/from-environment.ts';
import { inferenceFromEnvironment } from '../../subgraphs/inference/from-environment.ts';

await runProcess('gateway', async () => {
  const { INFERENCE_PORT } = readEnvironment({ INFERENCE_PORT: port.default(0) });
  const inference = await inferenceFromEnvironment(createLogger('inference'), {
    ...process.env,
    PORT: String(INFERENCE_PORT),
  });
  const router = await routerFromEnvironment(
    createLogger('router'),
    { ...process.env, INFERENCE_URL: inference.url },
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
