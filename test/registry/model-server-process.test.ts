import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { graph, model, node, sequenceValue, tensorValue } from '../../infra/local/samples/onnx-writer.ts';
import {
  modelServerArguments,
  modelServerFile,
  runModelServer,
  sampleFile,
  startModelServer,
  stopModelServer,
} from './start-model-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelgraph-model-server-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fraudFile = sampleFile('fraud-detection');

describe('a file that cannot be served', () => {
  const tensor = tensorValue('x', 'FP32', [1]);
  const sequence = sequenceValue('x', 'FP32', [1]);
  const unknownOperator = graph('g', {
    inputs: [tensor],
    outputs: [tensorValue('y', 'FP32', [1])],
    nodes: [node('NoSuchOperator', ['x'], ['y'])],
  });
  const sequenceInput = graph('g', {
    inputs: [sequence],
    outputs: [tensorValue('y', 'INT64', [])],
    nodes: [node('SequenceLength', ['x'], ['y'])],
  });
  const sequenceOutput = graph('g', {
    inputs: [tensor],
    outputs: [sequenceValue('y', 'FP32', [1])],
    nodes: [node('SequenceConstruct', ['x'], ['y'])],
  });
  const bfloat = graph('g', {
    inputs: [tensorValue('x', 'BF16', [1])],
    outputs: [tensorValue('y', 'BF16', [1])],
    nodes: [node('Identity', ['x'], ['y'])],
  });
  it.each<[string, string | Buffer, string]>([
    ['garbage', 'this is not a model', 'Not a servable ONNX model'],
    ['an empty file', '', 'is empty'],
    ['half an ONNX file', model(unknownOperator, '').subarray(0, 40), 'Not a servable ONNX model'],
    ['an unknown operator', model(unknownOperator, ''), 'NoSuchOperator'],
    ['an input that is no tensor', model(sequenceInput, ''), 'Input "x" is not a tensor'],
    ['no output that is a tensor', model(sequenceOutput, ''), 'None of the outputs is a tensor'],
    ['a datatype the runtime cannot hand over', model(bfloat, ''), 'Unsupported data type'],
    [
      'a Python pickle',
      Buffer.from('\x80\x04\x95\x0f\x00\x00', 'latin1'),
      'Only ONNX is served here, and this file is a Python pickle',
    ],
    ['a PyTorch zip', 'PK\x03\x04\x00\x00', 'Only ONNX is served here, and this file is a zip archive'],
    ['a Keras file', Buffer.from('\x89HDF\r\n\x1a\n\x00', 'latin1'), 'this file is HDF5'],
    ['a TensorFlow Lite file', '\x1c\x00\x00\x00TFL3', 'this file is TensorFlow Lite'],
    ['a TensorFlow SavedModel', '\x08\x01\x12\x04', 'this file is a TensorFlow SavedModel'],
    ['safetensors', '\x40\x00\x00\x00\x00\x00\x00\x00{"a":1}', 'this file is safetensors'],
  ])('is refused with LOAD_ERROR: %s', async (_what, content, message) => {
    const file = join(folder, `${crypto.randomUUID()}.onnx`);
    writeFileSync(file, content);
    const { code, stdout, stderr } = await runModelServer(modelServerArguments(file, 'm'));
    expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, stdout: '', lines: 1 });
    expect(JSON.parse(stderr)).toEqual({ error: { code: 'LOAD_ERROR', message: expect.stringContaining(message) } });
  });

  it.each([
    ['a missing file', join(folder, 'missing.onnx'), 'no such file'],
    ['a folder', folder, 'EISDIR'],
  ])('is refused with LOAD_ERROR: %s', async (_what, file, message) => {
    const { code, stderr } = await runModelServer(modelServerArguments(file, 'm'));
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toEqual({ error: { code: 'LOAD_ERROR', message: expect.stringContaining(message) } });
  });
});

describe('starting', () => {
  it.each([
    ['no arguments', [], '--model-name is missing|--port is missing'],
    ['an unknown argument', ['--frobnicate'], 'frobnicate'],
    ['a port out of range', modelServerArguments(fraudFile, 'm', 70_000).slice(1), 'from 0 to 65535'],
    ['an empty name', modelServerArguments(fraudFile, '').slice(1), '--model-name is missing'],
  ])('refuses %s with USAGE_ERROR', async (_what, argv, message) => {
    const { code, stderr } = await runModelServer([modelServerFile, ...argv]);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: { code: 'USAGE_ERROR', message: expect.stringMatching(new RegExp(message)) },
    });
  });

  it('explains itself', async () => {
    const { code, stdout } = await runModelServer([modelServerFile, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--model-file');
  });

  it('says when the port is taken', async () => {
    const first = await startModelServer(fraudFile, 'first');
    const { code, stderr } = await runModelServer(modelServerArguments(fraudFile, 'second', first.port));
    await stopModelServer(first);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toEqual({
      error: { code: 'PORT_IN_USE', message: expect.stringContaining(`${first.port}`) },
    });
  });
});

describe('SIGTERM', () => {
  it('lets a request in flight finish, takes no new one, and exits with 0', async () => {
    const server = await startModelServer(fraudFile, 'fraud');
    const body = JSON.stringify({
      inputs: [{ name: 'features', datatype: 'FP32', shape: [1, 4], data: [9000, 3, 4000, 1] }],
    });
    const inFlight = request(`${server.url}/models/fraud/infer`, {
      method: 'POST',
      headers: { 'content-length': body.length },
    });
    inFlight.write(body.slice(0, 10));
    // a second, idle connection must not hold the process
    await (await fetch(`${server.url}/health/ready`)).json();
    const exited = once(server.child, 'exit');
    server.child.kill('SIGTERM');
    while (await accepts(server.url)) await sleep(10);
    expect(server.child.exitCode).toBeNull();

    inFlight.end(body.slice(10));
    const [response] = await once(inFlight, 'response');
    expect(response.statusCode).toBe(200);
    expect(await json(response)).toMatchObject({ outputs: [{ name: 'fraud_probability' }] });
    expect(await exited).toEqual([0, null]);
  });
});

describe('a parent that dies', () => {
  it('takes the server with it when stdin closes', async () => {
    const server = await startModelServer(fraudFile, 'fraud');
    const exited = once(server.child, 'exit');
    server.child.stdin?.end();
    expect(await exited).toEqual([0, null]);
  });

  it('takes the server with it when the IPC channel closes', async () => {
    const server = await startModelServer(fraudFile, 'fraud', ['ignore', 'pipe', 'inherit', 'ipc']);
    const exited = once(server.child, 'exit');
    server.child.disconnect();
    expect(await exited).toEqual([0, null]);
  });

  it.each([
    ['a pipe on stdin', "['pipe', 'pipe', 'inherit']"],
    ['an IPC channel', "['ignore', 'pipe', 'inherit', 'ipc']"],
    ['neither', "['ignore', 'pipe', 'inherit']"],
  ])('leaves no orphan after kill -9, with %s', async (_what, stdio) => {
    const parentCode = `
      const { spawn } = await import('node:child_process');
      const child = spawn(process.execPath, ${JSON.stringify(modelServerArguments(fraudFile, 'fraud'))}, { stdio: ${stdio} });
      child.stdout.on('data', (line) => console.log(JSON.stringify({ pid: child.pid, ...JSON.parse(line) })));
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', parentCode], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    const { pid, port } = JSON.parse(String(line));
    const url = `http://127.0.0.1:${port}/v2`;
    expect(await accepts(url)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');

    const deadline = Date.now() + 3000;
    while (await accepts(url)) {
      if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
      expect(Date.now()).toBeLessThan(deadline);
      await sleep(20);
    }
  });
});

/** Whether a new connection gets an answer. */
async function accepts(url: string): Promise<boolean> {
  const outcome = await fetch(`${url}/health/live`, { headers: { connection: 'close' } }).catch(() => undefined);
  await outcome?.body?.cancel();
  return outcome !== undefined;
}
