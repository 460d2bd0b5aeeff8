/**
 * A registry for deployers over a real wire: the registry's own schema and state machine, its state in memory, its events straight
 * to the queue. Tests look at every report, and may refuse it or act on it before it counts.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { requireDeployer } from '../../platform/access.ts';
import { DomainError } from '../../platform/errors.ts';
import { identityTokens } from '../../platform/identity.ts';
import { createLogger } from '../../platform/logging.ts';
import { startSubgraphServer } from '../../platform/subgraph-server.ts';
import {
  type ClaimKey,
  claim,
  expireLease,
  heartbeat,
  type Report,
  report,
} from '../../subgraphs/registry/domain/deployment.ts';
import type { Outcome, Situation, StepContext } from '../../subgraphs/registry/domain/deployment-step.ts';
import { cancel, emptySlot, queue, rollBack, undeploy } from '../../subgraphs/registry/domain/deployment-wishes.ts';
import type { Deployment, ModelVersion, Slot, StatusChange, Strategy } from '../../subgraphs/registry/domain/model.ts';
import type { Serving } from '../../subgraphs/registry/domain/reconciling.ts';
import { directiveFor } from '../../subgraphs/registry/domain/rollout.ts';

export interface RegistryInMemoryOptions {
  readonly secret: string;
  /** Puts the body of a message into the deployer's queue. */
  readonly send: (body: string) => void;
  readonly leaseSeconds?: number;
}

export interface SeenReport extends Record<string, unknown> {
  readonly deploymentId: string;
  readonly attempt: number;
  readonly phase: string;
  readonly progressPercent: number;
  readonly message: string;
  readonly status?: string;
  readonly endpoint?: string;
}

export interface SeenHealth {
  readonly deploymentId: string;
  readonly status: string;
  readonly message: string;
}

export interface ArtifactToDeploy {
  readonly modelId: string;
  readonly version?: string;
  readonly artifactUri: string;
  readonly sha256?: string;
  readonly sizeBytes?: number;
  readonly strategy?: Strategy;
}

export type RegistryInMemory = Awaited<ReturnType<typeof startRegistryInMemory>>;

const schemaFolder = join(import.meta.dirname, '../../subgraphs/registry/graphql');
/** Every capability's part of the schema, as one. */
const typeDefs = parse(
  readdirSync(schemaFolder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(join(schemaFolder, file), 'utf8'))
    .join('\n'),
);

export async function startRegistryInMemory({ secret, send, leaseSeconds = 15 }: RegistryInMemoryOptions) {
  const leases = { claimedSeconds: leaseSeconds, queuedSeconds: 60 };
  const context = (by: string, now = new Date()): StepContext => ({ now, leases, by });
  const deployments = new Map<string, Deployment>();
  const versions = new Map<string, ModelVersion>();
  const slots = new Map<string, Slot>();
  const claims: { readonly deploymentId: string; readonly attempt: number }[] = [];
  const reports: SeenReport[] = [];
  const healths: SeenHealth[] = [];
  const changes: StatusChange[] = [];
  const scalingFaults = new Map<string, string>();
  const ends: { readonly deploymentId: string; readonly status: string }[] = [];
  let afterClaim: (deployment: Deployment) => void | Promise<void> = () => undefined;
  let beforeReport: (report: SeenReport) => void | Promise<void> = () => undefined;
  let onHeartbeat: (deploymentId: string) => void = () => undefined;
  let afterReport: (report: SeenReport) => void | Promise<void> = () => undefined;

  const find = (id: string): Deployment => {
    const deployment = deployments.get(id);
    if (!deployment) throw new DomainError('NOT_FOUND', `No deployment "${id}"`);
    return deployment;
  };
  /** All there is of the model. */
  const situationOf = (modelId: string): Situation => {
    const ofModel = [...versions.values()].filter((version) => version.modelId === modelId);
    const [first] = ofModel;
    if (!first) throw new Error('a deployment without a version');
    return {
      slot: slots.get(modelId) ?? emptySlot(first),
      deployments: new Map([...deployments].filter(([, deployment]) => deployment.modelId === modelId)),
      versions: new Map(ofModel.map((version) => [version.version, version])),
    };
  };
  const situation = (id: string): Situation => situationOf(find(id).modelId);
  const publish = (event: Outcome['events'][number]) => {
    if (event.type !== 'Deploy Model' && event.type !== 'Deployment Ended') return;
    send(JSON.stringify({ 'detail-type': event.type, detail: event.detail }));
  };
  const keep = (outcome: Outcome): void => {
    for (const [id, deployment] of outcome.deployments) {
      const before = deployments.get(id)?.status;
      if (before !== deployment.status && deployment.status !== 'DEPLOYING') {
        ends.push({ deploymentId: id, status: deployment.status });
      }
      deployments.set(id, deployment);
    }
    for (const version of outcome.versions.values()) versions.set(versionKey(version), version);
    slots.set(outcome.slot.modelId, outcome.slot);
    outcome.events.forEach(publish);
    for (const { type, detail } of outcome.events) {
      if (type === 'Deployment Status Changed') changes.push(detail.data);
    }
  };
  const answer = (id: string) => {
    const deployment = find(id);
    const { activeId } = situation(id).slot;
    const { action, trafficPercent = null } = directiveFor(deployment, activeId !== undefined, new Date());
    return { deployment, leaseExpiresAt: deployment.leaseExpiresAt ?? null, directive: { action, trafficPercent } };
  };

  const resolvers = {
    Query: {
      deployment: (_parent: unknown, { id }: { id: string }) => deployments.get(id),
    },
    Mutation: {
      async claimDeployment(
        _parent: unknown,
        { input }: { input: { deploymentId: string; attempt: number; deployerId: string } },
      ) {
        const fencingToken = randomUUID();
        const { deploymentId, deployerId } = input;
        keep(claim(situation(deploymentId), deploymentId, { ...input, fencingToken }, context(deployerId)));
        const claimed = find(deploymentId);
        claims.push({ deploymentId: input.deploymentId, attempt: input.attempt });
        await afterClaim(claimed);
        return { deployment: claimed, fencingToken, leaseExpiresAt: claimed.leaseExpiresAt };
      },
      async reportDeployment(_parent: unknown, { input }: { input: SeenReport & Report }) {
        await beforeReport(input);
        keep(report(situation(input.deploymentId), input.deploymentId, input, context('deployer')));
        reports.push({ ...input });
        await afterReport(input);
        return answer(input.deploymentId);
      },
      reportDeploymentHealth(_parent: unknown, { input }: { input: SeenHealth }) {
        healths.push(input);
        return { deployment: find(input.deploymentId) };
      },
      reconcileDeployments(_parent: unknown, { input }: { input: { serving: readonly Serving[] } }) {
        for (const { deploymentId, scalingFault } of input.serving) {
          if (scalingFault) scalingFaults.set(deploymentId, scalingFault);
        }
        const instructions = input.serving.map(({ deploymentId, attempt }) => {
          const deployment = deployments.get(deploymentId);
          const isServed = deployment?.status === 'DEPLOYED' && deployment.attempt === attempt;
          return {
            deploymentId,
            action: isServed ? 'KEEP' : 'END',
            trafficPercent: deployment?.trafficPercent ?? null,
            replicas: deployment?.replicas ?? null,
          };
        });
        return { instructions, missing: [] };
      },
      heartbeatDeployment(_parent: unknown, { input }: { input: ClaimKey & { deploymentId: string } }) {
        onHeartbeat(input.deploymentId);
        keep(heartbeat(situation(input.deploymentId), input.deploymentId, input, context('deployer')));
        return answer(input.deploymentId);
      },
    },
    Deployment: {
      modelVersion: (deployment: Deployment) => versions.get(versionKey(deployment)),
    },
  };

  const server = await startSubgraphServer({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('registry in memory'),
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    tokens: identityTokens(secret),
    createContext({ identity }) {
      requireDeployer(identity);
      return {};
    },
  });

  return {
    url: server.url,
    claims,
    reports,
    healths,
    /** What subscribers would see, in order. */
    changes,
    /** By deployment, why it could not be scaled. */
    scalingFaults,
    /** Each time a deployment became DEPLOYED, or has ended, in order. */
    ends,
    deployment: find,
    /** Asks for a deployment, and returns its id. */
    deploy({ modelId, version = '1.0.0', artifactUri, strategy, ...artifact }: ArtifactToDeploy): string {
      const known = versions.get(versionKey({ modelId, version }));
      const toDeploy: ModelVersion = known ?? {
        modelId,
        version,
        teamId: 'data-science-team',
        framework: 'onnx',
        deploymentTarget: 'LOCAL',
        artifactUri,
        artifact: { verified: true, ...artifact },
        tags: [],
        registeredAt: new Date().toISOString(),
        registeredBy: 'someone',
        status: 'REGISTERED',
        revision: 1,
      };
      versions.set(versionKey(toDeploy), toDeploy);
      const id = randomUUID();
      keep(queue(situationOf(modelId), toDeploy, { id, requestedBy: 'someone', strategy }, context('someone')));
      return id;
    },
    cancel: (id: string): void => keep(cancel(situation(id), id, undefined, context('someone'))),
    undeploy: (id: string): void => keep(undeploy(situation(id), id, undefined, context('someone'))),
    rollBack: (id: string): void =>
      keep(rollBack(situation(id), id, randomUUID(), undefined, context('someone')).outcome),
    /** Called when a claim has been stored, and before it is answered. */
    onClaimed(listener: (deployment: Deployment) => void | Promise<void>) {
      afterClaim = listener;
    },
    /** Called before a report counts: what it throws is the answer. */
    onReport(listener: (report: SeenReport) => void | Promise<void>) {
      beforeReport = listener;
    },
    /** Called before a heartbeat counts. */
    onHeartbeat(listener: (deploymentId: string) => void) {
      onHeartbeat = listener;
    },
    /** Called when a report has been stored, and before it is answered. */
    onReported(listener: (report: SeenReport) => void | Promise<void>) {
      afterReport = listener;
    },
    /** What the lease sweeper does once the lease has run out. */
    expireLease(id: string) {
      const { leaseExpiresAt } = find(id);
      if (leaseExpiresAt) keep(expireLease(situation(id), id, context('registry', new Date(leaseExpiresAt))));
    },
    /** Changes a deployment behind the deployer's back. */
    replace(id: string, change: Partial<Deployment>) {
      deployments.set(id, { ...find(id), ...change });
    },
    /** Sends the event of the current attempt once more. */
    redeliver(id: string) {
      const { modelId, version, teamId, deploymentTarget, framework, artifactUri, attempt, sequence } = find(id);
      const subject = { deploymentId: id, modelId, version, teamId, deploymentTarget };
      const detail = { id: randomUUID(), schemaVersion: 1, sequence, occurredAt: new Date().toISOString() };
      const data = { ...subject, attempt, framework, artifactUri };
      send(JSON.stringify({ 'detail-type': 'Deploy Model', detail: { ...detail, data } }));
    },
    stop: () => server.stop(),
  };
}

function versionKey({ modelId, version }: { readonly modelId: string; readonly version: string }): string {
  return `${modelId} ${version}`;
}
