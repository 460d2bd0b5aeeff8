import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');
export const modelServerFile = join(root, 'subgraphs/registry/deployer/model-server.ts');

export function sampleFile(name: 'fraud-detection' | 'recommendation'): string {
  return join(root, 'infra/local/samples', name, 'model.onnx');
}

export interface RunningModelServer {
  readonly child: ChildProcess;
  readonly port: number;
  /** Up to and with `/v2`. */
  readonly url: string;
}

export function modelServerArguments(file: string, name: string, port = 0): string[] {
  return [modelServerFile, '--model-file', file, '--model-name', name, '--model-version', '1.0.0', '--port', `${port}`];
}

/** Starts a model server as a child process and waits until it serves. */
export async function startModelServer(
  file: string,
  name: string,
  stdio: SpawnOptions['stdio'] = ['pipe', 'pipe', 'inherit'],
): Promise<RunningModelServer> {
  const child = spawn(process.execPath, modelServerArguments(file, name), { stdio });
  if (child.stdout === null) throw new Error('stdout must be a pipe');
  const [line] = await once(child.stdout, 'data');
  const { port } = JSON.parse(String(line));
  return { child, port, url: `http://127.0.0.1:${port}/v2` };
}

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a model server that is expected to end by itself. */
export async function runModelServer(argv: string[]): Promise<Exit> {
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, stdout, stderr };
}

export async function stopModelServer({ child }: RunningModelServer): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
