/** Every mutation of the registry, ready to be sent with an idempotency key. */
import { createHash } from 'node:crypto';
import { type Caller, claim, deploy, eventually, register, serves } from './start-registry.ts';

export interface KeyedMutation {
  readonly caller: Caller;
  readonly input: object;
  /** A change that is valid by itself; it makes the input another one. */
  readonly other: object;
  /** What is asked of the payload: all that may not differ from one answer to the next. */
  readonly fields: string;
}

let names = 0;
const fresh = (name: string): string => `${name}-${names++}`;

/** What each request needs is made when it is asked for. */
export function keyedMutations(as: (...groups: string[]) => Caller): Record<string, () => Promise<KeyedMutation>> {
  const [admin, member, deployer] = [as('admin'), as('team-a'), as('deployer')];
  const act = async (name: string, fields: string, input: object, caller = admin) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await caller.request(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
      { input },
    );
    if (errors) throw Object.assign(new Error(`${name} failed`), { errors });
    return data[name];
  };
  const registered = async (version = '1.0.0'): Promise<{ modelId: string; version: string }> => {
    const modelId = fresh('a-model');
    await register(member, { modelId, version });
    return { modelId, version };
  };
  const claimed = async () => {
    const deploymentId = await deploy(member, (await registered()).modelId);
    const claim = { deploymentId, attempt: 1, deployerId: 'one' };
    return { deploymentId, claim };
  };
  const team = async (): Promise<string> => (await act('createTeam', 'team { id }', { id: fresh('a-team') })).team.id;
  const apiKey = async (): Promise<string> =>
    (await act('createApiKey', 'apiKey { id }', { name: 'a key', groups: ['team-a'] })).apiKey.id;
  const uploadInput = () => ({
    teamId: 'team-a',
    modelId: fresh('uploaded'),
    fileName: 'model.onnx',
    sizeBytes: 3,
    sha256: createHash('sha256').update('abc').digest('hex'),
  });
  const upload = async () => {
    const fields = 'upload { id artifactUri parts { url } }';
    const made = (await act('createArtifactUpload', fields, uploadInput(), member)).upload;
    await fetch(made.parts[0].url, { method: 'PUT', body: new TextEncoder().encode('abc') });
    return made;
  };
  const readyArtifact = async (): Promise<string> => {
    const { id, artifactUri } = await upload();
    await act('completeArtifactUpload', 'upload { status }', { uploadId: id }, member);
    return artifactUri;
  };
  const mcpServerInput = () => ({ teamId: 'team-c', name: fresh('docs'), url: 'http://127.0.0.1:1/mcp' });
  const mcpServer = async () => {
    const { teamId, name } = (await act('addMcpServer', 'server { teamId name }', mcpServerInput())).server;
    return { teamId, name };
  };
  const webhookInput = () => ({ teamId: 'team-c', url: 'http://127.0.0.1:1/', eventTypes: ['Model Registered'] });
  const webhook = async (): Promise<string> =>
    (await act('createWebhook', 'webhook { id }', webhookInput())).webhook.id;
  const deadDelivery = async (): Promise<string> => {
    const webhookId = await webhook();
    const { deliveryId } = await act('sendTestEvent', 'deliveryId', { webhookId });
    const query = `{ webhook(id: "${webhookId}") { deliveries(status: DEAD) { nodes { id } } } }`;
    await eventually(async () => (await admin.request(query)).data.webhook.deliveries.nodes.length > 0);
    return deliveryId;
  };
  const version = 'modelVersion { modelId version status }';
  const keyed = (input: object, other: object, fields: string, caller = admin): KeyedMutation => ({
    caller,
    input,
    other,
    fields,
  });

  return {
    addMcpServer: async () =>
      keyed(mcpServerInput(), { approvesAllTools: true }, 'server { name url approvedTools addedAt }'),
    removeMcpServer: async () => {
      const input = await mcpServer();
      return keyed(input, { name: 'other' }, 'teamId name');
    },
    setDefaultContext: async () => {
      const context = { resources: [{ server: 'docs', uri: 'docs://all' }], maxTokens: 100 };
      const fields = 'defaultContext { servers resources { server uri } maxTokens }';
      return keyed({ teamId: 'team-c', context }, { context: { servers: ['docs'] } }, fields);
    },
    registerModel: async () => {
      const input = { modelId: fresh('registered'), version: '1.0.0', framework: 'onnx', deploymentTarget: 'LOCAL' };
      const rest = { teamId: 'team-a', artifactUri: 's3://elsewhere/m', tags: [{ key: 'a', value: 'b' }] };
      return keyed({ ...input, ...rest }, { tags: [{ key: 'a', value: 'c' }] }, version, member);
    },
    deployModel: async () => {
      const { modelId } = await registered();
      return keyed({ modelId }, { version: '1.0.0' }, 'deployment { id sequence }', member);
    },
    claimDeployment: async () => {
      const { claim: input } = await claimed();
      return keyed(input, { deployerId: 'two' }, 'fencingToken leaseExpiresAt deployment { id sequence }', deployer);
    },
    reportDeployment: async () => {
      const { deploymentId, claim: input } = await claimed();
      const { fencingToken } = await act('claimDeployment', 'fencingToken', input, deployer);
      const phase = { phase: 'PREPARING', progressPercent: 50, message: 'goes on' };
      return keyed(
        { deploymentId, attempt: 1, fencingToken, ...phase },
        { progressPercent: 60 },
        'leaseExpiresAt deployment { id sequence }',
        deployer,
      );
    },
    heartbeatDeployment: async () => {
      const [one, other] = [await claimed(), await claimed()];
      const { fencingToken } = await act('claimDeployment', 'fencingToken', one.claim, deployer);
      const input = { deploymentId: one.deploymentId, attempt: 1, fencingToken };
      const fields = 'leaseExpiresAt directive { action } deployment { id sequence }';
      return keyed(input, { deploymentId: other.deploymentId }, fields, deployer);
    },
    reportDeploymentHealth: async () => {
      const { deploymentId, claim: input } = await claimed();
      const { fencingToken } = await act('claimDeployment', 'fencingToken', input, deployer);
      const key = { deploymentId, attempt: 1, fencingToken };
      await act('reportDeployment', 'deployment { id }', { ...key, ...serves, message: 'serves' }, deployer);
      const health = { status: 'UNHEALTHY', message: 'does not answer' };
      const fields = 'deployment { id sequence health { status sequence } }';
      return keyed({ ...key, ...health }, { message: 'answers late' }, fields, deployer);
    },
    reconcileDeployments: async () => {
      const serving = [{ deploymentId: (await claimed()).deploymentId, attempt: 1, endpoint: 'http://127.0.0.1:1/v2' }];
      const input = { deployerId: fresh('deployer'), serving };
      return keyed(input, { serving: [] }, 'instructions { deploymentId action } missing { id }', deployer);
    },
    cancelDeployment: async () => {
      const { deploymentId } = await claimed();
      return keyed({ deploymentId }, { reason: 'other' }, 'deployment { id status sequence }', member);
    },
    retryDeployment: async () => {
      const { deploymentId } = await claimed();
      await act('cancelDeployment', 'deployment { id }', { deploymentId }, member);
      const other = (await claimed()).deploymentId;
      return keyed({ deploymentId }, { deploymentId: other }, 'deployment { id sequence }', member);
    },
    rollbackDeployment: async () => {
      const { deploymentId } = await claimed();
      const fields = 'deployment { id status sequence } serves { id }';
      return keyed({ deploymentId }, { reason: 'other' }, fields, member);
    },
    scaleDeployment: async () => {
      const { modelId } = await registered();
      const deploymentId = await deploy(member, modelId);
      await (await claim(deployer, deploymentId))(serves);
      return keyed({ deploymentId, replicas: 2 }, { replicas: 3 }, 'deployment { id replicas sequence }', member);
    },
    undeployModel: async () => {
      const { modelId, version } = await registered();
      await (await claim(deployer, await deploy(member, modelId)))(serves);
      return keyed({ modelId, version }, { reason: 'other' }, 'deployment { id status sequence }', member);
    },
    archiveModelVersion: async () =>
      keyed({ ...(await registered()), reason: 'old' }, { reason: 'bad' }, version, member),
    restoreModelVersion: async () => {
      const key = await registered();
      await act('archiveModelVersion', version, { ...key, reason: 'old' }, member);
      return keyed({ ...key, reason: 'needed' }, { reason: 'wanted' }, version, member);
    },
    deleteModelVersion: async () => keyed({ ...(await registered()), reason: 'old' }, { reason: 'bad' }, version),
    deleteModel: async () => {
      const { modelId } = await registered();
      return keyed({ modelId, reason: 'old' }, { reason: 'bad' }, 'modelId deletedAt');
    },
    decideApproval: async () =>
      keyed({ ...(await registered()), decision: 'APPROVED' }, { decision: 'REJECTED', comment: 'no' }, version),
    setModelAlias: async () => {
      const input = { ...(await registered()), alias: 'champion' };
      return keyed(input, { alias: 'challenger' }, 'move { changedAt } alias { alias }');
    },
    removeModelAlias: async () => {
      const { modelId, version } = await registered();
      await act('setModelAlias', 'alias { alias }', { modelId, version, alias: 'champion' });
      return keyed({ modelId, alias: 'champion' }, { reason: 'other' }, 'move { changedAt }');
    },
    setModelVisibility: async () => {
      const input = { modelId: (await registered()).modelId, visibility: 'ORGANIZATION' };
      return keyed(input, { visibility: 'TEAM' }, 'model { id visibility }');
    },
    grantModelAccess: async () => {
      const input = { modelId: (await registered()).modelId, teamId: 'team-b' };
      return keyed(input, { teamId: 'team-c' }, 'model { id grantedTeams accessRevision }');
    },
    revokeModelAccess: async () => {
      const input = { modelId: (await registered()).modelId, teamId: 'team-b' };
      await act('grantModelAccess', 'model { id }', input);
      return keyed(input, { teamId: 'team-c' }, 'model { id grantedTeams accessRevision }');
    },
    createTeam: async () => keyed({ id: fresh('made-team') }, { description: 'other' }, 'team { id }'),
    updateTeamPolicy: async () => {
      const input = { teamId: await team(), selfApprovalForbidden: true };
      return keyed(input, { selfApprovalForbidden: false }, 'team { id policy { selfApprovalForbidden } }');
    },
    setUsageLimits: async () => {
      const input = { teamId: await team(), requestsPerMinute: 10 };
      return keyed(input, { requestsPerMinute: 20 }, 'limits { requestsPerMinute }');
    },
    addTeamMember: async () =>
      keyed({ teamId: await team(), userId: 'ada', role: 'VIEWER' }, { userId: 'grace' }, 'member { userId role }'),
    setTeamRole: async () => {
      const input = { teamId: await team(), userId: 'ada', role: 'VIEWER' };
      await act('addTeamMember', 'member { userId }', input);
      return keyed({ ...input, role: 'ADMIN' }, { role: 'MAINTAINER' }, 'member { userId role }');
    },
    removeTeamMember: async () => {
      const input = { teamId: await team(), userId: 'ada' };
      await act('addTeamMember', 'member { userId }', { ...input, role: 'VIEWER' });
      return keyed(input, { userId: 'grace' }, 'team { id }');
    },
    // Secrets of API keys are told once, and to no repetition.
    createApiKey: async () => keyed({ name: 'a key', groups: ['team-a'] }, { name: 'another' }, 'apiKey { id }'),
    rotateApiKey: async () => keyed({ id: await apiKey() }, { overlapSeconds: 9 }, 'apiKey { id prefix }'),
    revokeApiKey: async () => keyed({ id: await apiKey() }, { id: await apiKey() }, 'apiKey { id revokedAt }'),
    createArtifactUpload: async () => keyed(uploadInput(), { sizeBytes: 4 }, 'upload { id status }', member),
    completeArtifactUpload: async () => {
      const [one, other] = [await upload(), await upload()];
      return keyed({ uploadId: one.id }, { uploadId: other.id }, 'upload { id status }', member);
    },
    abortArtifactUpload: async () => {
      const [one, other] = [await upload(), await upload()];
      return keyed({ uploadId: one.id }, { uploadId: other.id }, 'upload { id status }', member);
    },
    deleteArtifact: async () => {
      const [artifactUri, other] = [await readyArtifact(), await readyArtifact()];
      return keyed({ artifactUri }, { artifactUri: other }, 'upload { id status }');
    },
    createWebhook: async () => {
      const other = { eventTypes: ['Model Deployed'] };
      return keyed({ ...webhookInput(), teamId: 'team-b' }, other, 'signingSecret webhook { id }');
    },
    updateWebhook: async () => {
      const input = { webhookId: await webhook(), url: 'http://127.0.0.1:2/' };
      return keyed(input, { url: 'http://127.0.0.1:3/' }, 'webhook { id url }');
    },
    deleteWebhook: async () => keyed({ webhookId: await webhook() }, { webhookId: await webhook() }, 'webhookId'),
    sendTestEvent: async () => keyed({ webhookId: await webhook() }, { webhookId: await webhook() }, 'deliveryId'),
    replayWebhookDelivery: async () =>
      keyed({ deliveryId: await deadDelivery() }, { deliveryId: await deadDelivery() }, 'delivery { id eventId }'),
  };
}
