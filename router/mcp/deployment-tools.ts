/** Tools that deploy, and tell how far a deployment is. */
import { z } from 'zod';
import {
  McpDeployModelDocument,
  McpDeploymentDocument,
  type McpDeploymentFragment,
  McpDeploymentProgressDocument,
} from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { McpCall } from './content.ts';
import { modelId } from './registry-tools.ts';
import { documentTool, found, type McpTool, present, toolOf } from './tool.ts';

const mostWaitSeconds = 300;

export function deploymentTools(documents: TrustedDocuments): readonly McpTool[] {
  return [
    documentTool(documents, {
      name: 'deploy_model',
      title: 'Deploy a model',
      description:
        'Asks for a version of a model to be deployed: the named one, the one an alias names, or the latest. It answers at once with a deployment id; follow it with deployment_status. This serves the version to everyone in its team.',
      input: z.strictObject({
        modelId,
        version: z.string().max(128).optional().describe('As in 1.0.0.'),
        alias: z.string().max(64).optional().describe('In place of a version, as in champion.'),
        idempotencyKey: z
          .string()
          .max(128)
          .optional()
          .describe('The same key and input again within 24 hours deploys nothing anew.'),
      }),
      document: McpDeployModelDocument,
      variables: (input) => ({ input: present(input) }),
      result: ({ deployModel }) => deployModel.deployment,
    }),
    toolOf(
      {
        name: 'deployment_status',
        title: 'Deployment status',
        description:
          'How far a deployment is. Waits until it ends, or `waitSeconds` at most, and tells every step as progress meanwhile. DEPLOYED means that the endpoint has answered.',
        readOnly: true,
        input: z.strictObject({
          deploymentId: z.string().min(1).max(128),
          waitSeconds: z.int().min(0).max(mostWaitSeconds).default(60).describe('0 only looks.'),
        }),
      },
      async ({ deploymentId, waitSeconds }, call) => {
        const now = await read(documents, deploymentId, call);
        if (now.phase === 'DONE' || waitSeconds === 0) return now;
        await follow(documents, deploymentId, waitSeconds, call);
        return read(documents, deploymentId, call);
      },
    ),
  ];
}

async function read(documents: TrustedDocuments, id: string, { caller }: McpCall): Promise<McpDeploymentFragment> {
  const { deployment } = await documents.execute(McpDeploymentDocument, { id }, caller);
  return found(deployment, `Deployment "${id}"`);
}

/** Passes every change on as progress, until the deployment or the patience ends. */
async function follow(
  documents: TrustedDocuments,
  id: string,
  waitSeconds: number,
  { caller, extra }: McpCall,
): Promise<void> {
  const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(waitSeconds * 1_000)]);
  const progressToken = extra._meta?.progressToken;
  const changes = documents.subscribe(
    McpDeploymentProgressDocument,
    { id },
    { ...caller, signal },
    async () => undefined,
  );
  let told = -1;
  for await (const { deploymentStatusChanged: change } of changes) {
    if (progressToken === undefined) continue;
    // The protocol wants it to rise each time, and a new attempt begins again.
    told = Math.max(change.progressPercent, told + 0.1);
    const message = `${change.phase}: ${change.message}`;
    await extra.sendNotification({
      method: 'notifications/progress',
      params: { progressToken, progress: told, total: 100, message },
    });
  }
}
