/** The least a gateway in node can do: passes requests on and answers back, and looks at neither. */
import { Agent, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

const target = new URL(process.env.UPSTREAM_URL ?? '');
const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

const server = createServer((request, response) => {
  const { hostname, port } = target;
  const { method, url: path, headers } = request;
  const upstream = send({ agent, hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => response.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ ready: true, url: `http://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit(0));
