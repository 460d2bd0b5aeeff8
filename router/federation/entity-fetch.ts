/**
 * Fetches of entities: what a subgraph adds to objects that others know already. Equal representations are sent once, and
 * so are those that are on their way for another part of the same operation; what several parts of a plan want of one
 * subgraph at the same time goes into one request.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLFormattedError, type GraphQLSchema, isAbstractType } from 'graphql';
import { type Data, isData, located, merge, objectsAt, type ResultPath } from './data.ts';
import { type EntityField, entityOperation } from './entity-operation.ts';
import { type EntitiesAnswer, type Execution, fetchFrom, noteFailure, noteRefusal, type Step } from './execution.ts';
import { compileRepresentation, type Represent } from './representation.ts';
import { requestWriter } from './request-body.ts';
import { compileRewrites, type Rewrite } from './rewrites.ts';

export type EntityFetchNode = FetchNode & { requires: QueryPlanSelectionNode[] };

export function isEntityFetch(fetch: FetchNode): fetch is EntityFetchNode {
  return fetch.requires !== undefined;
}

/** The entities at one place of the plan. */
interface Place {
  readonly path: ResultPath;
  readonly represent: Represent;
  readonly rewrite: Rewrite | undefined;
  /** An interface object tells the name of the interface where another subgraph has told the object's own type. */
  readonly isInterface: (typename: unknown) => boolean;
}

/** One entity asked for, and the objects that get what comes. */
interface Asked {
  readonly index: number;
  readonly targets: { readonly place: Place; readonly entity: Data }[];
}

/** One `_entities` field of the request. */
interface Field extends EntityField {
  readonly places: Place[];
  /** What makes an entity of this field the same as one of another fetch. */
  readonly key: string;
}

/** The fetches are all of one subgraph. `uses` counts, by what is asked of entities, the fetches of the plan that ask it. */
export function compileEntityFetches(
  schema: GraphQLSchema,
  fetches: readonly { readonly path: ResultPath; readonly fetch: EntityFetchNode }[],
  uses: Map<string, number>,
): Step {
  const service = fetches[0]?.fetch.serviceName ?? '';
  const operation = entityOperation(fetches.map(({ fetch }) => fetch));
  const fields = operation.fields.map(
    (field): Field => ({ ...field, places: [], key: `${service} ${field.selection}` }),
  );
  const isInterface = (typename: unknown): boolean => isAbstractType(schema.getType(String(typename)));
  for (const [index, { path, fetch }] of fetches.entries()) {
    const represent = compileRepresentation(schema, fetch.requires, fetch.inputRewrites);
    const rewrite = compileRewrites(schema, fetch.outputRewrites);
    fields[operation.fieldOf[index] ?? 0]?.places.push({ path, represent, rewrite, isInterface });
  }
  for (const { key } of fields) uses.set(key, (uses.get(key) ?? 0) + 1);
  const missing = fetches.map(({ path }) => path);
  const write = requestWriter(operation);

  return async (execution) => {
    const answers = deferred<readonly EntitiesAnswer[]>();
    const gathered = fields.map((field, index) => {
      const isShared = (uses.get(field.key) ?? 0) > 1;
      return gather(execution, field, isShared ? answers.promise.then((all) => all[index] ?? nothing) : undefined);
    });
    if (gathered.some(({ representations }) => representations.length > 0)) {
      try {
        const lists = gathered.map(({ representations }) => representations);
        const received = await fetchEntities(execution, lists);
        answers.resolve(received);
        for (const [index, { own, isShared }] of gathered.entries()) {
          distribute(execution, service, own, received[index] ?? nothing, isShared);
        }
      } catch (error) {
        answers.resolve([]);
        noteFailure(execution, error, missing);
      }
    }
    for (const { asked, answer } of gathered.flatMap(({ joined }) => joined)) {
      distribute(execution, service, [asked], await answer, true);
    }
  };

  async function fetchEntities(
    execution: Execution,
    lists: readonly (readonly string[])[],
  ): Promise<readonly EntitiesAnswer[]> {
    const named = fields.map(({ representations }, index) => [representations, lists[index] ?? []] as const);
    const body = write(execution.variables, operation.variableUsages, named);
    const { data, errors = [] } = await fetchFrom(execution, service, { body, isQuery: true });
    const byField = new Map<unknown, Map<number, GraphQLFormattedError[]>>(fields.map(({ name }) => [name, new Map()]));
    for (const error of errors) {
      const [name, index, ...path] = error.path ?? [];
      const ofField = byField.get(name);
      if (!ofField || typeof index !== 'number') noteRefusal(execution, service, error, undefined, missing);
      else ofField.set(index, [...(ofField.get(index) ?? []), { ...error, path }]);
    }
    return fields.map(({ name }, index) => {
      const entities = data?.[name] ?? [];
      if (!Array.isArray(entities) || (data?.[name] && entities.length !== lists[index]?.length)) {
        throw new Error(`The subgraph "${service}" answered with other entities than it was asked for`);
      }
      return { entities, errors: byField.get(name) ?? new Map() };
    });
  }
}

const nothing: EntitiesAnswer = { entities: [], errors: new Map() };

/** The entities of one field that are to be asked for, and those that another fetch has asked for already. */
function gather({ data, entities }: Execution, { places, key }: Field, shared: Promise<EntitiesAnswer> | undefined) {
  const own: Asked[] = [];
  const representations: string[] = [];
  const joined: { readonly asked: Asked; readonly answer: Promise<EntitiesAnswer> }[] = [];
  const known = new Map<string, Asked>();
  const ask = (text: string): Asked => {
    const underway = shared && entities.get(`${key} ${text}`);
    const asked: Asked = { index: underway?.index ?? own.length, targets: [] };
    if (underway) joined.push({ asked, answer: underway.answer });
    else {
      own.push(asked);
      representations.push(text);
      if (shared) entities.set(`${key} ${text}`, { answer: shared, index: asked.index });
    }
    known.set(text, asked);
    return asked;
  };
  for (const place of places) {
    for (const entity of objectsAt(data, place.path)) {
      const representation = place.represent(entity);
      if (!representation) continue;
      const text = JSON.stringify(representation);
      (known.get(text) ?? ask(text)).targets.push({ place, entity });
    }
  }
  return { own, representations, joined, isShared: shared !== undefined };
}

/** Adds to the objects what came of their entities. `isShared`: others will read the answer too. */
function distribute(
  execution: Execution,
  service: string,
  asked: readonly Asked[],
  { entities, errors }: EntitiesAnswer,
  isShared: boolean,
): void {
  for (const { index, targets } of asked) {
    const entity = entities[index];
    if (isData(entity)) mergeInto(targets, entity, isShared);
    for (const error of errors.get(index) ?? []) {
      for (const path of placesOf(execution.data, targets)) {
        noteRefusal(execution, service, error, [...path, ...(error.path ?? [])]);
      }
    }
  }
}

/** Objects at one place of the plan get the same further fields, and so may share what they got; at two places they may not. */
function mergeInto(targets: Asked['targets'], received: Data, isShared: boolean): void {
  const needsCopies = isShared || targets.some(({ place }) => place !== targets[0]?.place);
  const copies = new Map<Place, Data>();
  for (const { place, entity } of targets) {
    let copy = copies.get(place);
    if (!copy) {
      copy = needsCopies ? structuredClone(received) : received;
      if (place.rewrite) {
        copy.__typename ??= entity.__typename;
        place.rewrite(copy);
      }
      if (targets.length > 1) copies.set(place, copy);
    }
    const { __typename } = entity;
    merge(entity, copy);
    if (entity.__typename !== __typename && place.isInterface(entity.__typename)) entity.__typename = __typename;
  }
}

function placesOf(data: Data, targets: Asked['targets']): (readonly (string | number)[])[] {
  const wanted = new Set(targets.map(({ entity }) => entity));
  const places = new Set(targets.map(({ place }) => place));
  return [...places].flatMap(({ path }) =>
    located(data, path).flatMap((found) => (wanted.has(found.object) ? [found.path] : [])),
  );
}

function deferred<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}
