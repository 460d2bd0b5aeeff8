/** Which MCP servers there are, and what each team's completions get from them: MCP_SERVERS_FILE. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { SetupError } from '../../../platform/config.ts';
import { faultOfUrl } from '../../../platform/outbound.ts';
import type { ContextWish } from '../domain/context.ts';
import type { OAuthSettings } from './mcp-authorization.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'takes a-z, 0-9 and -');
/** Secrets are named, never written: `Bearer ${DOCS_TOKEN}`. */
const reference = /\$\{(\w+)\}/g;
const secretValue = z.record(z.string(), z.string().max(2_048));

const issuer = z.url({ protocol: /^https?$/ });
const secretText = z.string().min(1).max(16_384);
const oauthNeeds = 'needs clientId, issuer, and either clientSecret or privateKey; or preapproved: true';
const credentials = z
  .strictObject({
    clientId: z.string().min(1),
    clientSecret: secretText.exactOptional(),
    privateKey: secretText.exactOptional(),
    scope: z.string().exactOptional(),
    issuer,
    identity: z
      .strictObject({ tokenFile: z.string().min(1), tokenEndpoint: issuer, clientId: z.string().min(1) })
      .exactOptional(),
  })
  .refine((given) => (given.clientSecret === undefined) !== (given.privateKey === undefined), oauthNeeds);
const preapproved = z.strictObject({
  preapproved: z.literal(true),
  clientId: z.string().exactOptional(),
  clientSecret: secretText.exactOptional(),
  clientMetadataUrl: z.url({ protocol: /^https$/ }).exactOptional(),
  scope: z.string().exactOptional(),
});

const server = z
  .strictObject({
    name,
    teams: z.array(z.string().min(1)).min(1).optional(),
    url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
    headers: secretValue.optional(),
    command: z.string().min(1).optional(),
    arguments: z.array(z.string()).default([]),
    environment: secretValue.optional(),
    approvedTools: z.union([z.literal('all'), z.array(z.string())]).default([]),
    elicitation: z.enum(['decline', 'defaults']).default('decline'),
    oauth: z.union([credentials, preapproved], oauthNeeds).optional(),
  })
  .refine(({ url, command }) => (url === undefined) !== (command === undefined), 'needs either url or command')
  .refine(({ url, oauth }) => url !== undefined || oauth === undefined, 'oauth goes with a url');

const wish = z.strictObject({
  team: z.string().min(1),
  servers: z.array(name).exactOptional(),
  resources: z.array(z.strictObject({ server: name, uri: z.string().min(1) })).exactOptional(),
  prompts: z
    .array(
      z.strictObject({
        server: name,
        name: z.string().min(1),
        arguments: z.record(z.string(), z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
  tools: z.array(z.string()).exactOptional(),
  maxTokens: z.int().min(1).max(200_000).exactOptional(),
});

const serversFile = z.strictObject({
  servers: z.array(server).max(100),
  defaults: z.array(wish).default([]),
});

export interface McpServerSettings {
  readonly name: string;
  /** Everybody's when undefined. */
  readonly teams: readonly string[] | undefined;
  readonly approvedTools: 'all' | readonly string[];
  /** Whether what the server asks in the middle of a call is answered by its own defaults, where these are enough; else it is declined. */
  readonly answersDefaults?: boolean;
  readonly reach:
    | {
        readonly kind: 'HTTP';
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly oauth?: OAuthSettings;
      }
    | {
        readonly kind: 'STDIO';
        readonly command: string;
        readonly words: readonly string[];
        readonly environment: Readonly<Record<string, string>>;
      };
}

export interface McpServersFile {
  readonly servers: readonly McpServerSettings[];
  readonly defaults: ReadonlyMap<string, ContextWish>;
}

/** Throws `SetupError` for a file that cannot be used. */
export function readMcpServers(
  path: string,
  options: { readonly allowPrivate: boolean },
  environment: Environment = process.env,
): McpServersFile {
  const refuse = (why: string): never => {
    throw new SetupError(`Mend MCP_SERVERS_FILE ${path} and start again. ${why}`);
  };
  const result = serversFile.safeParse(contentOf(path));
  if (!result.success) {
    return refuse(
      result.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`).join('; '),
    );
  }
  const names = result.data.servers.map((each) => each.name);
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice) return refuse(`Two servers are named "${twice}"`);
  const servers = result.data.servers.map(({ url, headers = {}, command = '', oauth, ...rest }): McpServerSettings => {
    const fill = (values: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          value.replaceAll(reference, (_whole, variable: string) => {
            const found = environment[variable];
            return found ? found : refuse(`Set ${variable}: the server "${rest.name}" takes it for ${key}`);
          }),
        ]),
      );
    const filled = (given: OAuthSettings): OAuthSettings => ({
      ...given,
      ...fill(Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'))),
    });
    const fault = url && faultOfUrl(url, options);
    if (fault) return refuse(`The server "${rest.name}": ${fault}`);
    const reach = url
      ? { kind: 'HTTP' as const, url, headers: fill(headers), ...(oauth && { oauth: filled(oauth) }) }
      : { kind: 'STDIO' as const, command, words: rest.arguments, environment: fill(rest.environment ?? {}) };
    const { name, teams, approvedTools, elicitation } = rest;
    return { name, teams, approvedTools, reach, answersDefaults: elicitation === 'defaults' };
  });
  const defaults = new Map(result.data.defaults.map(({ team, ...each }): [string, ContextWish] => [team, each]));
  const unknown = [...defaults.values()].flatMap(namesIn).find((each) => !names.includes(each));
  if (unknown) return refuse(`defaults name the server "${unknown}", which there is not`);
  return { servers, defaults };
}

function namesIn({ servers = [], resources = [], prompts = [] }: ContextWish): readonly string[] {
  return [...servers, ...resources.map((each) => each.server), ...prompts.map((each) => each.server)];
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetupError(`MCP_SERVERS_FILE ${path} cannot be read. ${reason}`);
  }
}
