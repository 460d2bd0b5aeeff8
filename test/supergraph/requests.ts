/** Requests to the router in the name of a team, over HTTP and over WebSocket. */
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createPauses } from '../runner/pauses.ts';
import type { Supergraph } from './start-in-process.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by the tests, field by field
export type Answer = { data: any; errors?: { message: string; extensions: any }[] };

export type Requests = ReturnType<typeof requestsTo>;

export function requestsTo(supergraph: Supergraph) {
  async function ask(team: string, query: string, variables: object = {}): Promise<Answer> {
    const response = await fetch(supergraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await supergraph.headers(team)) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  /** The data, of a request that must not fail. */
  async function done(team: string, query: string, variables: object = {}) {
    const { data, errors } = await ask(team, query, variables);
    if (errors) throw Object.assign(new Error(errors[0]?.message), { errors });
    return data;
  }

  const codeOf = async (team: string, query: string): Promise<string | undefined> =>
    (await ask(team, query)).errors?.[0]?.extensions.code;

  const socket = (team: string): Client =>
    createClient({
      url: supergraph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: () => supergraph.headers(team),
      retryAttempts: 0,
    });

  async function firstEvent(team: string, query: string): Promise<Answer> {
    const client = socket(team);
    try {
      for await (const event of client.iterate({ query })) return event as unknown as Answer;
    } catch (refused) {
      return { data: null, errors: refused as Answer['errors'] & object };
    } finally {
      await client.dispose();
    }
    return { data: null };
  }

  return { ask, done, codeOf, socket, firstEvent };
}

/** Asks until it is so: lists and the gateway follow a change by some milliseconds. */
export async function eventually(condition: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 30_000;
  const pause = createPauses();
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It never came true: ${condition}`);
    await pause();
  }
}
