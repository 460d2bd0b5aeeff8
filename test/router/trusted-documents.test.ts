/** Documents of ours take the way of every client's operation: plans over both subgraphs, access, masking, cancellation. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import type { Caller } from '../../router/caller.ts';
import { OperationError } from '../../router/trusted-documents.ts';
import { TestSupergraph, until } from './start-supergraph.ts';

type Document<Result> = TypedDocumentNode<Result, Record<string, unknown>>;

let supergraph: TestSupergraph;
beforeAll(async () => {
  supergraph = await TestSupergraph.start();
});
afterAll(() => supergraph.stop());

const documentOf = <Result>(text: string) => parse(text) as Document<Result>;
const callerWith = (signal = new AbortController().signal): Caller => ({
  identity: { userId: 'mira', tier: 'PREMIUM', groups: ['vision-team'] },
  anonymous: false,
  signal,
});
const execute = <Result>(text: string, variables: Record<string, unknown> = {}, caller = callerWith()) =>
  supergraph.router.documents.execute(documentOf<Result>(text), variables, caller);

it('plans over both subgraphs in the name of the caller', async () => {
  const answer = await execute(
    'query ($id: ID!) { caller { userId groups } model(id: $id) { framework card price } }',
    {
      id: 'fraud',
    },
  );
  expect(answer).toEqual({
    caller: { userId: 'mira', groups: ['vision-team'] },
    model: { framework: 'tensorflow', card: 'fraud on tensorflow', price: 7 },
  });
});

it('throws coded errors with the data that came along, and hides what is ours', async () => {
  const partial = await execute('{ model(id: "broken") { id price } }').catch((error) => error);
  expect(partial).toBeInstanceOf(OperationError);
  expect(partial).toMatchObject({ code: 'PROVIDER_ERROR', data: { model: { id: 'broken', price: null } } });

  const crashed = await execute('{ fails(code: "CRASH") }').catch((error) => error);
  expect(crashed).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' });
  expect(JSON.stringify(crashed)).not.toContain('secret table name');
});

it('cancels what the subgraph does when the caller leaves', async () => {
  const leaving = new AbortController();
  const { cancelled, asked: askedBefore } = supergraph.registry;
  const asked = execute('{ slow(milliseconds: 5000) }', {}, callerWith(leaving.signal)).catch(() => undefined);
  await until(() => supergraph.registry.asked === askedBefore + 1);
  leaving.abort();
  await asked;
  await until(() => supergraph.registry.cancelled === cancelled + 1);
});

it('streams events completed by the other subgraph, and leaves upstream when the loop or the caller is left', async () => {
  const document = documentOf<{ deploymentChanged: unknown }>(
    'subscription ($id: ID!) { deploymentChanged(modelId: $id) { sequence model { card } } }',
  );
  for (const how of ['loop', 'caller']) {
    const leaving = new AbortController();
    const events = supergraph.router.documents.subscribe(
      document,
      { id: 'fraud' },
      callerWith(leaving.signal),
      async () => undefined,
    );
    const first = events.next();
    await until(() => supergraph.registry.subscribers === 1);
    supergraph.registry.send({ sequence: 1, modelId: 'fraud' });
    expect((await first).value).toEqual({
      deploymentChanged: { sequence: 1, model: { card: 'fraud on tensorflow' } },
    });
    if (how === 'loop') await events.return?.();
    else {
      const waiting = events.next();
      leaving.abort();
      expect((await waiting).done).toBe(true);
    }
    await until(() => supergraph.registry.subscribers === 0);
  }
});

it('refuses what the subgraph refuses, and malformed variables', async () => {
  const failureOf = async (text: string, variables = {}) => {
    const { documents } = supergraph.router;
    const events = documents.subscribe(documentOf(text), variables, callerWith(), async () => undefined);
    return events.next().catch((error) => error);
  };
  expect(await failureOf('subscription { refused { sequence } }')).toMatchObject({ code: 'FORBIDDEN' });
  const malformed = await failureOf('subscription ($id: ID!) { deploymentChanged(modelId: $id) { sequence } }');
  expect(malformed).toMatchObject({ code: 'BAD_USER_INPUT' });
});

it('ends a stream whose caller is no longer allowed', async () => {
  const document = documentOf('subscription { deploymentChanged(modelId: "x") { sequence } }');
  const refused = async () => {
    throw new Error('revoked');
  };
  const first = supergraph.router.documents.subscribe(document, {}, callerWith(), refused).next();
  await until(() => supergraph.registry.subscribers === 1);
  supergraph.registry.send({ sequence: 1, modelId: 'x' });
  await expect(first).rejects.toBeInstanceOf(OperationError);
});
