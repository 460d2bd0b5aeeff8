/** The router as it is served: keys, guards, signed identities and all. `node ours.ts <supergraph file>`; prints its address. */
import { readFileSync } from 'node:fs';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startRouter } from '../../router/router.ts';

const router = await startRouter({
  host: '127.0.0.1',
  port: 0,
  logger: createLogger('router'),
  supergraphSdl: readFileSync(process.argv[2] ?? '', 'utf8'),
  urls: {},
  apiKeys: {
    async find(key) {
      if (!key.startsWith('mg-bench')) return undefined;
      return { identity: { userId: key, tier: 'INTERNAL', groups: ['team-a'] }, prefix: 'mg-' };
    },
    markUsed: async () => undefined,
  },
  tokens: identityTokens('a secret of more than thirty-two characters'),
  introspection: false,
});
process.stdout.write(`listening http://127.0.0.1:${router.port}/graphql\n`);
process.once('SIGTERM', () => void router.stop().then(() => process.exit(0)));
process.on('message', (message) => {
  if (message !== 'collect') return;
  globalThis.gc?.();
  process.send?.('collected');
});
