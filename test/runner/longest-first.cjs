/**
 * Starts the suites that take longest first, so that none of them is left to one worker when the others have nothing to do any
 * more. Jest knows durations of earlier runs only, and a fresh clone has none: there it goes by the size of the files.
 */
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** Ten seconds and more. */
const longest = [
  'faults/kill',
  'deployer/rollouts',
  'deployer/serving-deployments',
  'deployer/kill-loop',
  'supergraph/on-one-modelgraph',
  'deployer/local-processes',
  'supergraph/lifecycle',
  'supergraph/rest-facade',
  'mcp/server',
  'mcp/context',
  'infra/aws',
  'registry/statistics',
  'mcp/conformance',
  'registry/model-server-process',
  'inference/drills',
  'deployer/with-the-registry',
  'deployer/deployer',
  'registry/webhook-faults',
  'registry/metrics',
  'registry/deployment-slots',
  'inference/routed-drills',
  'registry/idempotency',
  'deployer/killed-deployer',
].map((name) => join(__dirname, '..', `${name}.test.ts`));

for (const path of longest) if (!existsSync(path)) throw new Error(`${path} is named in longest-first.cjs`);

module.exports = class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => (longest.includes(path) ? longest.indexOf(path) : longest.length);
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    return [...tests].sort((one, other) => rank(one) - rank(other) || size(other) - size(one));
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
