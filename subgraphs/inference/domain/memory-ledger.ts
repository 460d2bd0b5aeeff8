/** The accounts of this instance alone: what stands in for the shared ones while those cannot be reached. */
import {
  type Claim,
  type Expense,
  isBudget,
  type LimitedSubject,
  type LimitLedger,
  type LimitName,
  leaseMilliseconds,
  periodsAt,
  type Refusal,
  refusalOf,
  windowSlots,
} from './limits.ts';

/** What a subject has used and reserved. */
interface Account {
  slot: number;
  /** By slot, modulo the window's length. */
  readonly requests: number[];
  readonly tokens: number[];
  day: number;
  spentToday: number;
  month: number;
  spentThisMonth: number;
  readonly leases: Map<string, Lease>;
  reserved: number;
  streams: number;
}

interface Lease {
  readonly cost: number;
  readonly streams: number;
  readonly slot: number;
  readonly tokens: number;
  readonly expiresAt: number;
}

export interface MemoryLedger extends LimitLedger {
  /** Takes a reservation back as if it had never been. */
  release(claim: Claim): void;
}

/** Accounts that were not used for the longest time are forgotten past this many. */
const mostAccounts = 10_000;

export function memoryLedger(): MemoryLedger {
  const accounts = new Map<string, Account>();

  const accountOf = ({ kind, id }: LimitedSubject, at: number): Account => {
    const name = `${kind}:${id}`;
    const account = accounts.get(name) ?? newAccount();
    accounts.delete(name);
    accounts.set(name, account);
    if (accounts.size > mostAccounts) forgetOldest(accounts);
    turnPages(account, at);
    return account;
  };

  return {
    release(claim) {
      for (const subject of claim.subjects) releaseOn(accountOf(subject, claim.at), claim.id);
    },

    async reserve(claim) {
      const accounts = claim.subjects.map((subject) => accountOf(subject, claim.at));
      for (const [index, subject] of claim.subjects.entries()) {
        const refusal = firstRefusal(accounts[index] as Account, subject, claim);
        if (refusal) return refusal;
      }
      for (const account of accounts) reserveOn(account, claim);
      return undefined;
    },

    async settle(claim, expense) {
      for (const subject of claim.subjects) settleOn(accountOf(subject, Date.now()), claim.id, expense);
    },
  };
}

function forgetOldest(accounts: Map<string, Account>): void {
  const [oldest] = accounts.keys();
  if (oldest !== undefined) accounts.delete(oldest);
}

function newAccount(): Account {
  return {
    slot: 0,
    requests: Array(windowSlots).fill(0),
    tokens: Array(windowSlots).fill(0),
    day: 0,
    spentToday: 0,
    month: 0,
    spentThisMonth: 0,
    leases: new Map(),
    reserved: 0,
    streams: 0,
  };
}

/** Begins new periods, and ends the leases that have run out. */
function turnPages(account: Account, at: number): void {
  const { slot, day, month } = periodsAt(at);
  for (let each = Math.max(account.slot + 1, slot - windowSlots + 1); each <= slot; each += 1) {
    account.requests[each % windowSlots] = 0;
    account.tokens[each % windowSlots] = 0;
    account.slot = each;
  }
  if (day > account.day) Object.assign(account, { day, spentToday: 0 });
  if (month > account.month) Object.assign(account, { month, spentThisMonth: 0 });
  for (const [id, lease] of account.leases) {
    // The first that has not run out: those after it were made later.
    if (lease.expiresAt > at) break;
    endLease(account, id, lease);
  }
}

function endLease(account: Account, id: string, lease: Lease): void {
  account.leases.delete(id);
  account.reserved -= lease.cost;
  account.streams -= lease.streams;
}

function reserveOn(account: Account, { id, tokens, cost, isStream, at }: Claim): void {
  add(account.requests, account.slot, 1);
  add(account.tokens, account.slot, tokens);
  account.reserved += cost;
  account.streams += Number(isStream);
  const expiresAt = at + leaseMilliseconds;
  account.leases.set(id, { cost, tokens, streams: Number(isStream), slot: account.slot, expiresAt });
}

function releaseOn(account: Account, id: string): void {
  const lease = account.leases.get(id);
  if (!lease) return;
  endLease(account, id, lease);
  if (account.slot - lease.slot >= windowSlots) return;
  add(account.requests, lease.slot, -1);
  add(account.tokens, lease.slot, -lease.tokens);
}

function settleOn(account: Account, id: string, { tokens, cost }: Expense): void {
  account.spentToday += cost;
  account.spentThisMonth += cost;
  const lease = account.leases.get(id);
  if (!lease) return;
  endLease(account, id, lease);
  if (account.slot - lease.slot < windowSlots) add(account.tokens, lease.slot, tokens - lease.tokens);
}

function add(slots: number[], slot: number, amount: number): void {
  slots[slot % windowSlots] = (slots[slot % windowSlots] ?? 0) + amount;
}

function firstRefusal(account: Account, subject: LimitedSubject, claim: Claim): Refusal | undefined {
  const { slot, requests, tokens, streams, reserved, spentToday, spentThisMonth } = account;
  const refusal = (
    name: LimitName,
    used: number,
    wanted: number,
    ring: readonly number[] = [],
  ): Refusal | undefined => {
    const limit = subject.limits[name];
    if (limit === undefined) return undefined;
    const isUsedUp = isBudget(name) && used >= limit;
    if (!isUsedUp && (wanted <= 0 || used + wanted <= limit)) return undefined;
    const slots = ring.map((_, age) => ring[(slot + 1 + age) % windowSlots] ?? 0);
    return refusalOf(claim, subject, name, { used, slots });
  };
  return (
    refusal('requestsPerMinute', total(requests), 1, requests) ??
    refusal('tokensPerMinute', total(tokens), claim.tokens, tokens) ??
    refusal('concurrentStreams', streams, Number(claim.isStream)) ??
    refusal('dailyBudget', spentToday + reserved, claim.cost) ??
    refusal('monthlyBudget', spentThisMonth + reserved, claim.cost)
  );
}

function total(ring: readonly number[]): number {
  return ring.reduce((sum, used) => sum + used, 0);
}
