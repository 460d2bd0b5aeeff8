/** What every place that serves models promises; run it on each adapter. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DeploymentTarget,
  ModelHealth,
  ModelToServe,
  StartedModel,
} from '../../subgraphs/registry/deployer/deployment-target.ts';

export interface TargetUnderTest {
  readonly target: DeploymentTarget;
  /** A model that can be served, of a new deployment. */
  model(modelId: string): ModelToServe;
  /** Models that cannot be started or verified: why, and what of the message tells a person. */
  readonly faults: readonly { readonly model: ModelToServe; readonly reason: string; readonly message: string }[];
  /** Makes a running model stop to answer, and answer again. */
  fail(model: ModelToServe): Promise<void>;
  mend(model: ModelToServe): Promise<void>;
  /** What its servers have written, some of it. */
  readonly logLine: string | undefined;
  /** Whether a second start of a model finds the first. */
  readonly adopts: boolean;
  /** How many replicas it can serve with; undefined when that is not in its hands. */
  readonly replicas: number | undefined;
  /** What is left at the place of everything that was started there. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;

export function describeDeploymentTarget(name: string, open: () => Promise<TargetUnderTest>): void {
  describe(`a deployment target: ${name}`, () => {
    let place: TargetUnderTest;
    beforeAll(async () => {
      place = await open();
    });
    afterAll(() => place.close());

    const start = async (model: ModelToServe) => {
      const progress: number[] = [];
      const started = await place.target.start(model, { signal, onProgress: (fraction) => progress.push(fraction) });
      return { ...model, ...started, progress };
    };
    const running = async () => (await place.target.list(signal)).map(({ deploymentId }) => deploymentId);

    it('starts a model, which is verified, listed, and gone once it is removed', async () => {
      const served = await start(place.model('whole-life'));
      expect(served.progress).toEqual(served.progress.toSorted((one, other) => one - other));
      expect(served.progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
      expect(new URL(served.endpoint).protocol).toMatch(/^https?:$/);
      await place.target.verify(served, signal);
      await place.target.shift(served, 100, signal);
      expect(await place.target.list(signal)).toContainEqual({
        deploymentId: served.deploymentId,
        endpoint: served.endpoint,
      });
      await place.target.remove(served);
      expect(await running()).not.toContain(served.deploymentId);
      await place.target.remove(served);
      expect(await place.leftovers()).toEqual([]);
    });

    it('serves at the same endpoint when it is started again from what it noted down', async () => {
      const first = await start(place.model('again'));
      const again = await start(first);
      expect(again.endpoint).toBe(first.endpoint);
      if (place.adopts) expect(again.placement).toEqual(first.placement);
      await place.target.verify(again, signal);
      expect((await running()).filter((id) => id === first.deploymentId)).toHaveLength(1);
      await place.target.remove(again);
      expect(await place.leftovers()).toEqual([]);
    });

    it('stops a model so that it can be started again', async () => {
      const first = await start(place.model('stopped'));
      await place.target.stop(first);
      await expect(place.target.verify(first, signal)).rejects.toMatchObject({ reason: 'UNHEALTHY' });
      const again = await start(first);
      await place.target.verify(again, signal);
      await place.target.remove(again);
      expect(await place.leftovers()).toEqual([]);
    });

    it('scales as far as it can, and says when it cannot', async () => {
      const served = await start(place.model('scaled'));
      if (place.replicas !== undefined) await place.target.scale(served, place.replicas, signal);
      await place.target.verify(served, signal);
      if (place.replicas === undefined || place.replicas === 1) {
        await expect(place.target.scale(served, 2, signal)).rejects.toMatchObject({ reason: 'TARGET_REJECTED' });
      }
      await place.target.remove(served);
    });

    it('says why a model cannot be served, and leaves nothing of it', async () => {
      for (const { model, reason, message } of place.faults) {
        const attempt = async () => {
          const started = await start(model);
          await place.target.verify({ ...model, ...started }, signal);
        };
        await expect(attempt()).rejects.toMatchObject({ reason, message: expect.stringContaining(message) });
        await place.target.remove(model);
        expect({ reason, left: await place.leftovers() }).toEqual({ reason, left: [] });
      }
    });

    it('gives up at once when it is told to, for the reason it is given', async () => {
      const reason = new Error('enough');
      const model = place.model('aborted');
      const aborted = AbortSignal.abort(reason);
      await expect(place.target.start(model, { signal: aborted, onProgress: () => undefined })).rejects.toBe(reason);
      await place.target.remove(model);
      expect(await place.leftovers()).toEqual([]);
    });

    it('tells that a model answers, once that it has stopped to, and once that it does again', async () => {
      const served = await start(place.model('watched'));
      const heard: ModelHealth[] = [];
      const moved: StartedModel[] = [];
      const lost: string[] = [];
      place.target.watch(served, {
        onHealth: (health) => heard.push(health),
        onMoved: (started) => moved.push(started),
        onLost: (message) => lost.push(message),
      });
      await eventually(() => heard.length === 1);
      await place.fail(served);
      await eventually(() => heard.length === 2);
      await place.mend(served);
      await eventually(() => heard.length === 3);
      expect(heard.map(({ status }) => status)).toEqual(['HEALTHY', 'UNHEALTHY', 'HEALTHY']);
      expect(heard.every(({ message }) => message.length > 10)).toBe(true);
      expect({ moved, lost }).toEqual({ moved: [], lost: [] });
      await place.target.remove(served);
      expect(await place.leftovers()).toEqual([]);
    });

    it('hands over what the servers write', async () => {
      const served = await start(place.model('logged'));
      const reading = new AbortController();
      const lines: string[] = [];
      const read = place.target.logs(served, { signal: reading.signal, onLine: (line) => lines.push(line) });
      if (place.logLine !== undefined) {
        const { logLine } = place;
        await eventually(() => lines.some((line) => line.includes(logLine)));
      }
      reading.abort();
      await read;
      await place.target.remove(served);
    });
  });
}

async function eventually(look: () => boolean): Promise<void> {
  for (const until = Date.now() + 30_000; !look(); await sleep(20)) {
    if (Date.now() > until) throw new Error('not in time');
  }
}
