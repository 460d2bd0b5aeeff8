/** What the gateway does when providers misbehave. Each drill has a model of its own: how one has done is remembered. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { begins, type ChatUpstream, hangs, says, sendJson, sendsRaw, streams } from './chat-upstream.ts';
import { type Drill, readStream, startDrill } from './start-drill.ts';
import { eventually, type Gateway, scientist } from './start-gateway.ts';

const folder = temporaryFolder();
let gateway: Gateway;
let first: ChatUpstream;
let second: ChatUpstream;
let startAnother: Drill['startAnother'];
let stop: Drill['stop'];
beforeAll(async () => {
  ({ gateway, first, second, startAnother, stop } = await startDrill(folder));
});
afterAll(() => stop());
beforeEach(() => {
  first.script(says('First.'), says('First.'));
  second.script(says('Second.'), says('Second.'));
});

const document = parse(`mutation ($input: CompletionInput!) {
  createCompletion(input: $input) {
    message { content }
    routing { provider attempts strategy candidates { provider model rejected } attemptDetails { provider model outcome reason } }
  }
}`);

interface Answer {
  readonly message: { readonly content: string };
  readonly routing: {
    readonly provider: string;
    readonly attempts: number;
    readonly attemptDetails: readonly object[];
  };
}

async function complete(model: string, more: object = {}): Promise<Answer> {
  // Without the cache, equal requests at the same time are requests of their own.
  const input = { model, messages: [{ role: 'USER', content: 'hi' }], cache: { mode: 'OFF' }, ...more };
  const answer = await gateway.as(scientist).request(document as never, { input } as never);
  return (answer as { createCompletion: Answer }).createCompletion;
}

const refusalOf = (model: string) =>
  complete(model).then(
    () => undefined,
    (error) => error,
  );

describe('a provider that fails', () => {
  it('is asked three times in all, and the error tells of each', async () => {
    first.script(sendJson({}, 500));
    const error = await refusalOf('fails');
    expect(error.errors[0].extensions).toMatchObject({
      code: 'PROVIDER_ERROR',
      attempts: [
        { outcome: 'FAILED' },
        { outcome: 'FAILED' },
        { outcome: 'FAILED', reason: expect.stringMatching(/500/) },
      ],
    });
    expect(first.requests).toHaveLength(3);
  });

  it('is asked again when that is safe, and the answer tells of it', async () => {
    first.script(sendJson({}, 503), says('Now.'));
    expect(await complete('recovers')).toMatchObject({
      message: { content: 'Now.' },
      routing: { attempts: 2, strategy: 'PRIORITY', attemptDetails: [{ outcome: 'FAILED' }, { outcome: 'ANSWERED' }] },
    });
  });

  it.each([
    ['status 500', sendJson({}, 500)],
    ['a refused key', sendJson({}, 401)],
    ['an unknown model', sendJson({}, 404)],
    ['silence', hangs],
    ['an answer that cannot be read', sendJson('<html>', 200, { 'content-type': 'text/html' })],
  ])('with %s gives way to the next at once', async (_case, step) => {
    const model = `both-${0}`;
    first.script(step);
    const { message, routing } = await complete(model);
    expect(message.content).toBe('Second.');
    expect(routing).toMatchObject({ provider: 'second', attempts: 2 });
    expect(first.requests).toHaveLength(1);
  });

  it('gives way to a configured fallback, whose own model is asked', async () => {
    first.script(sendJson({}, 500));
    const { routing } = await complete('primary');
    expect(routing).toMatchObject({
      provider: 'second',
      candidates: [
        { provider: 'first', model: 'primary', rejected: null },
        { provider: 'second', model: 'spare', rejected: null },
      ],
    });
    expect(second.requests[0]?.body.model).toBe('spare');
  });

  it('is not asked again, nor is another, when it does not accept the question', async () => {
    first.script(sendJson({}, 400));
    expect(await refusalOf('both-1')).toMatchObject({ code: 'PROVIDER_ERROR' });
    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
  });

  it('that hangs is given up in time, once', async () => {
    first.script(hangs);
    const before = performance.now();
    expect(await refusalOf('hangs')).toMatchObject({ code: 'PROVIDER_TIMEOUT' });
    expect(performance.now() - before).toBeLessThan(2_500);
    expect(first.requests).toHaveLength(1);
    expect(
      await eventually(
        () => first.leftEarly.length,
        (left) => left === 1,
      ),
    ).toBe(1);
  });
});

describe('a provider that is busy', () => {
  it('is waited for as long as it says, if that is short', async () => {
    first.script(sendJson({}, 429, { 'retry-after': '1' }), says('Now.'));
    const before = performance.now();
    expect((await complete('busy for a second')).message.content).toBe('Now.');
    expect(performance.now() - before).toBeGreaterThanOrEqual(900);
  });

  it('is left alone as long as it says, by every request', async () => {
    first.script(sendJson({}, 429, { 'retry-after': '60' }));
    expect((await refusalOf('busy')).errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 60,
    });
    expect((await refusalOf('busy')).errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
      attempts: [{ outcome: 'SKIPPED' }],
    });
    expect(first.requests).toHaveLength(1);
  });

  it('gives way to the next at once', async () => {
    first.script(sendJson({}, 429, { 'retry-after': '60' }));
    expect((await complete('both-2')).routing).toMatchObject({ provider: 'second', attempts: 2 });
    expect((await complete('both-2')).routing).toMatchObject({
      provider: 'second',
      attempts: 1,
      attemptDetails: [
        { provider: 'first', outcome: 'SKIPPED' },
        { provider: 'second', outcome: 'ANSWERED' },
      ],
    });
    expect(first.requests).toHaveLength(1);
  });
});

describe('the breaker', () => {
  it('sheds what a provider with sustained failures would get, lets one trial through, and recovers', async () => {
    first.script(sendJson({}, 503));
    const errors = await Promise.all(Array.from({ length: 3 }, () => refusalOf('sheds')));
    for (let index = 0; index < 7; index += 1) errors.push(await refusalOf('sheds'));
    expect(errors.every(({ code }) => code === 'PROVIDER_ERROR')).toBe(true);
    // Without the breaker it were 30.
    expect(first.requests.length).toBeLessThanOrEqual(9);
    expect(errors.at(-1).message).toMatch(/given a rest/);

    await new Promise((resolve) => setTimeout(resolve, 550));
    first.script(async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await says('Back.')(request, response);
    });
    const rivals = await Promise.allSettled([complete('sheds'), complete('sheds'), complete('sheds')]);
    expect(rivals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(first.requests).toHaveLength(1);
    expect((await complete('sheds')).message.content).toBe('Back.');
  });

  it('counts streams that broke off', async () => {
    first.script(begins('Half ', (response) => void setTimeout(() => response.destroy(), 5)));
    for (let index = 0; index < 5; index += 1) await readStream(gateway, { model: 'breaks' });
    expect(first.requests).toHaveLength(5);
    expect(await readStream(gateway, { model: 'breaks' })).toMatchObject({ code: 'PROVIDER_ERROR', text: '' });
    expect(first.requests).toHaveLength(5);
  });
});

describe('a stream', () => {
  const whole = streams([{ content: 'All ' }, { content: 'of it.' }]);

  it.each([
    ['hangs before its first word', hangs],
    ['is refused', sendJson({}, 503)],
    ['breaks off before its first word', sendsRaw('data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n')],
  ])('that %s is asked for elsewhere', async (_case, step) => {
    first.script(step);
    second.script(whole);
    expect(await readStream(gateway, { model: 'both-3' })).toMatchObject({
      text: 'All of it.',
      code: undefined,
      last: { finishReason: 'STOP', routing: { provider: 'second', attempts: 2 } },
    });
  });

  it.each([
    ['is cut', 'PROVIDER_ERROR', begins('Half ', (response) => void setTimeout(() => response.destroy(), 20))],
    ['ends without a finish reason', 'PROVIDER_ERROR', begins('Half ', (response) => void response.end())],
    ['stalls', 'PROVIDER_TIMEOUT', begins('Half ')],
    ['turns to rubbish', 'PROVIDER_ERROR', begins('Half ', (response) => void response.end('data: {"choices":[{\n\n'))],
  ])('that %s in the middle ends with an error, and is asked for nowhere else', async (_case, code, step) => {
    first.script(step);
    expect(await readStream(gateway, { model: 'both-4' })).toMatchObject({ text: 'Half ', code });
    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
  });

  it('may be cut anywhere by the network: in a character, in a line, between events', async () => {
    const event = (content: string) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\r\n\r\n`;
    const last = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
    const bytes = `: a comment\n\n${event('Grüße 🎉 ')}event: message\n${event('\u2028漢字')}${last}`;
    for (const size of [1, 3, 7]) {
      first.script(sendsRaw(bytes, size));
      expect(await readStream(gateway, { model: 'split' })).toMatchObject({
        text: 'Grüße 🎉 \u2028漢字',
        code: undefined,
      });
    }
  });

  it('may have a huge event', async () => {
    const content = 'x'.repeat(512 * 1024);
    first.script(streams([{ content }]));
    const { text, code } = await readStream(gateway, { model: 'huge' });
    expect([text.length, code]).toEqual([content.length, undefined]);
  });

  it('has one deadline for all attempts', async () => {
    first.script(
      begins('Endless', (response) => {
        const timer = setInterval(() => {
          response.write('data: {"choices":[{"index":0,"delta":{"content":"."},"finish_reason":null}]}\n\n');
        }, 50);
        response.on('close', () => clearInterval(timer));
      }),
    );
    const before = performance.now();
    const { text, code } = await readStream(gateway, { model: 'endless' });
    expect(code).toBe('PROVIDER_TIMEOUT');
    expect(text).toMatch(/^Endless\.+$/);
    expect(performance.now() - before).toBeLessThan(8_000);
  });
});

describe('a gateway that stops', () => {
  it('finishes the streams that are under way', async () => {
    const another = await startAnother(8_000);
    const words = Array.from({ length: 10 }, (_, index) => ({ content: `${index} ` }));
    first.script(streams(words, 'stop', 50));
    const reading = readStream(another, { model: 'drains' });
    await first.firstRequest();
    const stopped = another.stopServer();
    expect(await reading).toMatchObject({
      text: '0 1 2 3 4 5 6 7 8 9 ',
      code: undefined,
      last: { finishReason: 'STOP' },
    });
    await stopped;
  });

  it('ends those that take too long with an error, and asks their provider no further', async () => {
    const another = await startAnother(100);
    let isBegun = () => undefined as unknown;
    const begun = new Promise((resolve) => {
      isBegun = () => resolve(undefined);
    });
    first.script(begins('Half ', () => isBegun()));
    const reading = readStream(another, { model: 'lingers' });
    await begun;
    const stopped = another.stopServer();
    expect(await reading).toMatchObject({ text: 'Half ', code: 'SUBGRAPH_UNAVAILABLE' });
    await stopped;
    expect(
      await eventually(
        () => first.leftEarly.length,
        (left) => left === 1,
      ),
    ).toBe(1);
  });
});
