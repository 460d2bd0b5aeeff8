/** Tools that ask models: language models for completions, deployed ones for predictions. */
import { z } from 'zod';
import { McpCompleteDocument, McpPredictDocument } from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { modelId } from './registry-tools.ts';
import { documentTool, type McpTool, present } from './tool.ts';

const version = z.string().max(128).optional().describe('A deployed version, as in 1.0.0.');
const record = z.record(z.string(), z.unknown());

const several = <Part extends z.ZodType>(part: Part) => z.array(part).max(32).optional();
const server = z.string().max(128);
const context = z
  .strictObject({
    servers: several(server).describe('Servers whose approved tools the language model may have called.'),
    resources: several(z.strictObject({ server, uri: z.string().max(2_048) })),
    prompts: several(
      z.strictObject({ server, name: z.string().max(256), arguments: z.record(z.string(), z.string()).optional() }),
    ),
    tools: several(z.string().max(256)).describe('Only these tools of the servers.'),
    maxTokens: z.int().min(1).max(200_000).optional().describe('The most that resources and prompts may add.'),
  })
  .describe("What to add from the team's MCP servers; the answer says what was used and what is missing.");

export function gatewayTools(documents: TrustedDocuments): readonly McpTool[] {
  return [
    documentTool(documents, {
      name: 'complete',
      title: 'Complete',
      description:
        'Asks a language model for a completion through the gateway. A registered model may be its context and its tool.',
      openWorld: true,
      input: z.strictObject({
        messages: z
          .array(z.strictObject({ role: z.enum(['SYSTEM', 'USER', 'ASSISTANT']), content: z.string() }))
          .min(1)
          .max(256)
          .describe('The conversation, oldest first.'),
        model: z.string().max(256).optional().describe('The chat model; the default one when absent.'),
        registeredModel: z.strictObject({ id: modelId, version }).optional(),
        context: context.optional(),
        maxTokens: z.int().min(1).optional(),
        temperature: z.number().min(0).max(2).optional(),
      }),
      document: McpCompleteDocument,
      variables: ({ registeredModel, context: wanted, ...input }) => ({
        input: present({
          ...input,
          registeredModel: registeredModel && present(registeredModel),
          context: wanted && present({ ...wanted, prompts: wanted.prompts?.map(present) }),
        }),
      }),
      result: ({ createCompletion }) => createCompletion,
    }),
    documentTool(documents, {
      name: 'predict',
      title: 'Predict',
      description:
        'Asks a deployed model for a prediction, or for many with `batch`. What it takes is in its signature (get_model), or in the tool of the model itself.',
      openWorld: true,
      input: z
        .strictObject({
          modelId,
          version,
          alias: z.string().max(64).optional().describe('In place of a version, as in champion.'),
          inputs: record.optional().describe('By the names of the inputs, as in {"features": [[4800, 3, 900, 1]]}.'),
          batch: z.array(record).min(1).max(256).optional().describe('Many, in place of `inputs`.'),
        })
        .refine(({ inputs, batch }) => (inputs === undefined) !== (batch === undefined), 'Give either inputs or batch'),
      document: McpPredictDocument,
      variables: (input) => ({ input: present(input) }),
      result: ({ predict }) => predict,
    }),
  ];
}
