/**
 * Writes the JSON Schema of every event's `detail` to `schema/events/<detail-type>.json`, from the definitions in
 * platform/events.ts. Usage: node schema/events.ts            (part of `npm run generate`)
 *        node schema/events.ts --release  (also keeps them in schema/events/released/, which later changes may only add to)
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type EventType, eventData, inferenceSource, registrySource, schemaVersion } from '../platform/events.ts';

const directory = new URL('events/', import.meta.url);
const released = new URL('released/', directory);

const fileOf = (type: string): string => `${type.toLowerCase().replaceAll(' ', '-')}.json`;

/** Readers must pass over what they do not know: events gain properties. So nothing forbids additional ones. */
function schemaOf(type: EventType): string {
  const detail = z.object({
    id: z.string().describe('Unique per event; the same at every redelivery.'),
    schemaVersion: z.literal(schemaVersion).describe('Rises with a change that is not additive.'),
    sequence: z.int().min(1).describe('Rises with every change of the subject; 1 where there is only one event.'),
    occurredAt: z.string().meta({ format: 'date-time', description: 'UTC.' }),
    data: eventData[type],
  });
  const source =
    type === 'Model Used' || type === 'Model Traffic' || type === 'Gateway Used' ? inferenceSource : registrySource;
  const { $schema, ...schema } = z.toJSONSchema(detail, { io: 'input' });
  const head = { $schema, $id: fileOf(type), title: type, description: `detail of "${type}" from ${source}` };
  return `${JSON.stringify({ ...head, ...schema }, undefined, 2)}\n`;
}

function write(folder: URL): void {
  mkdirSync(folder, { recursive: true });
  for (const type of Object.keys(eventData) as EventType[])
    writeFileSync(new URL(fileOf(type), folder), schemaOf(type));
}

for (const name of readdirSync(directory)) if (name.endsWith('.json')) rmSync(new URL(name, directory));
write(directory);
if (process.argv.includes('--release')) write(released);
