/**
 * A tool for each deployed model that the caller may ask. When they would take more of the client's context than their budget they
 * are not listed, but found by one tool that searches them; called by name they answer either way.
 */
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Identity } from '../../platform/access.ts';
import type { Caller } from '../caller.ts';
import {
  McpPredictDocument,
  McpPredictiveModelsDocument,
  type McpPredictiveModelsQuery,
} from '../generated/operations.ts';
import { OperationError, type TrustedDocuments } from '../trusted-documents.ts';
import { rankByWords } from './rank-by-words.ts';
import { answered, type McpTool, toolOf } from './tool.ts';

type PredictiveModel = McpPredictiveModelsQuery['predictiveModels'][number];

/** Who asks twice at once is answered once, however often; changes that this router hears of end it at once. */
const rememberMilliseconds = 2_000;
const longestDescription = 600;

export interface ModelTools {
  /** Those to list: every model's, or the one that searches them; none while it is not known which there are. */
  listed(caller: Caller, budgetTokens: number): Promise<Tool[]>;
  /** The tool of that name; undefined when it is none of the caller's. */
  find(name: string, caller: Caller): Promise<McpTool | undefined>;
  /** What the listing depends on, to compare. Throws `OperationError` while it is not known. */
  fingerprint(caller: Caller): Promise<string>;
  forget(): void;
}

export function modelTools(documents: TrustedDocuments): ModelTools {
  const known = new LRUCache<string, Promise<readonly McpTool[]>>({ max: 1_000, ttl: rememberMilliseconds });

  const read = async (caller: Caller): Promise<readonly McpTool[]> => {
    const { predictiveModels } = await documents.execute(McpPredictiveModelsDocument, {}, caller);
    return predictiveModels.map((model) => modelTool(documents, model));
  };

  /** Shared by requests, so no one's leaving may end it. */
  const toolsOf = ({ identity }: Caller): Promise<readonly McpTool[]> => {
    const key = keyOf(identity);
    const remembered = known.get(key);
    if (remembered) return remembered;
    const tools = read({ identity, anonymous: false, isOurs: true, signal: AbortSignal.timeout(10_000) });
    known.set(key, tools);
    tools.catch(() => known.peek(key) === tools && known.delete(key));
    return tools;
  };

  const search = toolOf(
    {
      name: 'search_model_tools',
      title: 'Search the tools of deployed models',
      description:
        'Finds the tools that ask deployed models for predictions, by words of what they do. There are too many of them to be listed; call the ones you find here by their name, with input as in their inputSchema.',
      readOnly: true,
      input: z.strictObject({
        search: z.string().min(1).max(200),
        first: z.int().min(1).max(20).default(5).describe('How many to return.'),
      }),
    },
    async ({ search: words, first }, { caller }) => {
      const definitions = (await toolsOf(caller)).map(({ definition }) => definition);
      return {
        tools: rankByWords(words, definitions, ({ name, description = '' }) => [name, description]).slice(0, first),
      };
    },
  );

  return {
    async listed(caller, budgetTokens) {
      try {
        const definitions = (await toolsOf(caller)).map(({ definition }) => definition);
        return tokensOf(definitions) <= budgetTokens ? definitions : [search.definition];
      } catch (error) {
        // The rest of the platform is of use without; who has a session is told as soon as they are known.
        if (error instanceof OperationError) return [];
        throw error;
      }
    },
    async find(name, caller) {
      if (name === search.definition.name) return search;
      return (await toolsOf(caller)).find(({ definition }) => definition.name === name);
    },
    async fingerprint(caller) {
      return JSON.stringify((await toolsOf(caller)).map(({ definition }) => definition));
    },
    forget: () => known.clear(),
  };
}

/** Roughly what a chat model's context has to hold for them: a token for every four characters. */
export function tokensOf(definitions: readonly Tool[]): number {
  return Math.ceil(JSON.stringify(definitions).length / 4);
}

/** Model ids have no underscore, so each has a name of its own. */
export const modelToolName = (modelId: string): string => `predict_${modelId.replaceAll('-', '_')}`;

function modelTool(
  documents: TrustedDocuments,
  { modelId, version, description, inputSchema }: PredictiveModel,
): McpTool {
  return {
    definition: {
      name: modelToolName(modelId),
      title: `${modelId} ${version}`,
      description: [
        `Asks the deployed machine learning model ${modelId} (${version}) for a prediction.`,
        // Written by whoever registered the model: told as what they say, in one line, and no longer than it takes.
        description && `Its owner describes it as: ${JSON.stringify(description.slice(0, longestDescription))}`,
      ]
        .filter(Boolean)
        .join(' '),
      inputSchema: (inputSchema ?? { type: 'object' }) as Tool['inputSchema'],
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    call: (inputs, { caller }) =>
      answered(async () => {
        const { predict } = await documents.execute(McpPredictDocument, { input: { modelId, inputs } }, caller);
        return { ...predict, predictions: undefined, outputs: predict.predictions[0]?.outputs };
      }),
  };
}

const keyOf = ({ userId, tier, groups }: Identity): string => JSON.stringify([userId, tier, groups]);
