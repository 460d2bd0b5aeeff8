/** The accounts of this instance alone: what stands in for the shared ones while those cannot be reached. */
import {
  type Claim,
  type Expense,
  isBudget,
  type LimitedSubject,
  type LimitLedger,
  type LimitName,
  leaseMilliseconds,
  minuteMilliseconds,
  periodsAt,
  type Reading,
  type Refusal,
  refusalOf,
} from './limits.ts';

/** What a subject has used and reserved. */
interface Account {
  minute: number;
  requests: number;
  requestsBefore: number;
  tokens: number;
  tokensBefore: number;
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
  readonly minute: number;
  readonly tokens: number;
  readonly expiresAt: number;
}

export interface MemoryLedger extends LimitLedger {
  /** Counts what another ledger has granted. */
  note(claim: Claim): void;
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
    const [oldest] = accounts.keys();
    if (accounts.size > mostAccounts && oldest !== undefined) accounts.delete(oldest);
    turnPages(account, at);
    return account;
  };

  const note = (claim: Claim): void => {
    for (const subject of claim.subjects) reserveOn(accountOf(subject, claim.at), claim);
  };

  return {
    note,

    async reserve(claim) {
      for (const subject of claim.subjects) {
        const refusal = firstRefusal(accountOf(subject, claim.at), subject, claim);
        if (refusal) return refusal;
      }
      note(claim);
      return undefined;
    },

    async settle(claim, expense) {
      for (const subject of claim.subjects) settleOn(accountOf(subject, Date.now()), claim.id, expense);
    },
  };
}

function newAccount(): Account {
  return {
    minute: 0,
    requests: 0,
    requestsBefore: 0,
    tokens: 0,
    tokensBefore: 0,
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
  const { minute, day, month } = periodsAt(at);
  if (minute > account.minute) {
    const isNext = minute === account.minute + 1;
    account.requestsBefore = isNext ? account.requests : 0;
    account.tokensBefore = isNext ? account.tokens : 0;
    account.requests = 0;
    account.tokens = 0;
    account.minute = minute;
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
  account.requests += 1;
  account.tokens += tokens;
  account.reserved += cost;
  account.streams += Number(isStream);
  const expiresAt = at + leaseMilliseconds;
  account.leases.set(id, { cost, tokens, streams: Number(isStream), minute: account.minute, expiresAt });
}

function settleOn(account: Account, id: string, { tokens, cost }: Expense): void {
  account.spentToday += cost;
  account.spentThisMonth += cost;
  const lease = account.leases.get(id);
  if (!lease) return;
  endLease(account, id, lease);
  const difference = tokens - lease.tokens;
  if (account.minute === lease.minute) account.tokens += difference;
  else if (account.minute === lease.minute + 1) account.tokensBefore += difference;
}

function firstRefusal(account: Account, subject: LimitedSubject, claim: Claim): Refusal | undefined {
  const { minuteElapsed } = periodsAt(claim.at);
  const { requests, requestsBefore, tokens, tokensBefore, streams, reserved, spentToday, spentThisMonth } = account;
  const inWindow = (now: number, before: number): Reading => ({
    used: now + Math.floor((before * (minuteMilliseconds - minuteElapsed)) / minuteMilliseconds),
    now,
    before,
  });
  const total = (used: number): Reading => ({ used, now: used, before: 0 });

  const readings: readonly [name: LimitName, reading: Reading, wanted: number][] = [
    ['requestsPerMinute', inWindow(requests, requestsBefore), 1],
    ['tokensPerMinute', inWindow(tokens, tokensBefore), claim.tokens],
    ['concurrentStreams', total(streams), Number(claim.isStream)],
    ['dailyBudget', total(spentToday + reserved), claim.cost],
    ['monthlyBudget', total(spentThisMonth + reserved), claim.cost],
  ];
  for (const [name, reading, wanted] of readings) {
    const limit = subject.limits[name];
    if (limit === undefined) continue;
    const isUsedUp = isBudget(name) && reading.used >= limit;
    if (isUsedUp || (wanted > 0 && reading.used + wanted > limit)) return refusalOf(claim, subject, name, reading);
  }
  return undefined;
}
