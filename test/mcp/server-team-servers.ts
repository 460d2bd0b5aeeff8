/** MCP servers that a team adds for its completions: by whom, for whom, and until when. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AddMcpServerDocument,
  AddTeamMemberDocument,
  CompleteWithContextDocument,
  McpServersDocument,
  RemoveMcpServerDocument,
  SetDefaultContextDocument,
} from '../../client/generated/operations.ts';
import { type RunningServer, startServing } from './start-context-servers.ts';
import { eventually, type KeyHolder, type RunningMcp } from './start-mcp.ts';

export function describeTeamServers(mcp: RunningMcp): void {
  const shown: string[] = [];
  let handbook: RunningServer;
  let almanac: RunningServer;

  beforeAll(async () => {
    const serving = (text: string) =>
      startServing(
        {
          listTools: async () =>
            ['look_up', 'tear_out'].map((name) => ({ name, inputSchema: { type: 'object' as const } })),
          readResource: async (uri) => ({ contents: [{ uri, text }] }),
        },
        { onEnter: (credentials) => shown.push(JSON.stringify(credentials)) },
      );
    [handbook, almanac] = [await serving('Of team A.'), await serving('Of team B.')];
  });
  afterAll(() => Promise.all([handbook.kill(), almanac.kill()]));

  const resource = (server: string) => ({ server, uri: 'docs://all' });
  const complete = async (holder: KeyHolder, context?: object) => {
    const input = { messages: [{ role: 'USER' as const, content: 'What is new?' }], ...(context && { context }) };
    return (await mcp.as(holder).request(CompleteWithContextDocument, { input })).createCompletion.context;
  };
  /** What is used once the gateway has heard of the server. */
  const used = async (holder: KeyHolder, context?: object) => {
    const found = await eventually(
      () => complete(holder, context).catch((error) => ({ code: error.code, used: [], missing: [] })),
      (answer) => (answer?.used.length ?? 0) > 0,
    );
    return found?.used.map(({ kind, server, name }) => [kind, server, name]);
  };
  const add = async (holder: KeyHolder, input: object) => {
    const variables = { input: { name: 'docs', teamId: holder, approvedTools: ['look_up'], ...input } as never };
    return (await mcp.as(holder).request(AddMcpServerDocument, variables)).addMcpServer.server;
  };
  const remove = (holder: KeyHolder, name: string) =>
    mcp.as(holder).request(RemoveMcpServerDocument, { input: { teamId: holder, name } });

  describe('MCP servers of a team', () => {
    it('are added by its maintainers, once', async () => {
      const { url } = handbook;
      await expect(add('team-a', { url })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      for (const teamId of ['team-a', 'team-b']) {
        const input = { teamId, userId: `user-of-${teamId}`, role: 'MAINTAINER' as const };
        await mcp.as('admin').request(AddTeamMemberDocument, { input });
      }
      await expect(add('team-b', { url, teamId: 'team-a' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(add('team-a', { url: 'http://169.254.169.254/mcp' })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
      });
      const once = await add('team-a', { url, idempotencyKey: 'docs' });
      expect(await add('team-a', { url, idempotencyKey: 'docs' })).toEqual(once);
      await expect(add('team-a', { url })).rejects.toMatchObject({ code: 'DUPLICATE_RESOURCE' });
    });

    it('are of use to its completions, with the tools that were approved', async () => {
      const context = { servers: ['docs'], resources: [resource('docs')] };
      expect(await used('team-a', context)).toEqual([
        ['RESOURCE', 'docs', 'docs://all'],
        ['TOOL', 'docs', 'look_up'],
      ]);
      const client = await mcp.connect('team-a');
      const messages = [{ role: 'USER', content: 'What is new?' }];
      const { structuredContent } = await client.callTool({ name: 'complete', arguments: { messages, context } });
      expect(structuredContent).toMatchObject({ context: { used: [{ server: 'docs' }, { name: 'look_up' }] } });
    });

    it('are seen and used by no other team, which may have one of the same name', async () => {
      expect((await mcp.as('team-b').request(McpServersDocument, { teamId: 'team-a' })).mcpServers).toEqual([]);
      for (const server of ['docs', 'team-a/docs']) {
        await expect(complete('team-b', { resources: [resource(server)] })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }
      await add('team-b', { url: almanac.url });
      expect(await used('team-b', { resources: [resource('docs')] })).toEqual([['RESOURCE', 'docs', 'docs://all']]);
      const both = { resources: [resource('team-a/docs'), resource('team-b/docs')] };
      expect((await used('admin', both))?.map(([, server]) => server)).toEqual(['team-a/docs', 'team-b/docs']);
    });

    it('get the secret that the operator has set for the team, and no other', async () => {
      const credential = { kind: 'BEARER', reference: 'HANDBOOK' };
      await add('team-a', { name: 'guarded', url: handbook.url, credential });
      const resources = [resource('guarded')];
      const unset = await eventually(
        () => complete('team-a', { resources }).catch(() => undefined),
        (answer) => answer !== undefined,
      );
      expect(unset?.missing.map(({ reason }) => reason)).toEqual([
        'needs MCP_CREDENTIAL_TEAM_A__HANDBOOK, which the gateway does not have',
      ]);
      process.env.MCP_CREDENTIAL_TEAM_A__HANDBOOK = 'the-secret-of-team-a';
      expect(await used('team-a', { resources })).toHaveLength(1);
      expect(shown.join()).toContain('the-secret-of-team-a');
      delete process.env.MCP_CREDENTIAL_TEAM_A__HANDBOOK;
    });

    it('give every completion what is set for the team, until they are removed', async () => {
      const setDefault = (context: object | null) =>
        mcp.as('team-a').request(SetDefaultContextDocument, {
          input: { teamId: 'team-a', ...(context && { context }) } as never,
        });
      await setDefault({ resources: [resource('docs')], maxTokens: 100 });
      expect(await used('team-a')).toEqual([['RESOURCE', 'docs', 'docs://all']]);
      await remove('team-a', 'docs');
      const without = await eventually(
        () => complete('team-a'),
        (answer) => answer?.used.length === 0,
      );
      expect(without?.missing).toEqual([
        { kind: 'RESOURCE', server: 'docs', name: 'docs://all', reason: 'is not among the servers any more' },
      ]);
      await expect(complete('team-a', { servers: ['docs'] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(remove('team-a', 'docs')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await setDefault(null);
      await eventually(
        () => complete('team-a'),
        (answer) => answer === null,
      );
    });
  });
}
