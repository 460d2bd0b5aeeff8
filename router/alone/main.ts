/** `modelgraph router`: the router in front of any subgraphs. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { port, readEnvironment, SetupError, secret } from '../../platform/config.ts';
import { dynamoApiKeys } from '../../platform/dynamo-api-keys.ts';
import { identityTokens } from '../../platform/identity.ts';
import { runProcess } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import { authenticator } from '../authentication.ts';
import { readSupergraph, watchSupergraph } from '../supergraph-file.ts';
import { startAlone } from './alone.ts';

const help = `Usage: modelgraph router --supergraph <file> [--port <n>] [--host <address>] [--no-auth]

Serves a supergraph: queries and mutations over HTTP, subscriptions over graphql-ws, server-sent events and Apollo's multipart
protocol, all at /graphql. The file is read again when it changes; one that cannot be served changes nothing.

  --supergraph  the composed schema, with the addresses of its subgraphs; SUPERGRAPH by default
  --port        4000 unless given; 0 takes a free one
  --host        127.0.0.1 unless given
  --no-auth     serves everyone; without it callers send an API key, which is looked up in TABLE_NAME (INTERNAL_SECRET is needed)
  --help        this text
`;

const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(help);
  process.exit(0);
}

await runProcess('router', async (logger) => {
  const { path, host, port: chosen, open } = readWords(words);
  const current = readSupergraph(path);
  const authenticate = open ? undefined : keys(logger);
  const router = await startAlone({ host, port: chosen, logger, supergraphSdl: current, authenticate });
  const watching = watchSupergraph({ path, current, replace: router.replaceSupergraph, logger });
  return {
    url: router.url,
    async stop() {
      watching.stop();
      await router.stop();
    },
  };
});

function readWords(given: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        supergraph: { ...text, default: process.env.SUPERGRAPH ?? '' },
        port: { ...text, default: process.env.PORT ?? '4000' },
        host: { ...text, default: process.env.HOST ?? '127.0.0.1' },
        'no-auth': { type: 'boolean', default: false },
      },
    });
    if (!values.supergraph) throw new Error('Say which supergraph to serve: --supergraph <file>');
    const number = port.safeParse(values.port);
    if (!number.success) throw new Error('--port is a number from 0 to 65535');
    return { path: values.supergraph, host: values.host, port: number.data, open: values['no-auth'] };
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}. Try: modelgraph router --help`);
  }
}

function keys(logger: Logger) {
  const settings = readEnvironment({ INTERNAL_SECRET: secret, TABLE_NAME: z.string().default('modelgraph') });
  const database = new DynamoDBClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000 },
  });
  return authenticator(dynamoApiKeys(database, settings.TABLE_NAME), identityTokens(settings.INTERNAL_SECRET), logger);
}
