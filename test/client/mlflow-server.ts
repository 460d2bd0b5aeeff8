/** A server that answers as an MLflow tracking server did: the answers are in mlflow-answers.json, by request. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MlflowServer {
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  /** The next requests are answered so. */
  failNext(count: number, status: number): void;
  close(): Promise<void>;
}

export async function startMlflowServer(): Promise<MlflowServer> {
  const answers = JSON.parse(readFileSync(new URL('mlflow-answers.json', import.meta.url), 'utf8')) as object;
  const byRequest = new Map(Object.entries(answers));
  const requests: MlflowServer['requests'] = [];
  let failures = { left: 0, status: 503 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization });
    const answer = byRequest.get(path);
    response.setHeader('content-type', 'application/json');
    if (failures.left > 0) {
      failures.left -= 1;
      response.writeHead(failures.status).end('{}');
    } else if (answer === undefined) {
      response.writeHead(404).end('{"error_code":"ENDPOINT_NOT_FOUND"}');
    } else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    failNext(count, status) {
      failures = { left: count, status };
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
