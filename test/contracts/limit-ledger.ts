/** What every ledger of limits promises; run it on each implementation. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Claim, LimitedSubject, LimitLedger, Limits } from '../../subgraphs/inference/domain/limits.ts';

/** The beginning of a minute, far from midnight. */
const noon = Date.UTC(2031, 4, 14, 12);
const minute = 60_000;

let subjects = 0;
function subjectWith(limits: Limits, kind: LimitedSubject['kind'] = 'API_KEY'): LimitedSubject {
  subjects += 1;
  return { kind, id: `subject-${subjects}-${process.pid}`, limits };
}

let claims = 0;
function claimOf(subjectList: readonly LimitedSubject[], more: Partial<Claim> = {}): Claim {
  claims += 1;
  return {
    id: `claim-${claims}`,
    subjects: subjectList,
    tokens: 10,
    cost: 0,
    least: { tokens: 0, cost: 0 },
    isStream: false,
    at: noon,
    ...more,
  };
}

export function describeLimitLedger(name: string, open: () => Promise<LimitLedger>, rivals = 200): void {
  describe(`a ledger of limits on ${name}`, () => {
    let ledger: LimitLedger;
    beforeAll(async () => {
      ledger = await open();
    });
    const granted = async (claim: Claim): Promise<boolean> => (await ledger.reserve(claim)) === undefined;
    const countGranted = async (make: () => Claim, times: number): Promise<number> => {
      const outcomes = await Promise.all(Array.from({ length: times }, () => granted(make())));
      return outcomes.filter(Boolean).length;
    };

    it('grants what is not limited', async () => {
      const subject = subjectWith({});
      expect(await countGranted(() => claimOf([subject], { tokens: 1e9, cost: 1e12, isStream: true }), 5)).toBe(5);
    });

    it('grants as many of rival requests as the limit has, and never one more', async () => {
      const subject = subjectWith({ requestsPerMinute: rivals / 2 });
      expect(await countGranted(() => claimOf([subject]), rivals)).toBe(rivals / 2);
    });

    it('grants rival requests as far as the budget goes, and never further', async () => {
      const subject = subjectWith({ dailyBudget: (rivals / 2) * 3_000_000_000 });
      expect(await countGranted(() => claimOf([subject], { cost: 3_000_000_000 }), rivals)).toBe(rivals / 2);
    });

    it('says which limit it was, what is left and when to come back', async () => {
      const subject = subjectWith({ requestsPerMinute: 2, tokensPerMinute: 1_000 });
      await ledger.reserve(claimOf([subject], { tokens: 100, at: noon + 15_000 }));
      expect(await ledger.reserve(claimOf([subject], { tokens: 901, at: noon + 30_000 }))).toEqual({
        subject,
        name: 'tokensPerMinute',
        limit: 1_000,
        remaining: 900,
        // When the slot of the first has left the window.
        retryAfterMilliseconds: 50_000,
      });
      await ledger.reserve(claimOf([subject], { at: noon + 30_000 }));
      expect(await ledger.reserve(claimOf([subject], { at: noon + 30_000 }))).toMatchObject({
        name: 'requestsPerMinute',
        limit: 2,
        remaining: 0,
      });
    });

    it('grants what it refused once the time it named has passed, and not before', async () => {
      const subject = subjectWith({ requestsPerMinute: 4 });
      await countGranted(() => claimOf([subject], { at: noon + 12_000 }), 1);
      await countGranted(() => claimOf([subject], { at: noon + 31_000 }), 3);
      const at = noon + 55_000;
      const wait = (await ledger.reserve(claimOf([subject], { at })))?.retryAfterMilliseconds ?? 0;
      expect(wait).toBe(25_000);
      expect(await granted(claimOf([subject], { at: at + wait - 1 }))).toBe(false);
      expect(await granted(claimOf([subject], { at: at + wait }))).toBe(true);
      expect(await granted(claimOf([subject], { at: at + wait }))).toBe(false);
      expect(await countGranted(() => claimOf([subject], { at: noon + 5 * minute }), 9)).toBe(4);
    });

    it('puts what was used in the place of what was reserved', async () => {
      const subject = subjectWith({ tokensPerMinute: 100, dailyBudget: 50 });
      const large = claimOf([subject], { tokens: 90, cost: 45 });
      expect(await granted(large)).toBe(true);
      expect(await granted(claimOf([subject], { tokens: 20 }))).toBe(false);
      await ledger.settle(large, { tokens: 30, cost: 20 });
      expect(await ledger.reserve(claimOf([subject], { tokens: 71 }))).toMatchObject({ remaining: 70 });
      expect(await ledger.reserve(claimOf([subject], { tokens: 0, cost: 31 }))).toMatchObject({
        name: 'dailyBudget',
        remaining: 30,
      });
    });

    it('counts what was spent by the day and the month of now', async () => {
      const subject = subjectWith({ dailyBudget: 50, monthlyBudget: 60 });
      const claim = claimOf([subject], { cost: 40, at: Date.now() });
      await ledger.reserve(claim);
      await ledger.settle(claim, { tokens: 0, cost: 45 });
      expect(await ledger.reserve(claimOf([subject], { cost: 6, at: Date.now() }))).toMatchObject({
        name: 'dailyBudget',
        remaining: 5,
      });
      expect(await granted(claimOf([subject], { cost: 5, at: Date.now() }))).toBe(true);
    });

    it('counts streams until they end', async () => {
      const subject = subjectWith({ concurrentStreams: 1 });
      const stream = claimOf([subject], { isStream: true });
      expect(await granted(stream)).toBe(true);
      expect(await ledger.reserve(claimOf([subject], { isStream: true }))).toMatchObject({ name: 'concurrentStreams' });
      expect(await granted(claimOf([subject]))).toBe(true);
      await ledger.settle(stream, { tokens: 1, cost: 0 });
      expect(await granted(claimOf([subject], { isStream: true }))).toBe(true);
    });

    it('frees what a process that died had reserved', async () => {
      const subject = subjectWith({ concurrentStreams: 1, monthlyBudget: 100 });
      await ledger.reserve(claimOf([subject], { isStream: true, cost: 100 }));
      expect(await granted(claimOf([subject], { isStream: true, cost: 100, at: noon + 2 * minute }))).toBe(false);
      expect(await granted(claimOf([subject], { isStream: true, cost: 100, at: noon + 4 * minute }))).toBe(true);
    });

    it('reserves with all who answer for a request, or with none', async () => {
      const key = subjectWith({ requestsPerMinute: 5 });
      const team = subjectWith({ requestsPerMinute: 1 }, 'TEAM');
      expect(await granted(claimOf([key, team]))).toBe(true);
      expect(await ledger.reserve(claimOf([key, team]))).toMatchObject({ subject: { kind: 'TEAM', id: team.id } });
      expect(await countGranted(() => claimOf([key]), 9)).toBe(4);
    });

    it('takes nothing, not even what has no price, from a budget that is used up', async () => {
      const subject = subjectWith({ monthlyBudget: 0 });
      expect(await ledger.reserve(claimOf([subject]))).toMatchObject({ name: 'monthlyBudget', remaining: 0 });
    });
  });
}
