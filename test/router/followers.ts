/** Clients of one subscription over each of the router's wires, which note what comes and how it ends. */
import type { Client } from 'graphql-ws';

export interface Followed {
  /** The results, in order. */
  readonly results: Result[];
  /** Once the stream has ended: the errors it ended with, or none. */
  readonly ended: Result['errors'][];
  leave(): void;
}

interface Result {
  // biome-ignore lint/suspicious/noExplicitAny: tests read results of many shapes, and fail on a wrong one.
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[] | undefined;
}

interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

export const wires = ['WebSocket', 'server-sent events', 'multipart'] as const;
type Wire = (typeof wires)[number];

/** Subscribes over `wire`. */
export function follow(
  wire: Wire,
  router: { readonly url: string; readonly apiKey: string; socket(): Client },
  operation: Operation,
): Followed {
  if (wire === 'WebSocket') return overWebSocket(router.socket(), operation);
  const [accept, read] = wire === 'multipart' ? multipart : serverSentEvents;
  return overHttp(router, accept, read, operation);
}

function overWebSocket(client: Client, operation: Operation): Followed {
  const results: Result[] = [];
  const ended: Result['errors'][] = [];
  const leave = client.subscribe<Record<string, unknown>>(operation, {
    next: (result) => void results.push(result as Result),
    error: (errors) => void ended.push(errors as Result['errors']),
    complete: () => void ended.push(undefined),
  });
  return { results, ended, leave };
}

type ReadResults = (text: string) => { readonly results: Result[]; readonly isOver: boolean };

const serverSentEvents = [
  'text/event-stream',
  (text) => ({
    results: [...text.matchAll(/^event: next\ndata: (.*)\n\n/gm)].map(([, data = '']) => JSON.parse(data)),
    isOver: text.endsWith('event: complete\ndata:\n\n'),
  }),
] as const satisfies readonly [string, ReadResults];

const multipart = [
  'multipart/mixed;subscriptionSpec=1.0,application/json',
  (text) => ({
    results: [...text.matchAll(/json\r\n\r\n(.*)\r\n--graphql/g)].flatMap(([, body = '']) => {
      const { payload, errors } = JSON.parse(body);
      return payload ? [payload] : errors ? [{ errors }] : [];
    }),
    isOver: text.endsWith('--graphql--\r\n'),
  }),
] as const satisfies readonly [string, ReadResults];

function overHttp(
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
  accept: string,
  read: ReadResults,
  operation: Operation,
): Followed {
  const results: Result[] = [];
  const ended: Result['errors'][] = [];
  const leaving = new AbortController();
  const reading = async (): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'x-api-key': apiKey, accept };
    const init = { method: 'POST', headers, body: JSON.stringify(operation), signal: leaving.signal };
    const response = await fetch(url, init);
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const told = read(text).results.filter(({ data }) => data);
      results.push(...told.slice(results.length));
    }
    const { results: all, isOver } = read(text);
    ended.push(isOver ? all.find(({ data }) => !data)?.errors : [{ message: `The stream broke off: ${text}` }]);
  };
  reading().catch(() => ended.push([{ message: 'The connection was lost' }]));
  return { results, ended, leave: () => leaving.abort() };
}
