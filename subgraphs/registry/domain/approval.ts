/** Approving or rejecting a version, once, by the maintainers of its team; and what a team's policy makes of it. */
import type { Identity } from '../../../platform/access.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { RegistryEvent } from './event-data.ts';
import { approvalDecided } from './events.ts';
import { once } from './idempotency.ts';
import type { ApprovalDecision, ModelVersion, VersionKey } from './model.ts';
import { requireOwnModel } from './own-model.ts';
import type { RegistryStore } from './store.ts';
import type { TeamPolicy } from './teams.ts';

export interface DecisionRequest extends VersionKey {
  readonly decision: ApprovalDecision;
  readonly comment?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface ApprovalPorts {
  readonly store: RegistryStore;
  readonly now: () => Date;
  /** Called with the events of each commit, so that they leave at once. */
  readonly committed: (events: readonly RegistryEvent[]) => void;
}

/** How often a decision is made anew because another writer came first. */
const decisionsBeforeGivingUp = 10;

/**
 * The version with the decision on it. Throws NOT_FOUND for what the caller may not see, FORBIDDEN unless they are MAINTAINER, or
 * when they registered it and the team forbids that, CONFLICT for a version that is archived or decided on.
 */
export async function decideApproval(
  ports: ApprovalPorts,
  identity: Identity,
  request: DecisionRequest,
): Promise<ModelVersion> {
  const { store, now, committed } = ports;
  const { modelId, version: number, decision, comment, idempotencyKey } = request;
  const key = { modelId, version: number };
  await requireOwnModel(store, identity, modelId, 'MAINTAINER');
  const keyed = { operation: 'decideApproval', idempotencyKey, input: { ...key, decision, comment } };
  return once<ModelVersion, VersionKey>(ports, identity, keyed, {
    async execute(remember) {
      for (let tries = 0; tries < decisionsBeforeGivingUp; tries++) {
        const { standing } = await requireOwnModel(store, identity, modelId, 'MAINTAINER');
        const before = await requireVersion(store, key);
        const at = now().toISOString();
        const after = decided(before, request, standing.policy, identity.userId, at);
        const events = [approvalDecided(after, decision, identity.userId, at, comment)];
        const outcome = await store.commit({
          version: { before, after },
          audit: {
            modelId,
            who: identity.userId,
            at,
            code: `VERSION_${decision}`,
            what: `${decision === 'APPROVED' ? 'Approved' : 'Rejected'} ${number}`,
            version: number,
            ...(comment && { reason: comment }),
          },
          ...remember(key),
          events,
        });
        if (outcome === 'COMMITTED') {
          committed(events);
          return after;
        }
        if (outcome === 'REMEMBERED') break;
      }
      throw new DomainError('CONFLICT', 'Other writers kept coming first; try again');
    },
    repeat: () => requireVersion(store, key),
  });
}

/** Throws CONFLICT for a version that the team's policy does not let into production yet. */
export function requireApproval({ approvalRequiredBeforeDeploy }: TeamPolicy, version: ModelVersion): void {
  const status = version.approval?.decision ?? 'PENDING';
  if (!approvalRequiredBeforeDeploy || status === 'APPROVED') return;
  const state = status === 'PENDING' ? 'has not been approved yet' : 'was rejected';
  throw new DomainError(
    'CONFLICT',
    `${version.modelId} ${version.version} ${state}, and its team requires approval before deploy`,
    { extensions: { approval: status } },
  );
}

function decided(
  version: ModelVersion,
  { decision, comment }: DecisionRequest,
  { selfApprovalForbidden }: TeamPolicy,
  by: string,
  at: string,
): ModelVersion {
  const name = `${version.modelId} ${version.version}`;
  if (selfApprovalForbidden && version.registeredBy === by) {
    throw new DomainError('FORBIDDEN', `You registered ${name}: the team wants another maintainer to decide`);
  }
  if (version.approval) throw new DomainError('CONFLICT', `${name} is ${version.approval.decision} already`);
  if (version.status === 'ARCHIVED') throw new DomainError('CONFLICT', `${name} is archived`);
  const approval = { decision, decidedBy: by, decidedAt: at, ...(comment && { comment }) };
  return { ...version, approval, revision: version.revision + 1 };
}

async function requireVersion(store: RegistryStore, key: VersionKey): Promise<ModelVersion> {
  const [version] = await store.versions([key]);
  if (!version) throw new DomainError('NOT_FOUND', `The model "${key.modelId}" has no version ${key.version}`);
  return version;
}
