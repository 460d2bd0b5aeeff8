/** What the audit says of wishes about deployments. */
import type { Identity } from '../../../platform/access.ts';
import type { Deployment } from './model.ts';
import type { Commit } from './store.ts';

export function requestAudit({
  id,
  modelId,
  version,
  requestedBy,
  requestedAt,
}: Deployment): NonNullable<Commit['audit']> {
  const what = `Deploys ${version} as ${id}`;
  return { modelId, who: requestedBy, code: 'DEPLOYMENT_REQUESTED', what, version, at: requestedAt };
}

export function scaleAudit(
  { id, modelId, version, replicas }: Deployment,
  { userId }: Identity,
  reason: string | undefined,
  now: Date,
): NonNullable<Commit['audit']> {
  const what = `Scales the deployment ${id} of ${version} to ${replicas} replicas`;
  const at = now.toISOString();
  return { modelId, who: userId, code: 'DEPLOYMENT_SCALED', what, version, at, ...(reason && { reason }) };
}

export function rollbackAudit(
  { id, modelId, version }: Deployment,
  { userId }: Identity,
  reason: string | undefined,
  now: Date,
): NonNullable<Commit['audit']> {
  const what = `Rolls back the deployment ${id} of ${version}`;
  const at = now.toISOString();
  return { modelId, who: userId, code: 'DEPLOYMENT_ROLLBACK', what, version, at, ...(reason && { reason }) };
}
