#!/usr/bin/env node
/** Speaks what the deployer uses of llama.cpp's llama-server: its options, its HTTP, and its last words. It computes nothing. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const { values } = parseArgs({ options: { model: text, alias: text, host: text, port: text } });

const file = readFileSync(values.model);
const version = file.subarray(4, 8).readUInt32LE();
if (file.subarray(0, 4).toString() !== 'GGUF' || version !== 3) {
  console.error(`gguf_init_from_file_impl: this GGUF file is version ${version}`);
  console.error(`error: failed to load model '${values.model}'`);
  process.exit(1);
}

const startedAt = Date.now();
const loading = { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } };
const server = createServer((request, response) => {
  const answer = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (Date.now() - startedAt < 300) return answer(503, loading);
  if (request.url === '/health') return answer(200, { status: 'ok' });
  if (request.url === '/v1/models')
    return answer(200, { object: 'list', data: [{ id: values.alias, object: 'model' }] });
  if (request.url !== '/v1/chat/completions') return answer(404, { error: { code: 404, message: 'File Not Found' } });
  const message = { role: 'assistant', content: 'yes' };
  answer(200, { object: 'chat.completion', choices: [{ index: 0, finish_reason: 'length', message }] });
});
server.on('error', () => {
  console.error(`start: couldn't bind HTTP server socket, hostname: ${values.host}, port: ${values.port}`);
  process.exit(1);
});
server.listen(Number(values.port), values.host, () => {
  console.error(`main: server is listening on http://${values.host}:${values.port} - starting the main loop`);
});
