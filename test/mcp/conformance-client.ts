/** The gateway's MCP client, as the conformance suite starts it: connects to the server that the last word names, and calls its tools. */
import { createLogger } from '../../platform/logging.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import { mcpContextServer } from '../../subgraphs/inference/mcp/mcp-context-server.ts';

const outbound = outboundHttp({ allowPrivate: true });
const server = mcpContextServer(
  {
    name: 'conformance',
    teams: undefined,
    approvedTools: 'all',
    reach: { kind: 'HTTP', url: process.argv.at(-1) ?? '', headers: {} },
  },
  outbound,
  createLogger('client-of-the-test'),
);
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { add_numbers: { a: 5, b: 3 } };
for (const { name } of await server.tools()) {
  await server.call(name, inputs[name] ?? {}, AbortSignal.timeout(20_000));
}
await server.close();
await outbound.close();
