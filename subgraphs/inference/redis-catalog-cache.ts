/** The catalog's copy in Redis, for when the registry is away, and the channel on which instances tell each other of changes. */
import { z } from 'zod';
import { modelVisibilities } from '../../platform/access.ts';
import { type CatalogChange, type CatalogSnapshot, deploymentTargets } from './domain/catalog.ts';
import type { RedisConnections } from './redis-connection.ts';

const snapshotKey = 'modelgraph:inference:catalog';
const changeChannel = 'modelgraph:inference:catalog-changes';

const dataSpecification = z.object({
  tensors: z.array(z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number().int()) })).nullable(),
  jsonSchema: z.string().nullable(),
});
const access = z.object({
  revision: z.number().int(),
  visibility: z.enum(modelVisibilities),
  grantedTeams: z.array(z.string()),
});
const health = z.object({ status: z.enum(['HEALTHY', 'UNHEALTHY']), sequence: z.number().int() });
const entry = z.object({
  deploymentId: z.string(),
  sequence: z.number().int(),
  modelId: z.string(),
  version: z.string(),
  teamId: z.string(),
  deploymentTarget: z.enum(deploymentTargets),
  endpoint: z.string(),
  trafficPercent: z.number().min(0).max(100).default(100),
  deployedAt: z.string(),
  framework: z.string().nullable(),
  description: z.string().nullable(),
  // An earlier release did not keep it.
  signature: z.object({ inputs: dataSpecification, outputs: dataSpecification.nullable() }).nullable().default(null),
  access: access.optional(),
  health: health.exactOptional(),
});
const snapshot = z.object({ entries: z.array(entry), refreshedAt: z.iso.datetime() });
const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('SERVES'), entry }),
  z.object({ kind: z.literal('ENDED'), deploymentId: z.string(), sequence: z.number().int() }),
  z.object({ kind: z.literal('ACCESS'), modelId: z.string(), access }),
  z.object({ kind: z.literal('HEALTH'), deploymentId: z.string(), health }),
]);

/** Each call throws when Redis does not answer. */
export interface CatalogCache {
  load(): Promise<CatalogSnapshot | undefined>;
  save(snapshot: CatalogSnapshot): Promise<void>;
  /** Tells every instance, this one too. */
  publish(change: CatalogChange): Promise<void>;
  /** `onConnected` is called whenever changes can be heard again; what came before that was missed. */
  listen(onChange: (change: CatalogChange) => void, onConnected: () => void): void;
}

export function redisCatalogCache({ background: commands, subscriber }: RedisConnections): CatalogCache {
  return {
    async load() {
      const text = await commands.get(snapshotKey);
      return text === null ? undefined : snapshot.parse(JSON.parse(text));
    },

    async save(current) {
      await commands.set(snapshotKey, JSON.stringify(current));
    },

    async publish(news) {
      await commands.publish(changeChannel, JSON.stringify(news));
    },

    listen(onChange, onConnected) {
      subscriber.on('message', (channel, text) => {
        if (channel !== changeChannel) return;
        const parsed = change.safeParse(parseJson(text));
        // An instance of another release may say what this one does not understand; the poll will tell.
        if (parsed.success) onChange(parsed.data);
      });
      const subscribe = async () => {
        await subscriber.subscribe(changeChannel);
        onConnected();
      };
      // A connection lost in between becomes ready again, and is then subscribed.
      subscriber.on('ready', () => void subscribe().catch(() => undefined));
      if (subscriber.status === 'ready') void subscribe().catch(() => undefined);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
