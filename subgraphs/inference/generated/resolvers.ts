import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ModelReference as ModelReferenceRecord, ModelVersionReference as ModelVersionReferenceRecord, InferenceContext } from '../graphql/context.ts';
import type { Completion as CompletionRecord, CompletionChunk as CompletionChunkRecord, CompletionRouting as CompletionRoutingRecord, AnswerMessage as AnswerMessageRecord } from '../domain/completion.ts';
import type { Embedding as EmbeddingRecord } from '../domain/embedding.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date and time in UTC, ISO 8601, as in 2026-01-31T12:00:00.000Z. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number in a string, as in "0.00042". */
  Decimal: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

/** What is wanted of the cache of answers. Entries are shared by callers who reach the same teams, and by nobody else. */
export type CacheInput = {
  /** How alike another question has to be for its answer to be given, where the caller's team wants such answers: from 0 to 1, which only takes the same question. The gateway's own bound holds as well. */
  minSimilarity?: InputMaybe<Scalars['Float']['input']>;
  /** What the cache may be used for. */
  mode?: CacheMode;
  /** How long the answer may be given again, in seconds, up to seven days; when absent, as the gateway is configured. */
  ttlSeconds?: InputMaybe<Scalars['Int']['input']>;
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

/** A whole completion. */
export type Completion = {
  __typename?: 'Completion';
  /** The further answers, when `n` asked for more than one. */
  alternatives: Array<CompletionAlternative>;
  /** What MCP servers added; null when nothing was wanted of them. */
  context: Maybe<CompletionContext>;
  /** Why the model stopped. */
  finishReason: FinishReason;
  /** What the guardrails of the caller's teams have done; empty where there are none. */
  guardrails: Array<GuardrailDecision>;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** The answer. */
  message: Message;
  /** How it was routed. */
  routing: CompletionRouting;
  /** What it cost, further answers included. */
  usage: CompletionUsage;
};

/** A further answer to the same request. */
export type CompletionAlternative = {
  __typename?: 'CompletionAlternative';
  /** Why the model stopped. */
  finishReason: FinishReason;
  /** The answer. */
  message: Message;
};

/** A piece of a completion. */
export type CompletionChunk = {
  __typename?: 'CompletionChunk';
  /** What MCP servers added; only in the last event. */
  context: Maybe<CompletionContext>;
  /** Text to append; empty in the last event. */
  delta: Scalars['String']['output'];
  /** Why the model stopped; only in the last event. */
  finishReason: Maybe<FinishReason>;
  /** What the guardrails of the caller's teams have done; only in the last event. */
  guardrails: Array<GuardrailDecision>;
  /** How it is routed. */
  routing: CompletionRouting;
  /** Pieces of calls of the caller's tools. */
  toolCalls: Array<ToolCallDelta>;
  /** What it cost; only in the last event. */
  usage: Maybe<CompletionUsage>;
};

/** What MCP servers added to a completion. */
export type CompletionContext = {
  __typename?: 'CompletionContext';
  /** What was wanted and could not be had; tool calls that failed, too. */
  missing: Array<MissingContext>;
  /** What the chat model was given. */
  used: Array<ContextPart>;
};

/** A conversation and how to route it. */
export type CompletionInput = {
  /** Whether the answer may come from the cache, and be kept there; when absent, as the gateway is configured. */
  cache?: InputMaybe<CacheInput>;
  /** Context from the team's MCP servers. It comes on top of what the operator, and the team's maintainers, have set for every completion of the team. */
  context?: InputMaybe<ContextInput>;
  /** -2 to 2: more makes the model repeat itself less. */
  frequencyPenalty?: InputMaybe<Scalars['Float']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing generated. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The most tokens to generate. */
  maxTokens?: InputMaybe<Scalars['Int']['input']>;
  /** The conversation, oldest first; 1 to 256 messages, 256 KiB in all. */
  messages: Array<MessageInput>;
  /** For the provider's records, up to 16 entries. It changes nothing here. */
  metadata?: InputMaybe<Array<MetadataInput>>;
  /** The chat model, as in gpt-4; when absent, the gateway's default. */
  model?: InputMaybe<Scalars['String']['input']>;
  /** How many answers, 1 to 8; only of `createCompletion`, and not with a registered model. */
  n?: InputMaybe<Scalars['Int']['input']>;
  /** -2 to 2: more makes the model say new things. */
  presencePenalty?: InputMaybe<Scalars['Float']['input']>;
  /** How long a reasoning model thinks; others are not told. */
  reasoningEffort?: InputMaybe<ReasoningEffort>;
  /** A registered model to use as context and tool. */
  registeredModel?: InputMaybe<RegisteredModelInput>;
  /** What form the answer has; when absent, text. */
  responseFormat?: InputMaybe<ResponseFormatInput>;
  /** How to choose a registered model by the registry's metadata, and the provider of the chat model. */
  routing?: InputMaybe<RoutingInput>;
  /** The same seed and input again: the same answer, as far as the provider can. */
  seed?: InputMaybe<Scalars['Int']['input']>;
  /** The answer ends before any of these; up to 4, of up to 256 characters each. */
  stop?: InputMaybe<Array<Scalars['String']['input']>>;
  /** 0 to 2. */
  temperature?: InputMaybe<Scalars['Float']['input']>;
  /** Which of the caller's tools are to be called; when absent, the model chooses. */
  toolChoice?: InputMaybe<ToolChoiceInput>;
  /** The caller's own tools that the model may want called, up to 128. */
  tools?: InputMaybe<Array<ToolInput>>;
  /** Only the likeliest tokens that together have this probability; more than 0, up to 1. */
  topP?: InputMaybe<Scalars['Float']['input']>;
  /** Names the end user to the provider, for its screening of abuse. Up to 256 characters; nothing that tells who it is. */
  user?: InputMaybe<Scalars['String']['input']>;
};

/** How a completion was routed. */
export type CompletionRouting = {
  __typename?: 'CompletionRouting';
  /** Each request sent to a provider, and each candidate passed over, in order; empty for an answer from memory. */
  attemptDetails: Array<ProviderAttempt>;
  /** Requests sent to providers, retries included. */
  attempts: Scalars['Int']['output'];
  /** Whether the answer came from the cache, or from an equal request that was under way. */
  cached: Scalars['Boolean']['output'];
  /** The providers that were thought of for the chat model, and for its fallbacks; in the order of the configuration. */
  candidates: Array<RoutingCandidate>;
  /** The provider's model. */
  model: Scalars['String']['output'];
  /** Its version. */
  modelVersion: Maybe<Scalars['String']['output']>;
  /** The provider that answered. */
  provider: Scalars['String']['output'];
  /** The registered model that was used, if any. */
  registeredModelUsed: Maybe<Scalars['ID']['output']>;
  /** How alike the question was whose kept answer this is: 1 for the same one, less for one that is only alike. Null when it is no kept answer. */
  similarity: Maybe<Scalars['Float']['output']>;
  /** In which order the candidates were asked. */
  strategy: RoutingStrategy;
};

/** Tokens and money. */
export type CompletionUsage = {
  __typename?: 'CompletionUsage';
  /** Those of `promptTokens` that the provider read from its own cache of prompts, which costs less. */
  cachedPromptTokens: Scalars['Int']['output'];
  /** Tokens the model wrote, over all steps. */
  completionTokens: Scalars['Int']['output'];
  /** US dollars, exact, as a decimal; null when the price is not known. */
  costUsd: Maybe<Scalars['Decimal']['output']>;
  /** Tokens of everything sent to the model, over all steps. */
  promptTokens: Scalars['Int']['output'];
  /** Those of `completionTokens` that went into thinking. */
  reasoningTokens: Scalars['Int']['output'];
  /** Both together. */
  totalTokens: Scalars['Int']['output'];
};

/** What is wanted of MCP servers. Resources and prompts are fetched side by side, for three seconds at most; what cannot be had is left out, and reported. */
export type ContextInput = {
  /** The most tokens that resources and prompts may add, by estimate; what is longer is cut. */
  maxTokens?: Scalars['Int']['input'];
  /** Prompts whose text is added. */
  prompts?: InputMaybe<Array<ContextPromptInput>>;
  /** Resources whose text is added. */
  resources?: InputMaybe<Array<ContextResourceInput>>;
  /** Servers whose approved tools the chat model may call; the gateway makes the calls. Of servers with the same name the operator's is meant, else that of the key's first team that has one; `team/name` names any of them. */
  servers?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only these tools, by name, of all that `servers` have; when absent, every approved one. */
  tools?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** What an MCP server can add. */
export type ContextKind =
  /** A prepared message. */
  | 'PROMPT'
  /** A text at an address. */
  | 'RESOURCE'
  /** A function that the chat model may have called. */
  | 'TOOL';

/** Something that an MCP server added. */
export type ContextPart = {
  __typename?: 'ContextPart';
  /** How often the chat model had the tool called and it answered; 0 for anything else. */
  calls: Scalars['Int']['output'];
  /** Whether only its beginning had room. */
  isCut: Scalars['Boolean']['output'];
  /** What it is. */
  kind: ContextKind;
  /** The resource's address, or the name of the prompt or tool. */
  name: Scalars['String']['output'];
  /** The server. */
  server: Scalars['String']['output'];
  /** What it adds to the prompt, by estimate. */
  tokens: Scalars['Int']['output'];
};

/** A prompt of an MCP server. */
export type ContextPromptInput = {
  /** Its arguments, each a text, as in { "language": "English" }. */
  arguments?: InputMaybe<Scalars['JSON']['input']>;
  /** The prompt's name there. */
  name: Scalars['String']['input'];
  /** The server's name. */
  server: Scalars['String']['input'];
};

/** A resource of an MCP server. */
export type ContextResourceInput = {
  /** The server's name. */
  server: Scalars['String']['input'];
  /** The resource's address there. */
  uri: Scalars['String']['input'];
};

/** The health of one dependency. */
export type DependencyHealth = {
  __typename?: 'DependencyHealth';
  /** How long its health check took, in milliseconds; null when it did not answer. */
  latencyMs: Maybe<Scalars['Float']['output']>;
  /** What it is, as in dynamodb. */
  name: Scalars['String']['output'];
  /** How well it works. */
  status: HealthStatus;
};

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

/** Texts as vectors. */
export type Embedding = {
  __typename?: 'Embedding';
  /** One for each text, in their order. */
  embeddings: Array<EmbeddingVector>;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** How it was routed. */
  routing: CompletionRouting;
  /** What it cost. */
  usage: CompletionUsage;
};

/** Texts to make vectors of. */
export type EmbeddingInput = {
  /** How long the vectors are, 1 to 8,192, where the model has a choice. */
  dimensions?: InputMaybe<Scalars['Int']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing made. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The embedding model, as in text-embedding-3-small. */
  model: Scalars['String']['input'];
  /** How the provider is chosen. */
  routing?: InputMaybe<EmbeddingRoutingInput>;
  /** The texts; 1 to 256, none of them empty, 256 KiB in all. */
  texts: Array<Scalars['String']['input']>;
  /** Names the end user to the provider, as in a completion. */
  user?: InputMaybe<Scalars['String']['input']>;
};

/** How the provider of an embedding model is chosen. */
export type EmbeddingRoutingInput = {
  /** Only providers whose price is known, and at which the request will cost no more US dollars, as far as that can be told before. */
  maxCostUsd?: InputMaybe<Scalars['Decimal']['input']>;
  /** Only providers that answer within so many milliseconds, as far as lately measured. */
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  /** In which order the providers are asked; when absent, as configured. */
  strategy?: InputMaybe<RoutingStrategy>;
};

/** A text as a vector. */
export type EmbeddingVector = {
  __typename?: 'EmbeddingVector';
  /** Which of the texts, from 0. */
  index: Scalars['Int']['output'];
  /** Its coordinates. */
  values: Array<Scalars['Float']['output']>;
};

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

/** What a guardrail does. */
export type GuardrailAction =
  /** Ended the completion. */
  | 'BLOCKED'
  /** Cut what was too long. */
  | 'CUT'
  /** Put a placeholder in the place of personal data. */
  | 'REDACTED'
  /** Kept a tool's text from the model. */
  | 'WITHHELD';

/** What a guardrail has done. */
export type GuardrailDecision = {
  __typename?: 'GuardrailDecision';
  /** What it has done. */
  action: GuardrailAction;
  /** Which rule: a deny pattern's name, or what was found, as in EMAIL. */
  rule: Scalars['String']['output'];
  /** To what. */
  stage: GuardrailStage;
};

/** What a guardrail looks at. */
export type GuardrailStage =
  /** What the caller sent. */
  | 'INPUT'
  /** What the model wrote. */
  | 'OUTPUT'
  /** The text of a tool. */
  | 'TOOL';

/** How well a service or a dependency works. */
export type HealthStatus =
  /** Works in part. */
  | 'DEGRADED'
  /** Works. */
  | 'HEALTHY'
  /** Does not work. */
  | 'UNHEALTHY';

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
  detail?: InputMaybe<ImageDetail>;
  /** An https address that the provider can reach, or the image itself, as in data:image/png;base64,… (png, jpeg, gif, webp). */
  url: Scalars['String']['input'];
};

/** One turn of a conversation. */
export type Message = {
  __typename?: 'Message';
  /** What is said; null when the model only calls tools. */
  content: Maybe<Scalars['String']['output']>;
  /** Who speaks. */
  role: MessageRole;
  /** The caller's tools that the model wants called. */
  toolCalls: Array<ToolCall>;
};

/** One turn of a conversation. */
export type MessageInput = {
  /** What is said; may be absent where there are images or tool calls. */
  content?: InputMaybe<Scalars['String']['input']>;
  /** For USER: images, shown after the text; up to 16, 768 KiB in all messages. */
  images?: InputMaybe<Array<ImageInput>>;
  /** Who speaks. */
  role: MessageRole;
  /** For TOOL: which call this answers. */
  toolCallId?: InputMaybe<Scalars['ID']['input']>;
  /** For ASSISTANT: the calls it made, as they were answered. */
  toolCalls?: InputMaybe<Array<ToolCallInput>>;
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
  key: Scalars['String']['input'];
  /** Up to 512 characters. */
  value: Scalars['String']['input'];
};

/** Something that an MCP server did not give. */
export type MissingContext = {
  __typename?: 'MissingContext';
  /** What it is. */
  kind: ContextKind;
  /** The resource's address, or the name of the prompt or tool; * for all tools of the server. */
  name: Scalars['String']['output'];
  /** Why. */
  reason: Scalars['String']['output'];
  /** The server. */
  server: Scalars['String']['output'];
};

/** A named model of one team; its versions are what is deployed. */
export type Model = {
  __typename?: 'Model';
  /** A completion by the gateway's default chat model, with this model's latest version as context and tool. */
  completion: Completion;
  /** The teams that may see and use the model beside its own. Its own team is told all of them, others those that are theirs. */
  grantedTeams: Array<Scalars['ID']['output']>;
  /** Chosen at the first registration; unique in the platform. */
  id: Scalars['ID']['output'];
  /** The highest version by semantic versioning; pre-releases only count when there is nothing else. */
  latestVersion: ModelVersion;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
  /** Who sees and uses the model beside the teams it is granted to. */
  visibility: ModelVisibility;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelCompletionArgs = {
  maxTokens?: InputMaybe<Scalars['Int']['input']>;
  messages: Array<MessageInput>;
  model?: InputMaybe<Scalars['String']['input']>;
};

/** The gateway's knowledge of registered models. */
export type ModelCatalog = {
  __typename?: 'ModelCatalog';
  /** When it was last known to be right; null before the first time. */
  refreshedAt: Maybe<Scalars['DateTime']['output']>;
  /** Where it was read from last. */
  source: ModelCatalogSource;
  /** True when the registry cannot be reached, or the last refresh is older than two polls. */
  stale: Scalars['Boolean']['output'];
};

/** Where the catalog was read from. */
export type ModelCatalogSource =
  /** The cache, since the registry did not answer. */
  | 'CACHE'
  /** The registry itself. */
  | 'REGISTRY';

/** One immutable version of a model. */
export type ModelVersion = {
  __typename?: 'ModelVersion';
  /** What the model does, for people and for chat models that may call it. */
  description: Maybe<Scalars['String']['output']>;
  /** What the artifact was made with, as in tensorflow. */
  framework: Scalars['String']['output'];
  /** The id of its model. */
  modelId: Scalars['ID']['output'];
  /** Whether the gateway routes to this version now. */
  routable: Scalars['Boolean']['output'];
  /** Where the version is in its life. */
  status: ModelVersionStatus;
  /** The semantic version. */
  version: Scalars['String']['output'];
};

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

/** Who sees and uses a model. */
export type ModelVisibility =
  /** Everyone with a key. */
  | 'ORGANIZATION'
  /** Its team. */
  | 'TEAM';

/** What can be changed. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Asks a language model for a completion; a registered model may serve as its context and tool. */
  createCompletion: Completion;
  /** Texts as vectors, by an embedding model of a provider: routed, retried and limited as completions are. */
  createEmbedding: Embedding;
  /** Asks a deployed model for predictions. What it gets is checked first: against the version's signature, else against what its endpoint says it takes. It is counted as a use of the model. */
  predict: PredictPayload;
};


/** What can be changed. */
export type MutationCreateCompletionArgs = {
  input: CompletionInput;
};


/** What can be changed. */
export type MutationCreateEmbeddingArgs = {
  input: EmbeddingInput;
};


/** What can be changed. */
export type MutationPredictArgs = {
  input: PredictInput;
};

/** Which deployed model to ask, and what it gets. */
export type PredictInput = {
  /** The alias that names the version, as in champion; not together with `version`. */
  alias?: InputMaybe<Scalars['String']['input']>;
  /** The same many times, 1 to 256; in place of `inputs`. The predictions come in the same order. Together they go to the model at once where it takes any number of rows. */
  batch?: InputMaybe<Array<Scalars['JSON']['input']>>;
  /** The same key and input again within 24 hours: the same answer, the model is not asked. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the model takes, by the names of its inputs, each nested by its shape, as in { "features": [[4800, 3, 900, 1]] }. One row may be given where the model takes any number. */
  inputs?: InputMaybe<Scalars['JSON']['input']>;
  /** The model. */
  modelId: Scalars['ID']['input'];
  /** A deployed version; when neither this nor `alias` is given, the highest deployed one. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** What a deployed model predicted. */
export type PredictPayload = {
  __typename?: 'PredictPayload';
  /** Where it is served. */
  deploymentTarget: DeploymentTarget;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** The model that was asked. */
  modelId: Scalars['ID']['output'];
  /** One for `inputs`, or one for each of `batch`, in its order. */
  predictions: Array<Prediction>;
  /** Its version. */
  version: Scalars['String']['output'];
};

/** One prediction. */
export type Prediction = {
  __typename?: 'Prediction';
  /** What the model gave, by the names of its outputs, each nested by its shape. A number that JSON cannot hold is null. */
  outputs: Scalars['JSON']['output'];
};

/** A deployed model that can be asked for predictions. */
export type PredictiveModel = {
  __typename?: 'PredictiveModel';
  /** Where it is served. */
  deploymentTarget: DeploymentTarget;
  /** What it does, for people and for chat models that may call it. */
  description: Maybe<Scalars['String']['output']>;
  /** The JSON Schema of what `predict` takes as `inputs`; null when neither its registration nor its endpoint says it. */
  inputSchema: Maybe<Scalars['JSON']['output']>;
  /** The model. */
  modelId: Scalars['ID']['output'];
  /** The team that owns it. */
  teamId: Scalars['ID']['output'];
  /** Its highest deployed version. */
  version: Scalars['String']['output'];
};

/** A request to a provider, or one that was not sent. */
export type ProviderAttempt = {
  __typename?: 'ProviderAttempt';
  /** How long it took, in milliseconds. */
  durationMs: Scalars['Int']['output'];
  /** The model, as callers name it. */
  model: Scalars['String']['output'];
  /** How it ended. */
  outcome: ProviderAttemptOutcome;
  /** The provider's name. */
  provider: Scalars['String']['output'];
  /** Why it did not answer; null when it did. */
  reason: Maybe<Scalars['String']['output']>;
};

/** How a request to a provider ended. */
export type ProviderAttemptOutcome =
  /** With an answer. */
  | 'ANSWERED'
  /** The caller left. */
  | 'CANCELLED'
  /** It failed. */
  | 'FAILED'
  /** Nothing was sent: the provider is given a rest. */
  | 'SKIPPED';

/** What can be read. */
export type Query = {
  __typename?: 'Query';
  /** Whether the gateway and what it depends on work. */
  inferenceHealth: ServiceHealth;
  /** Where the gateway's knowledge of registered models comes from. */
  modelCatalog: ModelCatalog;
  /** The deployed models that the caller may ask with `predict`, ordered by id: of each the highest deployed version, which is the one that is asked unless another is named. */
  predictiveModels: Array<PredictiveModel>;
  /** What the gateway can route to right now for the caller. */
  routableModels: Array<RoutableModel>;
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

/** A registered model. */
export type RegisteredModelInput = {
  /** Its id. */
  id: Scalars['ID']['input'];
  /** A deployed version; when absent, the highest deployed one. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** What form an answer has. */
export type ResponseFormatInput = {
  /** For JSON_SCHEMA: what the schema is called, 1 to 64 of a-z, A-Z, 0-9, _ and -. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** For JSON_SCHEMA: the JSON Schema of an object. */
  schema?: InputMaybe<Scalars['JSON']['input']>;
  /** For JSON_SCHEMA: whether the provider holds the model to it to the letter. */
  strict?: Scalars['Boolean']['input'];
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

/** Something a completion can be routed to. */
export type RoutableModel = {
  __typename?: 'RoutableModel';
  /** Where a registered model is served; null for a provider's. */
  deploymentTarget: Maybe<DeploymentTarget>;
  /** A provider's model name, or a registered model's id and version as in fraud-detection-model@1.0.0. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: RoutableModelKind;
  /** Who serves it: a provider's name, or `registry`. */
  provider: Scalars['String']['output'];
  /** Who owns a registered model; null for a provider's. */
  teamId: Maybe<Scalars['ID']['output']>;
};

/** What kind of model a completion is routed to. */
export type RoutableModelKind =
  /** A language model of a provider. */
  | 'PROVIDER'
  /** A deployed version of a registered model. */
  | 'REGISTERED';

/** A provider's model that was thought of for a completion. */
export type RoutingCandidate = {
  __typename?: 'RoutingCandidate';
  /** The model, as callers name it. */
  model: Scalars['String']['output'];
  /** The provider's name. */
  provider: Scalars['String']['output'];
  /** Why it was not to be asked; null when it was. */
  rejected: Maybe<Scalars['String']['output']>;
};

/** How to choose a registered model, and the provider of the chat model. */
export type RoutingInput = {
  /** Only models served there. */
  deploymentTarget?: InputMaybe<DeploymentTarget>;
  /** Only providers of the chat model whose price is known, and at which the request will cost no more US dollars, as far as that can be told before. */
  maxCostUsd?: InputMaybe<Scalars['Decimal']['input']>;
  /** Only providers of the chat model whose first word comes within so many milliseconds, as far as lately measured. */
  maxLatencyMs?: InputMaybe<Scalars['Int']['input']>;
  /** The model to prefer; another that fits is taken when it is not deployed. */
  preferredModel?: InputMaybe<Scalars['ID']['input']>;
  /** In which order the chat model's providers are asked; when absent, as configured. */
  strategy?: InputMaybe<RoutingStrategy>;
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

/** The health of a service and of what it depends on. */
export type ServiceHealth = {
  __typename?: 'ServiceHealth';
  /** What the service depends on. */
  dependencies: Array<DependencyHealth>;
  /** The worst that matters of its dependencies. */
  status: HealthStatus;
};

/** What can be watched. */
export type Subscription = {
  __typename?: 'Subscription';
  /** The completion as it is written. The last event has `finishReason` and `usage`. Leaving cancels the provider's request. */
  completionStream: CompletionChunk;
};


/** What can be watched. */
export type SubscriptionCompletionStreamArgs = {
  input: CompletionInput;
};

/** A call of one of the caller's tools. */
export type ToolCall = {
  __typename?: 'ToolCall';
  /** JSON, as the model wrote it. */
  arguments: Scalars['String']['output'];
  /** Names the call in the answer. */
  id: Scalars['ID']['output'];
  /** The tool. */
  name: Scalars['String']['output'];
};

/** A piece of a call of one of the caller's tools. */
export type ToolCallDelta = {
  __typename?: 'ToolCallDelta';
  /** JSON, as the model writes it: text to append. */
  arguments: Scalars['String']['output'];
  /** Names the call in the answer; only in its first piece. */
  id: Maybe<Scalars['ID']['output']>;
  /** Which of the answer's calls it belongs to. */
  index: Scalars['Int']['output'];
  /** The tool; only in the call's first piece. */
  name: Maybe<Scalars['String']['output']>;
};

/** A call of a tool, as an assistant made it. */
export type ToolCallInput = {
  /** JSON, as the model wrote it. */
  arguments: Scalars['String']['input'];
  /** Names the call. */
  id: Scalars['ID']['input'];
  /** The tool. */
  name: Scalars['String']['input'];
};

/** Which of the caller's tools are to be called. */
export type ToolChoiceInput = {
  /** Whether any. */
  mode: ToolChoiceMode;
  /** For FUNCTION: the tool. */
  name?: InputMaybe<Scalars['String']['input']>;
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
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 64 of a-z, A-Z, 0-9, _ and -; unique among the tools. */
  name: Scalars['String']['input'];
  /** A JSON Schema of an object with its arguments; when absent, it takes none. */
  parameters?: InputMaybe<Scalars['JSON']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Model: Model;
  ModelVersion: ModelVersion;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Model'], {"teamId":true,"visibility":true,"grantedTeams":true,"latestVersion":{"version":true,"framework":true,"description":true}}> ) );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"modelId":true,"version":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['ModelVersion'], {"status":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CacheInput: CacheInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CacheMode: CacheMode;
  Completion: ResolverTypeWrapper<CompletionRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CompletionAlternative: ResolverTypeWrapper<Omit<CompletionAlternative, 'message'> & { message: ResolversTypes['Message'] }>;
  CompletionChunk: ResolverTypeWrapper<CompletionChunkRecord>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CompletionContext: ResolverTypeWrapper<CompletionContext>;
  CompletionInput: CompletionInput;
  CompletionRouting: ResolverTypeWrapper<CompletionRoutingRecord>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CompletionUsage: ResolverTypeWrapper<CompletionUsage>;
  ContextInput: ContextInput;
  ContextKind: ContextKind;
  ContextPart: ResolverTypeWrapper<ContextPart>;
  ContextPromptInput: ContextPromptInput;
  ContextResourceInput: ContextResourceInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DependencyHealth: ResolverTypeWrapper<DependencyHealth>;
  DeploymentTarget: DeploymentTarget;
  Embedding: ResolverTypeWrapper<EmbeddingRecord>;
  EmbeddingInput: EmbeddingInput;
  EmbeddingRoutingInput: EmbeddingRoutingInput;
  EmbeddingVector: ResolverTypeWrapper<EmbeddingVector>;
  FinishReason: FinishReason;
  GuardrailAction: GuardrailAction;
  GuardrailDecision: ResolverTypeWrapper<GuardrailDecision>;
  GuardrailStage: GuardrailStage;
  HealthStatus: HealthStatus;
  ImageDetail: ImageDetail;
  ImageInput: ImageInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Message: ResolverTypeWrapper<AnswerMessageRecord>;
  MessageInput: MessageInput;
  MessageRole: MessageRole;
  MetadataInput: MetadataInput;
  MissingContext: ResolverTypeWrapper<MissingContext>;
  Model: ResolverTypeWrapper<ModelReferenceRecord>;
  ModelCatalog: ResolverTypeWrapper<ModelCatalog>;
  ModelCatalogSource: ModelCatalogSource;
  ModelVersion: ResolverTypeWrapper<ModelVersionReferenceRecord>;
  ModelVersionStatus: ModelVersionStatus;
  ModelVisibility: ModelVisibility;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PredictInput: PredictInput;
  PredictPayload: ResolverTypeWrapper<PredictPayload>;
  Prediction: ResolverTypeWrapper<Prediction>;
  PredictiveModel: ResolverTypeWrapper<PredictiveModel>;
  ProviderAttempt: ResolverTypeWrapper<ProviderAttempt>;
  ProviderAttemptOutcome: ProviderAttemptOutcome;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReasoningEffort: ReasoningEffort;
  RegisteredModelInput: RegisteredModelInput;
  ResponseFormatInput: ResponseFormatInput;
  ResponseFormatType: ResponseFormatType;
  RoutableModel: ResolverTypeWrapper<RoutableModel>;
  RoutableModelKind: RoutableModelKind;
  RoutingCandidate: ResolverTypeWrapper<RoutingCandidate>;
  RoutingInput: RoutingInput;
  RoutingStrategy: RoutingStrategy;
  ServiceHealth: ResolverTypeWrapper<ServiceHealth>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ToolCall: ResolverTypeWrapper<ToolCall>;
  ToolCallDelta: ResolverTypeWrapper<ToolCallDelta>;
  ToolCallInput: ToolCallInput;
  ToolChoiceInput: ToolChoiceInput;
  ToolChoiceMode: ToolChoiceMode;
  ToolInput: ToolInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CacheInput: CacheInput;
  Float: Scalars['Float']['output'];
  Int: Scalars['Int']['output'];
  Completion: CompletionRecord;
  ID: Scalars['ID']['output'];
  CompletionAlternative: Omit<CompletionAlternative, 'message'> & { message: ResolversParentTypes['Message'] };
  CompletionChunk: CompletionChunkRecord;
  String: Scalars['String']['output'];
  CompletionContext: CompletionContext;
  CompletionInput: CompletionInput;
  CompletionRouting: CompletionRoutingRecord;
  Boolean: Scalars['Boolean']['output'];
  CompletionUsage: CompletionUsage;
  ContextInput: ContextInput;
  ContextPart: ContextPart;
  ContextPromptInput: ContextPromptInput;
  ContextResourceInput: ContextResourceInput;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DependencyHealth: DependencyHealth;
  Embedding: EmbeddingRecord;
  EmbeddingInput: EmbeddingInput;
  EmbeddingRoutingInput: EmbeddingRoutingInput;
  EmbeddingVector: EmbeddingVector;
  GuardrailDecision: GuardrailDecision;
  ImageInput: ImageInput;
  JSON: Scalars['JSON']['output'];
  Message: AnswerMessageRecord;
  MessageInput: MessageInput;
  MetadataInput: MetadataInput;
  MissingContext: MissingContext;
  Model: ModelReferenceRecord;
  ModelCatalog: ModelCatalog;
  ModelVersion: ModelVersionReferenceRecord;
  Mutation: Record<PropertyKey, never>;
  PredictInput: PredictInput;
  PredictPayload: PredictPayload;
  Prediction: Prediction;
  PredictiveModel: PredictiveModel;
  ProviderAttempt: ProviderAttempt;
  Query: Record<PropertyKey, never>;
  RegisteredModelInput: RegisteredModelInput;
  ResponseFormatInput: ResponseFormatInput;
  RoutableModel: RoutableModel;
  RoutingCandidate: RoutingCandidate;
  RoutingInput: RoutingInput;
  ServiceHealth: ServiceHealth;
  Subscription: Record<PropertyKey, never>;
  ToolCall: ToolCall;
  ToolCallDelta: ToolCallDelta;
  ToolCallInput: ToolCallInput;
  ToolChoiceInput: ToolChoiceInput;
  ToolInput: ToolInput;
};

export type CompletionResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Completion'] = ResolversParentTypes['Completion']> = {
  alternatives?: Resolver<Array<ResolversTypes['CompletionAlternative']>, ParentType, ContextType>;
  context?: Resolver<Maybe<ResolversTypes['CompletionContext']>, ParentType, ContextType>;
  finishReason?: Resolver<ResolversTypes['FinishReason'], ParentType, ContextType>;
  guardrails?: Resolver<Array<ResolversTypes['GuardrailDecision']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  routing?: Resolver<ResolversTypes['CompletionRouting'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['CompletionUsage'], ParentType, ContextType>;
};

export type CompletionAlternativeResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['CompletionAlternative'] = ResolversParentTypes['CompletionAlternative']> = {
  finishReason?: Resolver<ResolversTypes['FinishReason'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type CompletionChunkResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['CompletionChunk'] = ResolversParentTypes['CompletionChunk']> = {
  context?: Resolver<Maybe<ResolversTypes['CompletionContext']>, ParentType, ContextType>;
  delta?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  finishReason?: Resolver<Maybe<ResolversTypes['FinishReason']>, ParentType, ContextType>;
  guardrails?: Resolver<Array<ResolversTypes['GuardrailDecision']>, ParentType, ContextType>;
  routing?: Resolver<ResolversTypes['CompletionRouting'], ParentType, ContextType>;
  toolCalls?: Resolver<Array<ResolversTypes['ToolCallDelta']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['CompletionUsage']>, ParentType, ContextType>;
};

export type CompletionContextResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['CompletionContext'] = ResolversParentTypes['CompletionContext']> = {
  missing?: Resolver<Array<ResolversTypes['MissingContext']>, ParentType, ContextType>;
  used?: Resolver<Array<ResolversTypes['ContextPart']>, ParentType, ContextType>;
};

export type CompletionRoutingResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['CompletionRouting'] = ResolversParentTypes['CompletionRouting']> = {
  attemptDetails?: Resolver<Array<ResolversTypes['ProviderAttempt']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cached?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  candidates?: Resolver<Array<ResolversTypes['RoutingCandidate']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registeredModelUsed?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  similarity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  strategy?: Resolver<ResolversTypes['RoutingStrategy'], ParentType, ContextType>;
};

export type CompletionUsageResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['CompletionUsage'] = ResolversParentTypes['CompletionUsage']> = {
  cachedPromptTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completionTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  costUsd?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  promptTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasoningTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContextPartResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ContextPart'] = ResolversParentTypes['ContextPart']> = {
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  isCut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ContextKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DependencyHealthResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['DependencyHealth'] = ResolversParentTypes['DependencyHealth']> = {
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type EmbeddingResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Embedding'] = ResolversParentTypes['Embedding']> = {
  embeddings?: Resolver<Array<ResolversTypes['EmbeddingVector']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  routing?: Resolver<ResolversTypes['CompletionRouting'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['CompletionUsage'], ParentType, ContextType>;
};

export type EmbeddingVectorResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['EmbeddingVector'] = ResolversParentTypes['EmbeddingVector']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type GuardrailDecisionResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['GuardrailDecision'] = ResolversParentTypes['GuardrailDecision']> = {
  action?: Resolver<ResolversTypes['GuardrailAction'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['GuardrailStage'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MessageResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MessageRole'], ParentType, ContextType>;
  toolCalls?: Resolver<Array<ResolversTypes['ToolCall']>, ParentType, ContextType>;
};

export type MissingContextResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['MissingContext'] = ResolversParentTypes['MissingContext']> = {
  kind?: Resolver<ResolversTypes['ContextKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  completion?: Resolver<ResolversTypes['Completion'], ParentType, ContextType, RequireFields<ModelCompletionArgs, 'messages'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ModelCatalogResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ModelCatalog'] = ResolversParentTypes['ModelCatalog']> = {
  refreshedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ModelCatalogSource'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ModelVersionResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  routable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createCompletion?: Resolver<ResolversTypes['Completion'], ParentType, ContextType, RequireFields<MutationCreateCompletionArgs, 'input'>>;
  createEmbedding?: Resolver<ResolversTypes['Embedding'], ParentType, ContextType, RequireFields<MutationCreateEmbeddingArgs, 'input'>>;
  predict?: Resolver<ResolversTypes['PredictPayload'], ParentType, ContextType, RequireFields<MutationPredictArgs, 'input'>>;
};

export type PredictPayloadResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['PredictPayload'] = ResolversParentTypes['PredictPayload']> = {
  deploymentTarget?: Resolver<ResolversTypes['DeploymentTarget'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  predictions?: Resolver<Array<ResolversTypes['Prediction']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PredictionResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Prediction'] = ResolversParentTypes['Prediction']> = {
  outputs?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type PredictiveModelResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['PredictiveModel'] = ResolversParentTypes['PredictiveModel']> = {
  deploymentTarget?: Resolver<ResolversTypes['DeploymentTarget'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inputSchema?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProviderAttemptResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ProviderAttempt'] = ResolversParentTypes['ProviderAttempt']> = {
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['ProviderAttemptOutcome'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  inferenceHealth?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  modelCatalog?: Resolver<ResolversTypes['ModelCatalog'], ParentType, ContextType>;
  predictiveModels?: Resolver<Array<ResolversTypes['PredictiveModel']>, ParentType, ContextType>;
  routableModels?: Resolver<Array<ResolversTypes['RoutableModel']>, ParentType, ContextType>;
};

export type RoutableModelResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['RoutableModel'] = ResolversParentTypes['RoutableModel']> = {
  deploymentTarget?: Resolver<Maybe<ResolversTypes['DeploymentTarget']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RoutableModelKind'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  teamId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RoutingCandidateResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['RoutingCandidate'] = ResolversParentTypes['RoutingCandidate']> = {
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejected?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceHealthResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ServiceHealth'] = ResolversParentTypes['ServiceHealth']> = {
  dependencies?: Resolver<Array<ResolversTypes['DependencyHealth']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  completionStream?: SubscriptionResolver<ResolversTypes['CompletionChunk'], "completionStream", ParentType, ContextType, RequireFields<SubscriptionCompletionStreamArgs, 'input'>>;
};

export type ToolCallResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ToolCall'] = ResolversParentTypes['ToolCall']> = {
  arguments?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ToolCallDeltaResolvers<ContextType = InferenceContext, ParentType extends ResolversParentTypes['ToolCallDelta'] = ResolversParentTypes['ToolCallDelta']> = {
  arguments?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = InferenceContext> = {
  Completion?: CompletionResolvers<ContextType>;
  CompletionAlternative?: CompletionAlternativeResolvers<ContextType>;
  CompletionChunk?: CompletionChunkResolvers<ContextType>;
  CompletionContext?: CompletionContextResolvers<ContextType>;
  CompletionRouting?: CompletionRoutingResolvers<ContextType>;
  CompletionUsage?: CompletionUsageResolvers<ContextType>;
  ContextPart?: ContextPartResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DependencyHealth?: DependencyHealthResolvers<ContextType>;
  Embedding?: EmbeddingResolvers<ContextType>;
  EmbeddingVector?: EmbeddingVectorResolvers<ContextType>;
  GuardrailDecision?: GuardrailDecisionResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Message?: MessageResolvers<ContextType>;
  MissingContext?: MissingContextResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelCatalog?: ModelCatalogResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PredictPayload?: PredictPayloadResolvers<ContextType>;
  Prediction?: PredictionResolvers<ContextType>;
  PredictiveModel?: PredictiveModelResolvers<ContextType>;
  ProviderAttempt?: ProviderAttemptResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RoutableModel?: RoutableModelResolvers<ContextType>;
  RoutingCandidate?: RoutingCandidateResolvers<ContextType>;
  ServiceHealth?: ServiceHealthResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  ToolCall?: ToolCallResolvers<ContextType>;
  ToolCallDelta?: ToolCallDeltaResolvers<ContextType>;
};

