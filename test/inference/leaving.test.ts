/** A reader who leaves between two pieces of an answer leaves whoever makes it, too. */
import { expect, it } from '@jest/globals';
import { cached } from '../../subgraphs/inference/domain/cached-answers.ts';
import type { Plan } from '../../subgraphs/inference/domain/completion-plan.ts';
import { createRun, type Step } from '../../subgraphs/inference/domain/run.ts';

const patience = {
  attempts: 1,
  firstTokenMilliseconds: 1_000,
  idleMilliseconds: 1_000,
  wholeMilliseconds: 1_000,
  streamMilliseconds: 1_000,
};
const noCache = { load: async () => undefined, save: async () => undefined };

it('also when its work could be shared', async () => {
  let ended = false;
  const endless: Step = async function* () {
    try {
      for (;;) yield { content: 'more' };
    } finally {
      ended = true;
    }
  };
  const plan = {
    request: { messages: [], tools: [], toolChoice: 'auto' },
    candidates: { considered: [], inOrder: [] },
    ownTools: [],
    patience,
  } as unknown as Plan;
  const caller = { userId: 'ada', tier: 'STANDARD' as const, groups: ['team-a'] };
  const run = createRun({ caller, plan, streamed: true, signal: new AbortController().signal });
  const reading = cached({ answerCache: noCache, cacheByDefault: 'OFF', cacheSeconds: 60 }, endless)(run);
  expect(await reading.next()).toEqual({ done: false, value: { content: 'more' } });
  await reading.return(undefined as never);
  expect(ended).toBe(true);
});
