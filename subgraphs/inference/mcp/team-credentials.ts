/** Secrets of the servers that teams have added: named by the team, set by the operator, of use to that team alone. */
import { z } from 'zod';
import { DomainError } from '../../../platform/errors.ts';
import type { McpServerSettings } from './mcp-servers-file.ts';

/** As the registry's query gives it. */
export const teamCredential = z.object({
  kind: z.enum(['BEARER', 'HEADER', 'OAUTH_CLIENT_SECRET', 'OAUTH_PRIVATE_KEY']),
  reference: z.string(),
  header: z.string().nullish(),
  clientId: z.string().nullish(),
  scope: z.string().nullish(),
  issuer: z.string().nullish(),
});

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * MCP_CREDENTIAL_DATA_SCIENCE_TEAM__DOCS for DOCS of data-science-team. A team cannot name another's: its id has no _, and a
 * reference has neither __ nor a _ at its ends, so what stands after the last __ is the reference.
 */
export function credentialVariable(teamId: string, reference: string): string {
  return `MCP_CREDENTIAL_${teamId.toUpperCase().replaceAll('-', '_')}__${reference}`;
}

/** How a server of a team is reached. Throws PROVIDER_ERROR when the operator has not set its secret. */
export function reachOf(
  teamId: string,
  {
    url,
    credential,
  }: { readonly url: string; readonly credential?: z.infer<typeof teamCredential> | null | undefined },
  environment: Environment = process.env,
): McpServerSettings['reach'] {
  if (!credential) return { kind: 'HTTP', url, headers: {} };
  const variable = credentialVariable(teamId, credential.reference);
  const secret = environment[variable];
  if (!secret) throw new DomainError('PROVIDER_ERROR', `needs ${variable}, which the gateway does not have`);
  const { kind, header, clientId, scope, issuer } = credential;
  if (kind === 'BEARER') return { kind: 'HTTP', url, headers: { authorization: `Bearer ${secret}` } };
  if (kind === 'HEADER') return { kind: 'HTTP', url, headers: { [header ?? 'authorization']: secret } };
  const how = kind === 'OAUTH_CLIENT_SECRET' ? { clientSecret: secret } : { privateKey: secret };
  const oauth = { clientId: clientId ?? '', issuer: issuer ?? '', ...how, ...(scope && { scope }) };
  return { kind: 'HTTP', url, headers: {}, oauth };
}
