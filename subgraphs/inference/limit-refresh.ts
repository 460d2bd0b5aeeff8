/**
 * Keeps the limits of teams and keys right: by the registry's events at once, by a poll as the safety net, and from Redis while the
 * registry is away. Nothing here is waited for by a request.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type AnyEvent, type EventData, parseBusMessage } from '../../platform/events.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { LimitPolicies, LimitPolicy } from './domain/limit-policies.ts';
import { billionthsOf, type Limits } from './domain/limits.ts';
import type { RedisConnections } from './redis-connection.ts';

export interface LimitRefresh extends Stoppable {
  /** Takes a message of the queue; those of other kinds are passed over. */
  handleMessage(body: string): Promise<void>;
}

export interface LimitRefreshOptions {
  readonly policies: LimitPolicies;
  /** All limits that were set. Throws when the registry does not answer. */
  readonly list: (signal: AbortSignal) => Promise<LimitPolicy[]>;
  readonly redis: RedisConnections;
  readonly logger: Logger;
  readonly pollMilliseconds: number;
}

const copyName = 'modelgraph:inference:limit-policies';
const channel = 'modelgraph:inference:limit-changes';
const listMilliseconds = 10_000;
const retryMilliseconds = 1_000;

const limits = z.object({
  requestsPerMinute: z.number().optional(),
  tokensPerMinute: z.number().optional(),
  concurrentStreams: z.number().optional(),
  dailyBudget: z.number().optional(),
  monthlyBudget: z.number().optional(),
});
const policy = z.object({ kind: z.enum(['API_KEY', 'TEAM']), id: z.string(), limits, revision: z.number() });
const copy = z.array(policy);

export function startLimitRefresh(options: LimitRefreshOptions): LimitRefresh {
  const { policies, list, redis, logger, pollMilliseconds } = options;
  const { background, subscriber } = redis;
  const stopping = new AbortController();
  let isKnown = false;

  const save = (): Promise<unknown> =>
    background
      .set(copyName, JSON.stringify(policies.all()))
      .catch((error) => logger.debug({ err: error }, 'the limits could not be written to Redis'));

  const restore = async (): Promise<void> => {
    const text = await background.get(copyName).catch(() => null);
    if (text !== null) policies.replace(copy.parse(JSON.parse(text)) as LimitPolicy[]);
  };

  /** Returns how long until the next time. */
  const refresh = async (): Promise<number> => {
    try {
      policies.replace(await list(AbortSignal.any([stopping.signal, AbortSignal.timeout(listMilliseconds)])));
      isKnown = true;
      await save();
      return pollMilliseconds;
    } catch (error) {
      if (!isKnown) await restore().catch(() => undefined);
      logger.debug({ err: error }, 'the limits stay as they were: the registry does not answer');
      return Math.min(retryMilliseconds, pollMilliseconds);
    }
  };

  const keepRight = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pause = await refresh();
      await sleep(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);
    }
  };

  const hear = (heardOn: string, text: string): void => {
    if (heardOn !== channel) return;
    const heard = policy.safeParse(JSON.parse(text));
    if (heard.success) policies.apply(heard.data as LimitPolicy);
  };
  const listen = (): void => void subscriber.subscribe(channel).catch(() => undefined);
  subscriber.on('message', hear);
  subscriber.on('ready', listen);
  if (subscriber.status === 'ready') listen();
  const keeping = keepRight();

  return {
    async handleMessage(body) {
      const changed = toPolicy(parseBusMessage(body));
      if (!changed || !policies.apply(changed)) return;
      // The queue gives a message to one instance; the others hear of it there.
      await Promise.all([save(), background.publish(channel, JSON.stringify(changed)).catch(() => undefined)]);
    },

    async stop() {
      stopping.abort();
      await keeping;
    },
  };
}

function toPolicy(event: AnyEvent): LimitPolicy | undefined {
  if (event.type !== 'Usage Limits Changed') return undefined;
  const { data, sequence: revision } = event.detail;
  return policyOf(data.teamId, data.apiKeyId, data, revision);
}

type LimitValues = Partial<
  Pick<
    { [Name in keyof EventData<'Usage Limits Changed'>]: EventData<'Usage Limits Changed'>[Name] | null },
    'requestsPerMinute' | 'tokensPerMinute' | 'concurrentStreams' | 'dailyBudgetUsd' | 'monthlyBudgetUsd'
  >
>;

/** Undefined for what names neither team nor key: of a later release. */
export function policyOf(
  teamId: string | null | undefined,
  apiKeyId: string | null | undefined,
  values: LimitValues,
  revision: number,
): LimitPolicy | undefined {
  const id = teamId ?? apiKeyId;
  if (id === null || id === undefined) return undefined;
  const { requestsPerMinute, tokensPerMinute, concurrentStreams, dailyBudgetUsd, monthlyBudgetUsd } = values;
  const all = {
    requestsPerMinute,
    tokensPerMinute,
    concurrentStreams,
    dailyBudget: dailyBudgetUsd && billionthsOf(dailyBudgetUsd),
    monthlyBudget: monthlyBudgetUsd && billionthsOf(monthlyBudgetUsd),
  };
  const present = Object.entries(all).filter(([, value]) => typeof value === 'number');
  return { kind: teamId ? 'TEAM' : 'API_KEY', id, limits: Object.fromEntries(present) as Limits, revision };
}
