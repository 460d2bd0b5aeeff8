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
  claim,
  expireLease,
  type Outcome,
  queue,
  type Report,
  report,
  type Situation,
} from '../../subgraphs/registry/domain/deployment.ts';
import type { Deployment, ModelVersion } from '../../subgraphs/registry/domain/model.ts';

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

export interface ArtifactToDeploy {
  readonly modelId: string;
  readonly version?: string;
  readonly artifactUri: string;
  readonly sha256?: string;
  readonly sizeBytes?: number;
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
  const deployments = new Map<string, Deployment>();
  const versions = new Map<string, ModelVersion>();
  const claims: { readonly deploymentId: string; readonly attempt: number }[] = [];
  const reports: SeenReport[] = [];
  const ends: { readonly deploymentId: string; readonly status: string }[] = [];
  let afterClaim: (deployment: Deployment) => void | Promise<void> = () => undefined;
  let beforeReport: (report: SeenReport) => void | Promise<void> = () => undefined;
  let afterReport: (report: SeenReport) => void | Promise<void> = () => undefined;

  const situation = (id: string): Situation => {
    const deployment = deployments.get(id);
    if (!deployment) throw new DomainError('NOT_FOUND', `No deployment "${id}"`);
    const version = versions.get(versionKey(deployment));
    if (!version) throw new Error('a deployment without a version');
    const serving = deployments.get(version.servingDeploymentId ?? '');
    return { deployment, version, ...(serving && serving.id !== id && { serving }) };
  };
  const publish = (event: Outcome['events'][number]) => {
    if (event.type === 'Deploy Model') send(JSON.stringify({ 'detail-type': event.type, detail: event.detail }));
  };
  const keep = (outcome: Omit<Outcome, 'serving'> & { readonly serving?: Deployment }) => {
    for (const deployment of [outcome.deployment, outcome.serving].filter((one) => one !== undefined)) {
      const before = deployments.get(deployment.id)?.status;
      if (before !== deployment.status && deployment.status !== 'DEPLOYING') {
        ends.push({ deploymentId: deployment.id, status: deployment.status });
      }
      deployments.set(deployment.id, deployment);
    }
    versions.set(versionKey(outcome.version), outcome.version);
    outcome.events.forEach(publish);
    return outcome.deployment;
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
        const claimed = keep(claim(situation(input.deploymentId), { ...input, fencingToken }, new Date(), leases));
        claims.push({ deploymentId: input.deploymentId, attempt: input.attempt });
        await afterClaim(claimed);
        return { deployment: claimed, fencingToken, leaseExpiresAt: claimed.leaseExpiresAt };
      },
      async reportDeployment(_parent: unknown, { input }: { input: SeenReport & Report }) {
        await beforeReport(input);
        const reported = keep(report(situation(input.deploymentId), input, new Date(), leases));
        reports.push({ ...input });
        await afterReport(input);
        return { deployment: reported, leaseExpiresAt: reported.leaseExpiresAt ?? null };
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
    /** Each time a deployment became DEPLOYED, FAILED or SUPERSEDED, in order. */
    ends,
    deployment: (id: string): Deployment => situation(id).deployment,
    /** Asks for a deployment, and returns its id. */
    deploy({ modelId, version = '1.0.0', artifactUri, ...artifact }: ArtifactToDeploy): string {
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
      return keep(queue(toDeploy, { id: randomUUID(), requestedBy: 'someone' }, new Date(), leases)).id;
    },
    /** Called when a claim has been stored, and before it is answered. */
    onClaimed(listener: (deployment: Deployment) => void | Promise<void>) {
      afterClaim = listener;
    },
    /** Called before a report counts: what it throws is the answer. */
    onReport(listener: (report: SeenReport) => void | Promise<void>) {
      beforeReport = listener;
    },
    /** Called when a report has been stored, and before it is answered. */
    onReported(listener: (report: SeenReport) => void | Promise<void>) {
      afterReport = listener;
    },
    /** What the lease sweeper does once the lease has run out. */
    expireLease(id: string) {
      const { leaseExpiresAt } = situation(id).deployment;
      const expired = leaseExpiresAt && expireLease(situation(id), new Date(leaseExpiresAt), leases);
      if (expired) keep(expired);
    },
    /** Changes a deployment behind the deployer's back. */
    replace(id: string, change: Partial<Deployment>) {
      deployments.set(id, { ...situation(id).deployment, ...change });
    },
    /** Sends the event of the current attempt once more. */
    redeliver(id: string) {
      const { modelId, version, teamId, deploymentTarget, framework, artifactUri, attempt, sequence } =
        situation(id).deployment;
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
