/** What clients may send about deployments: wishes, strategies, deployers' reports. */
import { z } from 'zod';
import type { HeartbeatRequest, ReportRequest } from '../domain/deployer-requests.ts';
import { deploymentPhases, deploymentStatuses, failureReasons, type Strategy, strategyKinds } from '../domain/model.ts';
import { aliasName, idempotencyKey, modelId, optional, parse, text, version } from './input.ts';

const deploymentId = text(64, 'A deployment id', 1);
const attempt = z.number().int().min(1, 'Attempts count from 1');
const fencingToken = text(256, 'A fencing token', 1);
const reason = optional(text(1024, 'A reason'));
const day = 86_400;
const seconds = (what: string) =>
  z.number().int().min(0, `${what} is 0 to ${day} seconds`).max(day, `${what} is 0 to ${day} seconds`);

const defaultSteps = [
  { percent: 10, holdSeconds: 60 },
  { percent: 50, holdSeconds: 60 },
];
const blueGreenSeconds = 600;

const steps = z
  .array(
    z.object({
      percent: z.number().int().min(1, 'A step has 1 to 99 percent').max(99, 'A step has 1 to 99 percent'),
      holdSeconds: seconds('A hold'),
    }),
  )
  .min(1, 'A canary has 1 to 20 steps')
  .max(20, 'A canary has 1 to 20 steps')
  .refine((all) => all.every(({ percent }, index) => percent > (all[index - 1]?.percent ?? 0)), 'Shares must rise');

const abortOn = z.object({
  maximumErrorRate: optional(z.number().min(0, 'An error rate is 0 to 1').max(1, 'An error rate is 0 to 1')),
  maximumP95LatencyMs: optional(z.number().positive('A latency is above 0')),
  minimumRequests: z
    .number()
    .int()
    .min(1, 'There must be at least 1 request')
    .nullish()
    .transform((count) => count ?? 10),
});

const strategy = z
  .object({
    kind: z.enum(strategyKinds),
    steps: optional(steps),
    abortOn: optional(abortOn),
    keepPreviousSeconds: optional(seconds('keepPreviousSeconds')),
  })
  .superRefine(({ kind, steps, abortOn }, { addIssue }) => {
    for (const [name, value] of Object.entries({ steps, abortOn })) {
      if (kind !== 'CANARY' && value)
        addIssue({ code: 'custom', path: [name], message: `${name} is of a CANARY only` });
    }
  })
  .transform(({ kind, steps, abortOn, keepPreviousSeconds }): Strategy => {
    const kept = keepPreviousSeconds ?? (kind === 'BLUE_GREEN' ? blueGreenSeconds : 0);
    if (kind !== 'CANARY') return { kind, keepPreviousSeconds: kept };
    const bounds = abortOn ?? { maximumErrorRate: 0.05, minimumRequests: 10 };
    const { maximumErrorRate, maximumP95LatencyMs, minimumRequests } = { maximumP95LatencyMs: undefined, ...bounds };
    const abort = {
      minimumRequests,
      ...(maximumErrorRate !== undefined && { maximumErrorRate }),
      ...(maximumP95LatencyMs !== undefined && { maximumP95LatencyMs }),
    };
    return { kind, keepPreviousSeconds: kept, steps: steps ?? defaultSteps, abortOn: abort };
  });

const notBoth = {
  path: ['alias'],
  message: 'Name the version by its number or by an alias, not by both',
};

export const deployRequest = z
  .object({
    modelId,
    version: optional(version),
    alias: optional(aliasName),
    strategy: optional(strategy),
    idempotencyKey,
  })
  .refine(({ version, alias }) => version === undefined || alias === undefined, notBoth);

export const undeployRequest = z
  .object({ modelId, version: optional(version), alias: optional(aliasName), reason, idempotencyKey })
  .refine(({ version, alias }) => version === undefined || alias === undefined, notBoth);

export const deploymentRequest = z.object({ deploymentId, reason, idempotencyKey });

export const scaleRequest = z.object({
  deploymentId,
  replicas: z.number().int().min(1, 'There are 1 to 100 replicas').max(100, 'There are 1 to 100 replicas'),
  reason,
  idempotencyKey,
});

export const claimRequest = z.object({
  deploymentId,
  attempt,
  deployerId: text(128, 'A deployer id', 1),
  idempotencyKey,
});

export const heartbeatRequest: z.ZodType<HeartbeatRequest> = z.object({
  deploymentId,
  attempt,
  fencingToken,
  idempotencyKey,
});

export const reconcileRequest = z.object({
  deployerId: text(128, 'A deployer id', 1),
  serving: z
    .array(
      z.object({
        deploymentId,
        attempt,
        endpoint: text(2048, 'An endpoint', 1),
        scalingFault: optional(text(1024, 'A fault')),
      }),
    )
    .max(1_000, 'A deployer serves up to 1000 deployments'),
  idempotencyKey,
});

const report = z
  .object({
    deploymentId,
    attempt,
    fencingToken,
    phase: z.enum(deploymentPhases),
    progressPercent: z.number().int().min(0, 'Progress is 0 to 100').max(100, 'Progress is 0 to 100'),
    message: text(1024, 'A message'),
    status: optional(z.enum(deploymentStatuses)),
    endpoint: optional(text(2048, 'An endpoint').refine(isHttpUrl, 'An endpoint is an http or https URL')),
    trafficPercent: optional(z.number().int().min(1, 'A share is 1 to 100').max(100, 'A share is 1 to 100')),
    reason: optional(z.enum(failureReasons)),
    idempotencyKey,
  })
  .superRefine(({ phase, status, endpoint, trafficPercent, reason }, { addIssue }) => {
    const issue = (path: string, message: string): void => addIssue({ code: 'custom', path: [path], message });
    if (phase !== 'DONE') {
      if (status) issue('status', 'A status comes with phase DONE only');
    } else if (status !== 'DEPLOYED' && status !== 'FAILED') {
      issue('status', 'Phase DONE needs the status DEPLOYED or FAILED');
    }
    if (trafficPercent !== undefined && phase !== 'SHIFTING')
      issue('trafficPercent', 'Traffic moves in phase SHIFTING');
    if (status === 'DEPLOYED' && !endpoint) issue('endpoint', 'DEPLOYED needs an endpoint');
    if (status === 'FAILED' && !reason) issue('reason', 'FAILED needs a reason');
  });

/** A deployer's report, without what does not belong to its kind. Throws VALIDATION_ERROR. */
export function parseReport(input: unknown): ReportRequest {
  const { deploymentId, idempotencyKey, phase, status, endpoint, trafficPercent, reason, ...rest } = parse(
    report,
    input,
    'input',
  );
  const about = { deploymentId, idempotencyKey };
  if (phase === 'SHIFTING') {
    const shifted = { ...(endpoint && { endpoint }), ...(trafficPercent !== undefined && { trafficPercent }) };
    return { ...about, report: { ...rest, phase, ...shifted } };
  }
  if (phase !== 'DONE') return { ...about, report: { ...rest, phase } };
  if (status === 'DEPLOYED' && endpoint) return { ...about, report: { ...rest, phase, status, endpoint } };
  if (status === 'FAILED' && reason) return { ...about, report: { ...rest, phase, status, reason } };
  throw new Error('The schema of reports lets through what it should not');
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
