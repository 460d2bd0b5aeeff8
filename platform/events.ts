/**
 * The events on the bus: what the registry, the gateway and the deployers tell each other. Delivery is at least once and
 * unordered: consumers drop an `id` they have seen, and per subject a `sequence` that is not newer than the last.
 */
import { z } from 'zod';

export const registrySource = 'modelgraph.registry';
export const inferenceSource = 'modelgraph.inference';

/** Changes are additive only; a breaking one raises this number. */
export const schemaVersion = 1;

const modelVersion = { modelId: z.string(), version: z.string(), teamId: z.string() };

/** By whom and why. */
const change = { changedBy: z.string(), reason: z.string() };

const deployment = {
  ...modelVersion,
  deploymentId: z.string(),
  deploymentTarget: z.string(),
};

const artifact = { uploadId: z.string(), artifactUri: z.string(), modelId: z.string(), teamId: z.string() };

/** `data` of each event, by detail-type. */
export const eventData = {
  'Model Registered': z.object({
    ...modelVersion,
    framework: z.string(),
    deploymentTarget: z.string(),
    artifactUri: z.string(),
    task: z.string().optional(),
    /** The version it was made from. */
    parent: z.object({ modelId: z.string(), version: z.string() }).optional(),
  }),
  /** A new attempt of a deployment waits for a deployer to claim it. */
  'Deploy Model': z.object({
    ...deployment,
    attempt: z.number().int(),
    framework: z.string(),
    artifactUri: z.string(),
    artifactSha256: z.string().optional(),
  }),
  'Deployment Status Changed': z.object({
    ...deployment,
    /** That of the event. */
    sequence: z.int().optional(),
    status: z.string(),
    phase: z.string(),
    progressPercent: z.number(),
    message: z.string(),
    occurredAt: z.string(),
  }),
  'Model Deployed': z.object({
    ...deployment,
    endpoint: z.string(),
    deployedAt: z.string(),
    /** As of "Traffic Shifted". */
    trafficPercent: z.number().int().min(0).max(100).optional(),
  }),
  /**
   * A deployment has another share of its slot's traffic, the slot being that of its model and target; without an endpoint it does not
   * answer any more.
   */
  'Traffic Shifted': z.object({
    ...deployment,
    endpoint: z.string().optional(),
    trafficPercent: z.number().int().min(0).max(100),
  }),
  /** What serves has stopped to answer, or answers again; `sequence` is that of its health. */
  'Deployment Health Changed': z.object({ ...deployment, status: z.string(), message: z.string() }),
  /** What runs of a deployment differs from what should run; without `drift`, it does no more. */
  'Deployment Drifted': z.object({
    ...deployment,
    drift: z
      .object({ code: z.string(), message: z.string(), since: z.string(), mendedById: z.string().optional() })
      .optional(),
  }),
  /** A deployment serves no more, or never did: failed, superseded, undeployed. */
  'Deployment Ended': z.object({ ...deployment, status: z.string(), reason: z.string().optional() }),
  /** An uploaded artifact was verified, or found to be another one than announced, or was removed (DELETED or ORPHANED). */
  'Artifact Ready': z.object({ ...artifact, sizeBytes: z.number().int(), sha256: z.string() }),
  'Artifact Rejected': z.object({ ...artifact, reason: z.string() }),
  'Artifact Deleted': z.object({ ...artifact, reason: z.string() }),
  /**
   * What one gateway has seen of a deployment since it told the last time, about a second ago: calls of the model's endpoint, those
   * that failed or were not answered in time, and calls by latency, in classes that end at 2^(class / 4) milliseconds.
   */
  'Model Traffic': z.object({
    ...deployment,
    requests: z.number().int().positive(),
    failures: z.number().int().nonnegative(),
    latencies: z.record(z.string().regex(/^\d{1,2}$/), z.number().int().positive()),
  }),
  /** What completions have cost since the last report, by who answered and who asked; `costUsd` is a decimal in a string. */
  'Gateway Used': z.object({
    provider: z.string(),
    providerModel: z.string(),
    apiKeyId: z.string().optional(),
    /** The team that pays. */
    teamId: z.string().optional(),
    requests: z.number().int().positive(),
    promptTokens: z.number().int().nonnegative(),
    completionTokens: z.number().int().nonnegative(),
    costUsd: z.string(),
  }),
  /** A team was made, or its policy or members changed; `userId` and `role` of members. */
  'Team Changed': z.object({
    teamId: z.string(),
    change: z.string(),
    changedBy: z.string(),
    userId: z.string().optional(),
    role: z.string().optional(),
  }),
  /** An API key was made, rotated or revoked; never a secret. */
  'API Key Changed': z.object({
    apiKeyId: z.string(),
    change: z.string(),
    changedBy: z.string(),
    userId: z.string(),
    name: z.string(),
    groups: z.array(z.string()),
  }),
  /** What a team or an API key may use, all of it; what is absent is not limited (a key's: as its tier is). */
  'Usage Limits Changed': z.object({
    teamId: z.string().optional(),
    apiKeyId: z.string().optional(),
    changedBy: z.string(),
    requestsPerMinute: z.int().optional(),
    tokensPerMinute: z.int().optional(),
    concurrentStreams: z.int().optional(),
    dailyBudgetUsd: z.string().optional(),
    monthlyBudgetUsd: z.string().optional(),
  }),
  /** A team has added or removed an MCP server, or set what every completion of it gets. */
  'MCP Servers Changed': z.object({
    teamId: z.string(),
    change: z.string(),
    server: z.string().optional(),
    changedBy: z.string(),
  }),
  /** An alias names another version than before; without `version` it names none. */
  'Model Alias Changed': z.object({
    modelId: z.string(),
    teamId: z.string(),
    alias: z.string(),
    version: z.string().optional(),
    previousVersion: z.string().optional(),
    changedBy: z.string(),
  }),
  /** Whom a model is shared with, as it is now: everyone (ORGANIZATION), or its team and the granted ones. */
  'Model Access Changed': z.object({
    modelId: z.string(),
    teamId: z.string(),
    visibility: z.string(),
    grantedTeams: z.array(z.string()),
    changedBy: z.string(),
    reason: z.string().optional(),
  }),
  /** A model was deleted with all its versions and aliases, which have no events of their own. */
  'Model Deleted': z.object({ modelId: z.string(), teamId: z.string(), ...change }),
  'Model Version Archived': z.object({ ...modelVersion, ...change }),
  'Model Version Restored': z.object({ ...modelVersion, ...change }),
  'Model Version Deleted': z.object({ ...modelVersion, ...change }),
  /** A maintainer approved or rejected a version, for good. */
  'Model Approval Decided': z.object({
    ...modelVersion,
    decision: z.string(),
    decidedBy: z.string(),
    registeredBy: z.string(),
    comment: z.string().optional(),
  }),
  'Webhook Changed': z.object({
    webhookId: z.string(),
    teamId: z.string(),
    change: z.string(),
    eventTypes: z.array(z.string()),
    changedBy: z.string(),
  }),
  /** Goes to one webhook only, whatever its event types. */
  'Webhook Tested': z.object({ webhookId: z.string(), teamId: z.string(), requestedBy: z.string() }),
  /** For the sender of webhooks: a delivery is PENDING again. */
  'Webhook Replay Requested': z.object({
    webhookId: z.string(),
    teamId: z.string(),
    deliveryId: z.string(),
    requestedBy: z.string(),
  }),
  /** One completion that used a model; `costUsd` is a decimal in a string. */
  'Model Used': z.object({
    completionId: z.string(),
    modelId: z.string(),
    version: z.string(),
    teamId: z.string(),
    userId: z.string(),
    provider: z.string(),
    providerModel: z.string(),
    promptTokens: z.number().int().nonnegative(),
    completionTokens: z.number().int().nonnegative(),
    costUsd: z.string(),
    occurredAt: z.string(),
  }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<Type extends EventType> = z.infer<(typeof eventData)[Type]>;

/** The `detail` of an event on the bus. */
export interface EventDetail<Type extends EventType = EventType> {
  /** Unique per event; the same at every redelivery. */
  readonly id: string;
  readonly schemaVersion: typeof schemaVersion;
  /** Rises by one per change of the subject (a deployment, for deployment events); 1 where there is only one event. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly data: EventData<Type>;
}

export interface ModelgraphEvent<Type extends EventType = EventType> {
  readonly type: Type;
  readonly detail: EventDetail<Type>;
}

const busEnvelope = z.object({
  'detail-type': z.enum(Object.keys(eventData) as [EventType, ...EventType[]]),
  detail: z.object({
    id: z.string(),
    schemaVersion: z.number(),
    sequence: z.number().int(),
    occurredAt: z.string(),
    data: z.unknown(),
  }),
});

/** Every event, told apart by `type`. */
export type AnyEvent = { [Type in EventType]: ModelgraphEvent<Type> }[EventType];

/** The event in an SQS message body that an EventBridge rule has written. Throws `ZodError` when it is not one of ours. */
export function parseBusMessage(body: string): AnyEvent {
  const { 'detail-type': type, detail } = busEnvelope.parse(JSON.parse(body));
  const data = eventData[type].parse(detail.data);
  return { type, detail: { ...detail, schemaVersion, data } } as AnyEvent;
}
