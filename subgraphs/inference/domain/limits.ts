/**
 * What may be used: requests and tokens a minute, streams at once, dollars a day and a month. What a request may cost is
 * reserved before it is made and settled after; a reservation that is never settled ends by itself.
 *
 * Money is counted in whole billionths of a US dollar, so that sums are exact up to nine million dollars.
 */

export const limitNames = [
  'requestsPerMinute',
  'tokensPerMinute',
  'concurrentStreams',
  'dailyBudget',
  'monthlyBudget',
] as const;
export type LimitName = (typeof limitNames)[number];

/** Absent is unlimited. Budgets are in billionths of a US dollar. */
export type Limits = { readonly [Name in LimitName]?: number };

/** Whom limits are for. */
export interface LimitedSubject {
  readonly kind: 'API_KEY' | 'USER' | 'TEAM';
  readonly id: string;
  readonly limits: Limits;
}

/** What a request may use at most, on everyone's account who answers for it. */
export interface Claim {
  /** Unique. */
  readonly id: string;
  readonly subjects: readonly LimitedSubject[];
  readonly tokens: number;
  /** Billionths of a US dollar. */
  readonly cost: number;
  /** Less than that where a part of it is only assumed. */
  readonly least: Expense;
  readonly isStream: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What it has used. */
export interface Expense {
  readonly tokens: number;
  /** Billionths of a US dollar. */
  readonly cost: number;
}

/** The limit that a claim did not fit into. */
export interface Refusal {
  readonly subject: LimitedSubject;
  readonly name: LimitName;
  readonly limit: number;
  /** What is left of it, in its own unit. */
  readonly remaining: number;
  readonly retryAfterMilliseconds: number;
}

/** The port to the accounts that every instance shares. */
export interface LimitLedger {
  /** Reserves all of the claim, or nothing and says why. Of claims that run at the same time none sees the others' half. */
  reserve(claim: Claim): Promise<Refusal | undefined>;
  /** Ends a reservation: what was used takes its place. Once for each claim that was granted. Throws nothing. */
  settle(claim: Claim, expense: Expense): Promise<void>;
}

/**
 * What is used in a minute is counted in slots of ten seconds. The window is the slot of now and the six before it: never more than
 * the limit within any sixty seconds, and room again after seventy at most.
 */
export const slotMilliseconds = 10_000;
export const windowSlots = 7;
/** Longer than a request may take; what a process that died had reserved is free again after it. */
export const leaseMilliseconds = 180_000;
/** When a stream that has to end first will do so is not known. */
const streamRetryMilliseconds = 1_000;

/** Where a time lies in the periods that are counted; all of them in UTC. */
export function periodsAt(at: number) {
  if (at < latestDay.starts || at >= latestDay.ends) latestDay = dayOf(at);
  const { day, ends, month, monthEnds } = latestDay;
  return { slot: Math.floor(at / slotMilliseconds), day, dayLeft: ends - at, month, monthLeft: monthEnds - at };
}

/** Every request asks several times, nearly always for today. */
let latestDay = dayOf(0);

function dayOf(at: number) {
  const time = new Date(at);
  const [year, month, day] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  return {
    day: year * 10_000 + (month + 1) * 100 + day,
    starts: Date.UTC(year, month, day),
    ends: Date.UTC(year, month, day + 1),
    month: year * 100 + month + 1,
    monthEnds: Date.UTC(year, month + 1, 1),
  };
}

/** What an account says of one of its limits. */
export interface Reading {
  /** What counts against the limit. */
  readonly used: number;
  /** Of limits a minute: what was used in each slot of the window, the oldest first. */
  readonly slots: readonly number[];
}

/** Why a claim does not fit into a limit, and when it may. */
export function refusalOf(claim: Claim, subject: LimitedSubject, name: LimitName, reading: Reading): Refusal {
  const limit = subject.limits[name] ?? 0;
  const remaining = Math.max(0, limit - reading.used);
  return { subject, name, limit, remaining, retryAfterMilliseconds: waitFor(claim, name, limit, reading) };
}

function waitFor(claim: Claim, name: LimitName, limit: number, { used, slots }: Reading): number {
  const { dayLeft, monthLeft } = periodsAt(claim.at);
  switch (name) {
    case 'requestsPerMinute':
      return windowWait(limit - used - 1, slots, claim.at);
    case 'tokensPerMinute':
      return windowWait(limit - used - claim.tokens, slots, claim.at);
    case 'concurrentStreams':
      return streamRetryMilliseconds;
    case 'dailyBudget':
      return dayLeft;
    case 'monthlyBudget':
      return monthLeft;
  }
}

/** How long until so much has left the window that `room` is none too little; for what is larger than the limit, all of it. */
function windowWait(room: number, slots: readonly number[], at: number): number {
  let left = room;
  const gone = slots.findIndex((used) => {
    left += used;
    return left >= 0;
  });
  const slotsToWait = gone === -1 ? slots.length : gone + 1;
  return slotsToWait * slotMilliseconds - (at % slotMilliseconds);
}

/** The claim without what of its assumptions would never fit into the limits: nobody is kept out for good by an assumption. */
export function fitted(claim: Claim): Claim {
  const { subjects, tokens, cost, least } = claim;
  const smallest = (...names: LimitName[]): number =>
    Math.min(...subjects.flatMap(({ limits }) => names.map((name) => limits[name] ?? Number.POSITIVE_INFINITY)));
  return {
    ...claim,
    tokens: Math.max(least.tokens, Math.min(tokens, smallest('tokensPerMinute'))),
    cost: Math.max(least.cost, Math.min(cost, smallest('dailyBudget', 'monthlyBudget'))),
  };
}

/** A budget that is used up takes no request, not even one of unknown price. */
export function isBudget(name: LimitName): boolean {
  return name === 'dailyBudget' || name === 'monthlyBudget';
}

export const billionthsPerDollar = 1_000_000_000;
/** Sums stay exact below it. */
export const largestBudgetUsd = 1_000_000;

/** A decimal number of US dollars in billionths, rounded up. */
export function billionthsOf(usd: string): number {
  const [whole = '0', fraction = ''] = usd.split('.');
  const billionths = Number(whole) * billionthsPerDollar + Number(fraction.slice(0, 9).padEnd(9, '0'));
  return /[1-9]/.test(fraction.slice(9)) ? billionths + 1 : billionths;
}

/** The other way round, exact. */
export function usdOf(billionths: number): string {
  const whole = Math.floor(billionths / billionthsPerDollar);
  const fraction = String(billionths % billionthsPerDollar)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : String(whole);
}
