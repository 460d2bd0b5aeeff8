import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { datatypeName, InferenceRequestError, parseInferenceRequest, wireTensor } from './model-server-tensors.ts';
import { ModelRunError, type OnnxModel, type TensorSpecification } from './onnx-model.ts';

interface ServedModel {
  readonly name: string;
  readonly version: string;
  readonly model: OnnxModel;
  /** False from the moment the process is asked to stop: no new work is to be sent here. */
  isReady(): boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Method = 'GET' | 'POST';

/** Larger inference requests are refused with 413. */
export const bodyLimitBytes = 8 * 1024 * 1024;

const modelPath = /^\/v2\/models\/(?<name>[^/]+)(?:\/versions\/(?<version>[^/]+))?(?:\/(?<action>ready|infer))?$/;

/**
 * Serves one model by the Open Inference Protocol v2 over HTTP
 * (https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md): health, metadata and
 * infer, tensors as JSON. Every error is `{ "error": "one line" }` with 400, 404, 405, 413, 415 or 500.
 */
export function openInferenceListener(served: ServedModel): RequestListener {
  return (request, response) => {
    answer(served, request)
      .catch(errorAnswer)
      .then((given) => send(response, given, served.isReady()))
      // the caller has gone, and nobody is left to tell
      .catch(() => response.destroy());
  };
}

async function answer(served: ServedModel, request: IncomingMessage): Promise<Answer> {
  const path = request.url?.split('?', 1)[0] ?? '';
  switch (path) {
    case '/v2':
      return forMethod('GET', request) ?? ok(serverMetadata);
    case '/v2/health/live':
      return forMethod('GET', request) ?? ok({ live: true });
    case '/v2/health/ready':
      return forMethod('GET', request) ?? readiness(served, {});
  }
  const { name, version, action } = modelPath.exec(path)?.groups ?? {};
  if (name === undefined) return failure(404, 'No such path; the protocol starts at /v2.');
  const missing = findMissing(served, name, version);
  if (missing !== undefined) return failure(404, missing);
  switch (action) {
    case 'infer':
      return forMethod('POST', request) ?? (await infer(served, request));
    case 'ready':
      return forMethod('GET', request) ?? readiness(served, { name: served.name });
    default:
      return forMethod('GET', request) ?? ok(modelMetadata(served));
  }
}

const serverMetadata = { name: 'modelgraph-model-server', version: '2', extensions: [] };

function modelMetadata({ name, version, model }: ServedModel) {
  const describe = (tensors: readonly TensorSpecification[]) =>
    tensors.map((tensor) => ({ name: tensor.name, datatype: datatypeName(tensor.type), shape: tensor.shape }));
  return {
    name,
    versions: [version],
    platform: 'onnx_onnxruntime',
    inputs: describe(model.inputs),
    outputs: describe(model.outputs),
  };
}

function readiness(served: ServedModel, subject: { name?: string }): Answer {
  const ready = served.isReady();
  return { status: ready ? 200 : 503, body: { ...subject, ready } };
}

async function infer(served: ServedModel, request: IncomingMessage): Promise<Answer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return failure(415, `Content-Encoding ${encoding} is not understood here.`);
  if (request.headers['inference-header-content-length'] !== undefined) {
    return failure(415, 'Binary tensors are not understood here; send tensors as JSON.');
  }
  const body = await readBody(request);
  if (body === undefined) return failure(413, `The body is larger than ${bodyLimitBytes} bytes.`);

  const { id, feeds, outputNames } = parseInferenceRequest(parseJson(body), served.model);
  const results = await served.model.run(feeds, outputNames);
  return ok({
    model_name: served.name,
    model_version: served.version,
    ...(id === undefined ? {} : { id }),
    outputs: Object.entries(results).map(([name, tensor]) => wireTensor(name, tensor)),
  });
}

/** The whole body, or undefined when it is too large. Then the rest is read and dropped, so that the caller gets to see the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimitBytes) chunks.push(chunk);
  }
  return size <= bodyLimitBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InferenceRequestError('The body is not valid JSON.');
  }
}

function forMethod(method: Method, request: IncomingMessage): Answer | undefined {
  const isAllowed = request.method === method || (method === 'GET' && request.method === 'HEAD');
  return isAllowed ? undefined : failure(405, `Use ${method} here.`);
}

/** Why this process does not serve what the path names; undefined when it does. */
function findMissing(served: ServedModel, name: string, version: string | undefined): string | undefined {
  if (decoded(name) !== served.name) return `Only the model "${served.name}" is served here.`;
  if (version === undefined || decoded(version) === served.version) return undefined;
  return `Only version "${served.version}" of "${served.name}" is served here.`;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function errorAnswer(error: unknown): Answer {
  if (error instanceof InferenceRequestError) return failure(400, error.message);
  if (error instanceof ModelRunError) return failure(500, `The model failed: ${error.message}.`);
  return failure(500, 'The server failed to answer.');
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function failure(status: number, message: string): Answer {
  return { status, body: { error: message } };
}

function send(response: ServerResponse, { status, body }: Answer, keepAlive: boolean): void {
  const content = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': content.length,
    ...(keepAlive ? {} : { connection: 'close' }),
  });
  response.end(content);
}
