/** The door of our MCP server: keys, sessions, versions of the protocol, and what it refuses. */
import { describe, expect, it } from '@jest/globals';
import { keyOf, type RunningMcp } from './start-mcp.ts';

export function describeDoor(mcp: RunningMcp): void {
  describe('the door', () => {
    const post = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(mcp.mcpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const initialize = (protocolVersion: string) => ({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    });
    const key = { 'x-api-key': keyOf['team-a'] };

    it('tells clients without a key how to get in', async () => {
      const refused = await post(listTools);
      expect(refused.status).toBe(401);
      const metadata = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1];
      expect(await (await fetch(String(metadata))).json()).toMatchObject({
        resource: mcp.mcpUrl.href,
        bearer_methods_supported: ['header'],
      });
      expect((await post(listTools, { 'x-api-key': 'mg-unknown' })).status).toBe(401);
    });

    it('takes the key as a bearer token too, and requests without a session', async () => {
      const answer = await post(listTools, { authorization: `Bearer ${keyOf['team-a']}` });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('mcp-session-id')).toBeNull();
      expect(await answer.text()).toContain('predict_fraud_detection_model');
    });

    it('speaks the protocol of today and those before', async () => {
      for (const version of ['2025-11-25', '2025-06-18', '2025-03-26']) {
        const answer = await post(initialize(version), key);
        expect(await answer.text()).toContain(`"protocolVersion":"${version}"`);
        expect(answer.headers.get('mcp-session-id')).toMatch(/^[0-9a-f-]{36}$/);
      }
    });

    it('keeps a session for the user who opened it', async () => {
      const session = (await post(initialize('2025-11-25'), key)).headers.get('mcp-session-id') ?? '';
      expect((await post(listTools, { ...key, 'mcp-session-id': session })).status).toBe(200);
      const stolen = await post(listTools, { 'x-api-key': keyOf['team-b'], 'mcp-session-id': session });
      expect(stolen.status).toBe(404);
      const ended = await fetch(mcp.mcpUrl, { method: 'DELETE', headers: { ...key, 'mcp-session-id': session } });
      expect(ended.status).toBe(200);
      expect((await post(listTools, { ...key, 'mcp-session-id': session })).status).toBe(404);
    });

    it('refuses pages and names of elsewhere, malformed bodies, and streams without a session', async () => {
      expect((await post(listTools, { ...key, origin: 'https://evil.example' })).status).toBe(403);
      expect((await post('{', key)).status).toBe(400);
      expect((await post(`"${'x'.repeat(1_100_000)}"`, key)).status).toBe(413);
      expect((await fetch(mcp.mcpUrl, { headers: { ...key, accept: 'text/event-stream' } })).status).toBe(405);
    });

    it('ends the sessions of a key that was revoked', async () => {
      const leaver = await mcp.connect('admin');
      const closed = new Promise<void>((resolve) => {
        leaver.onerror = () => resolve();
        leaver.onclose = () => resolve();
      });
      const record = mcp.keys.get(keyOf.admin);
      if (record) mcp.keys.set(keyOf.admin, { ...record, revokedAt: new Date().toISOString() });
      await closed;
      await expect(leaver.listTools()).rejects.toThrow();
    });
  });
}
