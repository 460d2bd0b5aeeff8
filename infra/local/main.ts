/** `npm start`: the whole of Modelgraph on one machine, the embedded cloud included. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const help = `Usage: npm start [-- --help]

Starts Modelgraph with everything it needs, and prints "ready <url>" on stdout once it serves.
Ctrl-C or SIGTERM stops it after the work in flight is finished.

Environment:
  PORT            where the router listens (4000)
  DATA_DIR        where all state is kept (.data); the logs are in <DATA_DIR>/logs
  OPENAI_API_KEY, OPENAI_BASE_URL
                  give the provider "openai"
  PROVIDERS_FILE  a YAML file with any number of providers
  MCP_SERVERS_FILE  a YAML file with MCP servers that completions have context from
  REDIS_URL       a Redis to use; else redis-server when it is installed, else one inside this process
  LOG_LEVEL       debug, info (the default), warn or error
`;

if (process.argv.includes('--help')) {
  process.stdout.write(help);
  process.exit(0);
}

// Compiled code is kept beside the packages. What is loaded before this is not, so everything else is loaded after it.
process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/modelgraph', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { runModelgraph } = await import('./modelgraph.ts');
await runModelgraph();
