/** Queries and mutations to a subgraph that runs in this process. As `http-subgraph.ts`, without a connection in between. */
import { DomainError } from '../platform/errors.ts';
import type { AnswerOperation } from '../platform/subgraph-server.ts';
import { traced } from '../platform/tracing.ts';
import { graphqlAnswer, type SubgraphOperations } from './http-subgraph.ts';
import { deadlineOf, late, unreachable } from './subgraph-faults.ts';

export function subgraphInProcess(name: string, answer: AnswerOperation): SubgraphOperations {
  const milliseconds = deadlineOf(name);

  /** Who has left, or has waited long enough, waits no longer, whatever the subgraph still does. */
  const answerInTime: AnswerOperation = (body, { identity, signal }) =>
    new Promise((resolve, reject) => {
      const leaving = new AbortController();
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      };
      const giveUp = (error: Error): void => {
        settle();
        reject(error);
        leaving.abort(error);
      };
      const leave = (): void => giveUp(new Error('The client has left'));
      const timer = setTimeout(() => giveUp(late(name, new Error(`no answer in ${milliseconds} ms`))), milliseconds);
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      answer(body, { identity, signal: leaving.signal }).then(resolve, reject).finally(settle);
    });

  const fetch: SubgraphOperations['fetch'] = async ({ body }, caller) => {
    try {
      const text = await answerInTime(body, caller);
      return graphqlAnswer(name, { status: 200, contentType: 'application/json', text });
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw unreachable(name, caller.signal.aborted ? undefined : error);
    }
  };

  return {
    fetch: (request, caller) =>
      traced('subgraph request', { 'modelgraph.subgraph': name }, () => fetch(request, caller), { kind: 'CLIENT' }),
    close: async () => undefined,
  };
}
