/** What callers want of MCP servers, checked for form. */
import { z } from 'zod';
import { name } from './input.ts';

const mostParts = 32;
const server = name('The server', 128);
const several = <Part extends z.ZodType>(part: Part, what: string) =>
  z.array(part).max(mostParts, `At most ${mostParts} ${what} are taken`).exactOptional();

export const context = z.object({
  servers: several(server, 'servers'),
  resources: several(z.object({ server, uri: name('The uri', 2_048) }), 'resources'),
  prompts: several(
    z.object({
      server,
      name: name('The prompt', 256),
      arguments: z.record(z.string(), z.string(), 'An object is needed whose fields are texts').exactOptional(),
    }),
    'prompts',
  ),
  tools: several(name('The tool', 256), 'tools'),
  maxTokens: z
    .int()
    .min(1, 'maxTokens must be at least 1')
    .max(200_000, 'maxTokens must be at most 200000')
    .exactOptional(),
});
