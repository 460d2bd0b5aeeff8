/** The programs that serve models on this machine, and how each says that it serves, or why it cannot. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DeploymentFailure } from '../deployment-target.ts';
import { freePort } from './free-port.ts';

export interface ServerProgram {
  readonly file: string;
  readonly arguments: readonly string[];
  /** It may take this long until it serves. */
  readonly startMilliseconds: number;
  /** The port it serves on, once it does. `output` are the lines of its stdout. Throws the signal's reason. */
  whenReady(output: Interface, signal: AbortSignal): Promise<number>;
  /** What its last words say is wrong; undefined when they say nothing. */
  explain(lastWords: readonly string[]): ProgramFault | undefined;
}

export interface ProgramFault {
  readonly code: 'LOAD_ERROR' | 'PORT_IN_USE' | 'OTHER';
  readonly message: string;
}

export interface ModelToRun {
  readonly artifactFile: string;
  readonly modelId: string;
  readonly version: string;
}

/** What serves one kind of artifact. */
export interface ModelServer {
  /** The program for a port; 0 is any free one. */
  on(port: number): Promise<ServerProgram>;
  endpoint(port: number): string;
}

export interface ServerBinaries {
  /** llama.cpp's llama-server; without it GGUF artifacts are refused. */
  readonly llamaServer?: string | undefined;
}

/** The server for an artifact, by its first bytes. Throws DeploymentFailure (LOAD_ERROR) when there is none. */
export async function serverFor(model: ModelToRun, { llamaServer }: ServerBinaries): Promise<ModelServer> {
  if (!(await isGguf(model.artifactFile))) return onnxServer(model);
  if (llamaServer !== undefined) return llamaServerFor(llamaServer, model);
  throw new DeploymentFailure(
    'LOAD_ERROR',
    'The artifact is GGUF, and this deployer has no llama-server to serve it with: set LLAMA_SERVER_BINARY',
  );
}

async function isGguf(file: string): Promise<boolean> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4), length: 4 });
  return bytesRead === 4 && buffer.toString('latin1') === 'GGUF';
}

const modelServerFile = join(import.meta.dirname, '../model-server.ts');
const readyLine = z.object({ ready: z.literal(true), port: z.number().int() });
const errorLine = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Our own, by the Open Inference Protocol v2. */
function onnxServer({ artifactFile, modelId, version }: ModelToRun): ModelServer {
  return {
    endpoint: (port) => `http://127.0.0.1:${port}/v2/models/${encodeURIComponent(modelId)}`,
    on: async (port) => ({
      file: process.execPath,
      // with =, or a name that starts with a dash would be read as an option
      arguments: [
        modelServerFile,
        `--model-file=${artifactFile}`,
        `--model-name=${modelId}`,
        `--model-version=${version}`,
        `--port=${port}`,
      ],
      startMilliseconds: 60_000,
      whenReady: (output) =>
        new Promise((resolve) => {
          output.on('line', (line) => {
            const ready = readyLine.safeParse(parsed(line));
            if (ready.success) resolve(ready.data.port);
          });
        }),
      explain(lastWords) {
        for (const line of lastWords.toReversed()) {
          const told = errorLine.safeParse(parsed(line));
          if (!told.success) continue;
          const { code, message } = told.data.error;
          return { code: code === 'LOAD_ERROR' || code === 'PORT_IN_USE' ? code : 'OTHER', message };
        }
        return undefined;
      },
    }),
  };
}

const guardFile = join(import.meta.dirname, 'guarded-process.ts');
const healthCheckMilliseconds = 200;

/**
 * llama.cpp's server, OpenAI-compatible (https://github.com/ggml-org/llama.cpp/tree/master/tools/server): /health is answered with 503
 * while the model loads. It needs to be told its port, and does not notice when we are gone, which its guard does.
 */
function llamaServerFor(binary: string, { artifactFile, modelId }: ModelToRun): ModelServer {
  return {
    endpoint: (port) => `http://127.0.0.1:${port}/v1`,
    async on(wantedPort) {
      const port = wantedPort === 0 ? await freePort() : wantedPort;
      const options = { model: artifactFile, alias: modelId, host: '127.0.0.1', port: String(port) };
      const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
      return {
        file: process.execPath,
        arguments: [guardFile, binary, ...words],
        // tens of gigabytes are read
        startMilliseconds: 600_000,
        async whenReady(_output, signal) {
          while (!(await isHealthy(port, signal))) {
            await sleep(healthCheckMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
          }
          return port;
        },
        explain: (lastWords) => explainLlama(lastWords, port),
      };
    },
  };
}

async function isHealthy(port: number, signal: AbortSignal): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health`, { signal }).catch(() => undefined);
  await response?.body?.cancel();
  signal.throwIfAborted();
  return response?.ok === true;
}

function explainLlama(lastWords: readonly string[], port: number): ProgramFault | undefined {
  const isTaken = lastWords.some((line) => /couldn't bind|address already in use/i.test(line));
  if (isTaken) return { code: 'PORT_IN_USE', message: `Port ${port} is in use` };
  const fault = lastWords.findLast((line) => /error|failed|invalid/i.test(line));
  return fault === undefined ? undefined : { code: 'LOAD_ERROR', message: `llama-server says: ${fault.slice(0, 500)}` };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
