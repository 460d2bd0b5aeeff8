import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAllowedAddress, type Outbound, outboundHttp } from '../../platform/outbound.ts';

describe('addresses', () => {
  it.each([
    ['93.184.216.34', true, true],
    ['2606:2800:220:1:248:1893:25c8:1946', true, true],
    ['127.0.0.1', false, true],
    ['127.8.8.8', false, true],
    ['10.0.0.1', false, true],
    ['172.16.5.4', false, true],
    ['192.168.1.1', false, true],
    ['100.64.0.1', false, true],
    ['::1', false, true],
    ['fd12:3456::1', false, true],
    ['::ffff:127.0.0.1', false, true],
    ['::ffff:10.1.2.3', false, true],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['fe80::1', false, false],
    ['fd00:ec2::254', false, false],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['224.0.0.1', false, false],
    ['255.255.255.255', false, false],
    ['64:ff9b::7f00:1', false, false],
    ['not an address', false, false],
  ])('%s: allowed in general %s, inside a private network %s', (address, general, inside) => {
    expect(isAllowedAddress(address, false)).toBe(general);
    expect(isAllowedAddress(address, true)).toBe(inside);
  });
});

describe('requests', () => {
  const answers: Record<string, RequestListener> = {
    '/ok': (request, response) => response.end(request.method),
    '/redirect': (_request, response) => response.writeHead(302, { location: '/ok' }).end(),
    '/large': (_request, response) => response.end('x'.repeat(10_000)),
    '/slow': async (_request, response) => {
      await sleep(2_000, undefined, { ref: false });
      response.end();
    },
  };
  const server = createServer((request, response) => answers[request.url ?? '']?.(request, response));
  const guarded = outboundHttp({ allowPrivate: false });
  const open = outboundHttp({ allowPrivate: true });
  let port = 0;
  const send = (outbound: Outbound, url: string, signal = new AbortController().signal) =>
    outbound.send(url, { method: 'GET', signal, timeoutMilliseconds: 300, largestAnswerBytes: 1_000 });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await Promise.all([guarded.close(), open.close()]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each([
    'http://127.0.0.1:PORT/ok',
    'http://localhost:PORT/ok',
    'http://2130706433:PORT/ok',
    'http://0x7f.1:PORT/ok',
    'http://[::ffff:127.0.0.1]:PORT/ok',
    'http://[::1]:PORT/ok',
    'http://0:PORT/ok',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'ftp://93.184.216.34/',
    'http://user:secret@93.184.216.34/',
    'no url',
  ])('refuses %s', async (url) => {
    await expect(send(guarded, url.replace('PORT', String(port)))).rejects.toMatchObject({ kind: 'REFUSED' });
  });

  it('reaches private addresses where that is allowed, by name and by number', async () => {
    expect(await send(open, `http://localhost:${port}/ok`)).toEqual({ status: 200, text: 'GET' });
    expect(await send(open, `http://127.0.0.1:${port}/ok`)).toEqual({ status: 200, text: 'GET' });
    await expect(send(open, 'http://169.254.169.254/')).rejects.toMatchObject({ kind: 'REFUSED' });
  });

  it('does not follow redirects', async () => {
    expect(await send(open, `http://127.0.0.1:${port}/redirect`)).toMatchObject({ status: 302 });
  });

  it.each([
    ['/large', 'TOO_LARGE'],
    ['/slow', 'TIMEOUT'],
  ])('gives %s up as %s', async (path, kind) => {
    await expect(send(open, `http://127.0.0.1:${port}${path}`)).rejects.toMatchObject({ kind });
  });

  it('says UNREACHABLE where nobody listens', async () => {
    await expect(send(open, 'http://127.0.0.1:2/')).rejects.toMatchObject({ kind: 'UNREACHABLE' });
  });

  it('throws the reason of a caller who left', async () => {
    const leaving = new AbortController();
    const sent = send(open, `http://127.0.0.1:${port}/slow`, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(sent).rejects.toThrow('left');
  });
});
