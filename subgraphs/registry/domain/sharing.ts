/** Whom a model is shared with: everyone in the organization, or further teams by name. They read and use it; its team alone changes it. */
import type { Identity, ModelVisibility } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { once, type Remember } from './idempotency.ts';
import type { Model } from './model.ts';
import { requireOwnModel } from './own-model.ts';
import type { Commit, RegistryStore } from './store.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** Beyond, a model is meant for everyone: each team has lists of what it was granted. */
export const mostGrants = 20;

interface SharingRequest {
  readonly modelId: string;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface VisibilityRequest extends SharingRequest {
  readonly visibility: ModelVisibility;
}

export interface GrantRequest extends SharingRequest {
  readonly teamId: string;
}

export interface SharingPorts {
  readonly store: RegistryStore;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/**
 * What one caller may do to models of their teams, as MAINTAINER. Each returns the model, and changes nothing where it is so already.
 * Throws NOT_FOUND for a model that the caller may not see, FORBIDDEN for one that is not theirs to share.
 */
export interface CallerSharing {
  setVisibility(request: VisibilityRequest): Promise<Model>;
  /** Throws VALIDATION_ERROR for an unknown team and for the model's own, CONFLICT for more than `mostGrants`. */
  grant(request: GrantRequest): Promise<Model>;
  revoke(request: GrantRequest): Promise<Model>;
}

/** A change of a model's access. */
interface Step {
  readonly operation: string;
  readonly code: string;
  readonly what: string;
  /** The model as it becomes; undefined when it is so already. */
  readonly decide: (model: Model) => Model | undefined;
}

/** How often a change is decided anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

/** `forgetting` makes the request's later reads fresh, once the write is done. */
export function sharingFor(
  ports: SharingPorts,
  identity: Identity,
  forgetting: <Result>(write: Promise<Result>) => Promise<Result>,
): CallerSharing {
  const taking = (step: Step, request: SharingRequest) => forgetting(take(ports, identity, step, request));
  return {
    setVisibility: (request) => taking(settingVisibility(request), request),
    async grant(request) {
      // Only who may share the model is told which teams there are.
      await requireOwnModel(ports.store, identity, request.modelId, 'MAINTAINER');
      if (!(await ports.store.hasTeam(request.teamId))) throw invalidTeam('Unknown team');
      return taking(granting(request), request);
    },
    revoke: (request) => taking(revoking(request), request),
  };
}

function settingVisibility({ visibility }: VisibilityRequest): Step {
  return {
    operation: 'setModelVisibility',
    code: 'MODEL_VISIBILITY_SET',
    what: `Made it visible to ${visibility === 'ORGANIZATION' ? 'everyone in the organization' : 'its team and those granted'}`,
    decide: (model) => ((model.visibility ?? 'TEAM') === visibility ? undefined : { ...model, visibility }),
  };
}

function granting({ teamId }: GrantRequest): Step {
  return {
    operation: 'grantModelAccess',
    code: 'MODEL_ACCESS_GRANTED',
    what: `Granted access to the team "${teamId}"`,
    decide(model) {
      const { grantedTeams = [] } = model;
      if (teamId === model.teamId) throw invalidTeam('The model is of this team');
      if (grantedTeams.includes(teamId)) return undefined;
      if (grantedTeams.length >= mostGrants) {
        throw new DomainError(
          'CONFLICT',
          `A model is granted to up to ${mostGrants} teams: make it visible to everyone`,
        );
      }
      return { ...model, grantedTeams: [...grantedTeams, teamId].sort() };
    },
  };
}

function revoking({ teamId }: GrantRequest): Step {
  return {
    operation: 'revokeModelAccess',
    code: 'MODEL_ACCESS_REVOKED',
    what: `Revoked access of the team "${teamId}"`,
    decide(model) {
      const { grantedTeams = [] } = model;
      if (!grantedTeams.includes(teamId)) return undefined;
      return { ...model, grantedTeams: grantedTeams.filter((granted) => granted !== teamId) };
    },
  };
}

async function take(ports: SharingPorts, identity: Identity, step: Step, request: SharingRequest): Promise<Model> {
  const { store } = ports;
  const { modelId, idempotencyKey } = request;
  await requireOwnModel(store, identity, modelId, 'MAINTAINER');
  const keyed = { operation: step.operation, idempotencyKey, input: request };
  return once<Model, { modelId: string }>(ports, identity, keyed, {
    execute: (remember) => takeNow(ports, identity, step, request, remember),
    repeat: async () => (await requireOwnModel(store, identity, modelId, 'MAINTAINER')).model,
  });
}

async function takeNow(
  { store, now, committed }: SharingPorts,
  identity: Identity,
  { code, what, decide }: Step,
  { modelId, reason }: SharingRequest,
  remember: Remember<{ modelId: string }>,
): Promise<Model> {
  for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
    const { model: before } = await requireOwnModel(store, identity, modelId, 'MAINTAINER');
    const decided = decide(before);
    const after = decided ? { ...decided, accessRevision: (before.accessRevision ?? 0) + 1 } : before;
    const at = now().toISOString();
    const commit: Commit = {
      ...(decided && {
        access: { before, after },
        audit: { modelId, who: identity.userId, at, code, what, ...(reason && { reason }) },
      }),
      ...remember({ modelId }),
      events: decided ? [modelAccessChanged(after, identity.userId, at, reason)] : [],
    };
    const outcome = await store.commit(commit);
    if (outcome === 'REMEMBERED') break;
    if (outcome === 'COMMITTED') {
      committed(commit.events);
      return after;
    }
  }
  throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
}

/** `model` as it became. */
function modelAccessChanged(
  { id, teamId, visibility = 'TEAM', grantedTeams = [], accessRevision = 1 }: Model,
  changedBy: string,
  occurredAt: string,
  reason: string | undefined,
): RegistryEvent {
  const data = {
    modelId: id,
    teamId,
    visibility,
    grantedTeams: [...grantedTeams],
    changedBy,
    ...(reason && { reason }),
  };
  const detail = { id: timeOrderedId(), schemaVersion: 1, sequence: accessRevision, occurredAt } as const;
  return { type: 'Model Access Changed', detail: { ...detail, data } };
}

function invalidTeam(message: string): DomainError {
  return new DomainError('VALIDATION_ERROR', message, { details: [{ path: 'input.teamId', message }] });
}
