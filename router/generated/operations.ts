/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What is wanted of the cache of answers. Entries are shared by callers who reach the same teams, and by nobody else. */
export type CacheInput = {
  /** How alike another question has to be for its answer to be given, where the caller's team wants such answers: from 0 to 1, which only takes the same question. The gateway's own bound holds as well. */
  minSimilarity?: number | null | undefined;
  /** What the cache may be used for. */
  mode?: CacheMode;
  /** How long the answer may be given again, in seconds, up to seven days; when absent, as the gateway is configured. */
  ttlSeconds?: number | null | undefined;
};

/** What the cache of answers may be used for. */
export type CacheMode =
  /** Neither; nor share the work of an equal request that is under way. */
  | 'OFF'
  /** Answer from it, and keep nothing. */
  | 'READ_ONLY'
  /** Answer from it, and keep what it does not have. */
  | 'READ_WRITE'
  /** Have the answer made anew, and keep it. */
  | 'WRITE_ONLY';

/** Bounds on what the gateway sees of a canary in one step. */
export type CanaryAbortBoundsInput = {
  /** The share of requests that may fail, 0 to 1. */
  maximumErrorRate?: number | null | undefined;
  /** What 95 percent of the requests may take, in milliseconds. */
  maximumP95LatencyMs?: number | null | undefined;
  /** Fewer requests in a step say nothing; 1 or more, 10 unless given. */
  minimumRequests?: number | null | undefined;
};

/** One step of a canary. */
export type CanaryStepInput = {
  /** How long it has that share before the next step, 0 to 86400. */
  holdSeconds: number;
  /** Its share of the traffic, 1 to 99. */
  percent: number;
};

/** A conversation and how to route it. */
export type CompletionInput = {
  /** Whether the answer may come from the cache, and be kept there; when absent, as the gateway is configured. */
  cache?: CacheInput | null | undefined;
  /** Context from the team's MCP servers. It comes on top of what the operator, and the team's maintainers, have set for every completion of the team. */
  context?: ContextInput | null | undefined;
  /** -2 to 2: more makes the model repeat itself less. */
  frequencyPenalty?: number | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing generated. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The most tokens to generate. */
  maxTokens?: number | null | undefined;
  /** The conversation, oldest first; 1 to 256 messages, 256 KiB in all. */
  messages: Array<MessageInput>;
  /** For the provider's records, up to 16 entries. It changes nothing here. */
  metadata?: Array<MetadataInput> | null | undefined;
  /** The chat model, as in gpt-4; when absent, the gateway's default. */
  model?: string | null | undefined;
  /** How many answers, 1 to 8; only of `createCompletion`, and not with a registered model. */
  n?: number | null | undefined;
  /** -2 to 2: more makes the model say new things. */
  presencePenalty?: number | null | undefined;
  /** How long a reasoning model thinks; others are not told. */
  reasoningEffort?: ReasoningEffort | null | undefined;
  /** A registered model to use as context and tool. */
  registeredModel?: RegisteredModelInput | null | undefined;
  /** What form the answer has; when absent, text. */
  responseFormat?: ResponseFormatInput | null | undefined;
  /** How to choose a registered model by the registry's metadata, and the provider of the chat model. */
  routing?: RoutingInput | null | undefined;
  /** The same seed and input again: the same answer, as far as the provider can. */
  seed?: number | null | undefined;
  /** The answer ends before any of these; up to 4, of up to 256 characters each. */
  stop?: Array<string> | null | undefined;
  /** 0 to 2. */
  temperature?: number | null | undefined;
  /** Which of the caller's tools are to be called; when absent, the model chooses. */
  toolChoice?: ToolChoiceInput | null | undefined;
  /** The caller's own tools that the model may want called, up to 128. */
  tools?: Array<ToolInput> | null | undefined;
  /** Only the likeliest tokens that together have this probability; more than 0, up to 1. */
  topP?: number | null | undefined;
  /** Names the end user to the provider, for its screening of abuse. Up to 256 characters; nothing that tells who it is. */
  user?: string | null | undefined;
};

/** What is wanted of MCP servers. Resources and prompts are fetched side by side, for three seconds at most; what cannot be had is left out, and reported. */
export type ContextInput = {
  /** The most tokens that resources and prompts may add, by estimate; what is longer is cut. */
  maxTokens?: number;
  /** Prompts whose text is added. */
  prompts?: Array<ContextPromptInput> | null | undefined;
  /** Resources whose text is added. */
  resources?: Array<ContextResourceInput> | null | undefined;
  /** Servers whose approved tools the chat model may call; the gateway makes the calls. Of servers with the same name the operator's is meant, else that of the key's first team that has one; `team/name` names any of them. */
  servers?: Array<string> | null | undefined;
  /** Only these tools, by name, of all that `servers` have; when absent, every approved one. */
  tools?: Array<string> | null | undefined;
};

/** What an MCP server can add. */
export type ContextKind =
  /** A prepared message. */
  | 'PROMPT'
  /** A text at an address. */
  | 'RESOURCE'
  /** A function that the chat model may have called. */
  | 'TOOL';

/** A prompt of an MCP server. */
export type ContextPromptInput = {
  /** Its arguments, each a text, as in { "language": "English" }. */
  arguments?: unknown;
  /** The prompt's name there. */
  name: string;
  /** The server's name. */
  server: string;
};

/** A resource of an MCP server. */
export type ContextResourceInput = {
  /** The server's name. */
  server: string;
  /** The resource's address there. */
  uri: string;
};

/** The shape of data: either tensors or a JSON Schema. */
export type DataSpecInput = {
  /** A JSON Schema object, up to 64 levels deep, checked against its meta-schema: draft 2020-12, unless `$schema` names 2019-09 or draft-07. */
  jsonSchema?: string | null | undefined;
  /** 1 to 100 tensors, each name once. */
  tensors?: Array<TensorSpecInput> | null | undefined;
};

/** Data that the version was trained on. */
export type DatasetInput = {
  /** An algorithm and its result, as in sha256:… */
  digest?: string | null | undefined;
  /** An absolute URI of up to 2048 characters, as in s3://bucket/key. */
  uri: string;
};

/** A span of time. */
export type DateTimeRange = {
  /** The first moment of it; open when absent. */
  from?: string | null | undefined;
  /** The moment after it; open when absent. */
  to?: string | null | undefined;
};

/** What to deploy. */
export type DeployModelInput = {
  /** The alias that names the version; not together with `version`. */
  alias?: string | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** How it takes over from what serves; all at once unless this says otherwise. */
  strategy?: DeploymentStrategyInput | null | undefined;
  /** The version; the latest when there is neither a version nor an alias. */
  version?: string | null | undefined;
};

/** Why a deployment has ended. */
export type DeploymentFailureReason =
  /** The artifact is not where the version says. */
  | 'ARTIFACT_NOT_FOUND'
  /** The artifact's sha256 is not the one registered. */
  | 'CHECKSUM_MISMATCH'
  /** A fault of the deployer itself. */
  | 'DEPLOYER_ERROR'
  /** Of a canary: too many of its requests failed. */
  | 'ERROR_RATE'
  /** Of a canary: its requests were too slow. */
  | 'LATENCY'
  /** No deployer finished an attempt within its lease, three times. */
  | 'LEASE_EXPIRED'
  /** The server could not load the artifact. */
  | 'LOAD_ERROR'
  /** The artifact does not fit on the deployer's disk. */
  | 'OUT_OF_DISK'
  /** Somebody asked for it. */
  | 'REQUESTED'
  /** The target refused the deployment. */
  | 'TARGET_REJECTED'
  /** The endpoint did not pass its health check or probe. */
  | 'UNHEALTHY';

/** The steps a deployment goes through. */
export type DeploymentPhase =
  /** A deployer has claimed it. */
  | 'ACCEPTED'
  /** Nothing more happens. */
  | 'DONE'
  /** The artifact is fetched and checked, the server is started. */
  | 'PREPARING'
  /** Waits for a deployer. */
  | 'QUEUED'
  /** Traffic moves to the new endpoint. */
  | 'SHIFTING'
  /** The endpoint is asked for its health and a probe. */
  | 'VERIFYING';

/** Where a deployment stands. */
export type DeploymentStatus =
  /** Somebody ended it while it was under way. */
  | 'CANCELLED'
  /** The endpoint has answered a health check and a probe. */
  | 'DEPLOYED'
  /** Under way; `phase` says how far. */
  | 'DEPLOYING'
  /** Ended without an endpoint; `reason` says why. */
  | 'FAILED'
  /** It was taken back, by somebody or because its requests failed or were slow; `reason` says which. */
  | 'ROLLED_BACK'
  /** Served until another deployment of the same model and target took over. */
  | 'SUPERSEDED'
  /** No deployer finished an attempt within its lease, three times. */
  | 'TIMED_OUT'
  /** Served until somebody ended it. */
  | 'UNDEPLOYED';

/** How a deployment takes over from what serves. */
export type DeploymentStrategyInput = {
  /** Of a CANARY: when it is rolled back by itself; by default when more than 5 percent of at least 10 requests fail. */
  abortOn?: CanaryAbortBoundsInput | null | undefined;
  /** How long what served before is kept warm, 0 to 86400; by default 600 for BLUE_GREEN, else 0. */
  keepPreviousSeconds?: number | null | undefined;
  /** The way. */
  kind: DeploymentStrategyKind;
  /** Of a CANARY, 1 to 20 steps with rising shares; 10 percent and 50 percent for a minute each unless given. */
  steps?: Array<CanaryStepInput> | null | undefined;
};

/** How a deployment takes over from what serves. */
export type DeploymentStrategyKind =
  /** Once it is verified, it gets all the traffic, and what served before is ended. */
  | 'ALL_AT_ONCE'
  /** The same, and what served before is kept warm for a while, so that a rollback takes no time. */
  | 'BLUE_GREEN'
  /** It gets a growing share of the traffic, and is rolled back by itself when its requests fail or are slow. */
  | 'CANARY';

/** Where a model version is served. */
export type DeploymentTarget =
  /** A KServe InferenceService on Amazon EKS. */
  | 'EKS'
  /** An endpoint that runs already, by someone else's hand: it is asked whether it answers, and watched. */
  | 'EXTERNAL'
  /** An AWS Lambda function. */
  | 'LAMBDA'
  /** A process beside the deployer. */
  | 'LOCAL';

/** Why a model stopped. */
export type FinishReason =
  /** The provider withheld content. */
  | 'CONTENT_FILTER'
  /** It reached `maxTokens` or its own limit. */
  | 'LENGTH'
  /** It was done. */
  | 'STOP'
  /** It wants the caller's tools called. */
  | 'TOOL_CALLS';

/** How well a service or a dependency works. */
export type HealthStatus =
  /** Works in part. */
  | 'DEGRADED'
  /** Works. */
  | 'HEALTHY'
  /** Does not work. */
  | 'UNHEALTHY';

/** One setting of a training. */
export type HyperparameterInput = {
  /** 1 to 250 characters. */
  name: string;
  /** Up to 6000 characters. */
  value: string;
};

/** How closely an image is looked at; more costs more tokens. */
export type ImageDetail =
  /** The provider chooses. */
  | 'AUTO'
  /** Closely. */
  | 'HIGH'
  /** Roughly. */
  | 'LOW';

/** An image to be looked at. */
export type ImageInput = {
  /** How closely it is looked at; when absent, the provider chooses. */
  detail?: ImageDetail | null | undefined;
  /** An https address that the provider can reach, or the image itself, as in data:image/png;base64,… (png, jpeg, gif, webp). */
  url: string;
};

/** One turn of a conversation. */
export type MessageInput = {
  /** What is said; may be absent where there are images or tool calls. */
  content?: string | null | undefined;
  /** For USER: images, shown after the text; up to 16, 768 KiB in all messages. */
  images?: Array<ImageInput> | null | undefined;
  /** Who speaks. */
  role: MessageRole;
  /** For TOOL: which call this answers. */
  toolCallId?: string | null | undefined;
  /** For ASSISTANT: the calls it made, as they were answered. */
  toolCalls?: Array<ToolCallInput> | null | undefined;
};

/** Who speaks. */
export type MessageRole =
  /** The language model. */
  | 'ASSISTANT'
  /** Instructions of the application. */
  | 'SYSTEM'
  /** The result of a tool call. */
  | 'TOOL'
  /** The person, or the calling program. */
  | 'USER';

/** An entry of a request's metadata. */
export type MetadataInput = {
  /** Up to 64 characters. */
  key: string;
  /** Up to 512 characters. */
  value: string;
};

/** Conditions that all hold for the models returned. */
export type ModelFilter = {
  /** The first version was registered in this time. */
  createdAt?: DateTimeRange | null | undefined;
  /** Any version to be served here. */
  deploymentTarget?: DeploymentTarget | null | undefined;
  /** Any version made with this framework. */
  framework?: string | null | undefined;
  /** Every word of this text is a word of the id, or of the latest version's tags or description; the last word may be the beginning of one. Case and accents do not matter. */
  search?: string | null | undefined;
  /** Any version in this state. */
  status?: ModelVersionStatus | null | undefined;
  /** The latest version has this tag. */
  tag?: TagInput | null | undefined;
  /** Any version for this task. */
  task?: ModelTask | null | undefined;
  /** Owned by this team. */
  teamId?: string | null | undefined;
  /** The model was last updated in this time. */
  updatedAt?: DateTimeRange | null | undefined;
};

/** One measurement. */
export type ModelMetricInput = {
  /** 1 to 250 characters. */
  name: string;
  /** The measured value. */
  value: number;
};

/** What a version takes and gives. */
export type ModelSignatureInput = {
  /** What it takes. */
  inputs: DataSpecInput;
  /** What it gives. */
  outputs?: DataSpecInput | null | undefined;
};

/** What a client may ask of a model version. */
export type ModelTask =
  /** Vectors for texts. */
  | 'EMBEDDING'
  /** Predictions for tensors or records: the default. */
  | 'PREDICTION'
  /** Text that continues a prompt or a conversation. */
  | 'TEXT_GENERATION';

/** Where a model version is in its life. */
export type ModelVersionStatus =
  /** Taken out of use until it is restored. */
  | 'ARCHIVED'
  /** Served at its deployment's endpoint. */
  | 'DEPLOYED'
  /** A deployment is under way. */
  | 'DEPLOYING'
  /** Its last deployment failed. */
  | 'FAILED'
  /** Known, and not deployed. */
  | 'REGISTERED';

/** The version that another one was made from. */
export type ParentVersionInput = {
  /** The id of its model. */
  modelId: string;
  /** Its semantic version. */
  version: string;
};

/** Which deployed model to ask, and what it gets. */
export type PredictInput = {
  /** The alias that names the version, as in champion; not together with `version`. */
  alias?: string | null | undefined;
  /** The same many times, 1 to 256; in place of `inputs`. The predictions come in the same order. Together they go to the model at once where it takes any number of rows. */
  batch?: Array<unknown> | null | undefined;
  /** The same key and input again within 24 hours: the same answer, the model is not asked. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What the model takes, by the names of its inputs, each nested by its shape, as in { "features": [[4800, 3, 900, 1]] }. One row may be given where the model takes any number. */
  inputs?: unknown;
  /** The model. */
  modelId: string;
  /** A deployed version; when neither this nor `alias` is given, the highest deployed one. */
  version?: string | null | undefined;
};

/** How long a reasoning model thinks. */
export type ReasoningEffort =
  /** Long. */
  | 'HIGH'
  /** Shortly. */
  | 'LOW'
  /** As usual. */
  | 'MEDIUM'
  /** Hardly. */
  | 'MINIMAL';

/** A version to register. */
export type RegisterModelInput = {
  /** Where the artifact is, as in s3://bucket/key; for EXTERNAL the endpoint, as in https://host/v1 (OpenAI-compatible) or https://host/v2/models/name (Open Inference Protocol v2). */
  artifactUri: string;
  /** Where the version is to be served. */
  deploymentTarget: DeploymentTarget;
  /** Up to 4096 characters. */
  description?: string | null | undefined;
  /** What the artifact was made with: 1 to 32 lower-case characters, as in scikit-learn. */
  framework: string;
  /** Up to 200, each name once, 64 KiB as JSON in all. */
  hyperparameters?: Array<HyperparameterInput> | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What the version was made of; up to 64 KiB as JSON. */
  lineage?: VersionLineageInput | null | undefined;
  /** Up to 200, each name once, 64 KiB as JSON in all. */
  metrics?: Array<ModelMetricInput> | null | undefined;
  /** Markdown of up to 64 KiB. */
  modelCard?: string | null | undefined;
  /** 1 to 64 characters: lower-case letters, digits and hyphens. */
  modelId: string;
  /** What the version takes and gives; up to 64 KiB as JSON. */
  signature?: ModelSignatureInput | null | undefined;
  /** Up to 50 labels. */
  tags?: Array<TagInput> | null | undefined;
  /** What a client may ask of it. */
  task?: ModelTask | null | undefined;
  /** The team that will own it; the caller must belong to it. */
  teamId: string;
  /** A semantic version, as in 1.0.0 or 2.0.0-beta.1. */
  version: string;
};

/** A registered model. */
export type RegisteredModelInput = {
  /** Its id. */
  id: string;
  /** A deployed version; when absent, the highest deployed one. */
  version?: string | null | undefined;
};

/** What form an answer has. */
export type ResponseFormatInput = {
  /** For JSON_SCHEMA: what the schema is called, 1 to 64 of a-z, A-Z, 0-9, _ and -. */
  name?: string | null | undefined;
  /** For JSON_SCHEMA: the JSON Schema of an object. */
  schema?: unknown;
  /** For JSON_SCHEMA: whether the provider holds the model to it to the letter. */
  strict?: boolean;
  /** Which form. */
  type: ResponseFormatType;
};

/** Forms of an answer. */
export type ResponseFormatType =
  /** Some JSON object; the messages must ask for it. */
  | 'JSON_OBJECT'
  /** JSON by a schema. */
  | 'JSON_SCHEMA'
  /** Words. */
  | 'TEXT';

/** How to choose a registered model, and the provider of the chat model. */
export type RoutingInput = {
  /** Only models served there. */
  deploymentTarget?: DeploymentTarget | null | undefined;
  /** Only providers of the chat model whose price is known, and at which the request will cost no more US dollars, as far as that can be told before. */
  maxCostUsd?: string | null | undefined;
  /** Only providers of the chat model whose first word comes within so many milliseconds, as far as lately measured. */
  maxLatencyMs?: number | null | undefined;
  /** The model to prefer; another that fits is taken when it is not deployed. */
  preferredModel?: string | null | undefined;
  /** In which order the chat model's providers are asked; when absent, as configured. */
  strategy?: RoutingStrategy | null | undefined;
};

/** In which order the providers that can serve a request are asked. */
export type RoutingStrategy =
  /** The cheapest first. */
  | 'LEAST_COST'
  /** The quicker of two drawn at random first, by their latency lately and the requests under way. */
  | 'LEAST_LATENCY'
  /** As they are configured. */
  | 'PRIORITY'
  /** Drawn by their configured weights. */
  | 'WEIGHTED';

/** A free label. */
export type TagInput = {
  /** 1 to 64 characters. */
  key: string;
  /** Up to 256 characters. */
  value: string;
};

/** The types of elements of the Open Inference Protocol v2. */
export type TensorDatatype =
  /** True or false. */
  | 'BOOL'
  /** Texts or other bytes. */
  | 'BYTES'
  /** Floating point, 16 bits. */
  | 'FP16'
  /** Floating point, 32 bits. */
  | 'FP32'
  /** Floating point, 64 bits. */
  | 'FP64'
  /** Signed, 8 bits. */
  | 'INT8'
  /** Signed, 16 bits. */
  | 'INT16'
  /** Signed, 32 bits. */
  | 'INT32'
  /** Signed, 64 bits. */
  | 'INT64'
  /** Unsigned, 8 bits. */
  | 'UINT8'
  /** Unsigned, 16 bits. */
  | 'UINT16'
  /** Unsigned, 32 bits. */
  | 'UINT32'
  /** Unsigned, 64 bits. */
  | 'UINT64';

/** One tensor. */
export type TensorSpecInput = {
  /** The type of its elements. */
  datatype: TensorDatatype;
  /** 1 to 250 characters. */
  name: string;
  /** Up to 16 dimensions, the outermost first: at least 1 each, or -1 for one that varies. */
  shape: Array<number>;
};

/** A call of a tool, as an assistant made it. */
export type ToolCallInput = {
  /** JSON, as the model wrote it. */
  arguments: string;
  /** Names the call. */
  id: string;
  /** The tool. */
  name: string;
};

/** Which of the caller's tools are to be called. */
export type ToolChoiceInput = {
  /** Whether any. */
  mode: ToolChoiceMode;
  /** For FUNCTION: the tool. */
  name?: string | null | undefined;
};

/** Whether tools are to be called. */
export type ToolChoiceMode =
  /** As the model sees fit. */
  | 'AUTO'
  /** The named one. */
  | 'FUNCTION'
  /** None. */
  | 'NONE'
  /** One at least. */
  | 'REQUIRED';

/** A tool of the caller's. */
export type ToolInput = {
  /** What it does, for the model; up to 4,096 characters. */
  description?: string | null | undefined;
  /** 1 to 64 of a-z, A-Z, 0-9, _ and -; unique among the tools. */
  name: string;
  /** A JSON Schema of an object with its arguments; when absent, it takes none. */
  parameters?: unknown;
};

/** How far back usage is counted. */
export type UsageWindow =
  /** The current hour and the 23 before. */
  | 'LAST_24_HOURS'
  /** Today and the 29 days before, in UTC. */
  | 'LAST_30_DAYS'
  /** The current hour and the one before. */
  | 'LAST_HOUR';

/** What a version was made of. */
export type VersionLineageInput = {
  /** Up to 100. */
  datasets?: Array<DatasetInput> | null | undefined;
  /** 7 to 64 lower-case hexadecimal digits. */
  gitCommit?: string | null | undefined;
  /** A registered version that the caller may see; its model may belong to another team. */
  parent?: ParentVersionInput | null | undefined;
  /** Up to 1024 characters. */
  trainingRun?: string | null | undefined;
};

export type McpSearchModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type McpSearchModelsQuery = { models: { nodes: Array<{ id: string, teamId: string, description: string | null, latestVersion: { version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type McpModelQueryVariables = Exact<{
  id: string;
}>;


export type McpModelQuery = { model: { id: string, teamId: string, description: string | null, createdAt: string, updatedAt: string, aliases: Array<{ alias: string, modelVersion: { version: string } }>, latestVersion: { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, description: string | null, registeredAt: string, registeredBy: string, aliases: Array<string>, task: ModelTask, tags: Array<{ key: string, value: string }>, metrics: Array<{ name: string, value: number }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null }, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } } | null };

export type McpVersionsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type McpVersionsQuery = { model: { id: string, versions: { nodes: Array<{ version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, description: string | null, registeredAt: string, aliases: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type McpVersionQueryVariables = Exact<{
  id: string;
  version: string;
}>;


export type McpVersionQuery = { model: { id: string, teamId: string, version: { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, description: string | null, registeredAt: string, registeredBy: string, aliases: Array<string>, task: ModelTask, hyperparameters: Array<{ name: string, value: string }>, lineage: { trainingRun: string | null, gitCommit: string | null, datasets: Array<{ uri: string, digest: string | null }>, parent: { modelId: string, version: string } | null }, tags: Array<{ key: string, value: string }>, metrics: Array<{ name: string, value: number }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null } | null } | null };

export type McpModelCardQueryVariables = Exact<{
  id: string;
  version: string;
  latest: boolean;
}>;


export type McpModelCardQuery = { model: { id: string, teamId: string, version?: { modelId: string, version: string, framework: string, description: string | null, modelCard: string | null, metrics: Array<{ name: string, value: number }> } | null, latestVersion?: { modelId: string, version: string, framework: string, description: string | null, modelCard: string | null, metrics: Array<{ name: string, value: number }> } } | null };

export type McpDeployModelMutationVariables = Exact<{
  input: DeployModelInput;
}>;


export type McpDeployModelMutation = { deployModel: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } } };

export type McpDeploymentQueryVariables = Exact<{
  id: string;
}>;


export type McpDeploymentQuery = { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null };

export type McpDeploymentProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type McpDeploymentProgressSubscription = { deploymentStatusChanged: { sequence: number, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string } };

export type McpDeploymentsOfTeamSubscriptionVariables = Exact<{
  teamId: string;
}>;


export type McpDeploymentsOfTeamSubscription = { deploymentStatusChanged: { sequence: number, status: DeploymentStatus, phase: DeploymentPhase, deployment: { id: string, modelVersion: { modelId: string, version: string, routable: boolean } } } };

export type McpTeamsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type McpTeamsQuery = { teams: { nodes: Array<{ id: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type McpCompleteMutationVariables = Exact<{
  input: CompletionInput;
}>;


export type McpCompleteMutation = { createCompletion: { id: string, finishReason: FinishReason, message: { content: string | null }, usage: { promptTokens: number, completionTokens: number, totalTokens: number, costUsd: string | null }, routing: { provider: string, model: string, registeredModelUsed: string | null, modelVersion: string | null }, context: { used: Array<{ kind: ContextKind, server: string, name: string, tokens: number, isCut: boolean, calls: number }>, missing: Array<{ kind: ContextKind, server: string, name: string, reason: string }> } | null } };

export type McpPredictMutationVariables = Exact<{
  input: PredictInput;
}>;


export type McpPredictMutation = { predict: { id: string, modelId: string, version: string, predictions: Array<{ outputs: unknown }> } };

export type McpPredictiveModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type McpPredictiveModelsQuery = { predictiveModels: Array<{ modelId: string, version: string, description: string | null, inputSchema: unknown }> };

export type McpModelUsageQueryVariables = Exact<{
  id: string;
  window: UsageWindow;
  days: number;
}>;


export type McpModelUsageQuery = { model: { id: string, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string }, usageByDay: Array<{ day: string, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } }> } | null };

export type McpTeamUsageQueryVariables = Exact<{
  teamId: string;
  window: UsageWindow;
  days: number;
}>;


export type McpTeamUsageQuery = { teamUsage: { teamId: string, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string }, usageByDay: Array<{ day: string, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } }> } | null };

export type McpTopModelsQueryVariables = Exact<{
  window: UsageWindow;
  first: number;
}>;


export type McpTopModelsQuery = { topModels: Array<{ model: { id: string, teamId: string }, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } }> };

export type McpIncidentQueryVariables = Exact<{
  id: string;
}>;


export type McpIncidentQuery = { model: { id: string, teamId: string, latestVersion: { version: string, status: ModelVersionStatus, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null }, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string }, versions: { nodes: Array<{ version: string, status: ModelVersionStatus, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null }> } } | null, registryHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> }, inferenceHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export type McpVersionFactsFragment = { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, description: string | null, registeredAt: string, registeredBy: string, aliases: Array<string>, task: ModelTask, tags: Array<{ key: string, value: string }>, metrics: Array<{ name: string, value: number }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } } | null };

export type McpCardFragment = { modelId: string, version: string, framework: string, description: string | null, modelCard: string | null, metrics: Array<{ name: string, value: number }> };

export type McpDeploymentFragment = { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, requestedAt: string, requestedBy: string, deployedAt: string | null, modelVersion: { modelId: string, version: string } };

export type McpUsageFragment = { requests: number, promptTokens: number, completionTokens: number, costUsd: string };

export type VersionOverRestFragment = { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, teamId: string, artifactUri: string, description: string | null, registeredAt: string, registeredBy: string, tags: Array<{ key: string, value: string }>, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, deployedAt: string | null } | null };

export type RestRegisterModelMutationVariables = Exact<{
  input: RegisterModelInput;
}>;


export type RestRegisterModelMutation = { registerModel: { modelVersion: { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, teamId: string, artifactUri: string, description: string | null, registeredAt: string, registeredBy: string, tags: Array<{ key: string, value: string }>, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, deployedAt: string | null } | null } } };

export type RestListModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


export type RestListModelsQuery = { models: { nodes: Array<{ id: string, teamId: string, framework: string, description: string | null, createdAt: string, latestVersion: { version: string, status: ModelVersionStatus, deploymentTarget: DeploymentTarget, registeredAt: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RestModelQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


export type RestModelQuery = { model: { id: string, teamId: string, framework: string, description: string | null, createdAt: string, latestVersion: { version: string }, versions: { nodes: Array<{ modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, teamId: string, artifactUri: string, description: string | null, registeredAt: string, registeredBy: string, tags: Array<{ key: string, value: string }>, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, deployedAt: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RestModelVersionQueryVariables = Exact<{
  id: string;
  version: string;
}>;


export type RestModelVersionQuery = { model: { version: { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, teamId: string, artifactUri: string, description: string | null, registeredAt: string, registeredBy: string, artifact: { verified: boolean, sizeBytes: number | null, sha256: string | null }, tags: Array<{ key: string, value: string }>, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, deployedAt: string | null } | null } | null } | null };

export type RestDeployModelMutationVariables = Exact<{
  input: DeployModelInput;
}>;


export type RestDeployModelMutation = { deployModel: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, deploymentTarget: DeploymentTarget, requestedAt: string, requestedBy: string, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } } };

export type RestStatisticsQueryVariables = Exact<{ [key: string]: never; }>;


export type RestStatisticsQuery = { registryStatistics: { totalModels: number, totalVersions: number, byFramework: Array<{ name: string, count: number }>, byDeploymentTarget: Array<{ name: string, count: number }>, byStatus: Array<{ name: string, count: number }> } };

export type RestCompletionMutationVariables = Exact<{
  input: CompletionInput;
}>;


export type RestCompletionMutation = { createCompletion: { id: string, finishReason: FinishReason, message: { role: MessageRole, content: string | null, toolCalls: Array<{ id: string, name: string, arguments: string }> }, usage: { promptTokens: number, completionTokens: number, totalTokens: number, costUsd: string | null }, routing: { provider: string, model: string, registeredModelUsed: string | null, modelVersion: string | null, cached: boolean, attempts: number } } };

export type RegistryHealthOverRestQueryVariables = Exact<{ [key: string]: never; }>;


export type RegistryHealthOverRestQuery = { registryHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export type InferenceHealthOverRestQueryVariables = Exact<{ [key: string]: never; }>;


export type InferenceHealthOverRestQuery = { inferenceHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export const McpDeploymentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpDeploymentFragment, unknown>;
export const McpVersionFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpVersionFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpVersionFactsFragment, unknown>;
export const McpCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"modelCard"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<McpCardFragment, unknown>;
export const McpUsageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpUsage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelUsage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]} as unknown as DocumentNode<McpUsageFragment, unknown>;
export const VersionOverRestFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionOverRest"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}}]}}]}}]} as unknown as DocumentNode<VersionOverRestFragment, unknown>;
export const McpSearchModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpSearchModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModelFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<McpSearchModelsQuery, McpSearchModelsQueryVariables>;
export const McpModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpVersionFacts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"EnumValue","value":"LAST_24_HOURS"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpVersionFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpModelQuery, McpModelQueryVariables>;
export const McpVersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpVersions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<McpVersionsQuery, McpVersionsQueryVariables>;
export const McpVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpVersionFacts"}},{"kind":"Field","name":{"kind":"Name","value":"hyperparameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"trainingRun"}},{"kind":"Field","name":{"kind":"Name","value":"gitCommit"}},{"kind":"Field","name":{"kind":"Name","value":"datasets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpVersionFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpVersionQuery, McpVersionQueryVariables>;
export const McpModelCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpModelCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"latest"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpCard"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"modelCard"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]} as unknown as DocumentNode<McpModelCardQuery, McpModelCardQueryVariables>;
export const McpDeployModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"McpDeployModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeployModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpDeployModelMutation, McpDeployModelMutationVariables>;
export const McpDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<McpDeploymentQuery, McpDeploymentQueryVariables>;
export const McpDeploymentProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"McpDeploymentProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentStatusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"deploymentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<McpDeploymentProgressSubscription, McpDeploymentProgressSubscriptionVariables>;
export const McpDeploymentsOfTeamDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"McpDeploymentsOfTeam"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentStatusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"routable"}}]}}]}}]}}]}}]} as unknown as DocumentNode<McpDeploymentsOfTeamSubscription, McpDeploymentsOfTeamSubscriptionVariables>;
export const McpTeamsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpTeams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<McpTeamsQuery, McpTeamsQueryVariables>;
export const McpCompleteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"McpComplete"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompletionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCompletion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"totalTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"registeredModelUsed"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"}}]}},{"kind":"Field","name":{"kind":"Name","value":"context"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"isCut"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]} as unknown as DocumentNode<McpCompleteMutation, McpCompleteMutationVariables>;
export const McpPredictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"McpPredict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PredictInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"predictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outputs"}}]}}]}}]}}]} as unknown as DocumentNode<McpPredictMutation, McpPredictMutationVariables>;
export const McpPredictiveModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpPredictiveModels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictiveModels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}}]}}]}}]} as unknown as DocumentNode<McpPredictiveModelsQuery, McpPredictiveModelsQueryVariables>;
export const McpModelUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpModelUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"window"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageWindow"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"Variable","name":{"kind":"Name","value":"window"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usageByDay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpUsage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelUsage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]} as unknown as DocumentNode<McpModelUsageQuery, McpModelUsageQueryVariables>;
export const McpTeamUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpTeamUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"window"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageWindow"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamUsage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"Variable","name":{"kind":"Name","value":"window"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usageByDay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpUsage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelUsage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]} as unknown as DocumentNode<McpTeamUsageQuery, McpTeamUsageQueryVariables>;
export const McpTopModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpTopModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"window"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageWindow"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"topModels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"Variable","name":{"kind":"Name","value":"window"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpUsage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelUsage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]} as unknown as DocumentNode<McpTopModelsQuery, McpTopModelsQueryVariables>;
export const McpIncidentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpIncident"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"EnumValue","value":"LAST_HOUR"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpUsage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpDeployment"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"registryHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"inferenceHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpDeployment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpUsage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelUsage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]} as unknown as DocumentNode<McpIncidentQuery, McpIncidentQueryVariables>;
export const RestRegisterModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestRegisterModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionOverRest"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionOverRest"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}}]}}]}}]} as unknown as DocumentNode<RestRegisterModelMutation, RestRegisterModelMutationVariables>;
export const RestListModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestListModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModelFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cursor"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<RestListModelsQuery, RestListModelsQueryVariables>;
export const RestModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"limit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"cursor"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"limit"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionOverRest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionOverRest"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}}]}}]}}]} as unknown as DocumentNode<RestModelQuery, RestModelQueryVariables>;
export const RestModelVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestModelVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionOverRest"}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionOverRest"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"registeredBy"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}}]}}]}}]} as unknown as DocumentNode<RestModelVersionQuery, RestModelVersionQueryVariables>;
export const RestDeployModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestDeployModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeployModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RestDeployModelMutation, RestDeployModelMutationVariables>;
export const RestStatisticsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RestStatistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryStatistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalModels"}},{"kind":"Field","name":{"kind":"Name","value":"totalVersions"}},{"kind":"Field","name":{"kind":"Name","value":"byFramework"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byDeploymentTarget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]} as unknown as DocumentNode<RestStatisticsQuery, RestStatisticsQueryVariables>;
export const RestCompletionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestCompletion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompletionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCompletion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"toolCalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"totalTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"registeredModelUsed"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"}},{"kind":"Field","name":{"kind":"Name","value":"cached"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}}]}}]}}]} as unknown as DocumentNode<RestCompletionMutation, RestCompletionMutationVariables>;
export const RegistryHealthOverRestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RegistryHealthOverRest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}}]} as unknown as DocumentNode<RegistryHealthOverRestQuery, RegistryHealthOverRestQueryVariables>;
export const InferenceHealthOverRestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InferenceHealthOverRest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inferenceHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}}]} as unknown as DocumentNode<InferenceHealthOverRestQuery, InferenceHealthOverRestQueryVariables>;