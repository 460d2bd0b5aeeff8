/** What a caller may ask for predictions, and what each takes: what tools for agents are made of. */
import type { Identity } from '../../../platform/access.ts';
import { type Catalog, type CatalogEntry, type DeploymentTarget, requireKnown } from './catalog.ts';
import { isChatModel } from './deployed-chat.ts';
import { interfaceOf } from './prediction-service.ts';
import { inputsSchema } from './prediction-tool.ts';
import type { Predictor } from './predictor.ts';
import { findNamed, visibleEntries } from './routing.ts';

export interface PredictiveModel {
  readonly modelId: string;
  readonly version: string;
  readonly teamId: string;
  readonly description: string | null;
  readonly deploymentTarget: DeploymentTarget;
  /** A JSON Schema of an object; null when nothing says what the model takes. */
  readonly inputSchema: object | null;
}

/**
 * Of each model the highest deployed version, by id. Endpoints that are slow to say what they take are not waited for. Throws
 * REGISTRY_UNAVAILABLE while it is not known what is deployed.
 */
export type ListPredictiveModels = (caller: Identity, signal: AbortSignal) => Promise<PredictiveModel[]>;

const patienceMilliseconds = 2_000;
const asksAtOnce = 16;

/** `whenKnown`: waits a while for it to be known what is deployed. Throws nothing. */
export function predictiveModels(
  catalog: Catalog,
  whenKnown: () => Promise<void>,
  predictor: Predictor,
): ListPredictiveModels {
  return async (caller, signal) => {
    await whenKnown();
    requireKnown(catalog);
    const visible = visibleEntries(catalog.entries(), caller).filter((entry) => !isChatModel(entry));
    const ofModel = Map.groupBy(visible, ({ modelId }) => modelId);
    const entries = [...ofModel].flatMap(([id, ofOne]) => findNamed(ofOne, { id }) ?? []);
    entries.sort((left, right) => left.modelId.localeCompare(right.modelId));
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]);
    const schemas = await atOnce(asksAtOnce, entries, (entry) => schemaOf(predictor, entry, inTime));
    signal.throwIfAborted();
    return entries.map(({ modelId, version, teamId, description, deploymentTarget }, index) => {
      const inputSchema = schemas[index] ?? null;
      return { modelId, version, teamId, description, deploymentTarget, inputSchema };
    });
  };
}

async function schemaOf(predictor: Predictor, entry: CatalogEntry, signal: AbortSignal): Promise<object | null> {
  const registered = entry.signature?.inputs.jsonSchema;
  if (registered) {
    const schema = JSON.parse(registered);
    return schema.type === 'object' ? schema : null;
  }
  // What only the endpoint knows has to wait when it is slow: the next listing may find it.
  if (signal.aborted) return null;
  return interfaceOf(predictor, entry, signal).then(inputsSchema, () => null);
}

/** What `work` gives for each item, in order; never more than `most` under way. */
async function atOnce<Item, Result>(most: number, items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  const remaining = items.entries();
  const run = async (): Promise<void> => {
    for (const [index, item] of remaining) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, run));
  return results;
}
