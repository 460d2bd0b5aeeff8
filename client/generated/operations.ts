/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An upload that is not wanted any more. */
export type AbortArtifactUploadInput = {
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: string | null | undefined;
  /** The upload. */
  uploadId: string;
};

/** An MCP server to add. */
export type AddMcpServerInput = {
  /** Tools that a chat model may have called, up to 128; none when absent. */
  approvedTools?: Array<string> | null | undefined;
  /** Whether a chat model may have all of its tools called; not together with `approvedTools`. */
  approvesAllTools?: boolean | null | undefined;
  /** How the gateway proves who it is. */
  credential?: McpCredentialInput | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What the team calls it: 1 to 32 of a-z, 0-9 and -. Where the operator has a server of this name, that one is meant. */
  name: string;
  /** The team whose completions may use it. */
  teamId: string;
  /** An http or https URL, of up to 2048 characters and without credentials, that is not in a private network; it speaks streamable HTTP. */
  url: string;
};

/** A user to make a member. */
export type AddTeamMemberInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What the user may do. */
  role: TeamRole;
  /** The team. */
  teamId: string;
  /** The user; 1 to 128 characters. */
  userId: string;
};

/** What can be decided on a version. */
export type ApprovalDecision =
  /** It may be deployed. */
  | 'APPROVED'
  /** It may not be deployed where the team requires approval; say why in `comment`. */
  | 'REJECTED';

/** Where a version's approval stands. */
export type ApprovalStatus =
  /** It may be deployed. */
  | 'APPROVED'
  /** Nobody has decided. */
  | 'PENDING'
  /** It may not be deployed where the team requires approval. */
  | 'REJECTED';

/** Which version to archive. */
export type ArchiveModelVersionInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: string;
  /** The version. */
  version: string;
};

/** Where an upload stands. */
export type ArtifactUploadStatus =
  /** Ended by a caller. */
  | 'ABORTED'
  /** Removed by a caller, or because no version named it. */
  | 'DELETED'
  /** Not completed in time. */
  | 'EXPIRED'
  /** Verified: versions may name the artifact. */
  | 'READY'
  /** Not what was announced, and removed. */
  | 'REJECTED'
  /** Parts may be uploaded. */
  | 'UPLOADING'
  /** The parts have become one object, which is being read. */
  | 'VERIFYING';

/** What the registry has verified of an artifact. */
export type ArtifactVerification =
  /** It was there when the version was registered, in a bucket that is not ours. */
  | 'EXISTS'
  /** Only the form of its URI was checked: the registry may not look into that bucket. */
  | 'FORM_ONLY'
  /** It is in our bucket; existence, size and sha256 were checked. */
  | 'VERIFIED';

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

/** A deployment to cancel. */
export type CancelDeploymentInput = {
  /** The deployment. */
  deploymentId: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
};

/** Which attempt a deployer takes. */
export type ClaimDeploymentInput = {
  /** The attempt named by the "Deploy Model" event. */
  attempt: number;
  /** The deployer's own name; the same deployer may claim again. */
  deployerId: string;
  /** The deployment. */
  deploymentId: string;
  /** The same key and input again within 24 hours: the same answer, token included, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
};

/** An upload whose parts are all there. */
export type CompleteArtifactUploadInput = {
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: string | null | undefined;
  /** The upload. */
  uploadId: string;
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

/** A key to make. */
export type CreateApiKeyInput = {
  /** When it ends; never when absent. */
  expiresAt?: string | null | undefined;
  /** The teams it reaches, 1 to 20. Only platform admins may name `admin` and `deployer`. */
  groups: Array<string>;
  /** The same key and input again within 24 hours: the same API key, nothing written, and no secret. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What it is for; 1 to 128 characters. */
  name: string;
  /** What its limits are taken from, up to the caller's own tier unless a platform admin gives it; when absent STANDARD, or the caller's own when that is lower. */
  tier?: Tier | null | undefined;
  /** Who calls with it; the caller when absent. 1 to 128 characters. */
  userId?: string | null | undefined;
};

/** An artifact to upload. */
export type CreateArtifactUploadInput = {
  /** 1 to 128 letters, digits, dots, underscores, pluses and hyphens, the first a letter or digit, as in model.onnx. */
  fileName: string;
  /** The same key and input again within 24 hours: the same upload, nothing begun. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model it is meant for, registered or not: 1 to 64 lower-case letters, digits and hyphens. */
  modelId: string;
  /** Of the whole artifact: 64 hexadecimal digits. */
  sha256: string;
  /** At least 1. A number too large for Int. */
  sizeBytes: number;
  /** The team that will own it; the caller must belong to it. */
  teamId: string;
};

/** A team to make. */
export type CreateTeamInput = {
  /** Only versions that are APPROVED may be deployed; false when absent. */
  approvalRequiredBeforeDeploy?: boolean | null | undefined;
  /** Up to 1024 characters. */
  description?: string | null | undefined;
  /** 1 to 64 characters: lower-case letters, digits and hyphens. */
  id: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** Aliases that only MAINTAINERs move, as in champion; up to 20, none when absent. */
  protectedAliases?: Array<string> | null | undefined;
  /** Who registered a version may not decide on it; false when absent. */
  selfApprovalForbidden?: boolean | null | undefined;
};

/** What to send, and where to. */
export type CreateWebhookInput = {
  /** Types of events about the team, as in "Model Registered"; at least one. */
  eventTypes: Array<string>;
  /** The same key and input again within 24 hours: the same answer, secret included, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The team whose events are sent. */
  teamId: string;
  /** An http or https URL, of up to 2048 characters and without credentials, that is not in a private network. */
  url: string;
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

/** A decision on a version. */
export type DecideApprovalInput = {
  /** Why; up to 1024 characters, required for REJECTED. */
  comment?: string | null | undefined;
  /** What is decided. */
  decision: ApprovalDecision;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** The version. */
  version: string;
};

/** What is wanted of MCP servers: the team's own and the operator's. */
export type DefaultContextInput = {
  /** The most tokens that resources and prompts may add, by estimate, 1 to 200,000. */
  maxTokens?: number;
  /** Prompts whose text is added, up to 32. */
  prompts?: Array<DefaultContextPromptInput> | null | undefined;
  /** Resources whose text is added, up to 32. */
  resources?: Array<DefaultContextResourceInput> | null | undefined;
  /** Servers whose approved tools the chat model may call, up to 32. */
  servers?: Array<string> | null | undefined;
  /** Only these tools, by name, of all that `servers` have; when absent, every approved one. */
  tools?: Array<string> | null | undefined;
};

/** A prompt of an MCP server. */
export type DefaultContextPromptInput = {
  /** Its arguments, up to 32. */
  arguments?: Array<PromptArgumentInput> | null | undefined;
  /** The prompt's name there. */
  name: string;
  /** The server's name. */
  server: string;
};

/** A resource of an MCP server. */
export type DefaultContextResourceInput = {
  /** The server's name. */
  server: string;
  /** The resource's address there. */
  uri: string;
};

/** An artifact that is not wanted any more. */
export type DeleteArtifactInput = {
  /** Where it is, as its upload said. */
  artifactUri: string;
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: string | null | undefined;
};

/** Which model to delete. */
export type DeleteModelInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: string;
};

/** Which version to delete. */
export type DeleteModelVersionInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: string;
  /** The version. */
  version: string;
};

/** Which webhook ends. */
export type DeleteWebhookInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The webhook. */
  webhookId: string;
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

/** What a deployer is to do with a deployment. */
export type DeploymentDirectiveAction =
  /** Stop and remove it: it was ended. */
  | 'CANCEL'
  /** Go on, and ask again within the lease; in phase SHIFTING about every second. */
  | 'CONTINUE'
  /** Move all the traffic, and report that it is DEPLOYED. */
  | 'FINISH'
  /** The same: it was rolled back. */
  | 'ROLL_BACK'
  /** Move this share of the traffic, and report SHIFTING with it. */
  | 'SHIFT';

/** How what runs differs from what should run. */
export type DeploymentDriftCode =
  /** Nothing was heard of its deployer for a minute: it may run, or not. */
  | 'DEPLOYER_SILENT'
  /** Its deployer does not run it. */
  | 'NOT_RUNNING'
  /** It does not serve with as many replicas as it should. */
  | 'NOT_SCALED';

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

/** Conditions that all hold for the deployments returned. */
export type DeploymentFilter = {
  /** In this state. */
  status?: DeploymentStatus | null | undefined;
  /** Owned by this team. */
  teamId?: string | null | undefined;
};

/** Whether what serves answers. */
export type DeploymentHealthStatus =
  /** Its last health checks passed. */
  | 'HEALTHY'
  /** Its health checks fail; the gateway routes nothing to it. */
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

/** A team to let in. */
export type GrantModelAccessInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: string | null | undefined;
  /** The team. */
  teamId: string;
};

/** How well a service or a dependency works. */
export type HealthStatus =
  /** Works in part. */
  | 'DEGRADED'
  /** Works. */
  | 'HEALTHY'
  /** Does not work. */
  | 'UNHEALTHY';

/** Which attempt a deployer works on. */
export type HeartbeatDeploymentInput = {
  /** The attempt. */
  attempt: number;
  /** The deployment. */
  deploymentId: string;
  /** From the claim. */
  fencingToken: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
};

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

/** A secret that the gateway's operator has set, by name. */
export type McpCredentialInput = {
  /** For the OAUTH kinds, and needed there: the client's id. */
  clientId?: string | null | undefined;
  /** For HEADER, and needed there: the header's name. */
  header?: string | null | undefined;
  /** For the OAUTH kinds, and needed there: the authorization server's URL; no other gets to see the secret, whatever the MCP server says. */
  issuer?: string | null | undefined;
  /** How it is used. */
  kind: McpCredentialKind;
  /** Its name, 1 to 32 of A-Z, 0-9 and single _ between them: the gateway reads the environment variable MCP_CREDENTIAL_<TEAM>__<reference>. */
  reference: string;
  /** For the OAUTH kinds: the scopes to ask for, separated by spaces; when absent, what the client gets by default. */
  scope?: string | null | undefined;
};

/** How the gateway proves who it is. */
export type McpCredentialKind =
  /** The secret is sent as `Authorization: Bearer`. */
  | 'BEARER'
  /** The secret is sent in a header. */
  | 'HEADER'
  /** The secret is that of an OAuth client, which gets tokens for itself (client credentials). */
  | 'OAUTH_CLIENT_SECRET'
  /** The secret is the private key of an OAuth client, as PKCS #8 in PEM, which gets tokens with JWTs that it signs (private_key_jwt). */
  | 'OAUTH_PRIVATE_KEY';

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

/** Where the catalog was read from. */
export type ModelCatalogSource =
  /** The cache, since the registry did not answer. */
  | 'CACHE'
  /** The registry itself. */
  | 'REGISTRY';

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

/** What a list of models is sorted by. */
export type ModelSort = {
  /** Which end comes first. */
  direction?: SortDirection;
  /** The order. */
  field: ModelSortField;
};

/** What models can be sorted by. Models of the same time are sorted by id. */
export type ModelSortField =
  /** When the first version was registered. */
  | 'CREATED_AT'
  /** The id. */
  | 'ID'
  /** When the model was last updated. */
  | 'UPDATED_AT';

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

/** Who sees and uses a model. */
export type ModelVisibility =
  /** Everyone with a key. */
  | 'ORGANIZATION'
  /** Its team. */
  | 'TEAM';

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

/** An argument of a prompt. */
export type PromptArgumentInput = {
  /** Its name. */
  name: string;
  /** Its value. */
  value: string;
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

/** What a deployer serves. */
export type ReconcileDeploymentsInput = {
  /** The deployer's own name, as in its claims. */
  deployerId: string;
  /** The same key and input again within 24 hours: nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** All that it serves; 1000 at most. */
  serving: Array<ServedDeploymentInput>;
};

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

/** The server to remove. */
export type RemoveMcpServerInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The server's name. */
  name: string;
  /** The team. */
  teamId: string;
};

/** Which alias is to name nothing. */
export type RemoveModelAliasInput = {
  /** The alias, as in champion. */
  alias: string;
  /** The version it must name now; when it names another, nothing is removed and the answer is CONFLICT. */
  expectedVersion?: string | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
};

/** A user to remove. */
export type RemoveTeamMemberInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The team. */
  teamId: string;
  /** The user: a member, or one whose API keys name the team. */
  userId: string;
};

/** Which delivery is sent again. */
export type ReplayWebhookDeliveryInput = {
  /** The delivery; not one that is still PENDING. */
  deliveryId: string;
  /** The same key and input again within 24 hours: the same answer, nothing sent. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
};

/** What a deployer has seen of what it serves. */
export type ReportDeploymentHealthInput = {
  /** The attempt that has made it serve. */
  attempt: number;
  /** The deployment. */
  deploymentId: string;
  /** From the claim. */
  fencingToken: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What was seen, in words; up to 1024 characters. */
  message: string;
  /** What the health checks say. */
  status: DeploymentHealthStatus;
};

/** What a deployer reports. */
export type ReportDeploymentInput = {
  /** The attempt the report is about. */
  attempt: number;
  /** The deployment. */
  deploymentId: string;
  /** Where the model answers; required with DEPLOYED, and in phase SHIFTING for the registry to send traffic there. */
  endpoint?: string | null | undefined;
  /** From the claim. */
  fencingToken: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What happens, in words; up to 1024 characters. */
  message: string;
  /** The phase reached; DONE comes with `status`. */
  phase: DeploymentPhase;
  /** 0 to 100; never falls within an attempt. */
  progressPercent: number;
  /** Why it failed; required with FAILED. */
  reason?: DeploymentFailureReason | null | undefined;
  /** DEPLOYED or FAILED, with phase DONE. */
  status?: DeploymentStatus | null | undefined;
  /** With phase SHIFTING: the share of the traffic that was moved, as the directive SHIFT has asked. */
  trafficPercent?: number | null | undefined;
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

/** Which version to restore. */
export type RestoreModelVersionInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: string;
  /** The version. */
  version: string;
};

/** A deployment to try again. */
export type RetryDeploymentInput = {
  /** The deployment. */
  deploymentId: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A key to revoke. */
export type RevokeApiKeyInput = {
  /** The key's id. */
  id: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A team to let in no more. */
export type RevokeModelAccessInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: string | null | undefined;
  /** The team. */
  teamId: string;
};

/** A deployment to go back from. */
export type RollbackDeploymentInput = {
  /** The deployment. */
  deploymentId: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
};

/** A key to give a new secret. */
export type RotateApiKeyInput = {
  /** When the key ends from now on; unchanged when absent. */
  expiresAt?: string | null | undefined;
  /** The key's id. */
  id: string;
  /** The same key and input again within 24 hours: the same API key, nothing written, and no secret. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** How long the secret before stays good, 0 to 604800 (a week); 0 when absent. */
  overlapSeconds?: number | null | undefined;
};

/** What kind of model a completion is routed to. */
export type RoutableModelKind =
  /** A language model of a provider. */
  | 'PROVIDER'
  /** A deployed version of a registered model. */
  | 'REGISTERED';

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

/** A deployment to scale. */
export type ScaleDeploymentInput = {
  /** The deployment; it must serve. */
  deploymentId: string;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
  /** How many, 1 to 100. */
  replicas: number;
};

/** Which webhook is tried. */
export type SendTestEventInput = {
  /** The same key and input again within 24 hours: the same answer, nothing sent. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The webhook. */
  webhookId: string;
};

/** A deployment that a deployer serves. */
export type ServedDeploymentInput = {
  /** The attempt that has led to it. */
  attempt: number;
  /** The deployment. */
  deploymentId: string;
  /** Where it answers. */
  endpoint: string;
  /** Why it does not serve with as many replicas as it should, when that was tried; up to 1024 characters. */
  scalingFault?: string | null | undefined;
};

/** What to do with a deployment that is served. */
export type ServingAction =
  /** Stop and remove it: it was ended, or is not known. */
  | 'END'
  /** It is as it should be. */
  | 'KEEP'
  /** Report where it answers: the registry has another endpoint. */
  | 'REPORT';

/** What every completion of a team gets. */
export type SetDefaultContextInput = {
  /** What each completion gets; nothing when absent. */
  context?: DefaultContextInput | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The team. */
  teamId: string;
};

/** What an alias is to name. */
export type SetModelAliasInput = {
  /** 1 to 64 characters: lower-case letters, digits and hyphens. Not `latest`: that is what `latestVersion` tells. */
  alias: string;
  /** The version it must name now; when it names another, nothing is moved and the answer is CONFLICT. */
  expectedVersion?: string | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
  /** The version it is to name; one that is not archived. */
  version: string;
};

/** Whom a model is for. */
export type SetModelVisibilityInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: string | null | undefined;
  /** Who sees and uses it. */
  visibility: ModelVisibility;
};

/** A member's other role. */
export type SetTeamRoleInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** What they may do from now on. */
  role: TeamRole;
  /** The team. */
  teamId: string;
  /** The member. */
  userId: string;
};

/** Limits to set. What is left out is not limited; for a key, as its tier is. */
export type SetUsageLimitsInput = {
  /** The API key's id; give either this or the team. */
  apiKeyId?: string | null | undefined;
  /** Streams at once, 0 to 1,000,000,000. */
  concurrentStreams?: number | null | undefined;
  /** US dollars a day, in UTC, as in "12.50"; at most a million, with up to nine decimals. */
  dailyBudgetUsd?: string | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** US dollars a calendar month, in UTC, as in "250". */
  monthlyBudgetUsd?: string | null | undefined;
  /** Requests within any sixty seconds, 0 to 1,000,000,000. */
  requestsPerMinute?: number | null | undefined;
  /** The team; give either this or the key. */
  teamId?: string | null | undefined;
  /** Tokens, sent and received, within any sixty seconds, 0 to 1,000,000,000. */
  tokensPerMinute?: number | null | undefined;
};

/** Which end of an order comes first. */
export type SortDirection =
  /** The lowest, or the oldest. */
  | 'ASC'
  /** The highest, or the newest. */
  | 'DESC';

/** A free label. */
export type TagInput = {
  /** 1 to 64 characters. */
  key: string;
  /** Up to 256 characters. */
  value: string;
};

/** What a user may do in a team; each role may do what the ones before it may. Platform admins are ADMIN everywhere. A user whose API key names the team, and whom nobody has made a member, is CONTRIBUTOR. */
export type TeamRole =
  /** Manages the team's policy, members and API keys. */
  | 'ADMIN'
  /** Registers and deploys. */
  | 'CONTRIBUTOR'
  /** Decides on approvals, and moves protected aliases. */
  | 'MAINTAINER'
  /** Reads and uses. */
  | 'VIEWER';

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

/** What a caller's limits are taken from. */
export type Tier =
  /** Trial. */
  | 'FREE'
  /** The platform's own callers. */
  | 'INTERNAL'
  /** Higher limits. */
  | 'PREMIUM'
  /** The normal tier. */
  | 'STANDARD';

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

/** What to end. */
export type UndeployModelInput = {
  /** An alias of the version. */
  alias?: string | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** The model's id. */
  modelId: string;
  /** Why; up to 1024 characters. */
  reason?: string | null | undefined;
  /** The version; the one that serves when there is neither a version nor an alias. */
  version?: string | null | undefined;
};

/** What changes of a team's policy; what is absent stays. */
export type UpdateTeamPolicyInput = {
  /** Only versions that are APPROVED may be deployed. */
  approvalRequiredBeforeDeploy?: boolean | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** All the aliases that only MAINTAINERs move; up to 20. */
  protectedAliases?: Array<string> | null | undefined;
  /** Who registered a version may not decide on it. */
  selfApprovalForbidden?: boolean | null | undefined;
  /** The team. */
  teamId: string;
};

/** What changes of a webhook. */
export type UpdateWebhookInput = {
  /** When given, which events from now on. */
  eventTypes?: Array<string> | null | undefined;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: string | null | undefined;
  /** When given, where to from now on. */
  url?: string | null | undefined;
  /** Which webhook. */
  webhookId: string;
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

/** Where a delivery stands. */
export type WebhookDeliveryStatus =
  /** Given up after the last attempt; it can be replayed. */
  | 'DEAD'
  /** The receiver has answered 2xx. */
  | 'DELIVERED'
  /** To be sent, for the first time or again. */
  | 'PENDING';

export type SetModelAliasMutationVariables = Exact<{
  input: SetModelAliasInput;
}>;


export type SetModelAliasMutation = { setModelAlias: { alias: { alias: string, changedAt: string, changedBy: string, modelVersion: { version: string, aliases: Array<string> } }, move: { sequence: number, version: string | null, previousVersion: string | null } } };

export type RemoveModelAliasMutationVariables = Exact<{
  input: RemoveModelAliasInput;
}>;


export type RemoveModelAliasMutation = { removeModelAlias: { move: { sequence: number, version: string | null, previousVersion: string | null } } };

export type ModelByAliasQueryVariables = Exact<{
  id: string;
  alias: string;
}>;


export type ModelByAliasQuery = { model: { id: string, alias: { version: string, status: ModelVersionStatus, aliases: Array<string> } | null, aliases: Array<{ alias: string, changedAt: string, changedBy: string, modelVersion: { version: string } }> } | null };

export type AliasHistoryQueryVariables = Exact<{
  id: string;
  alias: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AliasHistoryQuery = { model: { aliasHistory: { nodes: Array<{ sequence: number, alias: string, version: string | null, previousVersion: string | null, changedAt: string, changedBy: string, reason: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DecideApprovalMutationVariables = Exact<{
  input: DecideApprovalInput;
}>;


export type DecideApprovalMutation = { decideApproval: { modelVersion: { modelId: string, version: string, approval: { status: ApprovalStatus, decidedBy: string | null, decidedAt: string | null, comment: string | null } } } };

export type CreateArtifactUploadMutationVariables = Exact<{
  input: CreateArtifactUploadInput;
}>;


export type CreateArtifactUploadMutation = { createArtifactUpload: { upload: { id: string, artifactUri: string, status: ArtifactUploadStatus, expiresAt: string | null, parts: Array<{ partNumber: number, url: string | null, sizeBytes: number, uploaded: boolean }> } } };

export type ArtifactUploadQueryVariables = Exact<{
  id: string;
}>;


export type ArtifactUploadQuery = { artifactUpload: { id: string, artifactUri: string, status: ArtifactUploadStatus, expiresAt: string | null, parts: Array<{ partNumber: number, url: string | null, sizeBytes: number, uploaded: boolean }> } | null };

export type CompleteArtifactUploadMutationVariables = Exact<{
  input: CompleteArtifactUploadInput;
}>;


export type CompleteArtifactUploadMutation = { completeArtifactUpload: { upload: { id: string, artifactUri: string, status: ArtifactUploadStatus } } };

export type AbortArtifactUploadMutationVariables = Exact<{
  input: AbortArtifactUploadInput;
}>;


export type AbortArtifactUploadMutation = { abortArtifactUpload: { upload: { id: string, status: ArtifactUploadStatus } } };

export type DeleteArtifactMutationVariables = Exact<{
  input: DeleteArtifactInput;
}>;


export type DeleteArtifactMutation = { deleteArtifact: { upload: { id: string, status: ArtifactUploadStatus } } };

export type ArtifactOfVersionQueryVariables = Exact<{
  modelId: string;
  version: string;
}>;


export type ArtifactOfVersionQuery = { model: { id: string, version: { modelId: string, version: string, artifact: { verified: boolean, verification: ArtifactVerification, sizeBytes: number | null, sha256: string | null, downloadUrl: string | null } } | null } | null };

export type UploadFragment = { id: string, artifactUri: string, status: ArtifactUploadStatus, expiresAt: string | null, parts: Array<{ partNumber: number, url: string | null, sizeBytes: number, uploaded: boolean }> };

export type CompleteWithContextMutationVariables = Exact<{
  input: CompletionInput;
}>;


export type CompleteWithContextMutation = { createCompletion: { id: string, finishReason: FinishReason, message: { content: string | null }, context: { used: Array<{ kind: ContextKind, server: string, name: string, tokens: number, isCut: boolean, calls: number }>, missing: Array<{ kind: ContextKind, server: string, name: string, reason: string }> } | null } };

export type InferenceHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type InferenceHealthQuery = { inferenceHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export type CancelDeploymentMutationVariables = Exact<{
  input: CancelDeploymentInput;
}>;


export type CancelDeploymentMutation = { cancelDeployment: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } } };

export type RetryDeploymentMutationVariables = Exact<{
  input: RetryDeploymentInput;
}>;


export type RetryDeploymentMutation = { retryDeployment: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } } };

export type RollbackDeploymentMutationVariables = Exact<{
  input: RollbackDeploymentInput;
}>;


export type RollbackDeploymentMutation = { rollbackDeployment: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } }, serves: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } | null } };

export type ScaleDeploymentMutationVariables = Exact<{
  input: ScaleDeploymentInput;
}>;


export type ScaleDeploymentMutation = { scaleDeployment: { deployment: { replicas: number | null, id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } } };

export type UndeployModelMutationVariables = Exact<{
  input: UndeployModelInput;
}>;


export type UndeployModelMutation = { undeployModel: { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } } };

export type DeploymentSlotsQueryVariables = Exact<{
  modelId: string;
}>;


export type DeploymentSlotsQuery = { model: { id: string, slots: Array<{ deploymentTarget: DeploymentTarget, standbyUntil: string | null, active: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } | null, standby: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } | null, underWay: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } | null, waiting: Array<{ id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } }> }> } | null };

export type DeploymentHistoryQueryVariables = Exact<{
  id: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type DeploymentHistoryQuery = { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, endpoint: string | null, phaseDurations: Array<{ attempt: number, phase: DeploymentPhase, startedAt: string, endedAt: string | null, durationMs: number }>, history: { nodes: Array<{ sequence: number, attempt: number, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, changedBy: string, occurredAt: string, durationMs: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type StandingFragment = { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, reason: DeploymentFailureReason | null, trafficPercent: number | null, endpoint: string | null, drift: { code: DeploymentDriftCode, message: string, since: string } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } };

export type DeploymentLogsQueryVariables = Exact<{
  id: string;
  last?: number | null | undefined;
}>;


export type DeploymentLogsQuery = { deployment: { id: string, logs: Array<{ number: number, at: string, text: string }> } | null };

export type FollowDeploymentLogsSubscriptionVariables = Exact<{
  deploymentId: string;
}>;


export type FollowDeploymentLogsSubscription = { deploymentLogs: { dropped: number, lines: Array<{ number: number, at: string, text: string }> } };

export type ListModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListModelsQuery = { models: { nodes: Array<{ id: string, framework: string, teamId: string, latestVersion: { version: string, status: ModelVersionStatus, deploymentTarget: DeploymentTarget } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { userId: string, tier: Tier, groups: Array<string> } };

export type HealthQueryVariables = Exact<{ [key: string]: never; }>;


export type HealthQuery = { registryHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> }, inferenceHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export type ImportedModelQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ImportedModelQuery = { model: { teamId: string, aliases: Array<{ alias: string, modelVersion: { version: string } }>, versions: { nodes: Array<{ version: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CallerQueryVariables = Exact<{ [key: string]: never; }>;


export type CallerQuery = { viewer: { userId: string, groups: Array<string> } };

export type CreateCompletionMutationVariables = Exact<{
  input: CompletionInput;
}>;


export type CreateCompletionMutation = { createCompletion: { id: string, finishReason: FinishReason, message: { role: MessageRole, content: string | null, toolCalls: Array<{ id: string, name: string, arguments: string }> }, usage: { promptTokens: number, completionTokens: number, totalTokens: number, costUsd: string | null }, routing: { provider: string, model: string, registeredModelUsed: string | null, modelVersion: string | null, cached: boolean, attempts: number } } };

export type CompletionStreamSubscriptionVariables = Exact<{
  input: CompletionInput;
}>;


export type CompletionStreamSubscription = { completionStream: { delta: string, finishReason: FinishReason | null, usage: { promptTokens: number, completionTokens: number, totalTokens: number, costUsd: string | null } | null, routing: { provider: string, model: string, registeredModelUsed: string | null, modelVersion: string | null, cached: boolean } } };

export type RoutableModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type RoutableModelsQuery = { routableModels: Array<{ id: string, kind: RoutableModelKind, provider: string, deploymentTarget: DeploymentTarget | null, teamId: string | null }>, modelCatalog: { source: ModelCatalogSource, refreshedAt: string | null, stale: boolean } };

export type PredictMutationVariables = Exact<{
  input: PredictInput;
}>;


export type PredictMutation = { predict: { id: string, modelId: string, version: string, deploymentTarget: DeploymentTarget, predictions: Array<{ outputs: unknown }> } };

export type ArchiveModelVersionMutationVariables = Exact<{
  input: ArchiveModelVersionInput;
}>;


export type ArchiveModelVersionMutation = { archiveModelVersion: { modelVersion: { version: string, status: ModelVersionStatus } } };

export type RestoreModelVersionMutationVariables = Exact<{
  input: RestoreModelVersionInput;
}>;


export type RestoreModelVersionMutation = { restoreModelVersion: { modelVersion: { version: string, status: ModelVersionStatus } } };

export type DeleteModelVersionMutationVariables = Exact<{
  input: DeleteModelVersionInput;
}>;


export type DeleteModelVersionMutation = { deleteModelVersion: { modelVersion: { version: string, deletedAt: string | null } } };

export type AuditTrailQueryVariables = Exact<{
  modelId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditTrailQuery = { auditTrail: { nodes: Array<{ id: string, at: string, who: string, code: string, what: string, reason: string | null, version: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type DeleteModelMutationVariables = Exact<{
  input: DeleteModelInput;
}>;


export type DeleteModelMutation = { deleteModel: { modelId: string, deletedAt: string } };

export type RegisterModelMutationVariables = Exact<{
  input: RegisterModelInput;
}>;


export type RegisterModelMutation = { registerModel: { modelVersion: { modelId: string, version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, teamId: string, registeredAt: string, model: { id: string } } } };

export type ModelVersionsQueryVariables = Exact<{
  id: string;
}>;


export type ModelVersionsQuery = { model: { id: string, teamId: string, description: string | null, versions: { nodes: Array<{ version: string, status: ModelVersionStatus, framework: string, deploymentTarget: DeploymentTarget, registeredAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, latestVersion: { version: string } } | null };

export type DeployModelMutationVariables = Exact<{
  input: DeployModelInput;
}>;


export type DeployModelMutation = { deployModel: { deployment: { id: string, status: DeploymentStatus, requestedAt: string, requestedBy: string, modelVersion: { version: string, status: ModelVersionStatus } } } };

export type DeploymentStatusChangedSubscriptionVariables = Exact<{
  deploymentId?: string | null | undefined;
  modelId?: string | null | undefined;
  teamId?: string | null | undefined;
}>;


export type DeploymentStatusChangedSubscription = { deploymentStatusChanged: { sequence: number, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, message: string, occurredAt: string, deployment: { id: string, endpoint: string | null, modelVersion: { version: string, routable: boolean } } } };

export type ModelAtAGlanceQueryVariables = Exact<{
  id: string;
  messages: Array<MessageInput> | MessageInput;
}>;


export type ModelAtAGlanceQuery = { model: { id: string, framework: string, teamId: string, latestVersion: { version: string, status: ModelVersionStatus, deployment: { id: string, status: DeploymentStatus, endpoint: string | null, deployedAt: string | null } | null }, completion: { finishReason: FinishReason, message: { role: MessageRole, content: string | null }, usage: { promptTokens: number, completionTokens: number, totalTokens: number, costUsd: string | null }, routing: { provider: string, model: string, registeredModelUsed: string | null, modelVersion: string | null, cached: boolean } }, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } } | null };

export type RegistryStatisticsQueryVariables = Exact<{ [key: string]: never; }>;


export type RegistryStatisticsQuery = { registryStatistics: { totalModels: number, totalVersions: number, byFramework: Array<{ name: string, count: number }>, byDeploymentTarget: Array<{ name: string, count: number }>, byStatus: Array<{ name: string, count: number }> } };

export type LimitValuesFragment = { teamId: string | null, apiKeyId: string | null, requestsPerMinute: number | null, tokensPerMinute: number | null, concurrentStreams: number | null, dailyBudgetUsd: string | null, monthlyBudgetUsd: string | null, revision: number };

export type SetUsageLimitsMutationVariables = Exact<{
  input: SetUsageLimitsInput;
}>;


export type SetUsageLimitsMutation = { setUsageLimits: { limits: { teamId: string | null, apiKeyId: string | null, requestsPerMinute: number | null, tokensPerMinute: number | null, concurrentStreams: number | null, dailyBudgetUsd: string | null, monthlyBudgetUsd: string | null, revision: number } } };

export type UsageLimitsListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UsageLimitsListQuery = { usageLimits: { nodes: Array<{ teamId: string | null, apiKeyId: string | null, requestsPerMinute: number | null, tokensPerMinute: number | null, concurrentStreams: number | null, dailyBudgetUsd: string | null, monthlyBudgetUsd: string | null, revision: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type McpServerFieldsFragment = { name: string, teamId: string, url: string, approvedTools: Array<string>, approvesAllTools: boolean, credential: { kind: McpCredentialKind, reference: string, header: string | null, clientId: string | null, scope: string | null, issuer: string | null } | null };

export type DefaultContextFieldsFragment = { servers: Array<string>, tools: Array<string>, maxTokens: number, resources: Array<{ server: string, uri: string }>, prompts: Array<{ server: string, name: string, arguments: Array<{ name: string, value: string }> }> };

export type McpServersQueryVariables = Exact<{
  teamId: string;
}>;


export type McpServersQuery = { mcpServers: Array<{ name: string, teamId: string, url: string, approvedTools: Array<string>, approvesAllTools: boolean, credential: { kind: McpCredentialKind, reference: string, header: string | null, clientId: string | null, scope: string | null, issuer: string | null } | null }> };

export type AddMcpServerMutationVariables = Exact<{
  input: AddMcpServerInput;
}>;


export type AddMcpServerMutation = { addMcpServer: { server: { name: string, teamId: string, url: string, approvedTools: Array<string>, approvesAllTools: boolean, credential: { kind: McpCredentialKind, reference: string, header: string | null, clientId: string | null, scope: string | null, issuer: string | null } | null } } };

export type RemoveMcpServerMutationVariables = Exact<{
  input: RemoveMcpServerInput;
}>;


export type RemoveMcpServerMutation = { removeMcpServer: { name: string } };

export type SetDefaultContextMutationVariables = Exact<{
  input: SetDefaultContextInput;
}>;


export type SetDefaultContextMutation = { setDefaultContext: { defaultContext: { servers: Array<string>, tools: Array<string>, maxTokens: number, resources: Array<{ server: string, uri: string }>, prompts: Array<{ server: string, name: string, arguments: Array<{ name: string, value: string }> }> } | null } };

export type TeamMcpServersListQueryVariables = Exact<{
  teamId?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamMcpServersListQuery = { teamMcpServers: { nodes: Array<{ teamId: string, revision: number, servers: Array<{ name: string, teamId: string, url: string, approvedTools: Array<string>, approvesAllTools: boolean, credential: { kind: McpCredentialKind, reference: string, header: string | null, clientId: string | null, scope: string | null, issuer: string | null } | null }>, defaultContext: { servers: Array<string>, tools: Array<string>, maxTokens: number, resources: Array<{ server: string, uri: string }>, prompts: Array<{ server: string, name: string, arguments: Array<{ name: string, value: string }> }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ServingDeploymentsQueryVariables = Exact<{
  status: DeploymentStatus;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ServingDeploymentsQuery = { deployments: { nodes: Array<{ id: string, sequence: number, endpoint: string | null, trafficPercent: number | null, deployedAt: string | null, deploymentTarget: DeploymentTarget, teamId: string, health: { status: DeploymentHealthStatus, sequence: number } | null, modelVersion: { modelId: string, version: string, framework: string, description: string | null, model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number }, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelVersionCardQueryVariables = Exact<{
  modelId: string;
  version: string;
  latest: boolean;
}>;


export type ModelVersionCardQuery = { model: { id: string, version?: { modelId: string, version: string, framework: string, description: string | null, model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number }, servingDeployment: { id: string, sequence: number, endpoint: string | null, trafficPercent: number | null, deployedAt: string | null, deploymentTarget: DeploymentTarget, teamId: string, health: { status: DeploymentHealthStatus, sequence: number } | null } | null, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null } | null, latestVersion?: { modelId: string, version: string, framework: string, description: string | null, model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number }, servingDeployment: { id: string, sequence: number, endpoint: string | null, trafficPercent: number | null, deployedAt: string | null, deploymentTarget: DeploymentTarget, teamId: string, health: { status: DeploymentHealthStatus, sequence: number } | null } | null, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null } } | null };

export type CardFragment = { modelId: string, version: string, framework: string, description: string | null, model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number }, servingDeployment: { id: string, sequence: number, endpoint: string | null, trafficPercent: number | null, deployedAt: string | null, deploymentTarget: DeploymentTarget, teamId: string, health: { status: DeploymentHealthStatus, sequence: number } | null } | null, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null };

export type AccessFragment = { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number };

export type SignatureFragment = { signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null };

export type AliasedVersionQueryVariables = Exact<{
  modelId: string;
  alias: string;
}>;


export type AliasedVersionQuery = { model: { id: string, alias: { modelId: string, version: string } | null } | null };

export type RegistryHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type RegistryHealthQuery = { registryHealth: { status: HealthStatus, dependencies: Array<{ name: string, status: HealthStatus, latencyMs: number | null }> } };

export type ClaimDeploymentMutationVariables = Exact<{
  input: ClaimDeploymentInput;
}>;


export type ClaimDeploymentMutation = { claimDeployment: { fencingToken: string, leaseExpiresAt: string, deployment: { id: string, attempt: number, deploymentTarget: DeploymentTarget, teamId: string, modelVersion: { modelId: string, version: string, framework: string, artifactUri: string, artifact: { sha256: string | null, sizeBytes: number | null } } } } };

export type HeartbeatDeploymentMutationVariables = Exact<{
  input: HeartbeatDeploymentInput;
}>;


export type HeartbeatDeploymentMutation = { heartbeatDeployment: { leaseExpiresAt: string | null, directive: { action: DeploymentDirectiveAction, trafficPercent: number | null } } };

export type ReconcileDeploymentsMutationVariables = Exact<{
  input: ReconcileDeploymentsInput;
}>;


export type ReconcileDeploymentsMutation = { reconcileDeployments: { instructions: Array<{ deploymentId: string, action: ServingAction, trafficPercent: number | null, replicas: number | null }>, missing: Array<{ id: string }> } };

export type ReportDeploymentMutationVariables = Exact<{
  input: ReportDeploymentInput;
}>;


export type ReportDeploymentMutation = { reportDeployment: { leaseExpiresAt: string | null, directive: { action: DeploymentDirectiveAction, trafficPercent: number | null }, deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, progressPercent: number, sequence: number, endpoint: string | null } } };

export type ReportDeploymentHealthMutationVariables = Exact<{
  input: ReportDeploymentHealthInput;
}>;


export type ReportDeploymentHealthMutation = { reportDeploymentHealth: { deployment: { id: string, health: { status: DeploymentHealthStatus, sequence: number } | null } } };

export type DeploymentByIdQueryVariables = Exact<{
  id: string;
}>;


export type DeploymentByIdQuery = { deployment: { id: string, status: DeploymentStatus, phase: DeploymentPhase, attempt: number, sequence: number, progressPercent: number, message: string, reason: DeploymentFailureReason | null, endpoint: string | null, deployedAt: string | null, health: { status: DeploymentHealthStatus } | null, modelVersion: { modelId: string, version: string, status: ModelVersionStatus } } | null };

export type ModelUsageQueryVariables = Exact<{
  id: string;
  window: UsageWindow;
}>;


export type ModelUsageQuery = { model: { id: string, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } } | null };

export type SearchModelsQueryVariables = Exact<{
  filter?: ModelFilter | null | undefined;
  sort?: ModelSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type SearchModelsQuery = { models: { totalCount: number | null, nodes: Array<{ id: string, teamId: string, createdAt: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type DeploymentsInTimeQueryVariables = Exact<{
  filter?: DeploymentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type DeploymentsInTimeQuery = { deployments: { nodes: Array<{ id: string, requestedAt: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type VersionsOfModelQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type VersionsOfModelQuery = { model: { id: string, versions: { nodes: Array<{ modelId: string, version: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } | null };

export type SetModelVisibilityMutationVariables = Exact<{
  input: SetModelVisibilityInput;
}>;


export type SetModelVisibilityMutation = { setModelVisibility: { model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number } } };

export type GrantModelAccessMutationVariables = Exact<{
  input: GrantModelAccessInput;
}>;


export type GrantModelAccessMutation = { grantModelAccess: { model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number } } };

export type RevokeModelAccessMutationVariables = Exact<{
  input: RevokeModelAccessInput;
}>;


export type RevokeModelAccessMutation = { revokeModelAccess: { model: { id: string, visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number } } };

export type SharingFragment = { visibility: ModelVisibility, grantedTeams: Array<string>, accessRevision: number };

export type StatisticsHistoryQueryVariables = Exact<{
  days: number;
}>;


export type StatisticsHistoryQuery = { registryStatisticsHistory: Array<{ day: string, statistics: { totalModels: number, totalVersions: number, byStatus: Array<{ name: string, count: number }>, byTeam: Array<{ name: string, count: number }> } }> };

export type TopModelsQueryVariables = Exact<{
  window: UsageWindow;
  first: number;
}>;


export type TopModelsQuery = { topModels: Array<{ model: { id: string }, usage: { requests: number, promptTokens: number, completionTokens: number, costUsd: string } }> };

export type TeamUsageQueryVariables = Exact<{
  teamId: string;
  days: number;
}>;


export type TeamUsageQuery = { teamUsage: { teamId: string, usage: { requests: number, costUsd: string }, usageByDay: Array<{ day: string, usage: { requests: number, costUsd: string } }> } | null };

export type TeamsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamsQuery = { teams: { nodes: Array<{ id: string, description: string | null, viewerRole: TeamRole, policy: { approvalRequiredBeforeDeploy: boolean, selfApprovalForbidden: boolean, protectedAliases: Array<string> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamMembersQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamMembersQuery = { team: { id: string, members: { nodes: Array<{ userId: string, role: TeamRole, since: string, addedBy: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type CreateTeamMutationVariables = Exact<{
  input: CreateTeamInput;
}>;


export type CreateTeamMutation = { createTeam: { team: { id: string } } };

export type UpdateTeamPolicyMutationVariables = Exact<{
  input: UpdateTeamPolicyInput;
}>;


export type UpdateTeamPolicyMutation = { updateTeamPolicy: { team: { id: string, policy: { approvalRequiredBeforeDeploy: boolean, selfApprovalForbidden: boolean, protectedAliases: Array<string> } } } };

export type AddTeamMemberMutationVariables = Exact<{
  input: AddTeamMemberInput;
}>;


export type AddTeamMemberMutation = { addTeamMember: { member: { userId: string, role: TeamRole } } };

export type SetTeamRoleMutationVariables = Exact<{
  input: SetTeamRoleInput;
}>;


export type SetTeamRoleMutation = { setTeamRole: { member: { userId: string, role: TeamRole } } };

export type RemoveTeamMemberMutationVariables = Exact<{
  input: RemoveTeamMemberInput;
}>;


export type RemoveTeamMemberMutation = { removeTeamMember: { team: { id: string } } };

export type ApiKeysQueryVariables = Exact<{
  teamId?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ApiKeysQuery = { apiKeys: { nodes: Array<{ id: string, name: string, prefix: string, userId: string, tier: Tier, groups: Array<string>, createdAt: string, createdBy: string, expiresAt: string | null, previousSecretExpiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string | null, apiKey: { id: string, prefix: string, groups: Array<string>, expiresAt: string | null } } };

export type RotateApiKeyMutationVariables = Exact<{
  input: RotateApiKeyInput;
}>;


export type RotateApiKeyMutation = { rotateApiKey: { secret: string | null, apiKey: { id: string, prefix: string, previousSecretExpiresAt: string | null } } };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { apiKey: { id: string, revokedAt: string | null } } };

export type RegisterDetailedVersionMutationVariables = Exact<{
  input: RegisterModelInput;
}>;


export type RegisterDetailedVersionMutation = { registerModel: { modelVersion: { modelId: string, version: string, task: ModelTask, modelCard: string | null, metrics: Array<{ name: string, value: number }>, hyperparameters: Array<{ name: string, value: string }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, lineage: { trainingRun: string | null, gitCommit: string | null, datasets: Array<{ uri: string, digest: string | null }>, parent: { modelId: string, version: string } | null } } } };

export type VersionDetailsQueryVariables = Exact<{
  id: string;
  version: string;
}>;


export type VersionDetailsQuery = { model: { version: { modelId: string, version: string, task: ModelTask, modelCard: string | null, metrics: Array<{ name: string, value: number }>, hyperparameters: Array<{ name: string, value: string }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, lineage: { trainingRun: string | null, gitCommit: string | null, datasets: Array<{ uri: string, digest: string | null }>, parent: { modelId: string, version: string } | null } } | null } | null };

export type VersionLineageQueryVariables = Exact<{
  id: string;
  version: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type VersionLineageQuery = { model: { version: { lineage: { parent: { modelId: string, version: string } | null }, derivedVersions: { nodes: Array<{ modelId: string, version: string }>, pageInfo: { hasPreviousPage: boolean, hasNextPage: boolean, startCursor: string | null, endCursor: string | null } } } | null } | null };

export type RoutableLineageQueryVariables = Exact<{
  id: string;
  version: string;
}>;


export type RoutableLineageQuery = { model: { version: { derivedVersions: { nodes: Array<{ modelId: string, version: string, routable: boolean, task: ModelTask, lineage: { gitCommit: string | null, parent: { version: string, routable: boolean } | null } }> } } | null } | null };

export type VersionDetailsFragment = { modelId: string, version: string, task: ModelTask, modelCard: string | null, metrics: Array<{ name: string, value: number }>, hyperparameters: Array<{ name: string, value: string }>, signature: { inputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null }, outputs: { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null } | null } | null, lineage: { trainingRun: string | null, gitCommit: string | null, datasets: Array<{ uri: string, digest: string | null }>, parent: { modelId: string, version: string } | null } };

export type DataSpecFragment = { jsonSchema: string | null, tensors: Array<{ name: string, datatype: TensorDatatype, shape: Array<number> }> | null };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { signingSecret: string, webhook: { id: string, teamId: string, url: string, eventTypes: Array<string>, createdAt: string, createdBy: string } } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { webhook: { id: string, teamId: string, url: string, eventTypes: Array<string>, createdAt: string, createdBy: string } } };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { webhookId: string } };

export type SendTestEventMutationVariables = Exact<{
  input: SendTestEventInput;
}>;


export type SendTestEventMutation = { sendTestEvent: { deliveryId: string } };

export type ReplayWebhookDeliveryMutationVariables = Exact<{
  input: ReplayWebhookDeliveryInput;
}>;


export type ReplayWebhookDeliveryMutation = { replayWebhookDelivery: { delivery: { id: string, eventId: string, eventType: string, payload: string, status: WebhookDeliveryStatus, attempts: number, responseStatus: number | null, failure: string | null, createdAt: string, lastAttemptAt: string | null, nextAttemptAt: string | null, deliveredAt: string | null } } };

export type WebhooksQueryVariables = Exact<{
  teamId: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { nodes: Array<{ id: string, teamId: string, url: string, eventTypes: Array<string>, createdAt: string, createdBy: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string;
  status?: WebhookDeliveryStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhook: { id: string, teamId: string, url: string, eventTypes: Array<string>, createdAt: string, createdBy: string, deliveries: { nodes: Array<{ id: string, eventId: string, eventType: string, payload: string, status: WebhookDeliveryStatus, attempts: number, responseStatus: number | null, failure: string | null, createdAt: string, lastAttemptAt: string | null, nextAttemptAt: string | null, deliveredAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type WebhookFieldsFragment = { id: string, teamId: string, url: string, eventTypes: Array<string>, createdAt: string, createdBy: string };

export type WebhookDeliveryFieldsFragment = { id: string, eventId: string, eventType: string, payload: string, status: WebhookDeliveryStatus, attempts: number, responseStatus: number | null, failure: string | null, createdAt: string, lastAttemptAt: string | null, nextAttemptAt: string | null, deliveredAt: string | null };

export const UploadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Upload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ArtifactUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partNumber"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploaded"}}]}}]}}]} as unknown as DocumentNode<UploadFragment, unknown>;
export const StandingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<StandingFragment, unknown>;
export const LimitValuesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LimitValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageLimits"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"apiKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"concurrentStreams"}},{"kind":"Field","name":{"kind":"Name","value":"dailyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]} as unknown as DocumentNode<LimitValuesFragment, unknown>;
export const McpServerFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpServerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"McpServer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"approvedTools"}},{"kind":"Field","name":{"kind":"Name","value":"approvesAllTools"}},{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}}]}}]}}]} as unknown as DocumentNode<McpServerFieldsFragment, unknown>;
export const DefaultContextFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DefaultContextFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DefaultContext"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prompts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}}]}}]} as unknown as DocumentNode<DefaultContextFieldsFragment, unknown>;
export const AccessFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Access"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}}]} as unknown as DocumentNode<AccessFragment, unknown>;
export const DataSpecFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<DataSpecFragment, unknown>;
export const SignatureFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signature"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<SignatureFragment, unknown>;
export const CardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Card"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Access"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Signature"}},{"kind":"Field","name":{"kind":"Name","value":"servingDeployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Access"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signature"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<CardFragment, unknown>;
export const SharingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sharing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}}]} as unknown as DocumentNode<SharingFragment, unknown>;
export const VersionDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"modelCard"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hyperparameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"datasets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingRun"}},{"kind":"Field","name":{"kind":"Name","value":"gitCommit"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<VersionDetailsFragment, unknown>;
export const WebhookFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}}]}}]} as unknown as DocumentNode<WebhookFieldsFragment, unknown>;
export const WebhookDeliveryFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookDeliveryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}}]}}]} as unknown as DocumentNode<WebhookDeliveryFieldsFragment, unknown>;
export const SetModelAliasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetModelAlias"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetModelAliasInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setModelAlias"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"move"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"previousVersion"}}]}}]}}]}}]} as unknown as DocumentNode<SetModelAliasMutation, SetModelAliasMutationVariables>;
export const RemoveModelAliasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveModelAlias"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveModelAliasInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeModelAlias"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"move"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"previousVersion"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveModelAliasMutation, RemoveModelAliasMutationVariables>;
export const ModelByAliasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelByAlias"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alias"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alias"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"}}]}}]}}]}}]} as unknown as DocumentNode<ModelByAliasQuery, ModelByAliasQueryVariables>;
export const AliasHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AliasHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alias"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aliasHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"alias"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alias"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"previousVersion"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<AliasHistoryQuery, AliasHistoryQueryVariables>;
export const DecideApprovalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecideApproval"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecideApprovalInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decideApproval"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DecideApprovalMutation, DecideApprovalMutationVariables>;
export const CreateArtifactUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateArtifactUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateArtifactUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createArtifactUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Upload"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Upload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ArtifactUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partNumber"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploaded"}}]}}]}}]} as unknown as DocumentNode<CreateArtifactUploadMutation, CreateArtifactUploadMutationVariables>;
export const ArtifactUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ArtifactUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"artifactUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Upload"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Upload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ArtifactUpload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partNumber"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"uploaded"}}]}}]}}]} as unknown as DocumentNode<ArtifactUploadQuery, ArtifactUploadQueryVariables>;
export const CompleteArtifactUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteArtifactUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteArtifactUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeArtifactUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<CompleteArtifactUploadMutation, CompleteArtifactUploadMutationVariables>;
export const AbortArtifactUploadDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AbortArtifactUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AbortArtifactUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"abortArtifactUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<AbortArtifactUploadMutation, AbortArtifactUploadMutationVariables>;
export const DeleteArtifactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteArtifact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteArtifactInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteArtifact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteArtifactMutation, DeleteArtifactMutationVariables>;
export const ArtifactOfVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ArtifactOfVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verified"}},{"kind":"Field","name":{"kind":"Name","value":"verification"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"downloadUrl"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ArtifactOfVersionQuery, ArtifactOfVersionQueryVariables>;
export const CompleteWithContextDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteWithContext"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompletionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCompletion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"content"}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"context"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"used"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"isCut"}},{"kind":"Field","name":{"kind":"Name","value":"calls"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CompleteWithContextMutation, CompleteWithContextMutationVariables>;
export const InferenceHealthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InferenceHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inferenceHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}}]} as unknown as DocumentNode<InferenceHealthQuery, InferenceHealthQueryVariables>;
export const CancelDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<CancelDeploymentMutation, CancelDeploymentMutationVariables>;
export const RetryDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<RetryDeploymentMutation, RetryDeploymentMutationVariables>;
export const RollbackDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RollbackDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RollbackDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rollbackDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"serves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<RollbackDeploymentMutation, RollbackDeploymentMutationVariables>;
export const ScaleDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ScaleDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScaleDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scaleDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<ScaleDeploymentMutation, ScaleDeploymentMutationVariables>;
export const UndeployModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndeployModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndeployModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undeployModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<UndeployModelMutation, UndeployModelMutationVariables>;
export const DeploymentSlotsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeploymentSlots"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"active"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"standby"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"standbyUntil"}},{"kind":"Field","name":{"kind":"Name","value":"underWay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"waiting"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Standing"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Standing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deployment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"since"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<DeploymentSlotsQuery, DeploymentSlotsQueryVariables>;
export const DeploymentHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeploymentHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"phaseDurations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"durationMs"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeploymentHistoryQuery, DeploymentHistoryQueryVariables>;
export const DeploymentLogsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeploymentLogs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"logs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]} as unknown as DocumentNode<DeploymentLogsQuery, DeploymentLogsQueryVariables>;
export const FollowDeploymentLogsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowDeploymentLogs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deploymentId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentLogs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"deploymentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deploymentId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}}]}}]}}]} as unknown as DocumentNode<FollowDeploymentLogsSubscription, FollowDeploymentLogsSubscriptionVariables>;
export const ListModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ListModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModelFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ListModelsQuery, ListModelsQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const HealthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"inferenceHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}}]} as unknown as DocumentNode<HealthQuery, HealthQueryVariables>;
export const ImportedModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ImportedModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"aliases"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImportedModelQuery, ImportedModelQueryVariables>;
export const CallerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}}]}}]}}]} as unknown as DocumentNode<CallerQuery, CallerQueryVariables>;
export const CreateCompletionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCompletion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompletionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCompletion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"toolCalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"totalTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"registeredModelUsed"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"}},{"kind":"Field","name":{"kind":"Name","value":"cached"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCompletionMutation, CreateCompletionMutationVariables>;
export const CompletionStreamDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CompletionStream"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompletionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completionStream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delta"}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"totalTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"registeredModelUsed"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"}},{"kind":"Field","name":{"kind":"Name","value":"cached"}}]}}]}}]}}]} as unknown as DocumentNode<CompletionStreamSubscription, CompletionStreamSubscriptionVariables>;
export const RoutableModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RoutableModels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"routableModels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelCatalog"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"refreshedAt"}},{"kind":"Field","name":{"kind":"Name","value":"stale"}}]}}]}}]} as unknown as DocumentNode<RoutableModelsQuery, RoutableModelsQueryVariables>;
export const PredictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Predict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PredictInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"predictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outputs"}}]}}]}}]}}]} as unknown as DocumentNode<PredictMutation, PredictMutationVariables>;
export const ArchiveModelVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ArchiveModelVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ArchiveModelVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"archiveModelVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ArchiveModelVersionMutation, ArchiveModelVersionMutationVariables>;
export const RestoreModelVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreModelVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreModelVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreModelVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<RestoreModelVersionMutation, RestoreModelVersionMutationVariables>;
export const DeleteModelVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteModelVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteModelVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteModelVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteModelVersionMutation, DeleteModelVersionMutationVariables>;
export const AuditTrailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditTrail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditTrail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"modelId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"what"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditTrailQuery, AuditTrailQueryVariables>;
export const DeleteModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}}]}}]} as unknown as DocumentNode<DeleteModelMutation, DeleteModelMutationVariables>;
export const RegisterModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RegisterModelMutation, RegisterModelMutationVariables>;
export const ModelVersionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelVersions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"registeredAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<ModelVersionsQuery, ModelVersionsQueryVariables>;
export const DeployModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeployModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeployModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"}}]}}]}}]}}]} as unknown as DocumentNode<DeployModelMutation, DeployModelMutationVariables>;
export const DeploymentStatusChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DeploymentStatusChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deploymentId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentStatusChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"deploymentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deploymentId"}}},{"kind":"Argument","name":{"kind":"Name","value":"modelId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}},{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"routable"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DeploymentStatusChangedSubscription, DeploymentStatusChangedSubscriptionVariables>;
export const ModelAtAGlanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelAtAGlance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"messages"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MessageInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"completion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"messages"},"value":{"kind":"Variable","name":{"kind":"Name","value":"messages"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"content"}}]}},{"kind":"Field","name":{"kind":"Name","value":"finishReason"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"totalTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"registeredModelUsed"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"}},{"kind":"Field","name":{"kind":"Name","value":"cached"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"EnumValue","value":"LAST_24_HOURS"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}}]}}]} as unknown as DocumentNode<ModelAtAGlanceQuery, ModelAtAGlanceQueryVariables>;
export const RegistryStatisticsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RegistryStatistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryStatistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalModels"}},{"kind":"Field","name":{"kind":"Name","value":"totalVersions"}},{"kind":"Field","name":{"kind":"Name","value":"byFramework"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byDeploymentTarget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]} as unknown as DocumentNode<RegistryStatisticsQuery, RegistryStatisticsQueryVariables>;
export const SetUsageLimitsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetUsageLimits"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetUsageLimitsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUsageLimits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LimitValues"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LimitValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageLimits"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"apiKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"concurrentStreams"}},{"kind":"Field","name":{"kind":"Name","value":"dailyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]} as unknown as DocumentNode<SetUsageLimitsMutation, SetUsageLimitsMutationVariables>;
export const UsageLimitsListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsageLimitsList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usageLimits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LimitValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LimitValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UsageLimits"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"apiKeyId"}},{"kind":"Field","name":{"kind":"Name","value":"requestsPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"tokensPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"concurrentStreams"}},{"kind":"Field","name":{"kind":"Name","value":"dailyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"monthlyBudgetUsd"}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}}]} as unknown as DocumentNode<UsageLimitsListQuery, UsageLimitsListQueryVariables>;
export const McpServersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"McpServers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mcpServers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpServerFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpServerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"McpServer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"approvedTools"}},{"kind":"Field","name":{"kind":"Name","value":"approvesAllTools"}},{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}}]}}]}}]} as unknown as DocumentNode<McpServersQuery, McpServersQueryVariables>;
export const AddMcpServerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddMcpServer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddMcpServerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addMcpServer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpServerFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpServerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"McpServer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"approvedTools"}},{"kind":"Field","name":{"kind":"Name","value":"approvesAllTools"}},{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}}]}}]}}]} as unknown as DocumentNode<AddMcpServerMutation, AddMcpServerMutationVariables>;
export const RemoveMcpServerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveMcpServer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveMcpServerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeMcpServer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RemoveMcpServerMutation, RemoveMcpServerMutationVariables>;
export const SetDefaultContextDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetDefaultContext"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetDefaultContextInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setDefaultContext"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"defaultContext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DefaultContextFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DefaultContextFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DefaultContext"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prompts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}}]}}]} as unknown as DocumentNode<SetDefaultContextMutation, SetDefaultContextMutationVariables>;
export const TeamMcpServersListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TeamMcpServersList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamMcpServers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"servers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"McpServerFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultContext"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DefaultContextFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"revision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"McpServerFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"McpServer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"approvedTools"}},{"kind":"Field","name":{"kind":"Name","value":"approvesAllTools"}},{"kind":"Field","name":{"kind":"Name","value":"credential"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"header"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DefaultContextFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DefaultContext"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servers"}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"uri"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prompts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"server"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arguments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tools"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}}]}}]} as unknown as DocumentNode<TeamMcpServersListQuery, TeamMcpServersListQueryVariables>;
export const ServingDeploymentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ServingDeployments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeploymentStatus"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Access"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Signature"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Access"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signature"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<ServingDeploymentsQuery, ServingDeploymentsQueryVariables>;
export const ModelVersionCardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelVersionCard"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"latest"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Card"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestVersion"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"latest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Card"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Card"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Access"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Signature"}},{"kind":"Field","name":{"kind":"Name","value":"servingDeployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Access"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Signature"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<ModelVersionCardQuery, ModelVersionCardQueryVariables>;
export const AliasedVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AliasedVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alias"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"modelId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alias"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<AliasedVersionQuery, AliasedVersionQueryVariables>;
export const RegistryHealthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RegistryHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryHealth"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"dependencies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"latencyMs"}}]}}]}}]}}]} as unknown as DocumentNode<RegistryHealthQuery, RegistryHealthQueryVariables>;
export const ClaimDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClaimDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClaimDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claimDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fencingToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"deploymentTarget"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"framework"}},{"kind":"Field","name":{"kind":"Name","value":"artifactUri"}},{"kind":"Field","name":{"kind":"Name","value":"artifact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"sizeBytes"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ClaimDeploymentMutation, ClaimDeploymentMutationVariables>;
export const HeartbeatDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HeartbeatDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HeartbeatDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"heartbeatDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"directive"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}}]}}]}}]}}]} as unknown as DocumentNode<HeartbeatDeploymentMutation, HeartbeatDeploymentMutationVariables>;
export const ReconcileDeploymentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReconcileDeployments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReconcileDeploymentsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reconcileDeployments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instructions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deploymentId"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}},{"kind":"Field","name":{"kind":"Name","value":"replicas"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ReconcileDeploymentsMutation, ReconcileDeploymentsMutationVariables>;
export const ReportDeploymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportDeployment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportDeploymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportDeployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"directive"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"trafficPercent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}}]}}]}}]}}]} as unknown as DocumentNode<ReportDeploymentMutation, ReportDeploymentMutationVariables>;
export const ReportDeploymentHealthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportDeploymentHealth"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportDeploymentHealthInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportDeploymentHealth"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReportDeploymentHealthMutation, ReportDeploymentHealthMutationVariables>;
export const DeploymentByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeploymentById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"phase"}},{"kind":"Field","name":{"kind":"Name","value":"attempt"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"progressPercent"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"endpoint"}},{"kind":"Field","name":{"kind":"Name","value":"deployedAt"}},{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<DeploymentByIdQuery, DeploymentByIdQueryVariables>;
export const ModelUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"window"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageWindow"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"Variable","name":{"kind":"Name","value":"window"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}}]}}]} as unknown as DocumentNode<ModelUsageQuery, ModelUsageQueryVariables>;
export const SearchModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModelFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ModelSort"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SearchModelsQuery, SearchModelsQueryVariables>;
export const DeploymentsInTimeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeploymentsInTime"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DeploymentFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deployments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DeploymentsInTimeQuery, DeploymentsInTimeQueryVariables>;
export const VersionsOfModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VersionsOfModel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<VersionsOfModelQuery, VersionsOfModelQueryVariables>;
export const SetModelVisibilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetModelVisibility"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetModelVisibilityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setModelVisibility"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Sharing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sharing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}}]} as unknown as DocumentNode<SetModelVisibilityMutation, SetModelVisibilityMutationVariables>;
export const GrantModelAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GrantModelAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantModelAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grantModelAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Sharing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sharing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}}]} as unknown as DocumentNode<GrantModelAccessMutation, GrantModelAccessMutationVariables>;
export const RevokeModelAccessDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeModelAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeModelAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeModelAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Sharing"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sharing"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Model"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"grantedTeams"}},{"kind":"Field","name":{"kind":"Name","value":"accessRevision"}}]}}]} as unknown as DocumentNode<RevokeModelAccessMutation, RevokeModelAccessMutationVariables>;
export const StatisticsHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatisticsHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registryStatisticsHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"statistics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalModels"}},{"kind":"Field","name":{"kind":"Name","value":"totalVersions"}},{"kind":"Field","name":{"kind":"Name","value":"byStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"byTeam"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<StatisticsHistoryQuery, StatisticsHistoryQueryVariables>;
export const TopModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TopModels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"window"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UsageWindow"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"topModels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"Variable","name":{"kind":"Name","value":"window"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"promptTokens"}},{"kind":"Field","name":{"kind":"Name","value":"completionTokens"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}}]}}]} as unknown as DocumentNode<TopModelsQuery, TopModelsQueryVariables>;
export const TeamUsageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TeamUsage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"days"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamUsage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"window"},"value":{"kind":"EnumValue","value":"LAST_30_DAYS"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usageByDay"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"days"},"value":{"kind":"Variable","name":{"kind":"Name","value":"days"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requests"}},{"kind":"Field","name":{"kind":"Name","value":"costUsd"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TeamUsageQuery, TeamUsageQueryVariables>;
export const TeamsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Teams"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"viewerRole"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalRequiredBeforeDeploy"}},{"kind":"Field","name":{"kind":"Name","value":"selfApprovalForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"protectedAliases"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<TeamsQuery, TeamsQueryVariables>;
export const TeamMembersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TeamMembers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"team"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"addedBy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TeamMembersQuery, TeamMembersQueryVariables>;
export const CreateTeamDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTeam"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTeamInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTeam"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<CreateTeamMutation, CreateTeamMutationVariables>;
export const UpdateTeamPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateTeamPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateTeamPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateTeamPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalRequiredBeforeDeploy"}},{"kind":"Field","name":{"kind":"Name","value":"selfApprovalForbidden"}},{"kind":"Field","name":{"kind":"Name","value":"protectedAliases"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UpdateTeamPolicyMutation, UpdateTeamPolicyMutationVariables>;
export const AddTeamMemberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddTeamMember"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddTeamMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addTeamMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}}]} as unknown as DocumentNode<AddTeamMemberMutation, AddTeamMemberMutationVariables>;
export const SetTeamRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetTeamRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetTeamRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setTeamRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}}]} as unknown as DocumentNode<SetTeamRoleMutation, SetTeamRoleMutationVariables>;
export const RemoveTeamMemberDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveTeamMember"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveTeamMemberInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeTeamMember"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"team"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveTeamMemberMutation, RemoveTeamMemberMutationVariables>;
export const ApiKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RotateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RotateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RotateApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rotateApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"previousSecretExpiresAt"}}]}}]}}]}}]} as unknown as DocumentNode<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const RegisterDetailedVersionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterDetailedVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterModelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerModel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionDetails"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"modelCard"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hyperparameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"datasets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingRun"}},{"kind":"Field","name":{"kind":"Name","value":"gitCommit"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<RegisterDetailedVersionMutation, RegisterDetailedVersionMutationVariables>;
export const VersionDetailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VersionDetails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionDetails"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ModelVersion"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"modelCard"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hyperparameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signature"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataSpec"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"datasets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"uri"}},{"kind":"Field","name":{"kind":"Name","value":"digest"}}]}},{"kind":"Field","name":{"kind":"Name","value":"trainingRun"}},{"kind":"Field","name":{"kind":"Name","value":"gitCommit"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataSpec"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataSpec"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tensors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"datatype"}},{"kind":"Field","name":{"kind":"Name","value":"shape"}}]}},{"kind":"Field","name":{"kind":"Name","value":"jsonSchema"}}]}}]} as unknown as DocumentNode<VersionDetailsQuery, VersionDetailsQueryVariables>;
export const VersionLineageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VersionLineage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"derivedVersions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<VersionLineageQuery, VersionLineageQueryVariables>;
export const RoutableLineageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RoutableLineage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedVersions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"modelId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"routable"}},{"kind":"Field","name":{"kind":"Name","value":"task"}},{"kind":"Field","name":{"kind":"Name","value":"lineage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gitCommit"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"routable"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RoutableLineageQuery, RoutableLineageQueryVariables>;
export const CreateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signingSecret"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}}]}}]} as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}}]}}]} as unknown as DocumentNode<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const DeleteWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhookId"}}]}}]}}]} as unknown as DocumentNode<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const SendTestEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendTestEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendTestEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendTestEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deliveryId"}}]}}]}}]} as unknown as DocumentNode<SendTestEventMutation, SendTestEventMutationVariables>;
export const ReplayWebhookDeliveryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayWebhookDelivery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplayWebhookDeliveryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayWebhookDelivery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookDeliveryFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookDeliveryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}}]}}]} as unknown as DocumentNode<ReplayWebhookDeliveryMutation, ReplayWebhookDeliveryMutationVariables>;
export const WebhooksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Webhooks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"teamId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"teamId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}}]}}]} as unknown as DocumentNode<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookDeliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDeliveryStatus"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFields"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"status"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookDeliveryFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"teamId"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"eventTypes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookDeliveryFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"eventId"}},{"kind":"Field","name":{"kind":"Name","value":"eventType"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}}]}}]} as unknown as DocumentNode<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>;