/** Models, versions and model cards as resources, by addresses of our own. */
import type { ListResourcesResult, ReadResourceResult, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js';
import { DomainError } from '../../platform/errors.ts';
import type { Caller } from '../caller.ts';
import {
  type McpCardFragment,
  McpModelCardDocument,
  McpModelDocument,
  McpSearchModelsDocument,
  McpVersionDocument,
  McpVersionsDocument,
} from '../generated/operations.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { found, present } from './tool.ts';

const json = 'application/json';
const markdown = 'text/markdown';
const pageSize = 50;

export const resourceTemplates: readonly ResourceTemplate[] = [
  {
    uriTemplate: 'model://{id}',
    name: 'model',
    title: 'A model',
    description: 'What the registry knows of a model: team, aliases, latest version, deployment, usage.',
    mimeType: json,
  },
  {
    uriTemplate: 'model://{id}/card',
    name: 'model-card',
    title: 'A model card',
    description: 'What the latest version is, what it was made of and what it is good for.',
    mimeType: markdown,
  },
  {
    uriTemplate: 'model://{id}/versions/{version}',
    name: 'model-version',
    title: 'A version of a model',
    description: 'Signature, metrics, hyper-parameters, lineage and deployment of a version.',
    mimeType: json,
  },
  {
    uriTemplate: 'model://{id}/versions/{version}/card',
    name: 'model-version-card',
    title: "A version's model card",
    description: 'What the version is, what it was made of and what it is good for.',
    mimeType: markdown,
  },
];

interface ModelAddress {
  readonly id: string;
  readonly version: string | undefined;
  readonly isCard: boolean;
}

const address = /^model:\/\/(?<id>[a-z0-9-]{1,64})(?:\/versions\/(?<version>[^/]{1,128}))?(?<card>\/card)?$/;

/** What a resource's address names; undefined when it is none of ours. */
export function parseModelUri(uri: string): ModelAddress | undefined {
  const { id, version, card } = address.exec(uri)?.groups ?? {};
  if (id === undefined) return undefined;
  return { id, version: version && decodeURIComponent(version), isCard: card !== undefined };
}

export const modelUri = (id: string): string => `model://${id}`;
export const versionUri = (id: string, version: string): string =>
  `model://${id}/versions/${encodeURIComponent(version)}`;

export function modelResources(documents: TrustedDocuments) {
  const textOf = async ({ id, version, isCard }: ModelAddress, caller: Caller): Promise<string> => {
    if (isCard) {
      const variables = { id, version: version ?? '', latest: version === undefined };
      const { model } = await documents.execute(McpModelCardDocument, variables, caller);
      return cardText(found(model?.version ?? model?.latestVersion, 'The model card'));
    }
    if (version !== undefined) {
      const { model } = await documents.execute(McpVersionDocument, { id, version }, caller);
      return JSON.stringify(found(model?.version, `Version "${id}@${version}"`), null, 2);
    }
    const { model } = await documents.execute(McpModelDocument, { id }, caller);
    return JSON.stringify(found(model, `Model "${id}"`), null, 2);
  };

  return {
    async list(cursor: string | undefined, caller: Caller): Promise<ListResourcesResult> {
      const variables = present({ first: pageSize, after: cursor });
      const { models } = await documents.execute(McpSearchModelsDocument, variables, caller);
      return {
        resources: models.nodes.map(({ id, description }) => ({
          uri: modelUri(id),
          name: id,
          mimeType: json,
          ...(description && { description }),
        })),
        ...(models.pageInfo.hasNextPage && models.pageInfo.endCursor && { nextCursor: models.pageInfo.endCursor }),
      };
    },

    async read(uri: string, caller: Caller): Promise<ReadResourceResult> {
      const named = parseModelUri(uri);
      if (!named) throw new DomainError('NOT_FOUND', 'Resources are at model://{id}, see resources/templates/list');
      return { contents: [{ uri, mimeType: named.isCard ? markdown : json, text: await textOf(named, caller) }] };
    },

    /** Ids of models that begin so, or that have such a word. */
    async completeId(beginning: string, caller: Caller): Promise<readonly string[]> {
      const search = beginning.replaceAll('-', ' ').trim();
      const variables = { first: 100, ...(search && { filter: { search } }) };
      const { models } = await documents.execute(McpSearchModelsDocument, variables, caller);
      const ids = models.nodes.map(({ id }) => id);
      return [...ids.filter((id) => id.startsWith(beginning)), ...ids.filter((id) => !id.startsWith(beginning))];
    },

    async completeVersion(id: string, beginning: string, caller: Caller): Promise<readonly string[]> {
      const { model } = await documents.execute(McpVersionsDocument, { id, first: 100 }, caller);
      return (model?.versions.nodes ?? []).map(({ version }) => version).filter((each) => each.startsWith(beginning));
    },
  };
}

export type ModelResources = ReturnType<typeof modelResources>;

/** The registered card, or what is known in its place. */
function cardText({ modelId, version, framework, description, modelCard, metrics }: McpCardFragment): string {
  if (modelCard) return modelCard;
  const measured = metrics.map(({ name, value }) => `| ${name} | ${value} |`);
  return [
    `# ${modelId} ${version}`,
    description ?? 'No description was registered.',
    `Made with ${framework}.`,
    ...(measured.length > 0 ? [['| metric | value |', '| --- | --- |', ...measured].join('\n')] : []),
  ].join('\n\n');
}
