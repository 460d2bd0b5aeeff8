/**
 * Keys of model endpoints that someone else runs. Which key goes where is the operator's to say, in ENDPOINT_KEYS_FILE: whoever registers a
 * model names an address and no key, so that nobody can have a key sent to an address of their own, nor use one of another team.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { SetupError } from './config.ts';
import type { EndpointKeyOf } from './endpoint-keys.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const endpointKey = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'must be an https URL' })
    .transform((url) => new URL(url))
    .refine(({ protocol, hostname }) => protocol === 'https:' || loopback.test(hostname), 'must be https')
    .refine(({ username, search, hash }) => `${username}${search}${hash}` === '', 'must be an address and no more'),
  teams: z.array(z.string().min(1)).min(1),
  apiKey: z.string().regex(/^\$\{\w+\}$/, 'must be the name of an environment variable in braces after a $'),
});
const keysFile = z.strictObject({ keys: z.array(endpointKey).max(1_000) });

/** Throws SetupError for a file that cannot be used, and for a variable that is not set. */
export function readEndpointKeys(
  path: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EndpointKeyOf {
  const refuse = (why: string): never => {
    throw new SetupError(`Mend ENDPOINT_KEYS_FILE ${path} and start again. ${why}`);
  };
  const result = keysFile.safeParse(contentOf(path));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    return refuse(faults.join('; '));
  }
  const keys = result.data.keys.map(({ endpoint, teams, apiKey }) => {
    const variable = apiKey.slice('${'.length, -'}'.length);
    return { endpoint, teams, value: environment[variable] || refuse(`Set ${variable}: ${endpoint} takes it as key`) };
  });
  return (endpoint, teamId) => {
    const asked = URL.parse(endpoint);
    if (!asked) return undefined;
    return keys.find((key) => key.teams.includes(teamId) && isBelow(asked, key.endpoint))?.value;
  };
}

function isBelow(asked: URL, { origin, pathname }: URL): boolean {
  if (asked.origin !== origin) return false;
  const folder = pathname.replace(/\/*$/, '/');
  return `${asked.pathname}/`.startsWith(folder);
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new SetupError(`ENDPOINT_KEYS_FILE ${path} cannot be read. ${reason}`);
  }
}
