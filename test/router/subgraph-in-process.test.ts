/** Operations of a subgraph in the router's process, when it misbehaves. */
import { describe, expect, it } from '@jest/globals';
import type { AnswerOperation } from '../../platform/subgraph-server.ts';
import { subgraphInProcess } from '../../router/subgraph-in-process.ts';

const identity = { userId: 'ada', tier: 'STANDARD', groups: ['data-science-team'] } as const;
const ask = (answer: AnswerOperation, signal = new AbortController().signal) =>
  subgraphInProcess('inference', answer).fetch(
    { body: '{"query":"{ providers }"}', isQuery: true },
    { identity, anonymous: false, signal },
  );

describe('a subgraph in the process', () => {
  it('is told what is asked, and by whom', async () => {
    const told: unknown[] = [];
    const answer = await ask(async (body, caller) => {
      told.push(body, caller.identity);
      return '{"data":{"providers":["local"]}}';
    });
    expect(answer).toEqual({ data: { providers: ['local'] } });
    expect(told).toEqual(['{"query":"{ providers }"}', identity]);
  });

  it.each([
    ['throws', async () => Promise.reject(new Error('the secret table'))],
    ['answers no JSON', async () => 'the secret table'],
    ['answers no GraphQL', async () => '{"secret":"table"}'],
  ])('that %s cannot be reached, and nothing is told of why', async (_case, answer) => {
    await expect(ask(answer)).rejects.toMatchObject({
      code: 'PROVIDER_ERROR',
      message: 'The inference gateway cannot be reached',
    });
  });

  it('that refuses what the router sends is a fault of ours', async () => {
    const answer = async () => '{"errors":[{"message":"?","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}';
    await expect(ask(answer)).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Internal server error',
    });
  });

  it('is not asked by a client that has left', async () => {
    let asked = 0;
    const answer = async () => {
      asked += 1;
      return '{"data":{}}';
    };
    await expect(ask(answer, AbortSignal.abort())).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(asked).toBe(0);
  });

  it('that goes on when the client has left is not waited for, and hears of it', async () => {
    const leaving = new AbortController();
    let heard: AbortSignal | undefined;
    const asking = ask((_body, { signal }) => {
      heard = signal;
      return new Promise(() => undefined);
    }, leaving.signal);
    leaving.abort();
    await expect(asking).rejects.toMatchObject({ code: 'PROVIDER_ERROR' });
    expect(heard?.aborted).toBe(true);
  });
});
