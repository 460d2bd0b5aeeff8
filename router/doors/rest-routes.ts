/** The routes of the REST facade as data: `rest.ts` serves them, `/openapi.json` describes them. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  RestCompletionDocument,
  RestDeployModelDocument,
  RestListModelsDocument,
  RestModelDocument,
  RestModelVersionDocument,
  RestRegisterModelDocument,
  RestStatisticsDocument,
} from '../generated/operations.ts';

export interface RestParameter {
  /** As the path or the query string has it. */
  readonly name: string;
  /** The variable it becomes, or a field of one, as in `filter.teamId`. */
  readonly variable: string;
}

export interface RestRoute {
  readonly method: 'GET' | 'POST';
  /** After the prefix, with the names of path parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: each document has its own types; the schema checks what is sent.
  readonly document: TypedDocumentNode<any, any>;
  readonly inPath: readonly RestParameter[];
  readonly inQuery: readonly RestParameter[];
  /** Whether the JSON body is the variable `input`, without what the path says. */
  readonly takesBody: boolean;
  /** Where in the data the answer stands; null there is NOT_FOUND. Empty for the data itself. */
  readonly answer: readonly string[];
  readonly status: 200 | 201 | 202;
  /** Where to find what was made, from the answer. */
  readonly location?: (answer: never) => string;
}

export const restPrefix = '/api/v1';

const none: readonly RestParameter[] = [];
const pages: readonly RestParameter[] = [
  { name: 'limit', variable: 'limit' },
  { name: 'cursor', variable: 'cursor' },
];
const filters: readonly RestParameter[] = ['status', 'deploymentTarget', 'teamId', 'framework'].map((name) => ({
  name,
  variable: `filter.${name}`,
}));

const versionPath = ({ modelId, version }: { modelId: string; version: string }): string =>
  `${restPrefix}/models/${encodeURIComponent(modelId)}/versions/${encodeURIComponent(version)}`;

export const restRoutes: readonly RestRoute[] = [
  {
    method: 'POST',
    path: '/models',
    operationId: 'registerModel',
    summary: 'Registers a version of a model, and the model itself with its first version.',
    document: RestRegisterModelDocument,
    inPath: none,
    inQuery: none,
    takesBody: true,
    answer: ['registerModel', 'modelVersion'],
    status: 201,
    location: versionPath,
  },
  {
    method: 'GET',
    path: '/models',
    operationId: 'listModels',
    summary: 'The models the caller may see, a page at a time.',
    document: RestListModelsDocument,
    inPath: none,
    inQuery: [...filters, ...pages],
    takesBody: false,
    answer: [],
    status: 200,
  },
  {
    method: 'GET',
    path: '/models/{id}',
    operationId: 'getModel',
    summary: 'A model with its versions, the highest first.',
    document: RestModelDocument,
    inPath: [{ name: 'id', variable: 'id' }],
    inQuery: pages,
    takesBody: false,
    answer: ['model'],
    status: 200,
  },
  {
    method: 'GET',
    path: '/models/{id}/versions/{version}',
    operationId: 'getModelVersion',
    summary: 'One version of a model.',
    document: RestModelVersionDocument,
    inPath: [
      { name: 'id', variable: 'id' },
      { name: 'version', variable: 'version' },
    ],
    inQuery: none,
    takesBody: false,
    answer: ['model', 'version'],
    status: 200,
  },
  {
    method: 'POST',
    path: '/models/{id}/deploy',
    operationId: 'deployModel',
    summary: 'Asks for a version to be deployed; the latest when the body names none.',
    document: RestDeployModelDocument,
    inPath: [{ name: 'id', variable: 'input.modelId' }],
    inQuery: none,
    takesBody: true,
    answer: ['deployModel', 'deployment'],
    status: 202,
    location: ({ modelVersion }: { modelVersion: { modelId: string; version: string } }) => versionPath(modelVersion),
  },
  {
    method: 'GET',
    path: '/statistics',
    operationId: 'getStatistics',
    summary: "Counts over every model version of the caller's teams.",
    document: RestStatisticsDocument,
    inPath: none,
    inQuery: none,
    takesBody: false,
    answer: ['registryStatistics'],
    status: 200,
  },
  {
    method: 'POST',
    path: '/completions',
    operationId: 'createCompletion',
    summary: 'Asks a language model; a registered model may serve as its context and tool.',
    document: RestCompletionDocument,
    inPath: none,
    inQuery: none,
    takesBody: true,
    answer: ['createCompletion'],
    status: 200,
  },
];
