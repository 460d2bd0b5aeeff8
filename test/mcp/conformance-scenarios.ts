/**
 * The gateway's MCP client, waiting for scenarios of the conformance suite: it connects as each wants it, and calls the tools there are.
 * A process of its own, for the suite plays all at once and is not patient. Word: a folder for what an operator keeps in files. Writes
 * where it waits.
 */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createLogger } from '../../platform/logging.ts';
import { outboundHttp } from '../../platform/outbound.ts';
import type { OAuthSettings } from '../../subgraphs/inference/mcp/mcp-authorization.ts';
import { mcpContextServer } from '../../subgraphs/inference/mcp/mcp-context-server.ts';

interface Scenario {
  readonly scenario: string;
  readonly context: Readonly<Record<string, string>>;
  readonly server: string;
}

const folder = process.argv[2] ?? '';
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { add_numbers: { a: 5, b: 3 } };

/** What an operator knows of the authorization server that a client has credentials of. */
async function issuerOf(server: string): Promise<string> {
  const { origin, pathname } = new URL(server);
  const answer = await fetch(`${origin}/.well-known/oauth-protected-resource${pathname}`);
  const { authorization_servers: servers } = (await answer.json()) as { authorization_servers: string[] };
  return servers[0] ?? '';
}

async function oauthOf({ scenario, context, server }: Scenario): Promise<OAuthSettings | undefined> {
  if (!scenario.startsWith('auth/')) return undefined;
  const { client_id: clientId = '', client_secret: clientSecret = '', private_key_pem: privateKey = '' } = context;
  if (scenario === 'auth/client-credentials-jwt') return { clientId, privateKey, issuer: await issuerOf(server) };
  if (scenario === 'auth/client-credentials-basic') return { clientId, clientSecret, issuer: await issuerOf(server) };
  if (scenario === 'auth/cross-app-access-complete-flow') {
    const {
      idp_id_token: token = '',
      idp_token_endpoint: tokenEndpoint = '',
      idp_client_id: idpClientId = '',
    } = context;
    const tokenFile = join(folder, 'identity-token');
    writeFileSync(tokenFile, token);
    const identity = { tokenFile, tokenEndpoint, clientId: idpClientId };
    return { clientId, clientSecret, issuer: await issuerOf(server), identity };
  }
  if (scenario === 'auth/pre-registration') return { preapproved: true, clientId, clientSecret };
  return { preapproved: true, clientMetadataUrl: 'https://conformance-test.local/client-metadata.json' };
}

async function play(scenario: Scenario): Promise<void> {
  const outbound = outboundHttp({ allowPrivate: true });
  const oauth = await oauthOf(scenario);
  const server = mcpContextServer(
    {
      name: 'conformance',
      teams: undefined,
      approvedTools: 'all',
      answersDefaults: true,
      reach: { kind: 'HTTP', url: scenario.server, headers: {}, ...(oauth && { oauth }) },
    },
    outbound,
    createLogger('client-of-the-test'),
  );
  try {
    for (const { name } of await server.tools()) {
      await server.call(name, inputs[name] ?? {}, AbortSignal.timeout(80_000));
    }
  } finally {
    await server.close();
    await outbound.close();
  }
}

const server = createServer((request, response) => {
  json(request)
    .then((scenario) => play(scenario as Scenario))
    .then(
      () => response.end(),
      (error) => response.writeHead(500).end(error instanceof Error ? `${error.stack}\n${error.cause}` : 'failed'),
    );
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
