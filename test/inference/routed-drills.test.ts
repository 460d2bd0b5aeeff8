/** Drills of the whole way: client, router, gateway, provider. */
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../infra/temporary-folder.ts';
import { begins, hangs, says, type UpstreamStep } from './chat-upstream.ts';
import { eventually } from './start-gateway.ts';
import {
  post,
  type Routed,
  type RouterAddress,
  readOverOpenAi,
  readOverServerSentEvents,
  readOverWebSocket,
  startRouted,
} from './start-routed.ts';

const folder = temporaryFolder();
let routed: Routed;
beforeAll(async () => {
  routed = await startRouted(folder);
});
afterAll(() => routed.stop());
beforeEach(() => {
  routed.first.script(says('First.'));
});

const pieceCharacters = 8_000;

/** Streams `pieces` of text: one, and once it is let loose the rest as fast as they are read. */
function flood(pieces: number): { readonly step: UpstreamStep; sent(): number; letLoose(): void } {
  const chunk = (delta: object, reason: string | null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  const piece = chunk({ content: 'x'.repeat(pieceCharacters) }, null);
  const loose = Promise.withResolvers<void>();
  let sent = 0;
  return {
    sent: () => sent,
    letLoose: () => loose.resolve(),
    async step(_request, response) {
      const closed = once(response, 'close');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece);
      await loose.promise;
      for (sent = 1; sent < pieces && !response.destroyed; sent += 1) {
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), closed]);
      }
      response.write(chunk({}, 'stop'));
      response.end('data: [DONE]\n\n');
    },
  };
}

const wholeMutation = {
  query: 'mutation ($input: CompletionInput!) { createCompletion(input: $input) { message { content } } }',
  variables: { input: { model: 'left', messages: [{ role: 'USER', content: 'hi' }], cache: { mode: 'OFF' } } },
};

const wholeOfOpenAi = { model: 'left', messages: [{ role: 'user', content: 'hi' }] };

const apart = (): RouterAddress => routed;
const inOneProcess = (): RouterAddress => routed.inOneProcess;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Once `count` has stopped to change. */
async function standing(count: () => number): Promise<number> {
  let before = -1;
  await eventually(
    async () => {
      const stands = count() === before;
      before = count();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return stands && count() === before;
    },
    Boolean,
    30_000,
  );
  return count();
}

describe('a reader that stops reading', () => {
  it.each([
    ['over WebSocket', readOverWebSocket, apart, 2_500],
    ['over server-sent events', readOverServerSentEvents, apart, 2_500],
    // A connection more, whose buffers in the kernel are to be filled first.
    ["of OpenAI's API", readOverOpenAi, apart, 7_500],
    ["of OpenAI's API in one process", readOverOpenAi, inOneProcess, 2_500],
  ])(
    '%s stops the provider, and gets everything when it reads on',
    async (_way, open, address, pieces) => {
      const { step, sent, letLoose } = flood(pieces);
      routed.first.script(step);
      const reader = open(address(), 'floods');
      await reader.first;
      reader.pause();
      letLoose();
      const stoppedAt = await standing(sent);
      expect(stoppedAt).toBeLessThan(pieces);
      reader.resume();
      await reader.ended;
      expect([reader.characters(), reader.finishReason()?.toUpperCase()]).toEqual([pieces * pieceCharacters, 'STOP']);
    },
    60_000,
  );
});

describe('a client that leaves', () => {
  const endless: UpstreamStep = begins('Once ', (response) => {
    const timer = setInterval(() => {
      response.write('data: {"choices":[{"index":0,"delta":{"content":"more "},"finish_reason":null}]}\n\n');
    }, 10);
    response.on('close', () => clearInterval(timer));
  });

  /** Milliseconds from `leave` until the provider's connection is closed. */
  async function untilProviderIsLeft(leave: () => void): Promise<number> {
    const { leftEarly } = routed.first;
    const before = performance.now();
    leave();
    const [closedAt] = await eventually(
      () => leftEarly,
      ({ length }) => length > 0,
    );
    return (closedAt ?? Number.POSITIVE_INFINITY) - before;
  }
  async function ofFive(leaveOnce: () => Promise<number>): Promise<number> {
    const times: number[] = [];
    for (let index = 0; index < 5; index += 1) times.push(await leaveOnce());
    return median(times);
  }

  it.each([
    ['a stream over WebSocket', readOverWebSocket, apart],
    ['a stream of server-sent events', readOverServerSentEvents, apart],
    ["a stream of OpenAI's API", readOverOpenAi, apart],
    ["a stream of OpenAI's API in one process", readOverOpenAi, inOneProcess],
  ])('%s ends the request to the provider within 100 ms', async (_way, open, address) => {
    const milliseconds = await ofFive(async () => {
      routed.first.script(endless);
      const reader = open(address(), 'left');
      await reader.first;
      return untilProviderIsLeft(reader.leave);
    });
    expect(milliseconds).toBeLessThan(100);
  });

  it.each([
    ['a mutation', '/graphql', wholeMutation, apart],
    ['a mutation in one process', '/graphql', wholeMutation, inOneProcess],
    ["an answer of OpenAI's API", '/v1/chat/completions', wholeOfOpenAi, apart],
    ["an answer of OpenAI's API in one process", '/v1/chat/completions', wholeOfOpenAi, inOneProcess],
  ])('%s ends the request to the provider within 100 ms', async (_way, path, body, address) => {
    const milliseconds = await ofFive(async () => {
      routed.first.script(hangs);
      const leaving = new AbortController();
      const asking = post(address(), path, body, leaving.signal).catch(() => undefined);
      await routed.first.firstRequest();
      const passed = await untilProviderIsLeft(() => leaving.abort());
      await asking;
      return passed;
    });
    expect(milliseconds).toBeLessThan(100);
  });
});

describe('a provider that does not stop sending', () => {
  /** Sends `beginning` and then `more`, as fast as it is read, up to 200 MB. */
  function swelling(type: string, beginning: string, more: string): { readonly step: UpstreamStep; sent(): number } {
    let sent = 0;
    return {
      sent: () => sent,
      async step(_request, response) {
        const closed = once(response, 'close');
        response.writeHead(200, { 'content-type': type });
        response.write(beginning);
        for (; sent < 200 * 1024 * 1024 && !response.destroyed; sent += more.length) {
          if (!response.write(more)) await Promise.race([once(response, 'drain'), closed]);
        }
        response.end();
      },
    };
  }
  const megabyte = 'x'.repeat(1024 * 1024);

  it.each([
    ['one event', 'data: {"choices":[{"index":0,"delta":{"content":"', megabyte],
    ['lines of one event', 'data: {"choices":\n', 'data: [\n'.repeat(100_000)],
  ])('%s is given up before it fills the memory', async (_case, beginning, more) => {
    const { step, sent } = swelling('text/event-stream', beginning, more);
    routed.first.script(step);
    const reader = readOverWebSocket(routed, 'swells');
    await reader.ended;
    expect(reader.errorCode()).toBe('PROVIDER_ERROR');
    expect(sent()).toBeLessThan(64 * 1024 * 1024);
  });

  it('an answer is given up before it fills the memory', async () => {
    const { step, sent } = swelling('application/json', '{"choices":[{"message":{"content":"', megabyte);
    routed.first.script(step);
    const { errors } = (await (await post(routed, '/graphql', wholeMutation)).json()) as {
      errors: { extensions: { code: string } }[];
    };
    expect(errors[0]?.extensions.code).toBe('PROVIDER_ERROR');
    expect(sent()).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('a limit of the gateway', () => {
  const openAiBody = { model: 'limited', messages: [{ role: 'user', content: 'hi' }] };
  const ways = [
    ['over GraphQL', '/graphql', wholeMutation, { rate: 200, budget: 200 }, apart],
    ['over GraphQL in one process', '/graphql', wholeMutation, { rate: 200, budget: 200 }, inOneProcess],
    ["of OpenAI's API", '/v1/chat/completions', openAiBody, { rate: 429, budget: 402 }, apart],
    ["of OpenAI's API in one process", '/v1/chat/completions', openAiBody, { rate: 429, budget: 402 }, inOneProcess],
  ] as const;

  it.each(ways)('is told in headers of an answer %s', async (_way, path, body, status, at) => {
    const address = { ...at(), authorization: await routed.authorizationOf('FREE') };
    await post(address, path, body);
    const refused = await post(address, path, body);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(refused.status).toBe(status.rate);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(70);
    const named = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
    expect(named.map((name) => refused.headers.get(name))).toEqual(['1', '0', String(seconds)]);
    expect(await refused.text()).toMatch(/RATE_LIMITED|rate_limit_exceeded/);
  });

  it.each(ways)('that is a budget says %s when there is room again', async (_way, path, body, status, at) => {
    const address = { ...at(), authorization: await routed.authorizationOf('PREMIUM') };
    const refused = await post(address, path, body);
    expect(refused.status).toBe(status.budget);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toMatch(/BUDGET_EXCEEDED|insufficient_quota/);
  });
});
