/** Publishes events to the bus. */
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ModelgraphEvent } from './events.ts';

/** The most entries PutEvents takes at once. */
const entriesPerCall = 10;

/**
 * Publishes `events` in order, ten a call, and returns those the bus took. An entry it refused, or whose call failed, is
 * not among them: the caller keeps it and tries again. Throws nothing.
 */
export type EventPublisher = <Event extends ModelgraphEvent>(
  events: readonly Event[],
) => Promise<{ readonly published: readonly Event[]; readonly failures: readonly string[] }>;

export function eventBridgePublisher(client: EventBridgeClient, busName: string, source: string): EventPublisher {
  return async (events) => {
    const published: (typeof events)[number][] = [];
    const failures: string[] = [];
    for (let start = 0; start < events.length; start += entriesPerCall) {
      const batch = events.slice(start, start + entriesPerCall);
      try {
        const response = await client.send(
          new PutEventsCommand({
            Entries: batch.map((event) => ({
              EventBusName: busName,
              Source: source,
              DetailType: event.type,
              Time: new Date(event.detail.occurredAt),
              Detail: JSON.stringify(event.detail),
            })),
          }),
        );
        batch.forEach((event, index) => {
          const entry = response.Entries?.[index];
          if (entry?.EventId) published.push(event);
          else failures.push(`${entry?.ErrorCode ?? 'Unknown'}: ${entry?.ErrorMessage ?? 'no answer for the entry'}`);
        });
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
    return { published, failures };
  };
}
