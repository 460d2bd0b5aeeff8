/** Names for versions, moved from one to the next: a record for each alias, and every move of it kept. */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { aliasMoved } from './events.ts';
import { once, type Remember } from './idempotency.ts';
import type { RecordReader } from './listing.ts';
import type { Alias, AliasKey, Model, ModelVersion } from './model.ts';
import { requireOwnModel } from './own-model.ts';
import { type Page, type PageRequest, pageOf, positionAfter } from './page.ts';
import type { Change, RegistryStore } from './store.ts';
import { requireAliasMover } from './teams.ts';

export const mostAliases = 100;

export interface AliasRequest extends AliasKey {
  readonly expectedVersion?: string | undefined;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface SetAliasRequest extends AliasRequest {
  readonly version: string;
}

export interface AliasPorts {
  readonly store: RegistryStore;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** The aliases as one caller has them. What is asked of a model is asked by one who may see it. */
export interface CallerAliases {
  /** The version that an alias names. */
  versionNamed(model: Model, alias: string): Promise<ModelVersion | undefined>;
  /** By name; up to `mostAliases`. */
  of(model: Model): Promise<Alias[]>;
  history(model: Model, alias: string, page: PageRequest): Promise<Page<Alias>>;
  set(request: SetAliasRequest): Promise<Alias>;
  remove(request: AliasRequest): Promise<Alias>;
}

/** How often a move is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

/** `forgetting` makes the request's later reads fresh, once the write is done. */
export function aliasesFor(
  ports: AliasPorts,
  identity: Identity,
  reader: RecordReader,
  forgetting: <Result>(write: Promise<Result>) => Promise<Result>,
): CallerAliases {
  const { store } = ports;
  return {
    async versionNamed({ id: modelId }, alias) {
      const named = await reader.alias({ modelId, alias });
      return named?.version === undefined ? undefined : reader.version({ modelId, version: named.version });
    },
    of: ({ id }) => store.aliasesOf(id),
    history: ({ id }, alias, page) => listMoves(store, identity, { modelId: id, alias }, page),
    set: (request) => forgetting(setAlias(ports, identity, request)),
    remove: (request) => forgetting(removeAlias(ports, identity, request)),
  };
}

/**
 * Makes an alias name a version. Throws NOT_FOUND when the model or the version is missing, CONFLICT when the version is archived,
 * or when the alias does not name the expected one.
 */
function setAlias(ports: AliasPorts, identity: Identity, request: SetAliasRequest): Promise<Alias> {
  const keyed = { operation: 'setModelAlias', idempotencyKey: request.idempotencyKey, input: request };
  return once<Alias, Alias>(ports, identity, keyed, {
    execute: (remember) => move(ports, identity, request, request.version, remember),
    repeat: async (moved) => moved,
  });
}

/** Makes an alias name nothing. Throws NOT_FOUND when it names nothing, CONFLICT when it does not name the expected version. */
function removeAlias(ports: AliasPorts, identity: Identity, request: AliasRequest): Promise<Alias> {
  const keyed = { operation: 'removeModelAlias', idempotencyKey: request.idempotencyKey, input: request };
  return once<Alias, Alias>(ports, identity, keyed, {
    execute: (remember) => move(ports, identity, request, undefined, remember),
    repeat: async (moved) => moved,
  });
}

/** The moves of an alias, the newest first. */
async function listMoves(
  store: RegistryStore,
  identity: Identity,
  key: AliasKey,
  page: PageRequest,
): Promise<Page<Alias>> {
  const scope = ['aliasHistory', key.modelId, key.alias, identity.userId];
  const after = positionAfter(page, scope, (position) => /^\d{1,10}$/.test(position));
  const found = await store.aliasMoves(key, { after, limit: page.first + 1 });
  return pageOf(found, page, scope, ({ revision }) => String(revision));
}

async function move(
  ports: AliasPorts,
  identity: Identity,
  request: AliasRequest,
  version: string | undefined,
  remember: Remember<Alias>,
): Promise<Alias> {
  const { store, now, committed } = ports;
  const { modelId, alias, reason } = request;
  const { model, standing } = await requireOwnModel(store, identity, modelId);
  requireAliasMover(standing, alias);
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const [before] = await store.aliases([request]);
    requireExpected(request, before);
    if (version === undefined && before?.version === undefined) throw namesNothing(request);
    if (before && before.version === version) return await asItIs(store, before, remember);
    if (before?.version === undefined) await requireRoom(store, modelId);
    const moved: Alias = {
      modelId,
      alias,
      ...(version && { version }),
      ...(before?.version && { previousVersion: before.version }),
      changedAt: now().toISOString(),
      changedBy: identity.userId,
      ...(reason && { reason }),
      revision: (before?.revision ?? 0) + 1,
    };
    const events = [aliasMoved(moved, model.teamId)];
    const outcome = await store.commit({
      ...(await changedVersions(store, moved)),
      alias: { ...(before && { before }), after: moved },
      audit: {
        modelId,
        who: identity.userId,
        at: moved.changedAt,
        code: version ? 'ALIAS_SET' : 'ALIAS_REMOVED',
        what: sentence(moved),
        ...(reason && { reason }),
        ...versionOf(moved),
      },
      ...remember(moved),
      events,
    });
    if (outcome === 'REMEMBERED') break;
    if (outcome === 'COMMITTED') {
      committed(events);
      return moved;
    }
  }
  throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}

/** The alias stands on the records of both versions, so whoever changes one of them meanwhile is noticed. */
async function changedVersions(
  store: RegistryStore,
  { modelId, alias, version, previousVersion }: Alias,
): Promise<{ version?: Change<ModelVersion>; otherVersions?: Change<ModelVersion>[] }> {
  const numbers = [version, previousVersion].filter((number) => number !== undefined);
  const found = await store.versions(numbers.map((number) => ({ modelId, version: number })));
  const named = version === undefined ? undefined : found[0];
  const left = previousVersion === undefined ? undefined : found.at(-1);
  if (version !== undefined && !named) {
    throw new DomainError('NOT_FOUND', `The model "${modelId}" has no version ${version}`);
  }
  if (named?.status === 'ARCHIVED') throw new DomainError('CONFLICT', `${modelId} ${version} is archived`);
  return {
    ...(named && { version: withAliases(named, [...(named.aliases ?? []), alias]) }),
    ...(left && {
      otherVersions: [
        withAliases(
          left,
          (left.aliases ?? []).filter((name) => name !== alias),
        ),
      ],
    }),
  };
}

function withAliases(before: ModelVersion, aliases: readonly string[]): Change<ModelVersion> {
  return { before, after: { ...before, aliases: [...new Set(aliases)].sort(), revision: before.revision + 1 } };
}

/** The version that an entry of the audit trail is about. */
function versionOf({ version, previousVersion }: Alias): { version?: string } {
  const subject = version ?? previousVersion;
  return subject === undefined ? {} : { version: subject };
}

/** Nothing to move; the request is remembered all the same. */
async function asItIs(store: RegistryStore, alias: Alias, remember: Remember<Alias>): Promise<Alias> {
  const { remembered } = remember(alias);
  if (remembered && (await store.commit({ remembered, events: [] })) !== 'COMMITTED') {
    throw new DomainError('CONFLICT', 'The same request came in twice; try again');
  }
  return alias;
}

function requireExpected({ alias, expectedVersion }: AliasRequest, now: Alias | undefined): void {
  if (expectedVersion === undefined || now?.version === expectedVersion) return;
  throw new DomainError('CONFLICT', `The alias "${alias}" names ${now?.version ?? 'nothing'}, not ${expectedVersion}`, {
    extensions: { currentVersion: now?.version ?? null },
  });
}

async function requireRoom(store: RegistryStore, modelId: string): Promise<void> {
  const aliases = await store.aliasesOf(modelId);
  if (aliases.length >= mostAliases) throw new DomainError('CONFLICT', `A model may have up to ${mostAliases} aliases`);
}

function namesNothing({ modelId, alias }: AliasKey): DomainError {
  return new DomainError('NOT_FOUND', `The model "${modelId}" has no alias "${alias}"`);
}

function sentence({ alias, version, previousVersion }: Alias): string {
  if (!version) return `Removed the alias ${alias} from ${previousVersion}`;
  return `Made the alias ${alias} name ${version}${previousVersion ? ` instead of ${previousVersion}` : ''}`;
}
