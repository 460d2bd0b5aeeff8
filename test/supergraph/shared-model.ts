/** A deployed model of one team, and every way in which another may read and use it. */
import { eventually, type Requests } from './requests.ts';

export const modelId = 'shared-model';
export const [owner, foreign, third] = ['team-a', 'team-b', 'team-c'];

export const isShared = ({ id }: { id: string }): boolean => id === modelId;

export type Reading = (team: string) => Promise<unknown>;

/** Registers the model with two versions and an alias, and deploys one that `endpoint` serves. Returns the deployment's id. */
export async function makeSharedModel({ done }: Requests, endpoint: string): Promise<string> {
  const register =
    'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { modelVersion { version } } }';
  const input = {
    modelId,
    framework: 'onnx',
    deploymentTarget: 'LAMBDA',
    teamId: owner,
    artifactUri: 's3://elsewhere/model.onnx',
    description: 'Scores card payments',
    tags: [{ key: 'domain', value: 'payments' }],
  };
  await done(owner, register, { input: { ...input, version: '1.0.0' } });
  await done(owner, register, { input: { ...input, version: '0.9.0' } });
  await done(owner, register, { input: { ...input, version: '1.0.0', modelId: 'kept-model' } });
  await done(
    owner,
    `mutation { setModelAlias(input: { modelId: "${modelId}", alias: "champion", version: "1.0.0" }) { move { version } } }`,
  );
  const deploymentId: string = (
    await done(
      owner,
      `mutation { deployModel(input: { modelId: "${modelId}", version: "1.0.0" }) { deployment { id } } }`,
    )
  ).deployModel.deployment.id;
  const claim = 'mutation ($input: ClaimDeploymentInput!) { claimDeployment(input: $input) { fencingToken } }';
  const { fencingToken } = (await done('deployer', claim, { input: { deploymentId, attempt: 1, deployerId: 'one' } }))
    .claimDeployment;
  const report =
    'mutation ($input: ReportDeploymentInput!) { reportDeployment(input: $input) { deployment { status } } }';
  const serves = {
    phase: 'DONE',
    status: 'DEPLOYED',
    progressPercent: 100,
    message: 'serves',
    endpoint: endpoint,
  };
  await done('deployer', report, { input: { deploymentId, attempt: 1, fencingToken, ...serves } });
  await eventually(
    async () =>
      (await done(owner, `{ model(id: "${modelId}") { version(version: "1.0.0") { routable } } }`)).model.version
        .routable,
  );
  return deploymentId;
}

export function completionOn({ ask }: Requests, team: string, idempotencyKey?: string) {
  return ask(
    team,
    'mutation ($key: String) { createCompletion(input: { messages: [{ role: USER, content: "hello" }], registeredModel: { id: "shared-model" }, idempotencyKey: $key }) { id routing { registeredModelUsed } } }',
    { key: idempotencyKey },
  );
}

/** What a caller of another team reads of the model, by every way there is. True: seen. */
export function readingsOf(requests: Requests, deploymentId: string): Record<string, Reading> {
  const { ask, done, codeOf, firstEvent } = requests;
  const completion = (team: string) => completionOn(requests, team);
  return {
    'the model': async (team) => (await done(team, `{ model(id: "${modelId}") { id } }`)).model,
    'its versions': async (team) =>
      (
        await done(
          team,
          `{ model(id: "${modelId}") { version(version: "1.0.0") { version } versions { nodes { version } } latestVersion { version deployment { endpoint } } } }`,
        )
      ).model?.versions.nodes.length === 2,
    'its aliases and their history': async (team) =>
      (
        await done(
          team,
          `{ model(id: "${modelId}") { alias(name: "champion") { version } aliases { alias } aliasHistory(alias: "champion") { nodes { version } } } }`,
        )
      ).model?.aliasHistory.nodes.length === 1,
    'its usage': async (team) => (await done(team, `{ model(id: "${modelId}") { usage { requests } } }`)).model?.usage,
    'its deployment': async (team) =>
      (await done(team, `{ deployment(id: "${deploymentId}") { endpoint modelVersion { version } } }`)).deployment,
    'its audit trail': async (team) =>
      (await done(team, `{ auditTrail(modelId: "${modelId}") { nodes { code } } }`)).auditTrail?.nodes.length > 0,
    'the list of models': async (team) => (await done(team, '{ models { nodes { id } } }')).models.nodes.some(isShared),
    'the list by its team': async (team) =>
      (await done(team, `{ models(filter: { teamId: "${owner}" }) { nodes { id } } }`)).models.nodes.some(isShared),
    'the list by any combination': async (team) =>
      (
        await done(
          team,
          `{ models(filter: { teamId: "${owner}", framework: "onnx", deploymentTarget: LAMBDA, status: DEPLOYED, task: PREDICTION, tag: { key: "domain", value: "payments" }, search: "scores pay" }, sort: { field: UPDATED_AT, direction: DESC }) { nodes { id } } }`,
        )
      ).models.nodes.some(isShared),
    'the list from its end': async (team) =>
      (await done(team, '{ models(last: 100) { nodes { id } } }')).models.nodes.some(isShared),
    'an entity that another subgraph names': async (team) =>
      (await done(team, '{ routableModels { id kind } }')).routableModels.some(
        ({ id }: { id: string }) => id === `${modelId}@1.0.0`,
      ),
    'whether it is routable': async (team) =>
      (await done(team, `{ model(id: "${modelId}") { version(version: "1.0.0") { routable } } }`)).model?.version
        .routable,
    'its place as a parent': async (team) =>
      (await codeOf(
        team,
        `mutation { registerModel(input: { modelId: "child-of-${team}-${crypto.randomUUID().slice(0, 8)}", version: "1.0.0", framework: "onnx", deploymentTarget: LOCAL, teamId: "${team}", artifactUri: "s3://elsewhere/m.onnx", lineage: { parent: { modelId: "${modelId}", version: "1.0.0" } } }) { modelVersion { version } } }`,
      )) === undefined,
    'a completion that names it': async (team) =>
      (await completion(team)).data?.createCompletion.routing.registeredModelUsed === modelId,
    'a completion routed to it': async (team) =>
      (
        await ask(
          team,
          `mutation { createCompletion(input: { messages: [{ role: USER, content: "hello" }], routing: { preferredModel: "${modelId}" } }) { routing { registeredModelUsed } } }`,
        )
      ).data?.createCompletion.routing.registeredModelUsed === modelId,
    'a completion on the model': async (team) =>
      (
        await ask(
          team,
          `{ model(id: "${modelId}") { completion(messages: [{ role: USER, content: "hello" }]) { routing { registeredModelUsed } } } }`,
        )
      ).data?.model?.completion?.routing.registeredModelUsed === modelId,
    'a streamed completion': async (team) =>
      (
        await firstEvent(
          team,
          `subscription { completionStream(input: { messages: [{ role: USER, content: "hello" }], registeredModel: { id: "${modelId}" } }) { delta } }`,
        )
      ).data,
    'the status of its deployments': async (team) =>
      (await firstEvent(team, `subscription { deploymentStatusChanged(modelId: "${modelId}") { status } }`)).data,
    'the status of a deployment': async (team) =>
      (await firstEvent(team, `subscription { deploymentStatusChanged(deploymentId: "${deploymentId}") { status } }`))
        .data,
  };
}

export async function whatIsSeen(readings: Record<string, Reading>, team: string): Promise<string[]> {
  const seen: string[] = [];
  for (const [what, isSeen] of Object.entries(readings)) if (await isSeen(team)) seen.push(what);
  return seen;
}
