/**
 * Serves one ONNX file: `node model-server.ts --model-file F --model-name N --model-version V --port P`. When it serves it prints one JSON
 * line on stdout, `{"ready":true,"port":N}`; when it cannot, one on stderr, `{"error":{"code","message"}}`, and exits with 1 (2
 * for wrong arguments). SIGTERM: finishes what is in flight and exits with 0. It never outlives the process that started it.
 */
import { fstatSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { openInferenceListener } from './model-server-http.ts';
import { loadOnnxModel, ModelLoadError } from './onnx-model.ts';

type ErrorCode = 'USAGE_ERROR' | 'LOAD_ERROR' | 'PORT_IN_USE' | 'LISTEN_ERROR' | 'INTERNAL_ERROR';

const usage = `Serves one ONNX model on 127.0.0.1 by the Open Inference Protocol v2.

node model-server.ts --model-file FILE --model-name NAME --model-version VERSION --port PORT

  --model-file     an ONNX file
  --model-name     the name it is served by: /v2/models/NAME
  --model-version  the version it is served by: /v2/models/NAME/versions/VERSION
  --port           0 to 65535; 0 takes any free port, and stdout says which
  --help           prints this
`;

/** What is in flight at SIGTERM has this long to finish; then it is cut off, and the exit code is 1. */
const drainMilliseconds = 10_000;
const parentCheckMilliseconds = 500;

class StartError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

async function main(): Promise<void> {
  const options = readOptions();
  exitWithParent();
  const model = await loadOnnxModel(options.file);

  let isStopping = false;
  const server = createServer(
    // probes and the gateway keep connections open between calls; a slow sender may not hold one for ever
    { keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 30_000 },
    openInferenceListener({ name: options.name, version: options.version, model, isReady: () => !isStopping }),
  );
  const port = await listen(server, options.port);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      isStopping = true;
      drain(server);
    });
  }
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
}

function readOptions(): { file: string; name: string; version: string; port: number } {
  const text = { type: 'string' } as const;
  const { values } = attempt(() =>
    parseArgs({
      options: {
        'model-file': text,
        'model-name': text,
        'model-version': text,
        port: text,
        help: { type: 'boolean' },
      },
    }),
  );
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const required = (name: 'model-file' | 'model-name' | 'model-version' | 'port'): string => {
    const value = values[name];
    if (!value) throw new StartError('USAGE_ERROR', `--${name} is missing; see --help.`);
    return value;
  };
  const port = Number(required('port'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError('USAGE_ERROR', `--port must be a number from 0 to 65535, not ${values.port}.`);
  }
  return { file: required('model-file'), name: required('model-name'), version: required('model-version'), port };
}

function attempt<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    throw new StartError('USAGE_ERROR', `${(error as Error).message.split('\n', 1)[0]} (see --help)`);
  }
}

/**
 * Ends this process when the one that started it is gone, however it went: the pipe on stdin, or the IPC channel, closes even
 * on `kill -9`. Where there is neither, as under a shell, being handed to another parent gives it away.
 */
function exitWithParent(): void {
  const leave = () => process.exit(0);
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) process.stdin.once('end', leave).once('error', leave).resume();
  process.once('disconnect', leave);
  // the reader of the ready line is the parent
  process.stdout.once('error', leave);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave();
  }, parentCheckMilliseconds).unref();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const message = isTaken ? `Port ${port} is in use; choose another, or 0 for any free one.` : error.message;
      reject(new StartError(isTaken ? 'PORT_IN_USE' : 'LISTEN_ERROR', message));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function drain(server: Server): void {
  // closing also closes connections that wait between requests; those at work close after their answer
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(1), drainMilliseconds);
}

function exitCode(code: ErrorCode): number {
  return code === 'USAGE_ERROR' ? 2 : 1;
}

function errorCode(error: unknown): ErrorCode {
  if (error instanceof StartError) return error.code;
  return error instanceof ModelLoadError ? 'LOAD_ERROR' : 'INTERNAL_ERROR';
}

main().catch((error: Error) => {
  const code = errorCode(error);
  process.stderr.write(`${JSON.stringify({ error: { code, message: error.message } })}\n`);
  process.exit(exitCode(code));
});
