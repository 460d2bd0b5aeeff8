/** Watching over a channel that loses, repeats and reorders what it carries. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deploymentStatusChanged, statusChange } from '../../subgraphs/registry/domain/events.ts';
import type { StatusChange } from '../../subgraphs/registry/domain/model.ts';
import { timeOrderedId } from '../../subgraphs/registry/domain/time-ordered-id.ts';
import { type HintListener, type Subject, watch } from '../../subgraphs/registry/domain/watch.ts';
import { queued, sampleVersion } from './samples.ts';
import { rest, take } from './start-registry.ts';
import { startStore } from './start-store.ts';

const { store } = await startStore();

/** A channel in the hands of the test. */
function createChannel() {
  const listeners = new Set<HintListener>();
  return {
    listeners,
    listen(_subject: Subject, listener: HintListener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(change: StatusChange) {
      for (const listener of listeners) listener.changed(change);
    },
    interrupt() {
      for (const listener of listeners) listener.interrupted();
    },
  };
}

/** A new deployment, with a function that takes it one change further. */
async function startDeployment(modelId = `model-${timeOrderedId()}`) {
  const version = sampleVersion({ modelId });
  const newModel = { id: modelId, teamId: version.teamId, createdAt: '', latestVersion: '1.0.0' };
  await store.commit({ newModel, version: { after: version }, events: [] });
  const { deployment, commit } = queued(version);
  await store.commit(commit);
  let current = deployment;
  const advance = async (phase: 'PREPARING' | 'DONE' = 'PREPARING'): Promise<StatusChange> => {
    const { sequence, revision } = current;
    const next = {
      ...current,
      phase,
      message: `change ${sequence + 1}`,
      sequence: sequence + 1,
      revision: revision + 1,
    };
    await store.commit({ deployments: [{ before: current, after: next }], events: [deploymentStatusChanged(next)] });
    current = next;
    return statusChange(next);
  };
  return { id: deployment.id, modelId, first: statusChange(deployment), advance };
}

const watching = (
  channel: ReturnType<typeof createChannel>,
  subject: Subject,
  signal = new AbortController().signal,
  after: ReadonlyMap<string, number> = new Map(),
) => watch(store, channel, { subject, after }, signal, () => new Date());
const sequencesOf = (changes: readonly StatusChange[]): number[] => changes.map(({ sequence }) => sequence);

describe('a watched deployment', () => {
  const changeCount = 6;
  /** Which changes the channel carries, in its order; some never, some often. */
  const deliveries = fc.array(fc.oneof(fc.nat(changeCount - 1), fc.constant('interruption' as const)), {
    maxLength: 12,
  });

  it('shows every change once and in order, whatever the channel does to the hints but the last', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, fc.nat(changeCount), async (delivered, changesBefore) => {
        const channel = createChannel();
        const { id, first, advance } = await startDeployment();
        const changes = [first];
        for (let count = 0; count < changesBefore; count++) changes.push(await advance());
        const events = watching(channel, { deploymentId: id });
        const seen = await take(events, 1);
        while (changes.length < changeCount) changes.push(await advance());
        const end = await advance('DONE');
        for (const delivery of delivered) {
          if (delivery === 'interruption') channel.interrupt();
          else channel.send(changes[delivery] ?? first);
        }
        channel.send(end);
        seen.push(...(await rest(events)));
        expect(sequencesOf(seen)).toEqual(
          Array.from({ length: end.sequence - changesBefore }, (_, index) => changesBefore + 1 + index),
        );
        expect(channel.listeners.size).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  it('that was unknown when the watching began is shown from its beginning', async () => {
    const channel = createChannel();
    const known = await startDeployment();
    const events = watching(channel, { modelId: known.modelId });
    await take(events, 1);
    const { first, advance } = await startDeployment();
    await advance();
    channel.send(await advance());
    channel.send(first);
    expect(sequencesOf(await take(events, 3))).toEqual([1, 2, 3]);
  });
});

describe('a subscriber', () => {
  it('that reads too slowly is cut off', async () => {
    const channel = createChannel();
    const { id, first } = await startDeployment();
    const events = watching(channel, { deploymentId: id });
    await take(events, 1);
    for (let sequence = 2; sequence <= 1_102; sequence++) channel.send({ ...first, sequence });
    await expect(rest(events)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(channel.listeners.size).toBe(0);
  });

  it('that leaves while nothing happens is let go at once', async () => {
    const channel = createChannel();
    const leaving = new AbortController();
    const { id } = await startDeployment();
    const events = watching(channel, { deploymentId: id }, leaving.signal);
    await take(events, 1);
    const waiting = events.next();
    leaving.abort();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(channel.listeners.size).toBe(0);
  });
});

describe('a subscriber who comes back', () => {
  it('gets what it missed of each deployment, in order, and the current status of the others', async () => {
    const one = await startDeployment();
    for (let change = 0; change < 4; change += 1) await one.advance();
    const other = await startDeployment(`model-${timeOrderedId()}`);
    const channel = createChannel();
    const after = new Map([
      [one.id, 2],
      [other.id, 1],
    ]);
    const events = watching(channel, { modelId: one.modelId }, undefined, after);
    expect(sequencesOf(await take(events, 3))).toEqual([3, 4, 5]);
    channel.send(await one.advance());
    expect(sequencesOf(await take(events, 1))).toEqual([6]);
    await events.return(undefined);
  });

  it('of a deployment that ended meanwhile gets the rest, or nothing more, and its stream completes', async () => {
    const { id, advance } = await startDeployment();
    await advance();
    await advance('DONE');
    const ended = (sequence: number) =>
      watching(createChannel(), { deploymentId: id }, undefined, new Map([[id, sequence]]));
    expect(sequencesOf(await rest(ended(1)))).toEqual([2, 3]);
    expect(sequencesOf(await rest(ended(3)))).toEqual([]);
  });

  it('learns nothing of deployments that are not of its subject', async () => {
    const mine = await startDeployment();
    const foreign = await startDeployment();
    await foreign.advance();
    const after = new Map([[foreign.id, 1]]);
    const events = watching(createChannel(), { deploymentId: mine.id }, undefined, after);
    expect((await take(events, 1))[0]?.deploymentId).toBe(mine.id);
    await events.return(undefined);
  });
});
