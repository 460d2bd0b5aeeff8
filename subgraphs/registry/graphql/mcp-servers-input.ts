/** What clients may send about MCP servers. */
import { z } from 'zod';
import { credentialKinds } from '../domain/team-mcp.ts';
import { idempotencyKey, optional, pageShape, teamId, text } from './input.ts';

const mostParts = 32;
const mostTools = 128;
const serverName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A server is named with 1 to 32 of a-z, 0-9 and -, the first no -');
const several = <Part extends z.ZodType>(part: Part, what: string, most = mostParts) =>
  optional(z.array(part).max(most, `There may be up to ${most} ${what}`)).transform((parts) => parts ?? []);
const tools = several(text(256, 'A tool', 1), 'tools', mostTools);

/** A name without "__" leaves no doubt where the team's part of the variable ends. */
const reference = z
  .string()
  .max(32, 'A reference may have up to 32 characters')
  .regex(/^[A-Z0-9]+(_[A-Z0-9]+)*$/, 'A reference has A-Z, 0-9 and single _ between them');
const issuer = z.url({ protocol: /^https?$/, error: 'An issuer is an http or https URL' });

const credential = z
  .object({
    kind: z.enum(credentialKinds),
    reference,
    header: optional(
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'A header has 1 to 64 letters, digits and hyphens'),
    ),
    clientId: optional(text(2048, 'A client id', 1)),
    scope: optional(text(1024, 'Scopes', 1)),
    issuer: optional(issuer),
  })
  .transform(({ kind, reference: name, ...given }, context) => {
    const isOauth = kind.startsWith('OAUTH');
    const needed = isOauth ? (['clientId', 'issuer'] as const) : kind === 'HEADER' ? (['header'] as const) : [];
    const fitting: readonly string[] = isOauth ? [...needed, 'scope'] : needed;
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    for (const [field] of present) if (!fitting.includes(field)) refuse(field, `${kind} has no ${field}`);
    for (const field of needed) if (given[field] === undefined) refuse(field, `${kind} needs ${field}`);
    return { kind, reference: name, ...(Object.fromEntries(present) as Partial<Record<keyof typeof given, string>>) };
  });

export const newMcpServer = z
  .object({
    teamId,
    name: serverName,
    url: text(2048, 'A URL', 1),
    approvedTools: tools,
    approvesAllTools: optional(z.boolean()),
    credential: optional(credential),
    idempotencyKey,
  })
  .refine(({ approvedTools, approvesAllTools }) => !approvesAllTools || approvedTools.length === 0, {
    path: ['approvedTools'],
    message: 'Name the approved tools, or approve all of them',
  })
  .transform(({ approvedTools, approvesAllTools, credential: given, ...rest }) => ({
    ...rest,
    approvedTools: approvesAllTools ? ('ALL' as const) : approvedTools,
    ...(given && { credential: given }),
  }));

export const mcpServerRemoval = z.object({ teamId, name: serverName, idempotencyKey });

const argument = z.object({ name: text(256, 'An argument', 1), value: text(8192, "An argument's value") });
const defaultContext = z.object({
  servers: several(serverName, 'servers'),
  resources: several(z.object({ server: serverName, uri: text(2048, 'A uri', 1) }), 'resources'),
  prompts: several(
    z.object({ server: serverName, name: text(256, 'A prompt', 1), arguments: several(argument, 'arguments') }),
    'prompts',
  ),
  tools,
  maxTokens: z.int().min(1, 'maxTokens must be at least 1').max(200_000, 'maxTokens must be at most 200000'),
});

export const defaultContextChange = z.object({ teamId, context: optional(defaultContext), idempotencyKey });
export const teamMcpRequest = z.object({ ...pageShape, teamId: optional(teamId) });
