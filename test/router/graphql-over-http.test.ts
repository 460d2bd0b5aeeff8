/** The server audit of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/): every MUST and SHOULD. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { goodKey, TestSupergraph } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
});
afterAll(() => supergraph.stop());

const audits = serverAudits({
  url: () => supergraph.url,
  // The audit's client has a key, and says that no browser has sent its simple requests unasked.
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('x-api-key', goodKey);
    headers.set('apollo-require-preflight', 'true');
    return fetch(url, { ...init, headers });
  },
});

it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
  const result = await audit.fn();
  const reason = 'reason' in result ? result.reason : '';
  expect([result.status, reason]).toEqual(['ok', '']);
});
