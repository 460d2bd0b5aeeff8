/** What a session has sent lately, so that a client whose stream broke can have the rest of it. */
import type { EventStore } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

const mostEvents = 200;
const mostCharacters = 1024 * 1024;

interface SentEvent {
  readonly id: string;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly characters: number;
}

/** The oldest are forgotten first; whoever asks for what came after a forgotten one is refused. */
export function recentEvents(): EventStore {
  const events: SentEvent[] = [];
  let characters = 0;
  let count = 0;

  return {
    async storeEvent(streamId, message) {
      count += 1;
      const event = { id: `${count}`, streamId, message, characters: JSON.stringify(message).length };
      events.push(event);
      characters += event.characters;
      while (events.length > mostEvents || (characters > mostCharacters && events.length > 1)) {
        characters -= events.shift()?.characters ?? 0;
      }
      return event.id;
    },

    async getStreamIdForEventId(eventId) {
      return events.find(({ id }) => id === eventId)?.streamId;
    },

    async replayEventsAfter(lastEventId, { send }) {
      const start = events.findIndex(({ id }) => id === lastEventId);
      const streamId = events[start]?.streamId ?? '';
      // A priming event, which has no message, only marks a place to go on from.
      const missed = events
        .slice(start + 1)
        .filter((event) => event.streamId === streamId && 'jsonrpc' in event.message);
      for (const { id, message } of missed) await send(id, message);
      return streamId;
    },
  };
}
