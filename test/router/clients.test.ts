/** The clients people use, as they come: queries, mutations, errors and subscriptions over every wire each of them knows. */
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnyVariables, fetchExchange, subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { goodKey, TestSupergraph, until } from './start-supergraph.ts';

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
});
afterAll(() => supergraph.stop());

const headers = { 'x-api-key': goodKey };
const models = 'query Models { models { id card } }';
const register = 'mutation Register($id: ID!) { register(id: $id) { id routable } }';
const partlyFailing = 'query Prices { models { id price } }';
const changes = 'subscription Changes($id: ID!) { deploymentChanged(modelId: $id) { sequence model { card } } }';
const refused = 'subscription { refused { sequence } }';

const allModels = ['fraud', 'broken', 'churn'].map((id) => ({ id, card: `${id} on tensorflow` }));
const registered = { register: { id: 'new', routable: true } };
const prices = ['fraud', 'broken', 'churn'].map((id) => ({ id, price: id === 'broken' ? null : 7 }));
const noPrice = { message: 'No price for it', extensions: { code: 'PROVIDER_ERROR', service: 'inference' } };
const change = (sequence: number) => ({ deploymentChanged: { sequence, model: { card: 'fraud on tensorflow' } } });

/** What a client does with a subscription: tells of results and of errors, and can leave. */
type Subscribe = (
  query: string,
  on: { next: (data: unknown) => void; failed: (error: unknown) => void },
) => { leave(): void };

/** Two events reach the client, complete and in order; then it leaves, and so does the router. */
async function followsChanges(subscribe: Subscribe): Promise<void> {
  const told: unknown[] = [];
  const faults: unknown[] = [];
  const { leave } = subscribe(changes, {
    next: (data) => told.push(data),
    failed: (error) => faults.push(error),
  });
  await until(() => supergraph.registry.subscribers === 1);
  for (const sequence of [1, 2]) {
    supergraph.registry.send({ sequence, modelId: 'fraud' });
    await until(() => told.length === sequence || faults.length > 0);
  }
  expect([told, faults]).toEqual([[change(1), change(2)], []]);
  leave();
  await until(() => supergraph.registry.subscribers === 0);
}

/** The client hears why it may not subscribe. */
async function hearsRefusal(subscribe: Subscribe): Promise<void> {
  const faults: unknown[] = [];
  subscribe(refused, { next: () => undefined, failed: (error) => faults.push(error) });
  await until(() => faults.length > 0);
  expect(JSON.stringify(faults)).toMatch(/Not for you.*FORBIDDEN/);
}

describe('Apollo Client', () => {
  const clientOver = (link: ApolloClient.Options['link']) => new ApolloClient({ link, cache: new InMemoryCache() });
  const http = () => clientOver(new HttpLink({ uri: supergraph.url, headers }));
  const subscribeWith =
    (client: ApolloClient): Subscribe =>
    (query, { next, failed }) => {
      const subscription = client
        .subscribe({ query: gql(query), variables: { id: 'fraud' }, fetchPolicy: 'no-cache' })
        .subscribe({
          next: ({ data, error }) => (error ? failed(errorsOf(error)) : next(withoutTypenames(data))),
          error: (error) => failed(errorsOf(error)),
        });
      return { leave: () => subscription.unsubscribe() };
    };
  const errorsOf = (error: unknown) => (CombinedGraphQLErrors.is(error) ? error.errors : String(error));

  it('queries, mutates, and gets partial data with coded errors', async () => {
    const client = http();
    expect(withoutTypenames((await client.query({ query: gql(models), fetchPolicy: 'no-cache' })).data)).toEqual({
      models: allModels,
    });
    const { data } = await client.mutate({
      mutation: gql(register),
      variables: { id: 'new' },
      fetchPolicy: 'no-cache',
    });
    expect(withoutTypenames(data)).toEqual(registered);
    const partial = await client.query({ query: gql(partlyFailing), fetchPolicy: 'no-cache', errorPolicy: 'all' });
    expect(withoutTypenames(partial.data)).toEqual({ models: prices });
    expect(errorsOf(partial.error)).toMatchObject([noPrice]);
  });

  it.each([
    ['graphql-ws', () => clientOver(new GraphQLWsLink(supergraph.socket()))],
    ['its own multipart protocol, in its HTTP link', http],
  ])('subscribes over %s', async (_wire, client) => {
    const subscribe = subscribeWith(client());
    await followsChanges(subscribe);
    await hearsRefusal(subscribe);
  });
});

describe('urql', () => {
  const overHttp = () =>
    new UrqlClient({
      url: supergraph.url,
      exchanges: [fetchExchange],
      fetchOptions: { headers },
      fetchSubscriptions: true,
      preferGetMethod: false,
    });
  const overWebSocket = () => {
    const socket = supergraph.socket();
    return new UrqlClient({
      url: supergraph.url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query = '', variables }) => ({
            subscribe: (sink) => {
              const next = (result: object) => sink.next({ data: null, ...result });
              return { unsubscribe: socket.subscribe({ query, variables: { ...variables } }, { ...sink, next }) };
            },
          }),
        }),
      ],
    });
  };
  const subscribeWith =
    (client: UrqlClient): Subscribe =>
    (query, { next, failed }) => {
      const { unsubscribe } = client
        .subscription<unknown, AnyVariables>(query, { id: 'fraud' })
        .subscribe(({ data, error }) => (error ? failed(error.graphQLErrors) : next(data)));
      return { leave: unsubscribe };
    };

  it('queries, mutates, and gets partial data with coded errors', async () => {
    const client = overHttp();
    expect((await client.query(models, {}).toPromise()).data).toEqual({ models: allModels });
    expect((await client.mutation(register, { id: 'new' }).toPromise()).data).toEqual(registered);
    const partial = await client.query(partlyFailing, {}).toPromise();
    expect(partial.data).toEqual({ models: prices });
    expect(partial.error?.graphQLErrors).toMatchObject([noPrice]);
  });

  it.each([
    ['graphql-ws', overWebSocket],
    ['server-sent events, in its fetch exchange', overHttp],
  ])('subscribes over %s', async (_wire, client) => {
    const subscribe = subscribeWith(client());
    await followsChanges(subscribe);
    await hearsRefusal(subscribe);
  });
});

describe('graphql-request', () => {
  it('queries, mutates, and throws coded errors with the data that came along; it knows no subscriptions', async () => {
    const client = new GraphQLClient(supergraph.url, { headers });
    expect(await client.request(models)).toEqual({ models: allModels });
    expect(await client.request(register, { id: 'new' })).toEqual(registered);
    const failure = await client.request(partlyFailing).catch((error) => error);
    expect(failure).toBeInstanceOf(ClientError);
    expect(failure.response).toMatchObject({ data: { models: prices }, errors: [noPrice] });
    const stranger = new GraphQLClient(supergraph.url);
    await expect(stranger.request(models)).rejects.toMatchObject({
      response: { status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
  });
});

describe('graphql-sse', () => {
  const subscribeOver =
    (client: ReturnType<typeof createSseClient>): Subscribe =>
    (query, { next, failed }) => {
      const leave = client.subscribe(
        { query, variables: { id: 'fraud' } },
        {
          next: ({ data, errors }) => (errors ? failed(errors) : next(data)),
          error: failed,
          complete: () => undefined,
        },
      );
      return { leave };
    };

  it('subscribes over distinct connections', async () => {
    const client = createSseClient({ url: supergraph.url, headers, retryAttempts: 0 });
    await followsChanges(subscribeOver(client));
    await hearsRefusal(subscribeOver(client));
    client.dispose();
  });
});

/** Apollo Client asks for `__typename` everywhere. */
function withoutTypenames(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (name, inner) => (name === '__typename' ? undefined : inner)));
}
