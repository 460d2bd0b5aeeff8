/** What the registry hears on the bus. */
import { type EventData, parseBusMessage } from '../../platform/events.ts';
import type { StatusChange } from './domain/model.ts';
import type { UsageEvent } from './dynamo/dynamo-usage.ts';

export interface EventHandlers {
  readonly statusChanged: (change: StatusChange) => Promise<void>;
  readonly modelUsed: (event: UsageEvent) => Promise<void>;
  readonly gatewayUsed: (
    event: EventData<'Gateway Used'> & { readonly id: string; readonly occurredAt: string },
  ) => Promise<void>;
  readonly traffic: (event: EventData<'Model Traffic'> & { readonly id: string }) => Promise<void>;
}

/**
 * Handles one message of the registry's queue. Throws when it is not an event of ours, or when a handler does: the message then
 * comes back, and ends among the dead letters.
 */
export async function consumeEvent(
  body: string,
  { statusChanged, modelUsed, gatewayUsed, traffic }: EventHandlers,
): Promise<void> {
  const { type, detail } = parseBusMessage(body);
  if (type === 'Deployment Status Changed') {
    // The channel checks status and phase against what it knows.
    await statusChanged({ ...detail.data, sequence: detail.sequence } as StatusChange);
  } else if (type === 'Model Used') {
    await modelUsed({ ...detail.data, id: detail.id });
  } else if (type === 'Gateway Used') {
    await gatewayUsed({ ...detail.data, id: detail.id, occurredAt: detail.occurredAt });
  } else if (type === 'Model Traffic') {
    await traffic({ ...detail.data, id: detail.id });
  }
}
