/** `modelgraph mcp`: what a desktop client starts to speak MCP with Modelgraph. */
import { parseArgs } from 'node:util';

export const mcpHelp = `Usage: modelgraph mcp [options]

Serves Modelgraph's MCP server on the standard streams, for clients that start one as a process.

  --key   your API key; MODELGRAPH_API_KEY by default
  --url   where Modelgraph's MCP server is (http://localhost:4000/mcp)
  --help  this text

Exit codes: 0 when the client is done, 2 for a faulty command line.
`;

/** Resolves with the exit code, when the client has closed its end. */
export async function runMcp(words: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  let values: { key?: string; url: string; help?: boolean };
  try {
    const options = {
      key: text,
      url: { ...text, default: 'http://localhost:4000/mcp' },
      help: { type: 'boolean' },
    } as const;
    ({ values } = parseArgs({ args: [...words], options }));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (values.help) {
    process.stdout.write(mcpHelp);
    return 0;
  }
  const apiKey = values.key ?? process.env.MODELGRAPH_API_KEY;
  if (!apiKey) return refuse('--key is missing, and MODELGRAPH_API_KEY is not set');
  const url = URL.parse(values.url);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return refuse('--url is an http or https address');
  const { bridge } = await import('./mcp-bridge.ts');
  await bridge({ url, apiKey, log: (line) => process.stderr.write(`${line}\n`) });
  return 0;
}

function refuse(why: string): number {
  process.stderr.write(`${why}\nTry: modelgraph mcp --help\n`);
  return 2;
}
