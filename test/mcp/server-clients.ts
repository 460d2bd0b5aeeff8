/** Our MCP server, as other clients than the library's find it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { keyOf, type RunningMcp, suspicious } from './start-mcp.ts';

const root = join(import.meta.dirname, '../..');

export function describeOtherClients(mcp: RunningMcp): void {
  describe('clients of other kinds', () => {
    it('find it on the streams of `modelgraph mcp`', async () => {
      const command = join(root, 'client/cli/modelgraph.mjs');
      const words = [command, 'mcp', '--url', mcp.mcpUrl.href, '--key', keyOf['team-a']];
      const client = new Client({ name: 'desktop', version: '1.0.0' });
      await client.connect(new StdioClientTransport({ command: process.execPath, args: words, stderr: 'inherit' }));
      try {
        expect((await client.listTools()).tools.map(({ name }) => name)).toContain('predict_fraud_detection_model');
        const arguments_ = { ...suspicious };
        const { structuredContent } = await client.callTool({
          name: 'predict_fraud_detection_model',
          arguments: arguments_,
        });
        expect(structuredContent).toMatchObject({ version: '1.0.0' });
      } finally {
        await client.close();
      }
    });

    it('are the inspector, on its command line', async () => {
      const inspect = async (...words: string[]) => {
        const folder = join(root, 'node_modules/@modelcontextprotocol/inspector-cli/build');
        const header = `X-API-Key: ${keyOf['team-a']}`;
        const all = ['cli.js', '--cli', mcp.mcpUrl.href, '--transport', 'http', '--header', header, ...words];
        const env = { ...process.env, NODE_OPTIONS: '' };
        // It reads a file of its own by a relative path.
        const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: folder, env });
        return JSON.parse(stdout);
      };
      const [list, called, read] = await Promise.all([
        inspect('--method', 'tools/list'),
        inspect('--method', 'tools/call', '--tool-name', 'get_model', '--tool-arg', 'modelId=fraud-detection-model'),
        inspect('--method', 'resources/read', '--uri', 'model://fraud-detection-model/card'),
      ]);
      expect(list.tools.map(({ name }: { name: string }) => name)).toContain('predict_fraud_detection_model');
      expect(called.structuredContent).toMatchObject({ id: 'fraud-detection-model' });
      expect(read.contents[0].mimeType).toBe('text/markdown');
    }, 90_000);
  });
}
