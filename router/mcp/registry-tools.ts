/** Tools for what the registry knows: finding models, their versions, and what they cost. */
import { z } from 'zod';
import {
  McpModelDocument,
  McpModelUsageDocument,
  McpSearchModelsDocument,
  McpTeamUsageDocument,
  McpTopModelsDocument,
  McpVersionsDocument,
} from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { documentTool, found, type McpTool, present, toolOf } from './tool.ts';

export const modelId = z.string().min(1).max(64).describe('The id of the model, as in fraud-detection-model.');
export const deploymentTarget = z.enum(['LAMBDA', 'EKS', 'LOCAL']);
const status = z.enum(['REGISTERED', 'DEPLOYING', 'DEPLOYED', 'FAILED', 'ARCHIVED']);
const first = z.int().min(1).max(50).default(20).describe('How many to return.');
const after = z.string().optional().describe('The `endCursor` of the page before.');
const usageWindow = z.enum(['LAST_HOUR', 'LAST_24_HOURS', 'LAST_30_DAYS']);
const days = { LAST_HOUR: 1, LAST_24_HOURS: 2, LAST_30_DAYS: 30 } as const;

export function registryTools(documents: TrustedDocuments): readonly McpTool[] {
  return [
    documentTool(documents, {
      name: 'search_models',
      title: 'Search models',
      description:
        'Finds registered machine learning models by words of their id, description or tags, and by framework, team, status or deployment target. Start here when you do not know the id of a model.',
      readOnly: true,
      input: z.strictObject({
        search: z.string().max(200).optional().describe('Words to find; the last one may be the beginning of a word.'),
        framework: z.string().max(32).optional().describe('As in tensorflow.'),
        teamId: z.string().max(64).optional(),
        status: status.optional(),
        deploymentTarget: deploymentTarget.optional(),
        first,
        after,
      }),
      document: McpSearchModelsDocument,
      variables: ({ first: count, after: cursor, ...filter }) =>
        present({ filter: present(filter), first: count, after: cursor }),
      result: ({ models }) => ({ models: models.nodes, ...models.pageInfo }),
    }),
    documentTool(documents, {
      name: 'get_model',
      title: 'Get a model',
      description:
        'What the registry knows of a model: team, aliases, the latest version with its signature, metrics and deployment, and what it was used in the last 24 hours. Its model card is the resource model://{id}/card.',
      readOnly: true,
      input: z.strictObject({ modelId }),
      document: McpModelDocument,
      variables: ({ modelId: id }) => ({ id }),
      result: ({ model }, input) => found(model, `Model "${input.modelId}"`),
    }),
    documentTool(documents, {
      name: 'list_versions',
      title: 'List versions',
      description: 'The versions of a model, the highest first, with status, aliases and description.',
      readOnly: true,
      input: z.strictObject({ modelId, first, after }),
      document: McpVersionsDocument,
      variables: ({ modelId: id, first: count, after: cursor }) => present({ id, first: count, after: cursor }),
      result: ({ model }, input) => {
        const { nodes, pageInfo } = found(model, `Model "${input.modelId}"`).versions;
        return { modelId: input.modelId, versions: nodes, ...pageInfo };
      },
    }),
    usageReport(documents),
  ];
}

function usageReport(documents: TrustedDocuments): McpTool {
  const input = z
    .strictObject({
      modelId: modelId.optional(),
      teamId: z.string().max(64).optional().describe('All models of a team, in place of one model.'),
      window: usageWindow.default('LAST_24_HOURS'),
    })
    .refine((given) => !given.modelId || !given.teamId, 'Give either modelId or teamId');
  return toolOf(
    {
      name: 'usage_report',
      title: 'Usage report',
      description:
        'Requests, tokens and cost in US dollars of a model or of a team, day by day; with neither, of the models that were used most.',
      readOnly: true,
      input,
    },
    async (given, { caller }) => {
      const { window } = given;
      if (given.modelId) {
        const variables = { id: given.modelId, window, days: days[window] };
        const { model } = await documents.execute(McpModelUsageDocument, variables, caller);
        return { window, ...found(model, `Model "${given.modelId}"`) };
      }
      if (given.teamId) {
        const variables = { teamId: given.teamId, window, days: days[window] };
        const { teamUsage } = await documents.execute(McpTeamUsageDocument, variables, caller);
        return { window, ...found(teamUsage, `Team "${given.teamId}"`) };
      }
      const { topModels } = await documents.execute(McpTopModelsDocument, { window, first: 20 }, caller);
      return { window, topModels };
    },
  );
}
