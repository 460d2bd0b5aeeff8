import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Model as ModelRecord, ModelVersion as ModelVersionRecord, Alias as AliasRecord, Deployment as DeploymentRecord, Slot as SlotRecord, Drift as DriftRecord, StatusChange as StatusChangeRecord } from '../domain/model.ts';
import type { ModelSignature as ModelSignatureRecord, DataSpec as DataSpecRecord, TensorSpec as TensorSpecRecord, Dataset as DatasetRecord } from '../domain/version-details.ts';
import type { RecordedAuditEntry as RecordedAuditEntryRecord } from '../domain/store.ts';
import type { ArtifactOfVersion as ArtifactOfVersionRecord, PartToUpload as PartToUploadRecord } from '../domain/artifact-keeping.ts';
import type { ArtifactUpload as ArtifactUploadRecord } from '../domain/artifact-upload.ts';
import type { ModelPage as ModelPageRecord } from '../domain/model-search.ts';
import type { TimedChange as TimedChangeRecord, PhaseDuration as PhaseDurationRecord } from '../domain/deployment-history.ts';
import type { Webhook as WebhookRecord, WebhookDelivery as WebhookDeliveryRecord } from '../domain/webhook.ts';
import type { TeamReport as TeamReportRecord, GatewaySubject as GatewaySubjectRecord } from '../domain/reports.ts';
import type { Team as TeamRecord, TeamPolicy as TeamPolicyRecord, Membership as MembershipRecord } from '../domain/teams.ts';
import type { KnownApiKey as KnownApiKeyRecord } from '../domain/access.ts';
import type { UsageLimits as UsageLimitsRecord } from '../domain/usage-limits.ts';
import type { KnownMcpServer as KnownMcpServerRecord, TeamMcp as TeamMcpRecord } from '../domain/team-mcp.ts';
import type { RegistryContext } from '../graphql/context.ts';
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
  _FieldSet: { input: string; output: string; }
};

/** An upload that is not wanted any more. */
export type AbortArtifactUploadInput = {
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The upload. */
  uploadId: Scalars['ID']['input'];
};

/** The upload that was ended. */
export type AbortArtifactUploadPayload = {
  __typename?: 'AbortArtifactUploadPayload';
  /** ABORTED. */
  upload: ArtifactUpload;
};

/** An MCP server to add. */
export type AddMcpServerInput = {
  /** Tools that a chat model may have called, up to 128; none when absent. */
  approvedTools?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether a chat model may have all of its tools called; not together with `approvedTools`. */
  approvesAllTools?: InputMaybe<Scalars['Boolean']['input']>;
  /** How the gateway proves who it is. */
  credential?: InputMaybe<McpCredentialInput>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the team calls it: 1 to 32 of a-z, 0-9 and -. Where the operator has a server of this name, that one is meant. */
  name: Scalars['String']['input'];
  /** The team whose completions may use it. */
  teamId: Scalars['ID']['input'];
  /** An http or https URL, of up to 2048 characters and without credentials, that is not in a private network; it speaks streamable HTTP. */
  url: Scalars['String']['input'];
};

/** The server that was added. */
export type AddMcpServerPayload = {
  __typename?: 'AddMcpServerPayload';
  /** As it was stored. */
  server: McpServer;
};

/** A user to make a member. */
export type AddTeamMemberInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the user may do. */
  role: TeamRole;
  /** The team. */
  teamId: Scalars['ID']['input'];
  /** The user; 1 to 128 characters. */
  userId: Scalars['ID']['input'];
};

/** The new member. */
export type AddTeamMemberPayload = {
  __typename?: 'AddTeamMemberPayload';
  /** As it was stored. */
  member: TeamMember;
};

/** One move of an alias. */
export type AliasMove = {
  __typename?: 'AliasMove';
  /** The alias. */
  alias: Scalars['String']['output'];
  /** When. */
  changedAt: Scalars['DateTime']['output'];
  /** The user who moved it. */
  changedBy: Scalars['ID']['output'];
  /** The version it named before; null when it named none. */
  previousVersion: Maybe<Scalars['String']['output']>;
  /** Why, when that was said. */
  reason: Maybe<Scalars['String']['output']>;
  /** The moves of an alias count from 1. */
  sequence: Scalars['Int']['output'];
  /** The version it has named since; null after a removal. */
  version: Maybe<Scalars['String']['output']>;
};

/** A page of an alias's moves. */
export type AliasMoveConnection = {
  __typename?: 'AliasMoveConnection';
  /** The moves. */
  nodes: Array<AliasMove>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** What programs and people call with. Only digests of its secrets are kept. */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** Who did what to the key, the newest first. */
  auditTrail: AuditConnection;
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Who made it. */
  createdBy: Scalars['ID']['output'];
  /** When it ends; null when it does not. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The teams it reaches, and for platform keys `admin` or `deployer`. */
  groups: Array<Scalars['String']['output']>;
  /** Names the key, and is no secret. */
  id: Scalars['ID']['output'];
  /** When it was used last, to the minute; null when it never was. */
  lastUsedAt: Maybe<Scalars['DateTime']['output']>;
  /** What was set for this key, in the place of its tier's; null when nothing was. */
  limits: Maybe<UsageLimits>;
  /** What it is for. */
  name: Scalars['String']['output'];
  /** The first characters of its secret, to recognise it by. */
  prefix: Scalars['String']['output'];
  /** When the secret before the last rotation ends, while there is one. */
  previousSecretExpiresAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was revoked; null while it is not. */
  revokedAt: Maybe<Scalars['DateTime']['output']>;
  /** What its limits are taken from. */
  tier: Tier;
  /** Who calls with it. */
  userId: Scalars['ID']['output'];
};


/** What programs and people call with. Only digests of its secrets are kept. */
export type ApiKeyAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of API keys. */
export type ApiKeyConnection = {
  __typename?: 'ApiKeyConnection';
  /** The keys. */
  nodes: Array<ApiKey>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** Whether a version has been let into production, by whom and why. */
export type Approval = {
  __typename?: 'Approval';
  /** What they said. */
  comment: Maybe<Scalars['String']['output']>;
  /** When they did. */
  decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who decided. */
  decidedBy: Maybe<Scalars['ID']['output']>;
  /** PENDING until somebody decides; that is final. */
  status: ApprovalStatus;
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
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** The version. */
  version: Scalars['String']['input'];
};

/** The archived version. */
export type ArchiveModelVersionPayload = {
  __typename?: 'ArchiveModelVersionPayload';
  /** As it now stands: ARCHIVED. */
  modelVersion: ModelVersion;
};

/** What the registry has verified of an artifact. */
export type Artifact = {
  __typename?: 'Artifact';
  /** Where it can be downloaded from for 15 minutes; null unless it is VERIFIED. */
  downloadUrl: Maybe<Scalars['String']['output']>;
  /** Lower-case hexadecimal sha256, when known. */
  sha256: Maybe<Scalars['String']['output']>;
  /** In bytes, when known. A number too large for Int. */
  sizeBytes: Maybe<Scalars['Float']['output']>;
  /** What the registry has verified. */
  verification: ArtifactVerification;
  /** True when the bucket is ours and existence, size and digest were checked. */
  verified: Scalars['Boolean']['output'];
};

/** A part of an upload. */
export type ArtifactPart = {
  __typename?: 'ArtifactPart';
  /** Counts from 1. */
  partNumber: Scalars['Int']['output'];
  /** The size it must have. */
  sizeBytes: Scalars['Float']['output'];
  /** Whether storage has it. */
  uploaded: Scalars['Boolean']['output'];
  /** Where to PUT it within the hour: exactly `sizeBytes` bytes, no further headers. Null once storage has it; and the first 100 parts that are missing have one, so that after those the upload is asked for again. */
  url: Maybe<Scalars['String']['output']>;
};

/** An artifact on its way into our bucket, and in it. */
export type ArtifactUpload = {
  __typename?: 'ArtifactUpload';
  /** Where it is once it is READY; what `registerModel` takes. */
  artifactUri: Scalars['String']['output'];
  /** When it was begun. */
  createdAt: Scalars['DateTime']['output'];
  /** The user who began it. */
  createdBy: Scalars['ID']['output'];
  /** When it becomes EXPIRED unless it is completed; null once it has ended. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Its name, the last part of `artifactUri`. */
  fileName: Scalars['String']['output'];
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** The model it is meant for; any model of the team may use it. */
  modelId: Scalars['ID']['output'];
  /** The parts to upload, in order; empty unless UPLOADING. */
  parts: Array<ArtifactPart>;
  /** Why it was REJECTED. */
  rejection: Maybe<Scalars['String']['output']>;
  /** As announced: lower-case hexadecimal. */
  sha256: Scalars['String']['output'];
  /** As announced. A number too large for Int. */
  sizeBytes: Scalars['Float']['output'];
  /** Where it stands. */
  status: ArtifactUploadStatus;
  /** The team that owns the artifact. */
  teamId: Scalars['ID']['output'];
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

/** A page of an audit trail. */
export type AuditConnection = {
  __typename?: 'AuditConnection';
  /** The entries. */
  nodes: Array<AuditEntry>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** One change of a model, its versions or their deployments. */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** What was done, for programs, as in VERSION_ARCHIVED. There will be more of them. */
  code: Scalars['String']['output'];
  /** Unique within the model; later entries have greater ids. */
  id: Scalars['ID']['output'];
  /** Why, when that was said. */
  reason: Maybe<Scalars['String']['output']>;
  /** The version it was done to. */
  version: Maybe<Scalars['String']['output']>;
  /** What was done, for people. */
  what: Scalars['String']['output'];
  /** The user, or the machine, that did it. */
  who: Scalars['ID']['output'];
};

/** Bounds on what the gateway sees of a canary in one step; beyond them it is rolled back. */
export type CanaryAbortBounds = {
  __typename?: 'CanaryAbortBounds';
  /** The share of requests that may fail, 0 to 1. */
  maximumErrorRate: Maybe<Scalars['Float']['output']>;
  /** What 95 percent of the requests may take, in milliseconds. */
  maximumP95LatencyMs: Maybe<Scalars['Float']['output']>;
  /** Fewer requests in a step say nothing. */
  minimumRequests: Scalars['Int']['output'];
};

/** Bounds on what the gateway sees of a canary in one step. */
export type CanaryAbortBoundsInput = {
  /** The share of requests that may fail, 0 to 1. */
  maximumErrorRate?: InputMaybe<Scalars['Float']['input']>;
  /** What 95 percent of the requests may take, in milliseconds. */
  maximumP95LatencyMs?: InputMaybe<Scalars['Float']['input']>;
  /** Fewer requests in a step say nothing; 1 or more, 10 unless given. */
  minimumRequests?: InputMaybe<Scalars['Int']['input']>;
};

/** One step of a canary. */
export type CanaryStep = {
  __typename?: 'CanaryStep';
  /** How long it has that share before the next step. */
  holdSeconds: Scalars['Int']['output'];
  /** Its share of the traffic, 1 to 99. */
  percent: Scalars['Int']['output'];
};

/** One step of a canary. */
export type CanaryStepInput = {
  /** How long it has that share before the next step, 0 to 86400. */
  holdSeconds: Scalars['Int']['input'];
  /** Its share of the traffic, 1 to 99. */
  percent: Scalars['Int']['input'];
};

/** A deployment to cancel. */
export type CancelDeploymentInput = {
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A deployment that was cancelled. */
export type CancelDeploymentPayload = {
  __typename?: 'CancelDeploymentPayload';
  /** As it now stands: CANCELLED. Whoever asks too late gets a CONFLICT that says how it has ended. */
  deployment: Deployment;
};

/** Which attempt a deployer takes. */
export type ClaimDeploymentInput = {
  /** The attempt named by the "Deploy Model" event. */
  attempt: Scalars['Int']['input'];
  /** The deployer's own name; the same deployer may claim again. */
  deployerId: Scalars['ID']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, token included, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The claimed attempt. */
export type ClaimDeploymentPayload = {
  __typename?: 'ClaimDeploymentPayload';
  /** As it now stands: ACCEPTED. */
  deployment: Deployment;
  /** Must come with every report of this attempt. */
  fencingToken: Scalars['String']['output'];
  /** When the lease ends unless a report renews it. */
  leaseExpiresAt: Scalars['DateTime']['output'];
};

/** An upload whose parts are all there. */
export type CompleteArtifactUploadInput = {
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The upload. */
  uploadId: Scalars['ID']['input'];
};

/** The upload after its completion. */
export type CompleteArtifactUploadPayload = {
  __typename?: 'CompleteArtifactUploadPayload';
  /** READY, or VERIFYING when that takes longer than a request may. */
  upload: ArtifactUpload;
};

/** A key to make. */
export type CreateApiKeyInput = {
  /** When it ends; never when absent. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The teams it reaches, 1 to 20. Only platform admins may name `admin` and `deployer`. */
  groups: Array<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same API key, nothing written, and no secret. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What it is for; 1 to 128 characters. */
  name: Scalars['String']['input'];
  /** What its limits are taken from, up to the caller's own tier unless a platform admin gives it; when absent STANDARD, or the caller's own when that is lower. */
  tier?: InputMaybe<Tier>;
  /** Who calls with it; the caller when absent. 1 to 128 characters. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** The key that was made. */
export type CreateApiKeyPayload = {
  __typename?: 'CreateApiKeyPayload';
  /** As it was stored. */
  apiKey: ApiKey;
  /** What to send as `X-API-Key`. It is shown this once: null in the answer to a repeated idempotency key. */
  secret: Maybe<Scalars['String']['output']>;
};

/** An artifact to upload. */
export type CreateArtifactUploadInput = {
  /** 1 to 128 letters, digits, dots, underscores, pluses and hyphens, the first a letter or digit, as in model.onnx. */
  fileName: Scalars['String']['input'];
  /** The same key and input again within 24 hours: the same upload, nothing begun. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model it is meant for, registered or not: 1 to 64 lower-case letters, digits and hyphens. */
  modelId: Scalars['ID']['input'];
  /** Of the whole artifact: 64 hexadecimal digits. */
  sha256: Scalars['String']['input'];
  /** At least 1. A number too large for Int. */
  sizeBytes: Scalars['Float']['input'];
  /** The team that will own it; the caller must belong to it. */
  teamId: Scalars['ID']['input'];
};

/** The upload that has begun. */
export type CreateArtifactUploadPayload = {
  __typename?: 'CreateArtifactUploadPayload';
  /** With the URLs of its parts. */
  upload: ArtifactUpload;
};

/** A team to make. */
export type CreateTeamInput = {
  /** Only versions that are APPROVED may be deployed; false when absent. */
  approvalRequiredBeforeDeploy?: InputMaybe<Scalars['Boolean']['input']>;
  /** Up to 1024 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 64 characters: lower-case letters, digits and hyphens. */
  id: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Aliases that only MAINTAINERs move, as in champion; up to 20, none when absent. */
  protectedAliases?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who registered a version may not decide on it; false when absent. */
  selfApprovalForbidden?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The team that was made. */
export type CreateTeamPayload = {
  __typename?: 'CreateTeamPayload';
  /** As it was stored. */
  team: Team;
};

/** What to send, and where to. */
export type CreateWebhookInput = {
  /** Types of events about the team, as in "Model Registered"; at least one. */
  eventTypes: Array<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same answer, secret included, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The team whose events are sent. */
  teamId: Scalars['ID']['input'];
  /** An http or https URL, of up to 2048 characters and without credentials, that is not in a private network. */
  url: Scalars['String']['input'];
};

/** The webhook and its secret. */
export type CreateWebhookPayload = {
  __typename?: 'CreateWebhookPayload';
  /** What deliveries are signed with; it cannot be read again. */
  signingSecret: Scalars['String']['output'];
  /** As it was stored. */
  webhook: Webhook;
};

/** The shape of data: tensors or a JSON Schema, and never both. */
export type DataSpec = {
  __typename?: 'DataSpec';
  /** A JSON Schema, as it was registered. */
  jsonSchema: Maybe<Scalars['String']['output']>;
  /** The tensors, in their order. */
  tensors: Maybe<Array<TensorSpec>>;
};

/** The shape of data: either tensors or a JSON Schema. */
export type DataSpecInput = {
  /** A JSON Schema object, up to 64 levels deep, checked against its meta-schema: draft 2020-12, unless `$schema` names 2019-09 or draft-07. */
  jsonSchema?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100 tensors, each name once. */
  tensors?: InputMaybe<Array<TensorSpecInput>>;
};

/** Data that a model version was trained on. */
export type Dataset = {
  __typename?: 'Dataset';
  /** Which state of it, as in sha256:…, when known. */
  digest: Maybe<Scalars['String']['output']>;
  /** Where it is. */
  uri: Scalars['String']['output'];
};

/** Data that the version was trained on. */
export type DatasetInput = {
  /** An algorithm and its result, as in sha256:… */
  digest?: InputMaybe<Scalars['String']['input']>;
  /** An absolute URI of up to 2048 characters, as in s3://bucket/key. */
  uri: Scalars['String']['input'];
};

/** A span of time. */
export type DateTimeRange = {
  /** The first moment of it; open when absent. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The moment after it; open when absent. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A decision on a version. */
export type DecideApprovalInput = {
  /** Why; up to 1024 characters, required for REJECTED. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** What is decided. */
  decision: ApprovalDecision;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** The version. */
  version: Scalars['String']['input'];
};

/** The version that was decided on. */
export type DecideApprovalPayload = {
  __typename?: 'DecideApprovalPayload';
  /** As it now stands. */
  modelVersion: ModelVersion;
};

/** What every completion of a team gets from MCP servers. What cannot be had is left out, and reported in `Completion.context`. */
export type DefaultContext = {
  __typename?: 'DefaultContext';
  /** The most tokens that resources and prompts may add, by estimate. */
  maxTokens: Scalars['Int']['output'];
  /** Prompts whose text is added. */
  prompts: Array<DefaultContextPrompt>;
  /** Resources whose text is added. */
  resources: Array<DefaultContextResource>;
  /** Servers whose approved tools the chat model may call. */
  servers: Array<Scalars['String']['output']>;
  /** Only these tools, by name, of all that `servers` have; when empty, every approved one. */
  tools: Array<Scalars['String']['output']>;
};

/** What is wanted of MCP servers: the team's own and the operator's. */
export type DefaultContextInput = {
  /** The most tokens that resources and prompts may add, by estimate, 1 to 200,000. */
  maxTokens?: Scalars['Int']['input'];
  /** Prompts whose text is added, up to 32. */
  prompts?: InputMaybe<Array<DefaultContextPromptInput>>;
  /** Resources whose text is added, up to 32. */
  resources?: InputMaybe<Array<DefaultContextResourceInput>>;
  /** Servers whose approved tools the chat model may call, up to 32. */
  servers?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Only these tools, by name, of all that `servers` have; when absent, every approved one. */
  tools?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A prompt of an MCP server. */
export type DefaultContextPrompt = {
  __typename?: 'DefaultContextPrompt';
  /** Its arguments. */
  arguments: Array<PromptArgument>;
  /** The prompt's name there. */
  name: Scalars['String']['output'];
  /** The server's name. */
  server: Scalars['String']['output'];
};

/** A prompt of an MCP server. */
export type DefaultContextPromptInput = {
  /** Its arguments, up to 32. */
  arguments?: InputMaybe<Array<PromptArgumentInput>>;
  /** The prompt's name there. */
  name: Scalars['String']['input'];
  /** The server's name. */
  server: Scalars['String']['input'];
};

/** A resource of an MCP server. */
export type DefaultContextResource = {
  __typename?: 'DefaultContextResource';
  /** The server's name. */
  server: Scalars['String']['output'];
  /** The resource's address there. */
  uri: Scalars['String']['output'];
};

/** A resource of an MCP server. */
export type DefaultContextResourceInput = {
  /** The server's name. */
  server: Scalars['String']['input'];
  /** The resource's address there. */
  uri: Scalars['String']['input'];
};

/** An artifact that is not wanted any more. */
export type DeleteArtifactInput = {
  /** Where it is, as its upload said. */
  artifactUri: Scalars['String']['input'];
  /** Up to 128 characters; the mutation is repeatable without it. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The artifact that was removed. */
export type DeleteArtifactPayload = {
  __typename?: 'DeleteArtifactPayload';
  /** DELETED. */
  upload: ArtifactUpload;
};

/** Which model to delete. */
export type DeleteModelInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: Scalars['String']['input'];
};

/** What became of a model. */
export type DeleteModelPayload = {
  __typename?: 'DeleteModelPayload';
  /** When it was deleted. */
  deletedAt: Scalars['DateTime']['output'];
  /** The id of the model that is no more. */
  modelId: Scalars['ID']['output'];
};

/** Which version to delete. */
export type DeleteModelVersionInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** The version. */
  version: Scalars['String']['input'];
};

/** The deleted version. */
export type DeleteModelVersionPayload = {
  __typename?: 'DeleteModelVersionPayload';
  /** As it was, with `deletedAt`. */
  modelVersion: ModelVersion;
};

/** Which webhook ends. */
export type DeleteWebhookInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The webhook. */
  webhookId: Scalars['ID']['input'];
};

/** The webhook that is no more. */
export type DeleteWebhookPayload = {
  __typename?: 'DeleteWebhookPayload';
  /** Its id. */
  webhookId: Scalars['ID']['output'];
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

/** What to deploy. */
export type DeployModelInput = {
  /** The alias that names the version; not together with `version`. */
  alias?: InputMaybe<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** How it takes over from what serves; all at once unless this says otherwise. */
  strategy?: InputMaybe<DeploymentStrategyInput>;
  /** The version; the latest when there is neither a version nor an alias. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** The deployment that has begun. */
export type DeployModelPayload = {
  __typename?: 'DeployModelPayload';
  /** As it was stored: DEPLOYING, QUEUED. */
  deployment: Deployment;
};

/** One attempt after another to serve a version, until one serves or all have failed. */
export type Deployment = {
  __typename?: 'Deployment';
  /** 1 at first; rises when a deployer is lost. */
  attempt: Scalars['Int']['output'];
  /** When it became DEPLOYED. */
  deployedAt: Maybe<Scalars['DateTime']['output']>;
  /** Where it is served. */
  deploymentTarget: DeploymentTarget;
  /** Where what runs differs from what should run, or null. */
  drift: Maybe<DeploymentDrift>;
  /** Where the model answers; of a canary before it is DEPLOYED. */
  endpoint: Maybe<Scalars['String']['output']>;
  /** Whether it answers now, as its deployer sees it; null while it does not serve. Its status stays DEPLOYED. */
  health: Maybe<DeploymentHealth>;
  /** Every change of it, the oldest first. */
  history: DeploymentChangeConnection;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** The last lines that its model servers have written, the oldest first; kept for a day. Secrets and folders are taken out. */
  logs: Array<DeploymentLogLine>;
  /** What happens, in words. */
  message: Scalars['String']['output'];
  /** The version to serve. */
  modelVersion: ModelVersion;
  /** The step it is in. */
  phase: DeploymentPhase;
  /** How long each phase of each attempt took, the oldest first; the phase it is in, so far. */
  phaseDurations: Array<DeploymentPhaseDuration>;
  /** 0 to 100. */
  progressPercent: Scalars['Int']['output'];
  /** Why it has ended, when it has. */
  reason: Maybe<DeploymentFailureReason>;
  /** What served before it; where a rollback leads. */
  replaces: Maybe<Deployment>;
  /** With how many replicas it is to serve; null while nobody has said. */
  replicas: Maybe<Scalars['Int']['output']>;
  /** When it was asked for. */
  requestedAt: Scalars['DateTime']['output'];
  /** The user who asked for it. */
  requestedBy: Scalars['ID']['output'];
  /** The deployment that it repeats. */
  retryOf: Maybe<Deployment>;
  /** The deployment that it was asked for to go back from. */
  rollbackOf: Maybe<Deployment>;
  /** Rises by one with every change. */
  sequence: Scalars['Int']['output'];
  /** Where it stands. */
  status: DeploymentStatus;
  /** How it takes over from what serves. */
  strategy: DeploymentStrategy;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
  /** Its share of the traffic of its model and target, 0 to 100; null while it has no endpoint. 0 is kept warm for a rollback. */
  trafficPercent: Maybe<Scalars['Int']['output']>;
};


/** One attempt after another to serve a version, until one serves or all have failed. */
export type DeploymentHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** One attempt after another to serve a version, until one serves or all have failed. */
export type DeploymentLogsArgs = {
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** One change of a deployment, as it is kept. */
export type DeploymentChange = {
  __typename?: 'DeploymentChange';
  /** The attempt it belongs to. */
  attempt: Scalars['Int']['output'];
  /** A user, a deployer, or `registry`. */
  changedBy: Scalars['ID']['output'];
  /** Until the next change, in milliseconds; null for the last. */
  durationMs: Maybe<Scalars['Float']['output']>;
  /** What happened, in words. */
  message: Scalars['String']['output'];
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output'];
  /** The phase after the change. */
  phase: DeploymentPhase;
  /** 0 to 100. */
  progressPercent: Scalars['Int']['output'];
  /** Why it has ended, when it has. */
  reason: Maybe<DeploymentFailureReason>;
  /** Rises by one with every change. */
  sequence: Scalars['Int']['output'];
  /** The status after the change. */
  status: DeploymentStatus;
};

/** A page of changes. */
export type DeploymentChangeConnection = {
  __typename?: 'DeploymentChangeConnection';
  /** The changes. */
  nodes: Array<DeploymentChange>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** A page of deployments. */
export type DeploymentConnection = {
  __typename?: 'DeploymentConnection';
  /** The deployments. */
  nodes: Array<Deployment>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** What a deployer is to do next. */
export type DeploymentDirective = {
  __typename?: 'DeploymentDirective';
  /** The action. */
  action: DeploymentDirectiveAction;
  /** With SHIFT and FINISH: the share of the traffic, 1 to 100. */
  trafficPercent: Maybe<Scalars['Int']['output']>;
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

/** What runs of a deployment is not what should run. */
export type DeploymentDrift = {
  __typename?: 'DeploymentDrift';
  /** How it differs. */
  code: DeploymentDriftCode;
  /** The deployment of the same version that is to mend it; begun when the drift has lasted for half a minute. */
  mendedBy: Maybe<Deployment>;
  /** The same in words. */
  message: Scalars['String']['output'];
  /** Since when that is known. */
  since: Scalars['DateTime']['output'];
};

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
  status?: InputMaybe<DeploymentStatus>;
  /** Owned by this team. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

/** Whether a deployment answers. */
export type DeploymentHealth = {
  __typename?: 'DeploymentHealth';
  /** When it became so. */
  changedAt: Scalars['DateTime']['output'];
  /** What was seen, in words. */
  message: Scalars['String']['output'];
  /** Rises by one with every change of its health; 0 at first. */
  sequence: Scalars['Int']['output'];
  /** The last word. */
  status: DeploymentHealthStatus;
};

/** Whether what serves answers. */
export type DeploymentHealthStatus =
  /** Its last health checks passed. */
  | 'HEALTHY'
  /** Its health checks fail; the gateway routes nothing to it. */
  | 'UNHEALTHY';

/** Some lines of a deployment's model servers. */
export type DeploymentLogEvent = {
  __typename?: 'DeploymentLogEvent';
  /** How many are missing since the event before. */
  dropped: Scalars['Int']['output'];
  /** In order. */
  lines: Array<DeploymentLogLine>;
};

/** A line that a model server has written. */
export type DeploymentLogLine = {
  __typename?: 'DeploymentLogLine';
  /** When it was written. */
  at: Scalars['DateTime']['output'];
  /** Counts from 1 for each deployment. Where a number is missing, a line was dropped. */
  number: Scalars['Int']['output'];
  /** Up to 2000 characters. */
  text: Scalars['String']['output'];
};

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

/** How long a phase of an attempt took. */
export type DeploymentPhaseDuration = {
  __typename?: 'DeploymentPhaseDuration';
  /** The attempt. */
  attempt: Scalars['Int']['output'];
  /** In milliseconds; so far, while it lasts. */
  durationMs: Scalars['Float']['output'];
  /** When the next one began; null while it lasts. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** The phase. */
  phase: DeploymentPhase;
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
};

/** How far a subscriber has followed one deployment. */
export type DeploymentPositionInput = {
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** The `sequence` of the last event that arrived. */
  sequence: Scalars['Int']['input'];
};

/** Where one version of a model at a time serves on one target. What is under way changes nothing about what serves until it is DEPLOYED. */
export type DeploymentSlot = {
  __typename?: 'DeploymentSlot';
  /** What serves, or null. */
  active: Maybe<Deployment>;
  /** The target. */
  deploymentTarget: DeploymentTarget;
  /** What served before, kept warm without traffic, or null. */
  standby: Maybe<Deployment>;
  /** Until when it is kept warm. */
  standbyUntil: Maybe<Scalars['DateTime']['output']>;
  /** The deployment that is under way, or null. */
  underWay: Maybe<Deployment>;
  /** Those that come after it, in this order; 20 at most. */
  waiting: Array<Deployment>;
};

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

/** One change of a deployment. */
export type DeploymentStatusEvent = {
  __typename?: 'DeploymentStatusEvent';
  /** The deployment, as it is now. */
  deployment: Deployment;
  /** What happened, in words. */
  message: Scalars['String']['output'];
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output'];
  /** The phase after the change. */
  phase: DeploymentPhase;
  /** 0 to 100. */
  progressPercent: Scalars['Int']['output'];
  /** Rises by one with every change of its deployment. */
  sequence: Scalars['Int']['output'];
  /** The status after the change. */
  status: DeploymentStatus;
};

/** How a deployment takes over from what serves. */
export type DeploymentStrategy = {
  __typename?: 'DeploymentStrategy';
  /** When a canary is rolled back; null otherwise. */
  abortOn: Maybe<CanaryAbortBounds>;
  /** How long what served before is kept warm. */
  keepPreviousSeconds: Scalars['Int']['output'];
  /** The way. */
  kind: DeploymentStrategyKind;
  /** The steps of a canary; empty otherwise. */
  steps: Array<CanaryStep>;
};

/** How a deployment takes over from what serves. */
export type DeploymentStrategyInput = {
  /** Of a CANARY: when it is rolled back by itself; by default when more than 5 percent of at least 10 requests fail. */
  abortOn?: InputMaybe<CanaryAbortBoundsInput>;
  /** How long what served before is kept warm, 0 to 86400; by default 600 for BLUE_GREEN, else 0. */
  keepPreviousSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** The way. */
  kind: DeploymentStrategyKind;
  /** Of a CANARY, 1 to 20 steps with rising shares; 10 percent and 50 percent for a minute each unless given. */
  steps?: InputMaybe<Array<CanaryStepInput>>;
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

/** What completions of the gateway have cost. Reports come in every few seconds. */
export type GatewayUsage = {
  __typename?: 'GatewayUsage';
  /** By what it is summed. */
  by: GatewayUsageDimension;
  /** Which one. */
  name: Scalars['String']['output'];
  /** The sum. */
  usage: ModelUsage;
  /** Day by day, the oldest first, today last. */
  usageByDay: Array<UsageOfDay>;
};


/** What completions of the gateway have cost. Reports come in every few seconds. */
export type GatewayUsageUsageArgs = {
  window?: UsageWindow;
};


/** What completions of the gateway have cost. Reports come in every few seconds. */
export type GatewayUsageUsageByDayArgs = {
  days?: Scalars['Int']['input'];
};

/** By what usage of the gateway is summed. */
export type GatewayUsageDimension =
  /** The API key that asked. */
  | 'API_KEY'
  /** The provider's model, as in openai/gpt-4o-mini. */
  | 'MODEL'
  /** The provider that answered. */
  | 'PROVIDER'
  /** The team that pays: the owner of the registered model, when the caller is in it, else the first team of the key. */
  | 'TEAM';

/** A team to let in. */
export type GrantModelAccessInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The team. */
  teamId: Scalars['ID']['input'];
};

/** A model as its sharing has left it. */
export type GrantModelAccessPayload = {
  __typename?: 'GrantModelAccessPayload';
  /** As it now is. */
  model: Model;
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
  attempt: Scalars['Int']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** From the claim. */
  fencingToken: Scalars['String']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What the registry knows of the attempt. */
export type HeartbeatDeploymentPayload = {
  __typename?: 'HeartbeatDeploymentPayload';
  /** As it now stands. */
  deployment: Deployment;
  /** What to do next. */
  directive: DeploymentDirective;
  /** When the lease ends unless it is renewed; null once the deployment is done. */
  leaseExpiresAt: Maybe<Scalars['DateTime']['output']>;
};

/** One setting of a training. */
export type Hyperparameter = {
  __typename?: 'Hyperparameter';
  /** The setting's name, as in learning_rate. */
  name: Scalars['String']['output'];
  /** Its value, as a text. */
  value: Scalars['String']['output'];
};

/** One setting of a training. */
export type HyperparameterInput = {
  /** 1 to 250 characters. */
  name: Scalars['String']['input'];
  /** Up to 6000 characters. */
  value: Scalars['String']['input'];
};

/** A secret that the gateway's operator has set, by name. The secret itself is not kept. */
export type McpCredential = {
  __typename?: 'McpCredential';
  /** The OAuth client, of the OAUTH kinds. */
  clientId: Maybe<Scalars['String']['output']>;
  /** The header it is sent in, of HEADER. */
  header: Maybe<Scalars['String']['output']>;
  /** The authorization server, of the OAUTH kinds: no other gets to see the secret, whatever the MCP server says. */
  issuer: Maybe<Scalars['String']['output']>;
  /** How it is used. */
  kind: McpCredentialKind;
  /** Its name: the gateway reads the environment variable MCP_CREDENTIAL_<TEAM>__<reference>, the team's id in upper case with _ for -. */
  reference: Scalars['String']['output'];
  /** The OAuth scopes that are asked for, separated by spaces; null for what the client gets by default. */
  scope: Maybe<Scalars['String']['output']>;
};

/** A secret that the gateway's operator has set, by name. */
export type McpCredentialInput = {
  /** For the OAUTH kinds, and needed there: the client's id. */
  clientId?: InputMaybe<Scalars['String']['input']>;
  /** For HEADER, and needed there: the header's name. */
  header?: InputMaybe<Scalars['String']['input']>;
  /** For the OAUTH kinds, and needed there: the authorization server's URL; no other gets to see the secret, whatever the MCP server says. */
  issuer?: InputMaybe<Scalars['String']['input']>;
  /** How it is used. */
  kind: McpCredentialKind;
  /** Its name, 1 to 32 of A-Z, 0-9 and single _ between them: the gateway reads the environment variable MCP_CREDENTIAL_<TEAM>__<reference>. */
  reference: Scalars['String']['input'];
  /** For the OAUTH kinds: the scopes to ask for, separated by spaces; when absent, what the client gets by default. */
  scope?: InputMaybe<Scalars['String']['input']>;
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

/** An MCP server that a team has added. Completions of the team name it in `context`. */
export type McpServer = {
  __typename?: 'McpServer';
  /** When it was added. */
  addedAt: Scalars['DateTime']['output'];
  /** Who added it. */
  addedBy: Scalars['ID']['output'];
  /** Tools that a chat model may have called; empty when `approvesAllTools`. */
  approvedTools: Array<Scalars['String']['output']>;
  /** Whether a chat model may have all of its tools called. */
  approvesAllTools: Scalars['Boolean']['output'];
  /** How the gateway proves who it is; null when it does not. */
  credential: Maybe<McpCredential>;
  /** Unique in the team. */
  name: Scalars['String']['output'];
  /** The team that added it. */
  teamId: Scalars['ID']['output'];
  /** Its address: streamable HTTP. */
  url: Scalars['String']['output'];
};

/** A named model of one team; its versions are what is deployed. */
export type Model = {
  __typename?: 'Model';
  /** Rises with every change of `visibility` and `grantedTeams`. */
  accessRevision: Scalars['Int']['output'];
  /** The version that an alias names, or null when it names none. */
  alias: Maybe<ModelVersion>;
  /** Every move of an alias, the newest first; its removals, too. */
  aliasHistory: AliasMoveConnection;
  /** What is named, by name; at most 100. */
  aliases: Array<ModelAlias>;
  /** Who did what to the model, when and why, the newest first. */
  auditTrail: AuditConnection;
  /** When the first version was registered. */
  createdAt: Scalars['DateTime']['output'];
  /** The description of the latest version. */
  description: Maybe<Scalars['String']['output']>;
  /** The framework of the latest version. */
  framework: Scalars['String']['output'];
  /** The teams that may see and use the model beside its own. Its own team is told all of them, others those that are theirs. */
  grantedTeams: Array<Scalars['ID']['output']>;
  /** Chosen at the first registration; unique in the platform. */
  id: Scalars['ID']['output'];
  /** The highest version by semantic versioning; pre-releases only count when there is no release, archived versions when there is nothing else. */
  latestVersion: ModelVersion;
  /** Where its versions serve: one slot for each target that a version was ever deployed to. */
  slots: Array<DeploymentSlot>;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
  /** When a version was last registered or changed; a deployment is no change of the model. */
  updatedAt: Scalars['DateTime']['output'];
  /** What the gateway has spent on completions that used this model. */
  usage: ModelUsage;
  /** What the gateway has spent on completions that used this model, day by day, the oldest first, today last. */
  usageByDay: Array<UsageOfDay>;
  /** One version by its number, or null. */
  version: Maybe<ModelVersion>;
  /** All versions, the highest first. */
  versions: ModelVersionConnection;
  /** Who sees and uses the model beside the teams it is granted to. */
  visibility: ModelVisibility;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelAliasArgs = {
  name: Scalars['String']['input'];
};


/** A named model of one team; its versions are what is deployed. */
export type ModelAliasHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  alias: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelUsageArgs = {
  window?: UsageWindow;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelUsageByDayArgs = {
  days?: Scalars['Int']['input'];
};


/** A named model of one team; its versions are what is deployed. */
export type ModelVersionArgs = {
  version: Scalars['String']['input'];
};


/** A named model of one team; its versions are what is deployed. */
export type ModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A name for one version of a model, which can be moved to another. */
export type ModelAlias = {
  __typename?: 'ModelAlias';
  /** The name, as in champion. */
  alias: Scalars['String']['output'];
  /** When it was moved there. */
  changedAt: Scalars['DateTime']['output'];
  /** The user who moved it. */
  changedBy: Scalars['ID']['output'];
  /** The version it names. */
  modelVersion: ModelVersion;
};

/** A page of models. */
export type ModelConnection = {
  __typename?: 'ModelConnection';
  /** The models. */
  nodes: Array<Model>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many models the whole list has. Null where only reading them would tell: for filters with more than one page. */
  totalCount: Maybe<Scalars['Int']['output']>;
};

/** Conditions that all hold for the models returned. */
export type ModelFilter = {
  /** The first version was registered in this time. */
  createdAt?: InputMaybe<DateTimeRange>;
  /** Any version to be served here. */
  deploymentTarget?: InputMaybe<DeploymentTarget>;
  /** Any version made with this framework. */
  framework?: InputMaybe<Scalars['String']['input']>;
  /** Every word of this text is a word of the id, or of the latest version's tags or description; the last word may be the beginning of one. Case and accents do not matter. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Any version in this state. */
  status?: InputMaybe<ModelVersionStatus>;
  /** The latest version has this tag. */
  tag?: InputMaybe<TagInput>;
  /** Any version for this task. */
  task?: InputMaybe<ModelTask>;
  /** Owned by this team. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
  /** The model was last updated in this time. */
  updatedAt?: InputMaybe<DateTimeRange>;
};

/** One measurement of a model version. */
export type ModelMetric = {
  __typename?: 'ModelMetric';
  /** What was measured, as in auc. */
  name: Scalars['String']['output'];
  /** The measured value. */
  value: Scalars['Float']['output'];
};

/** One measurement. */
export type ModelMetricInput = {
  /** 1 to 250 characters. */
  name: Scalars['String']['input'];
  /** The measured value. */
  value: Scalars['Float']['input'];
};

/** What a model version takes and gives. */
export type ModelSignature = {
  __typename?: 'ModelSignature';
  /** What it takes. */
  inputs: DataSpec;
  /** What it gives, when known. */
  outputs: Maybe<DataSpec>;
};

/** What a version takes and gives. */
export type ModelSignatureInput = {
  /** What it takes. */
  inputs: DataSpecInput;
  /** What it gives. */
  outputs?: InputMaybe<DataSpecInput>;
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

/** Tokens and money spent on completions that used a model. */
export type ModelUsage = {
  __typename?: 'ModelUsage';
  /** Tokens of the answers. */
  completionTokens: Scalars['Float']['output'];
  /** US dollars, exact, as a decimal. */
  costUsd: Scalars['Decimal']['output'];
  /** Tokens of the prompts. */
  promptTokens: Scalars['Float']['output'];
  /** Completions. */
  requests: Scalars['Int']['output'];
};

/** One immutable version of a model. */
export type ModelVersion = {
  __typename?: 'ModelVersion';
  /** The aliases that name this version, by name. */
  aliases: Array<Scalars['String']['output']>;
  /** Whether the team has let it into production. */
  approval: Approval;
  /** What is known of the artifact. */
  artifact: Artifact;
  /** Where the artifact is, as in s3://bucket/key. */
  artifactUri: Scalars['String']['output'];
  /** When it was deleted. A deleted version is seen only where history names it, as in a deployment of long ago. */
  deletedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its newest deployment, or null. */
  deployment: Maybe<Deployment>;
  /** Where the version is to be served. */
  deploymentTarget: DeploymentTarget;
  /** The versions of your teams that name this one as their parent, ordered by model and version. */
  derivedVersions: ModelVersionConnection;
  /** What the model does, for people and for chat models that may call it. */
  description: Maybe<Scalars['String']['output']>;
  /** What the artifact was made with, as in tensorflow. */
  framework: Scalars['String']['output'];
  /** How it was trained, in the order it was registered. */
  hyperparameters: Array<Hyperparameter>;
  /** What it was made of. */
  lineage: VersionLineage;
  /** What was measured of it, in the order it was registered. */
  metrics: Array<ModelMetric>;
  /** Its model. */
  model: Model;
  /** What the model is, what it was made of and what it is good for, in markdown. */
  modelCard: Maybe<Scalars['String']['output']>;
  /** The id of its model. */
  modelId: Scalars['ID']['output'];
  /** When it was registered. */
  registeredAt: Scalars['DateTime']['output'];
  /** The user who registered it. */
  registeredBy: Scalars['ID']['output'];
  /** The deployment that serves it now, or null; another than `deployment` while a newer one is under way, or after that failed. */
  servingDeployment: Maybe<Deployment>;
  /** What it takes and gives, or null when that was not registered. */
  signature: Maybe<ModelSignature>;
  /** Where the version is in its life. */
  status: ModelVersionStatus;
  /** Free labels. */
  tags: Array<Tag>;
  /** What a client may ask of it. */
  task: ModelTask;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
  /** What the gateway has spent on completions that used this version. */
  usage: ModelUsage;
  /** The same day by day, the oldest first, today last. */
  usageByDay: Array<UsageOfDay>;
  /** The semantic version. */
  version: Scalars['String']['output'];
};


/** One immutable version of a model. */
export type ModelVersionDerivedVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** One immutable version of a model. */
export type ModelVersionUsageArgs = {
  window?: UsageWindow;
};


/** One immutable version of a model. */
export type ModelVersionUsageByDayArgs = {
  days?: Scalars['Int']['input'];
};

/** A page of versions. */
export type ModelVersionConnection = {
  __typename?: 'ModelVersionConnection';
  /** The versions. */
  nodes: Array<ModelVersion>;
  /** Where the page lies. */
  pageInfo: PageInfo;
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
  /** Ends an upload that is not wanted any more, and drops its parts. */
  abortArtifactUpload: AbortArtifactUploadPayload;
  /** Lets the team's completions have context from an MCP server. Needs the role MAINTAINER. It holds within seconds. */
  addMcpServer: AddMcpServerPayload;
  /** For ADMINs of the team: gives a user a role in the team. What a user reaches at all, the groups of their API key say. */
  addTeamMember: AddTeamMemberPayload;
  /** Takes a version out of use until it is restored: it cannot be deployed, and is the latest only when there is nothing else. CONFLICT while it is deployed or an alias names it. */
  archiveModelVersion: ArchiveModelVersionPayload;
  /** For CONTRIBUTORs of the team: ends a deployment that is under way. What serves goes on serving. */
  cancelDeployment: CancelDeploymentPayload;
  /** For deployers: takes a deployment's current attempt, with a lease that must be renewed by reports. */
  claimDeployment: ClaimDeploymentPayload;
  /** Makes one artifact of the uploaded parts and verifies its size and sha256. May be repeated; while it answers VERIFYING, it has to be. An artifact that is not what was announced is a VALIDATION_ERROR, and removed. */
  completeArtifactUpload: CompleteArtifactUploadPayload;
  /** Makes an API key, and shows its secret this once. For platform admins, and for ADMINs of all the teams it is to reach. */
  createApiKey: CreateApiKeyPayload;
  /** Begins the upload of an artifact into our bucket. Each part is PUT to its URL; then the upload is completed. */
  createArtifactUpload: CreateArtifactUploadPayload;
  /** For platform admins: makes a team. */
  createTeam: CreateTeamPayload;
  /** Sends the team's events to an address from now on. Needs the role MAINTAINER, as everything about webhooks does but reading. */
  createWebhook: CreateWebhookPayload;
  /** For MAINTAINERs of the team: approves or rejects a version, once. Teams may require approval before deploy, and may forbid that who registered a version decides on it. */
  decideApproval: DecideApprovalPayload;
  /** Removes an uploaded artifact. CONFLICT while a version that is not deleted names it. */
  deleteArtifact: DeleteArtifactPayload;
  /** For MAINTAINERs of the team: deletes a model with all its versions and aliases. It is out of every list at once; its id stays its team's, its version numbers stay used, and its audit trail can be read. Refused with CONFLICT while a version is deployed or being deployed. */
  deleteModel: DeleteModelPayload;
  /** Removes a version from lists, look-ups and statistics for good; its number is never used again. CONFLICT while it is deployed or an alias names it. A model goes with its last version; its id stays the team's. */
  deleteModelVersion: DeleteModelVersionPayload;
  /** Ends a webhook; what is on its way is not sent any more. */
  deleteWebhook: DeleteWebhookPayload;
  /** Asks for a version to be deployed, after others of the same model and target. Watch the progress with the subscription `deploymentStatusChanged`. */
  deployModel: DeployModelPayload;
  /** For MAINTAINERs of the model's team: lets another team see and use the model; up to 20 teams. */
  grantModelAccess: GrantModelAccessPayload;
  /** For deployers: renews the lease of a claimed attempt, and tells what to do next. */
  heartbeatDeployment: HeartbeatDeploymentPayload;
  /** For deployers: tells what they serve, every few seconds, and is told what they should. Where the two differ, deployments have `drift`. */
  reconcileDeployments: ReconcileDeploymentsPayload;
  /** Registers a new version of a model, and the model itself with its first version. The artifact is checked when its bucket is ours. */
  registerModel: RegisterModelPayload;
  /** Ends the use of an MCP server. Needs the role MAINTAINER. It holds within seconds; a default context that names the server goes on without it. */
  removeMcpServer: RemoveMcpServerPayload;
  /** Makes an alias of a model name nothing. Its history stays. */
  removeModelAlias: RemoveModelAliasPayload;
  /** For ADMINs of the team: ends a membership and takes the team out of all the user's API keys, everywhere within two seconds. A key that reaches nothing then is revoked. */
  removeTeamMember: RemoveTeamMemberPayload;
  /** Sends once more what was DELIVERED or DEAD, under the same delivery id and with all its attempts. */
  replayWebhookDelivery: ReplayWebhookDeliveryPayload;
  /** For deployers: reports progress or the outcome of a claimed attempt, and renews the lease. After DEPLOYED it moves the endpoint, or says with FAILED that it is gone. */
  reportDeployment: ReportDeploymentPayload;
  /** For deployers: says that what serves has stopped to answer, or answers again. The gateway sends it no requests meanwhile. */
  reportDeploymentHealth: ReportDeploymentHealthPayload;
  /** Brings an archived version back to the status it had before. */
  restoreModelVersion: RestoreModelVersionPayload;
  /** For CONTRIBUTORs of the team: deploys once more what FAILED, TIMED_OUT, was CANCELLED or ROLLED_BACK, in the same way. */
  retryDeployment: RetryDeploymentPayload;
  /** Ends a key: within two seconds it is refused everywhere, and streams opened with it are closed. */
  revokeApiKey: RevokeApiKeyPayload;
  /** For MAINTAINERs of the model's team: takes a grant back. The team sees and uses the model no more, at once; its open subscriptions to it end within a second. */
  revokeModelAccess: RevokeModelAccessPayload;
  /** For CONTRIBUTORs of the team: goes back to what served before. At once while that is kept warm or the deployment is still under way; else by deploying the version before it again. */
  rollbackDeployment: RollbackDeploymentPayload;
  /** Gives a key a new secret, and shows it this once. The secret before may stay good for a while. */
  rotateApiKey: RotateApiKeyPayload;
  /** For CONTRIBUTORs of the team: says with how many replicas a deployment serves, where the target can choose: EKS and LAMBDA. */
  scaleDeployment: ScaleDeploymentPayload;
  /** Sends the event "Webhook Tested" to one webhook, whatever its event types. */
  sendTestEvent: SendTestEventPayload;
  /** Sets what every completion of the team gets from MCP servers, in the place of what was set before. Needs the role MAINTAINER. It holds within seconds. */
  setDefaultContext: SetDefaultContextPayload;
  /** Makes an alias of a model name a version, whatever it named before. Of rivals each moves it in turn: the history has the one order in which they did. */
  setModelAlias: SetModelAliasPayload;
  /** For MAINTAINERs of the model's team: who sees and uses the model. Only its team ever changes it. */
  setModelVisibility: SetModelVisibilityPayload;
  /** For ADMINs of the team: gives a member another role. */
  setTeamRole: SetTeamRolePayload;
  /** For platform admins: sets what a team or an API key may use of the gateway, in the place of what was set before. It holds within seconds. */
  setUsageLimits: SetUsageLimitsPayload;
  /** For CONTRIBUTORs of the team: ends what serves, and what the registry deploys in its stead because it was missing. The version can be archived or deployed again then. */
  undeployModel: UndeployModelPayload;
  /** For ADMINs of the team: changes what the team has agreed on. */
  updateTeamPolicy: UpdateTeamPolicyPayload;
  /** Changes where to, or what. What is on its way goes to the new address. */
  updateWebhook: UpdateWebhookPayload;
};


/** What can be changed. */
export type MutationAbortArtifactUploadArgs = {
  input: AbortArtifactUploadInput;
};


/** What can be changed. */
export type MutationAddMcpServerArgs = {
  input: AddMcpServerInput;
};


/** What can be changed. */
export type MutationAddTeamMemberArgs = {
  input: AddTeamMemberInput;
};


/** What can be changed. */
export type MutationArchiveModelVersionArgs = {
  input: ArchiveModelVersionInput;
};


/** What can be changed. */
export type MutationCancelDeploymentArgs = {
  input: CancelDeploymentInput;
};


/** What can be changed. */
export type MutationClaimDeploymentArgs = {
  input: ClaimDeploymentInput;
};


/** What can be changed. */
export type MutationCompleteArtifactUploadArgs = {
  input: CompleteArtifactUploadInput;
};


/** What can be changed. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** What can be changed. */
export type MutationCreateArtifactUploadArgs = {
  input: CreateArtifactUploadInput;
};


/** What can be changed. */
export type MutationCreateTeamArgs = {
  input: CreateTeamInput;
};


/** What can be changed. */
export type MutationCreateWebhookArgs = {
  input: CreateWebhookInput;
};


/** What can be changed. */
export type MutationDecideApprovalArgs = {
  input: DecideApprovalInput;
};


/** What can be changed. */
export type MutationDeleteArtifactArgs = {
  input: DeleteArtifactInput;
};


/** What can be changed. */
export type MutationDeleteModelArgs = {
  input: DeleteModelInput;
};


/** What can be changed. */
export type MutationDeleteModelVersionArgs = {
  input: DeleteModelVersionInput;
};


/** What can be changed. */
export type MutationDeleteWebhookArgs = {
  input: DeleteWebhookInput;
};


/** What can be changed. */
export type MutationDeployModelArgs = {
  input: DeployModelInput;
};


/** What can be changed. */
export type MutationGrantModelAccessArgs = {
  input: GrantModelAccessInput;
};


/** What can be changed. */
export type MutationHeartbeatDeploymentArgs = {
  input: HeartbeatDeploymentInput;
};


/** What can be changed. */
export type MutationReconcileDeploymentsArgs = {
  input: ReconcileDeploymentsInput;
};


/** What can be changed. */
export type MutationRegisterModelArgs = {
  input: RegisterModelInput;
};


/** What can be changed. */
export type MutationRemoveMcpServerArgs = {
  input: RemoveMcpServerInput;
};


/** What can be changed. */
export type MutationRemoveModelAliasArgs = {
  input: RemoveModelAliasInput;
};


/** What can be changed. */
export type MutationRemoveTeamMemberArgs = {
  input: RemoveTeamMemberInput;
};


/** What can be changed. */
export type MutationReplayWebhookDeliveryArgs = {
  input: ReplayWebhookDeliveryInput;
};


/** What can be changed. */
export type MutationReportDeploymentArgs = {
  input: ReportDeploymentInput;
};


/** What can be changed. */
export type MutationReportDeploymentHealthArgs = {
  input: ReportDeploymentHealthInput;
};


/** What can be changed. */
export type MutationRestoreModelVersionArgs = {
  input: RestoreModelVersionInput;
};


/** What can be changed. */
export type MutationRetryDeploymentArgs = {
  input: RetryDeploymentInput;
};


/** What can be changed. */
export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


/** What can be changed. */
export type MutationRevokeModelAccessArgs = {
  input: RevokeModelAccessInput;
};


/** What can be changed. */
export type MutationRollbackDeploymentArgs = {
  input: RollbackDeploymentInput;
};


/** What can be changed. */
export type MutationRotateApiKeyArgs = {
  input: RotateApiKeyInput;
};


/** What can be changed. */
export type MutationScaleDeploymentArgs = {
  input: ScaleDeploymentInput;
};


/** What can be changed. */
export type MutationSendTestEventArgs = {
  input: SendTestEventInput;
};


/** What can be changed. */
export type MutationSetDefaultContextArgs = {
  input: SetDefaultContextInput;
};


/** What can be changed. */
export type MutationSetModelAliasArgs = {
  input: SetModelAliasInput;
};


/** What can be changed. */
export type MutationSetModelVisibilityArgs = {
  input: SetModelVisibilityInput;
};


/** What can be changed. */
export type MutationSetTeamRoleArgs = {
  input: SetTeamRoleInput;
};


/** What can be changed. */
export type MutationSetUsageLimitsArgs = {
  input: SetUsageLimitsInput;
};


/** What can be changed. */
export type MutationUndeployModelArgs = {
  input: UndeployModelInput;
};


/** What can be changed. */
export type MutationUpdateTeamPolicyArgs = {
  input: UpdateTeamPolicyInput;
};


/** What can be changed. */
export type MutationUpdateWebhookArgs = {
  input: UpdateWebhookInput;
};

/** How many there are of a name. */
export type NamedCount = {
  __typename?: 'NamedCount';
  /** How many; never 0. */
  count: Scalars['Int']['output'];
  /** What is counted. */
  name: Scalars['String']['output'];
};

/** Where a page lies in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Pass it as `after` to get the next page; null for an empty page. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more follow. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether more come before. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Pass it as `before` to get the previous page; null for an empty page. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** The version that another one was made from. */
export type ParentVersionInput = {
  /** The id of its model. */
  modelId: Scalars['ID']['input'];
  /** Its semantic version. */
  version: Scalars['String']['input'];
};

/** An argument of a prompt. */
export type PromptArgument = {
  __typename?: 'PromptArgument';
  /** Its name. */
  name: Scalars['String']['output'];
  /** Its value. */
  value: Scalars['String']['output'];
};

/** An argument of a prompt. */
export type PromptArgumentInput = {
  /** Its name. */
  name: Scalars['String']['input'];
  /** Its value. */
  value: Scalars['String']['input'];
};

/** What can be read. */
export type Query = {
  __typename?: 'Query';
  /** API keys, the newest first: all for platform admins, else those that reach a team the caller is ADMIN of. */
  apiKeys: ApiKeyConnection;
  /** An upload by id, or null when there is none that the caller may see. Asked again, it lists what storage already has, with fresh URLs for the rest. */
  artifactUpload: Maybe<ArtifactUpload>;
  /** Who did what to a model, when and why, the newest first; also for a model whose versions have all been deleted. Null for a model that the caller may not see. */
  auditTrail: Maybe<AuditConnection>;
  /** A deployment by id, or null when there is none that the caller may see. */
  deployment: Maybe<Deployment>;
  /** Deployments of the models of the caller's teams, newest first. */
  deployments: DeploymentConnection;
  /** What completions of the gateway have cost, whatever they used; null for what the caller may not know: teams and keys that are not theirs, and, unless they are platform admins, providers and models. */
  gatewayUsage: Maybe<GatewayUsage>;
  /** The MCP servers that a team has added for its completions, by name; none when the caller does not belong to it. */
  mcpServers: Array<McpServer>;
  /** A model by id, or null when there is none that the caller may see. */
  model: Maybe<Model>;
  /** The models the caller may see. */
  models: ModelConnection;
  /** Whether the registry and what it depends on work. */
  registryHealth: ServiceHealth;
  /** Counts over every model version of the caller's teams. */
  registryStatistics: RegistryStatistics;
  /** The statistics of the caller's teams at the end of each day, in UTC, the oldest first; the last entry is today, so far. */
  registryStatisticsHistory: Array<StatisticsOfDay>;
  /** A team by id, or null when there is none that the caller belongs to. */
  team: Maybe<Team>;
  /** For platform admins: what each team has of MCP servers, by team. */
  teamMcpServers: TeamMcpServersConnection;
  /** What the gateway has spent on completions that used a team's models; null for a team that the caller does not belong to. */
  teamUsage: Maybe<TeamUsage>;
  /** The caller's teams, or all teams for platform admins, ordered by id. */
  teams: TeamConnection;
  /** The models of the caller's teams that most completions have used, the most used first. Models that were not used are left out. */
  topModels: Array<UsedModel>;
  /** For platform admins: the limits that were set for teams and API keys, by whom they are for. */
  usageLimits: UsageLimitsConnection;
  /** Who the caller is to this platform. */
  viewer: Viewer;
  /** A webhook by id, or null when there is none that the caller may see. */
  webhook: Maybe<Webhook>;
  /** The webhooks of a team, the oldest first; none when the caller does not belong to it. */
  webhooks: WebhookConnection;
};


/** What can be read. */
export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be read. */
export type QueryArtifactUploadArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  modelId: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryDeploymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeploymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryGatewayUsageArgs = {
  by: GatewayUsageDimension;
  name: Scalars['String']['input'];
};


/** What can be read. */
export type QueryMcpServersArgs = {
  teamId: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryModelArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ModelSort>;
};


/** What can be read. */
export type QueryRegistryStatisticsHistoryArgs = {
  days?: Scalars['Int']['input'];
};


/** What can be read. */
export type QueryTeamArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryTeamMcpServersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be read. */
export type QueryTeamUsageArgs = {
  teamId: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryTopModelsArgs = {
  first?: Scalars['Int']['input'];
  window?: UsageWindow;
};


/** What can be read. */
export type QueryUsageLimitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryWebhookArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryWebhooksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  teamId: Scalars['ID']['input'];
};

/** What a deployer serves. */
export type ReconcileDeploymentsInput = {
  /** The deployer's own name, as in its claims. */
  deployerId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** All that it serves; 1000 at most. */
  serving: Array<ServedDeploymentInput>;
};

/** What a deployer should serve. */
export type ReconcileDeploymentsPayload = {
  __typename?: 'ReconcileDeploymentsPayload';
  /** What to do with each that it serves, in their order. */
  instructions: Array<ServingInstruction>;
  /** What it should serve and does not. */
  missing: Array<Deployment>;
};

/** A version to register. */
export type RegisterModelInput = {
  /** Where the artifact is, as in s3://bucket/key; for EXTERNAL the endpoint, as in https://host/v1 (OpenAI-compatible) or https://host/v2/models/name (Open Inference Protocol v2). */
  artifactUri: Scalars['String']['input'];
  /** Where the version is to be served. */
  deploymentTarget: DeploymentTarget;
  /** Up to 4096 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** What the artifact was made with: 1 to 32 lower-case characters, as in scikit-learn. */
  framework: Scalars['String']['input'];
  /** Up to 200, each name once, 64 KiB as JSON in all. */
  hyperparameters?: InputMaybe<Array<HyperparameterInput>>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the version was made of; up to 64 KiB as JSON. */
  lineage?: InputMaybe<VersionLineageInput>;
  /** Up to 200, each name once, 64 KiB as JSON in all. */
  metrics?: InputMaybe<Array<ModelMetricInput>>;
  /** Markdown of up to 64 KiB. */
  modelCard?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 64 characters: lower-case letters, digits and hyphens. */
  modelId: Scalars['ID']['input'];
  /** What the version takes and gives; up to 64 KiB as JSON. */
  signature?: InputMaybe<ModelSignatureInput>;
  /** Up to 50 labels. */
  tags?: InputMaybe<Array<TagInput>>;
  /** What a client may ask of it. */
  task?: InputMaybe<ModelTask>;
  /** The team that will own it; the caller must belong to it. */
  teamId: Scalars['ID']['input'];
  /** A semantic version, as in 1.0.0 or 2.0.0-beta.1. */
  version: Scalars['String']['input'];
};

/** The registered version. */
export type RegisterModelPayload = {
  __typename?: 'RegisterModelPayload';
  /** As it was stored. */
  modelVersion: ModelVersion;
};

/** Counts over the versions of the caller's teams. */
export type RegistryStatistics = {
  __typename?: 'RegistryStatistics';
  /** Versions by deployment target, the most frequent first. */
  byDeploymentTarget: Array<NamedCount>;
  /** Versions by framework, the most frequent first. */
  byFramework: Array<NamedCount>;
  /** Versions by status, the most frequent first. */
  byStatus: Array<NamedCount>;
  /** Versions by team, the most frequent first. */
  byTeam: Array<NamedCount>;
  /** Models with at least one version. */
  totalModels: Scalars['Int']['output'];
  /** Versions of all models. */
  totalVersions: Scalars['Int']['output'];
};

/** The server to remove. */
export type RemoveMcpServerInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The server's name. */
  name: Scalars['String']['input'];
  /** The team. */
  teamId: Scalars['ID']['input'];
};

/** The server that is no more. */
export type RemoveMcpServerPayload = {
  __typename?: 'RemoveMcpServerPayload';
  /** The server's name. */
  name: Scalars['String']['output'];
  /** The team. */
  teamId: Scalars['ID']['output'];
};

/** Which alias is to name nothing. */
export type RemoveModelAliasInput = {
  /** The alias, as in champion. */
  alias: Scalars['String']['input'];
  /** The version it must name now; when it names another, nothing is removed and the answer is CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** The removal. */
export type RemoveModelAliasPayload = {
  __typename?: 'RemoveModelAliasPayload';
  /** The removal as the history has it. */
  move: AliasMove;
};

/** A user to remove. */
export type RemoveTeamMemberInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The team. */
  teamId: Scalars['ID']['input'];
  /** The user: a member, or one whose API keys name the team. */
  userId: Scalars['ID']['input'];
};

/** The team without the user. */
export type RemoveTeamMemberPayload = {
  __typename?: 'RemoveTeamMemberPayload';
  /** As it now stands. */
  team: Team;
};

/** Which delivery is sent again. */
export type ReplayWebhookDeliveryInput = {
  /** The delivery; not one that is still PENDING. */
  deliveryId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing sent. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The delivery that is under way again. */
export type ReplayWebhookDeliveryPayload = {
  __typename?: 'ReplayWebhookDeliveryPayload';
  /** As it was stored: PENDING. */
  delivery: WebhookDelivery;
};

/** What a deployer has seen of what it serves. */
export type ReportDeploymentHealthInput = {
  /** The attempt that has made it serve. */
  attempt: Scalars['Int']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** From the claim. */
  fencingToken: Scalars['String']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What was seen, in words; up to 1024 characters. */
  message: Scalars['String']['input'];
  /** What the health checks say. */
  status: DeploymentHealthStatus;
};

/** The deployment after the report. */
export type ReportDeploymentHealthPayload = {
  __typename?: 'ReportDeploymentHealthPayload';
  /** As it now stands. */
  deployment: Deployment;
};

/** What a deployer reports. */
export type ReportDeploymentInput = {
  /** The attempt the report is about. */
  attempt: Scalars['Int']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** Where the model answers; required with DEPLOYED, and in phase SHIFTING for the registry to send traffic there. */
  endpoint?: InputMaybe<Scalars['String']['input']>;
  /** From the claim. */
  fencingToken: Scalars['String']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What happens, in words; up to 1024 characters. */
  message: Scalars['String']['input'];
  /** The phase reached; DONE comes with `status`. */
  phase: DeploymentPhase;
  /** 0 to 100; never falls within an attempt. */
  progressPercent: Scalars['Int']['input'];
  /** Why it failed; required with FAILED. */
  reason?: InputMaybe<DeploymentFailureReason>;
  /** DEPLOYED or FAILED, with phase DONE. */
  status?: InputMaybe<DeploymentStatus>;
  /** With phase SHIFTING: the share of the traffic that was moved, as the directive SHIFT has asked. */
  trafficPercent?: InputMaybe<Scalars['Int']['input']>;
};

/** The deployment after the report. */
export type ReportDeploymentPayload = {
  __typename?: 'ReportDeploymentPayload';
  /** As it now stands. */
  deployment: Deployment;
  /** What to do next. */
  directive: DeploymentDirective;
  /** When the lease ends unless a report renews it; null once the deployment is done. */
  leaseExpiresAt: Maybe<Scalars['DateTime']['output']>;
};

/** Which version to restore. */
export type RestoreModelVersionInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; 1 to 1024 characters, for the audit trail. */
  reason: Scalars['String']['input'];
  /** The version. */
  version: Scalars['String']['input'];
};

/** The restored version. */
export type RestoreModelVersionPayload = {
  __typename?: 'RestoreModelVersionPayload';
  /** As it now stands. */
  modelVersion: ModelVersion;
};

/** A deployment to try again. */
export type RetryDeploymentInput = {
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The deployment that has begun. */
export type RetryDeploymentPayload = {
  __typename?: 'RetryDeploymentPayload';
  /** A new one, of the same version. */
  deployment: Deployment;
};

/** A key to revoke. */
export type RevokeApiKeyInput = {
  /** The key's id. */
  id: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** The key that is good for nothing any more. */
export type RevokeApiKeyPayload = {
  __typename?: 'RevokeApiKeyPayload';
  /** As it now stands. */
  apiKey: ApiKey;
};

/** A team to let in no more. */
export type RevokeModelAccessInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The team. */
  teamId: Scalars['ID']['input'];
};

/** A model as its sharing has left it. */
export type RevokeModelAccessPayload = {
  __typename?: 'RevokeModelAccessPayload';
  /** As it now is. */
  model: Model;
};

/** A deployment to go back from. */
export type RollbackDeploymentInput = {
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** A rollback, done or begun. */
export type RollbackDeploymentPayload = {
  __typename?: 'RollbackDeploymentPayload';
  /** What was rolled back: ROLLED_BACK, or still DEPLOYED until `serves` is. */
  deployment: Deployment;
  /** What serves instead: DEPLOYED, or DEPLOYING when it has to be deployed again. Null when nothing served before. */
  serves: Maybe<Deployment>;
};

/** A key to give a new secret. */
export type RotateApiKeyInput = {
  /** When the key ends from now on; unchanged when absent. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The key's id. */
  id: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same API key, nothing written, and no secret. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How long the secret before stays good, 0 to 604800 (a week); 0 when absent. */
  overlapSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** The key with its new secret. */
export type RotateApiKeyPayload = {
  __typename?: 'RotateApiKeyPayload';
  /** As it now stands. */
  apiKey: ApiKey;
  /** What to send as `X-API-Key`. It is shown this once: null in the answer to a repeated idempotency key. */
  secret: Maybe<Scalars['String']['output']>;
};

/** A deployment to scale. */
export type ScaleDeploymentInput = {
  /** The deployment; it must serve. */
  deploymentId: Scalars['ID']['input'];
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** How many, 1 to 100. */
  replicas: Scalars['Int']['input'];
};

/** A deployment that was scaled. */
export type ScaleDeploymentPayload = {
  __typename?: 'ScaleDeploymentPayload';
  /** With its `replicas`; its deployer sees to it within seconds, and `drift` tells when it could not. */
  deployment: Deployment;
};

/** Which webhook is tried. */
export type SendTestEventInput = {
  /** The same key and input again within 24 hours: the same answer, nothing sent. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The webhook. */
  webhookId: Scalars['ID']['input'];
};

/** The test that is on its way. */
export type SendTestEventPayload = {
  __typename?: 'SendTestEventPayload';
  /** The delivery it will be, in a moment, among the webhook's deliveries. */
  deliveryId: Scalars['ID']['output'];
};

/** A deployment that a deployer serves. */
export type ServedDeploymentInput = {
  /** The attempt that has led to it. */
  attempt: Scalars['Int']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** Where it answers. */
  endpoint: Scalars['String']['input'];
  /** Why it does not serve with as many replicas as it should, when that was tried; up to 1024 characters. */
  scalingFault?: InputMaybe<Scalars['String']['input']>;
};

/** The health of a service and of what it depends on. */
export type ServiceHealth = {
  __typename?: 'ServiceHealth';
  /** What the service depends on. */
  dependencies: Array<DependencyHealth>;
  /** The worst that matters of its dependencies. */
  status: HealthStatus;
};

/** What to do with a deployment that is served. */
export type ServingAction =
  /** Stop and remove it: it was ended, or is not known. */
  | 'END'
  /** It is as it should be. */
  | 'KEEP'
  /** Report where it answers: the registry has another endpoint. */
  | 'REPORT';

/** What to do with a deployment that is served. */
export type ServingInstruction = {
  __typename?: 'ServingInstruction';
  /** The action. */
  action: ServingAction;
  /** The deployment. */
  deploymentId: Scalars['ID']['output'];
  /** With how many replicas it is to serve; null while nobody has said. */
  replicas: Maybe<Scalars['Int']['output']>;
  /** The share of the traffic it should have, 0 to 100; null when it is to end. */
  trafficPercent: Maybe<Scalars['Int']['output']>;
};

/** What every completion of a team gets. */
export type SetDefaultContextInput = {
  /** What each completion gets; nothing when absent. */
  context?: InputMaybe<DefaultContextInput>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The team. */
  teamId: Scalars['ID']['input'];
};

/** What the team's completions get from now on. */
export type SetDefaultContextPayload = {
  __typename?: 'SetDefaultContextPayload';
  /** As it was stored; null when nothing. */
  defaultContext: Maybe<DefaultContext>;
};

/** What an alias is to name. */
export type SetModelAliasInput = {
  /** 1 to 64 characters: lower-case letters, digits and hyphens. Not `latest`: that is what `latestVersion` tells. */
  alias: Scalars['String']['input'];
  /** The version it must name now; when it names another, nothing is moved and the answer is CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The version it is to name; one that is not archived. */
  version: Scalars['String']['input'];
};

/** The alias after the move. */
export type SetModelAliasPayload = {
  __typename?: 'SetModelAliasPayload';
  /** What it names now. */
  alias: ModelAlias;
  /** This move as the history has it; of an alias that named the version before, its last one. */
  move: AliasMove;
};

/** Whom a model is for. */
export type SetModelVisibilityInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters, for the audit trail. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Who sees and uses it. */
  visibility: ModelVisibility;
};

/** A model as its sharing has left it. */
export type SetModelVisibilityPayload = {
  __typename?: 'SetModelVisibilityPayload';
  /** As it now is. */
  model: Model;
};

/** A member's other role. */
export type SetTeamRoleInput = {
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What they may do from now on. */
  role: TeamRole;
  /** The team. */
  teamId: Scalars['ID']['input'];
  /** The member. */
  userId: Scalars['ID']['input'];
};

/** The member after the change. */
export type SetTeamRolePayload = {
  __typename?: 'SetTeamRolePayload';
  /** As they now stand. */
  member: TeamMember;
};

/** Limits to set. What is left out is not limited; for a key, as its tier is. */
export type SetUsageLimitsInput = {
  /** The API key's id; give either this or the team. */
  apiKeyId?: InputMaybe<Scalars['ID']['input']>;
  /** Streams at once, 0 to 1,000,000,000. */
  concurrentStreams?: InputMaybe<Scalars['Int']['input']>;
  /** US dollars a day, in UTC, as in "12.50"; at most a million, with up to nine decimals. */
  dailyBudgetUsd?: InputMaybe<Scalars['Decimal']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** US dollars a calendar month, in UTC, as in "250". */
  monthlyBudgetUsd?: InputMaybe<Scalars['Decimal']['input']>;
  /** Requests within any sixty seconds, 0 to 1,000,000,000. */
  requestsPerMinute?: InputMaybe<Scalars['Int']['input']>;
  /** The team; give either this or the key. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
  /** Tokens, sent and received, within any sixty seconds, 0 to 1,000,000,000. */
  tokensPerMinute?: InputMaybe<Scalars['Int']['input']>;
};

/** The limits that hold now. */
export type SetUsageLimitsPayload = {
  __typename?: 'SetUsageLimitsPayload';
  /** As they now stand. */
  limits: UsageLimits;
};

/** Which end of an order comes first. */
export type SortDirection =
  /** The lowest, or the oldest. */
  | 'ASC'
  /** The highest, or the newest. */
  | 'DESC';

/** The statistics as they were at the end of a day. */
export type StatisticsOfDay = {
  __typename?: 'StatisticsOfDay';
  /** The day in UTC, as in 2026-01-31. */
  day: Scalars['String']['output'];
  /** The counts. */
  statistics: RegistryStatistics;
};

/** What can be watched. */
export type Subscription = {
  __typename?: 'Subscription';
  /** The last lines that a deployment's model servers have written, then each as it comes, some at a time. Completes when the deployment has ended. Who reads too slowly misses lines, and is told how many. */
  deploymentLogs: DeploymentLogEvent;
  /** The current status first, then every change in order. Ask for one deployment, one model or one team; the stream of one deployment completes when it ends. */
  deploymentStatusChanged: DeploymentStatusEvent;
};


/** What can be watched. */
export type SubscriptionDeploymentLogsArgs = {
  deploymentId: Scalars['ID']['input'];
};


/** What can be watched. */
export type SubscriptionDeploymentStatusChangedArgs = {
  afterSequence?: InputMaybe<Scalars['Int']['input']>;
  deploymentId?: InputMaybe<Scalars['ID']['input']>;
  modelId?: InputMaybe<Scalars['ID']['input']>;
  resumeAfter?: InputMaybe<Array<DeploymentPositionInput>>;
  teamId?: InputMaybe<Scalars['ID']['input']>;
};

/** A free label of a model version. */
export type Tag = {
  __typename?: 'Tag';
  /** The label's name. */
  key: Scalars['String']['output'];
  /** The label's value. */
  value: Scalars['String']['output'];
};

/** A free label. */
export type TagInput = {
  /** 1 to 64 characters. */
  key: Scalars['String']['input'];
  /** Up to 256 characters. */
  value: Scalars['String']['input'];
};

/** A team owns models, and agrees on how they reach production. */
export type Team = {
  __typename?: 'Team';
  /** Who did what to the team, its members and the API keys that reach it, the newest first. */
  auditTrail: AuditConnection;
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** What every completion of the team gets from MCP servers, beside what the operator has set; null when nothing. */
  defaultContext: Maybe<DefaultContext>;
  /** What the team is for. */
  description: Maybe<Scalars['String']['output']>;
  /** Chosen when it was made. */
  id: Scalars['ID']['output'];
  /** What its members may use of the gateway together; null when that was never set. */
  limits: Maybe<UsageLimits>;
  /** Users with a role, ordered by user id. */
  members: TeamMemberConnection;
  /** What the team has agreed on. */
  policy: TeamPolicy;
  /** What the caller may do in it. */
  viewerRole: TeamRole;
};


/** A team owns models, and agrees on how they reach production. */
export type TeamAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A team owns models, and agrees on how they reach production. */
export type TeamMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of teams. */
export type TeamConnection = {
  __typename?: 'TeamConnection';
  /** The teams. */
  nodes: Array<Team>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** What a team has of MCP servers. */
export type TeamMcpServers = {
  __typename?: 'TeamMcpServers';
  /** What its completions get; null when nothing was set. */
  defaultContext: Maybe<DefaultContext>;
  /** Rises with every change. */
  revision: Scalars['Int']['output'];
  /** Its servers, by name. */
  servers: Array<McpServer>;
  /** The team. */
  teamId: Scalars['ID']['output'];
};

/** A page of what teams have of MCP servers. */
export type TeamMcpServersConnection = {
  __typename?: 'TeamMcpServersConnection';
  /** Each team's. */
  nodes: Array<TeamMcpServers>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** A user's role in a team. */
export type TeamMember = {
  __typename?: 'TeamMember';
  /** Who made them one. */
  addedBy: Scalars['ID']['output'];
  /** What the user may do. */
  role: TeamRole;
  /** When the user became a member. */
  since: Scalars['DateTime']['output'];
  /** The team. */
  teamId: Scalars['ID']['output'];
  /** The user. */
  userId: Scalars['ID']['output'];
};

/** A page of members. */
export type TeamMemberConnection = {
  __typename?: 'TeamMemberConnection';
  /** The members. */
  nodes: Array<TeamMember>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** What a team has agreed on. */
export type TeamPolicy = {
  __typename?: 'TeamPolicy';
  /** Only versions that are APPROVED may be deployed. */
  approvalRequiredBeforeDeploy: Scalars['Boolean']['output'];
  /** Aliases of the team's models that only MAINTAINERs move. */
  protectedAliases: Array<Scalars['String']['output']>;
  /** Who registered a version may not decide on it. */
  selfApprovalForbidden: Scalars['Boolean']['output'];
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

/** What was spent on completions that used a team's models. */
export type TeamUsage = {
  __typename?: 'TeamUsage';
  /** The team that owns the models. */
  teamId: Scalars['ID']['output'];
  /** The sum. */
  usage: ModelUsage;
  /** Day by day, the oldest first, today last. */
  usageByDay: Array<UsageOfDay>;
};


/** What was spent on completions that used a team's models. */
export type TeamUsageUsageArgs = {
  window?: UsageWindow;
};


/** What was spent on completions that used a team's models. */
export type TeamUsageUsageByDayArgs = {
  days?: Scalars['Int']['input'];
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

/** One tensor, in the terms of the Open Inference Protocol v2. */
export type TensorSpec = {
  __typename?: 'TensorSpec';
  /** The type of its elements. */
  datatype: TensorDatatype;
  /** The tensor's name. */
  name: Scalars['String']['output'];
  /** Its dimensions, the outermost first; -1 for one that varies. A scalar has none. */
  shape: Array<Scalars['Int']['output']>;
};

/** One tensor. */
export type TensorSpecInput = {
  /** The type of its elements. */
  datatype: TensorDatatype;
  /** 1 to 250 characters. */
  name: Scalars['String']['input'];
  /** Up to 16 dimensions, the outermost first: at least 1 each, or -1 for one that varies. */
  shape: Array<Scalars['Int']['input']>;
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

/** What to end. */
export type UndeployModelInput = {
  /** An alias of the version. */
  alias?: InputMaybe<Scalars['String']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** Why; up to 1024 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** The version; the one that serves when there is neither a version nor an alias. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** The deployment that was ended. */
export type UndeployModelPayload = {
  __typename?: 'UndeployModelPayload';
  /** As it now stands: UNDEPLOYED. */
  deployment: Deployment;
};

/** What changes of a team's policy; what is absent stays. */
export type UpdateTeamPolicyInput = {
  /** Only versions that are APPROVED may be deployed. */
  approvalRequiredBeforeDeploy?: InputMaybe<Scalars['Boolean']['input']>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** All the aliases that only MAINTAINERs move; up to 20. */
  protectedAliases?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Who registered a version may not decide on it. */
  selfApprovalForbidden?: InputMaybe<Scalars['Boolean']['input']>;
  /** The team. */
  teamId: Scalars['ID']['input'];
};

/** The team after the change. */
export type UpdateTeamPolicyPayload = {
  __typename?: 'UpdateTeamPolicyPayload';
  /** As it now stands. */
  team: Team;
};

/** What changes of a webhook. */
export type UpdateWebhookInput = {
  /** When given, which events from now on. */
  eventTypes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** When given, where to from now on. */
  url?: InputMaybe<Scalars['String']['input']>;
  /** Which webhook. */
  webhookId: Scalars['ID']['input'];
};

/** The changed webhook. */
export type UpdateWebhookPayload = {
  __typename?: 'UpdateWebhookPayload';
  /** As it was stored. */
  webhook: Webhook;
};

/** What a team or an API key may use of the gateway. A team's is not limited where there is null; a key's is limited as its tier is. */
export type UsageLimits = {
  __typename?: 'UsageLimits';
  /** The API key they are for; null when they are for a team. */
  apiKeyId: Maybe<Scalars['ID']['output']>;
  /** When they were set. */
  changedAt: Scalars['DateTime']['output'];
  /** Who set them. */
  changedBy: Scalars['ID']['output'];
  /** Streams at once. */
  concurrentStreams: Maybe<Scalars['Int']['output']>;
  /** US dollars a day, in UTC. */
  dailyBudgetUsd: Maybe<Scalars['Decimal']['output']>;
  /** US dollars a calendar month, in UTC. */
  monthlyBudgetUsd: Maybe<Scalars['Decimal']['output']>;
  /** Requests within any sixty seconds. */
  requestsPerMinute: Maybe<Scalars['Int']['output']>;
  /** Rises with every change. */
  revision: Scalars['Int']['output'];
  /** The team they are for; null when they are for a key. */
  teamId: Maybe<Scalars['ID']['output']>;
  /** Tokens, sent and received, within any sixty seconds. */
  tokensPerMinute: Maybe<Scalars['Int']['output']>;
};

/** A page of limits. */
export type UsageLimitsConnection = {
  __typename?: 'UsageLimitsConnection';
  /** The limits. */
  nodes: Array<UsageLimits>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** What was spent in one day. */
export type UsageOfDay = {
  __typename?: 'UsageOfDay';
  /** The day in UTC, as in 2026-01-31. */
  day: Scalars['String']['output'];
  /** The sum. */
  usage: ModelUsage;
};

/** How far back usage is counted. */
export type UsageWindow =
  /** The current hour and the 23 before. */
  | 'LAST_24_HOURS'
  /** Today and the 29 days before, in UTC. */
  | 'LAST_30_DAYS'
  /** The current hour and the one before. */
  | 'LAST_HOUR';

/** A model and how much it was used. */
export type UsedModel = {
  __typename?: 'UsedModel';
  /** The model. */
  model: Model;
  /** The sum over the window. */
  usage: ModelUsage;
};

/** What a model version was made of. Together with `derivedVersions` it is a graph without cycles: a parent exists before its children, and neither ever changes. */
export type VersionLineage = {
  __typename?: 'VersionLineage';
  /** What it was trained on. */
  datasets: Array<Dataset>;
  /** The commit of the code that made it, in lower-case hexadecimal. */
  gitCommit: Maybe<Scalars['String']['output']>;
  /** The version it was made from; null when there is none that the caller may see. */
  parent: Maybe<ModelVersion>;
  /** The training run that made it, as the training system names it. */
  trainingRun: Maybe<Scalars['String']['output']>;
};

/** What a version was made of. */
export type VersionLineageInput = {
  /** Up to 100. */
  datasets?: InputMaybe<Array<DatasetInput>>;
  /** 7 to 64 lower-case hexadecimal digits. */
  gitCommit?: InputMaybe<Scalars['String']['input']>;
  /** A registered version that the caller may see; its model may belong to another team. */
  parent?: InputMaybe<ParentVersionInput>;
  /** Up to 1024 characters. */
  trainingRun?: InputMaybe<Scalars['String']['input']>;
};

/** Who calls. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The groups of the user: teams, and `admin`. */
  groups: Array<Scalars['String']['output']>;
  /** What the key's limits are taken from. */
  tier: Tier;
  /** The user the API key belongs to. */
  userId: Scalars['ID']['output'];
};

/** An address that a team's events are posted to, as JSON: `{ deliveryId, type, detail }`, where `detail` meets the type's schema in `schema/events/`. The header `X-Modelgraph-Signature: t=<epoch seconds>,v1=<hex>` is the HMAC-SHA256 of `<t>.<body>` under the signing secret. Any 2xx within 5 seconds is a success; redirects are not followed; everything else is tried again, ever later. Events come at least once and in no order: drop a `deliveryId` you have seen. */
export type Webhook = {
  __typename?: 'Webhook';
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** The user who made it. */
  createdBy: Scalars['ID']['output'];
  /** What was sent, or is to be, in the last 30 days; the newest event first. */
  deliveries: WebhookDeliveryConnection;
  /** Which events are sent, as in "Model Registered". */
  eventTypes: Array<Scalars['String']['output']>;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** The team whose events are sent. */
  teamId: Scalars['ID']['output'];
  /** Where they are sent to. */
  url: Scalars['String']['output'];
};


/** An address that a team's events are posted to, as JSON: `{ deliveryId, type, detail }`, where `detail` meets the type's schema in `schema/events/`. The header `X-Modelgraph-Signature: t=<epoch seconds>,v1=<hex>` is the HMAC-SHA256 of `<t>.<body>` under the signing secret. Any 2xx within 5 seconds is a success; redirects are not followed; everything else is tried again, ever later. Events come at least once and in no order: drop a `deliveryId` you have seen. */
export type WebhookDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<WebhookDeliveryStatus>;
};

/** A page of webhooks. */
export type WebhookConnection = {
  __typename?: 'WebhookConnection';
  /** The webhooks. */
  nodes: Array<Webhook>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** One event on its way to one webhook. */
export type WebhookDelivery = {
  __typename?: 'WebhookDelivery';
  /** How often it was tried since it was made, or replayed. */
  attempts: Scalars['Int']['output'];
  /** When the event came. */
  createdAt: Scalars['DateTime']['output'];
  /** When the receiver took it. */
  deliveredAt: Maybe<Scalars['DateTime']['output']>;
  /** The event's id. */
  eventId: Scalars['ID']['output'];
  /** The event's type. */
  eventType: Scalars['String']['output'];
  /** Why the last attempt failed; null when it did not. */
  failure: Maybe<Scalars['String']['output']>;
  /** The header X-Modelgraph-Delivery; the same at every attempt. */
  id: Scalars['ID']['output'];
  /** When it was tried last. */
  lastAttemptAt: Maybe<Scalars['DateTime']['output']>;
  /** When it will be tried again. */
  nextAttemptAt: Maybe<Scalars['DateTime']['output']>;
  /** The JSON that is sent. */
  payload: Scalars['String']['output'];
  /** The HTTP status of the last answer; null when there was none. */
  responseStatus: Maybe<Scalars['Int']['output']>;
  /** Where it stands. */
  status: WebhookDeliveryStatus;
};

/** A page of deliveries. */
export type WebhookDeliveryConnection = {
  __typename?: 'WebhookDeliveryConnection';
  /** The deliveries. */
  nodes: Array<WebhookDelivery>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** Where a delivery stands. */
export type WebhookDeliveryStatus =
  /** Given up after the last attempt; it can be replayed. */
  | 'DEAD'
  /** The receiver has answered 2xx. */
  | 'DELIVERED'
  /** To be sent, for the first time or again. */
  | 'PENDING';



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
  Deployment: Deployment;
  Model: Model;
  ModelVersion: ModelVersion;
  Team: Team;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Deployment:
    ( { __typename: 'Deployment' }
    & GraphQLRecursivePick<FederationTypes['Deployment'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"modelId":true,"version":true}> );
  Team:
    ( { __typename: 'Team' }
    & GraphQLRecursivePick<FederationTypes['Team'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AbortArtifactUploadInput: AbortArtifactUploadInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AbortArtifactUploadPayload: ResolverTypeWrapper<Omit<AbortArtifactUploadPayload, 'upload'> & { upload: ResolversTypes['ArtifactUpload'] }>;
  AddMcpServerInput: AddMcpServerInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AddMcpServerPayload: ResolverTypeWrapper<Omit<AddMcpServerPayload, 'server'> & { server: ResolversTypes['McpServer'] }>;
  AddTeamMemberInput: AddTeamMemberInput;
  AddTeamMemberPayload: ResolverTypeWrapper<Omit<AddTeamMemberPayload, 'member'> & { member: ResolversTypes['TeamMember'] }>;
  AliasMove: ResolverTypeWrapper<AliasRecord>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AliasMoveConnection: ResolverTypeWrapper<Omit<AliasMoveConnection, 'nodes'> & { nodes: Array<ResolversTypes['AliasMove']> }>;
  ApiKey: ResolverTypeWrapper<KnownApiKeyRecord>;
  ApiKeyConnection: ResolverTypeWrapper<Omit<ApiKeyConnection, 'nodes'> & { nodes: Array<ResolversTypes['ApiKey']> }>;
  Approval: ResolverTypeWrapper<Approval>;
  ApprovalDecision: ApprovalDecision;
  ApprovalStatus: ApprovalStatus;
  ArchiveModelVersionInput: ArchiveModelVersionInput;
  ArchiveModelVersionPayload: ResolverTypeWrapper<Omit<ArchiveModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  Artifact: ResolverTypeWrapper<ArtifactOfVersionRecord>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ArtifactPart: ResolverTypeWrapper<PartToUploadRecord>;
  ArtifactUpload: ResolverTypeWrapper<ArtifactUploadRecord>;
  ArtifactUploadStatus: ArtifactUploadStatus;
  ArtifactVerification: ArtifactVerification;
  AuditConnection: ResolverTypeWrapper<Omit<AuditConnection, 'nodes'> & { nodes: Array<ResolversTypes['AuditEntry']> }>;
  AuditEntry: ResolverTypeWrapper<RecordedAuditEntryRecord>;
  CanaryAbortBounds: ResolverTypeWrapper<CanaryAbortBounds>;
  CanaryAbortBoundsInput: CanaryAbortBoundsInput;
  CanaryStep: ResolverTypeWrapper<CanaryStep>;
  CanaryStepInput: CanaryStepInput;
  CancelDeploymentInput: CancelDeploymentInput;
  CancelDeploymentPayload: ResolverTypeWrapper<Omit<CancelDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  ClaimDeploymentInput: ClaimDeploymentInput;
  ClaimDeploymentPayload: ResolverTypeWrapper<Omit<ClaimDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  CompleteArtifactUploadInput: CompleteArtifactUploadInput;
  CompleteArtifactUploadPayload: ResolverTypeWrapper<Omit<CompleteArtifactUploadPayload, 'upload'> & { upload: ResolversTypes['ArtifactUpload'] }>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: ResolverTypeWrapper<Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  CreateArtifactUploadInput: CreateArtifactUploadInput;
  CreateArtifactUploadPayload: ResolverTypeWrapper<Omit<CreateArtifactUploadPayload, 'upload'> & { upload: ResolversTypes['ArtifactUpload'] }>;
  CreateTeamInput: CreateTeamInput;
  CreateTeamPayload: ResolverTypeWrapper<Omit<CreateTeamPayload, 'team'> & { team: ResolversTypes['Team'] }>;
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: ResolverTypeWrapper<Omit<CreateWebhookPayload, 'webhook'> & { webhook: ResolversTypes['Webhook'] }>;
  DataSpec: ResolverTypeWrapper<DataSpecRecord>;
  DataSpecInput: DataSpecInput;
  Dataset: ResolverTypeWrapper<DatasetRecord>;
  DatasetInput: DatasetInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeRange: DateTimeRange;
  DecideApprovalInput: DecideApprovalInput;
  DecideApprovalPayload: ResolverTypeWrapper<Omit<DecideApprovalPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DefaultContext: ResolverTypeWrapper<DefaultContext>;
  DefaultContextInput: DefaultContextInput;
  DefaultContextPrompt: ResolverTypeWrapper<DefaultContextPrompt>;
  DefaultContextPromptInput: DefaultContextPromptInput;
  DefaultContextResource: ResolverTypeWrapper<DefaultContextResource>;
  DefaultContextResourceInput: DefaultContextResourceInput;
  DeleteArtifactInput: DeleteArtifactInput;
  DeleteArtifactPayload: ResolverTypeWrapper<Omit<DeleteArtifactPayload, 'upload'> & { upload: ResolversTypes['ArtifactUpload'] }>;
  DeleteModelInput: DeleteModelInput;
  DeleteModelPayload: ResolverTypeWrapper<DeleteModelPayload>;
  DeleteModelVersionInput: DeleteModelVersionInput;
  DeleteModelVersionPayload: ResolverTypeWrapper<Omit<DeleteModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  DeleteWebhookInput: DeleteWebhookInput;
  DeleteWebhookPayload: ResolverTypeWrapper<DeleteWebhookPayload>;
  DependencyHealth: ResolverTypeWrapper<DependencyHealth>;
  DeployModelInput: DeployModelInput;
  DeployModelPayload: ResolverTypeWrapper<Omit<DeployModelPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  Deployment: ResolverTypeWrapper<DeploymentRecord>;
  DeploymentChange: ResolverTypeWrapper<TimedChangeRecord>;
  DeploymentChangeConnection: ResolverTypeWrapper<Omit<DeploymentChangeConnection, 'nodes'> & { nodes: Array<ResolversTypes['DeploymentChange']> }>;
  DeploymentConnection: ResolverTypeWrapper<Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversTypes['Deployment']> }>;
  DeploymentDirective: ResolverTypeWrapper<DeploymentDirective>;
  DeploymentDirectiveAction: DeploymentDirectiveAction;
  DeploymentDrift: ResolverTypeWrapper<DriftRecord>;
  DeploymentDriftCode: DeploymentDriftCode;
  DeploymentFailureReason: DeploymentFailureReason;
  DeploymentFilter: DeploymentFilter;
  DeploymentHealth: ResolverTypeWrapper<DeploymentHealth>;
  DeploymentHealthStatus: DeploymentHealthStatus;
  DeploymentLogEvent: ResolverTypeWrapper<DeploymentLogEvent>;
  DeploymentLogLine: ResolverTypeWrapper<DeploymentLogLine>;
  DeploymentPhase: DeploymentPhase;
  DeploymentPhaseDuration: ResolverTypeWrapper<PhaseDurationRecord>;
  DeploymentPositionInput: DeploymentPositionInput;
  DeploymentSlot: ResolverTypeWrapper<SlotRecord>;
  DeploymentStatus: DeploymentStatus;
  DeploymentStatusEvent: ResolverTypeWrapper<StatusChangeRecord>;
  DeploymentStrategy: ResolverTypeWrapper<DeploymentStrategy>;
  DeploymentStrategyInput: DeploymentStrategyInput;
  DeploymentStrategyKind: DeploymentStrategyKind;
  DeploymentTarget: DeploymentTarget;
  GatewayUsage: ResolverTypeWrapper<GatewaySubjectRecord>;
  GatewayUsageDimension: GatewayUsageDimension;
  GrantModelAccessInput: GrantModelAccessInput;
  GrantModelAccessPayload: ResolverTypeWrapper<Omit<GrantModelAccessPayload, 'model'> & { model: ResolversTypes['Model'] }>;
  HealthStatus: HealthStatus;
  HeartbeatDeploymentInput: HeartbeatDeploymentInput;
  HeartbeatDeploymentPayload: ResolverTypeWrapper<Omit<HeartbeatDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  Hyperparameter: ResolverTypeWrapper<Hyperparameter>;
  HyperparameterInput: HyperparameterInput;
  McpCredential: ResolverTypeWrapper<McpCredential>;
  McpCredentialInput: McpCredentialInput;
  McpCredentialKind: McpCredentialKind;
  McpServer: ResolverTypeWrapper<KnownMcpServerRecord>;
  Model: ResolverTypeWrapper<ModelRecord>;
  ModelAlias: ResolverTypeWrapper<AliasRecord>;
  ModelConnection: ResolverTypeWrapper<ModelPageRecord>;
  ModelFilter: ModelFilter;
  ModelMetric: ResolverTypeWrapper<ModelMetric>;
  ModelMetricInput: ModelMetricInput;
  ModelSignature: ResolverTypeWrapper<ModelSignatureRecord>;
  ModelSignatureInput: ModelSignatureInput;
  ModelSort: ModelSort;
  ModelSortField: ModelSortField;
  ModelTask: ModelTask;
  ModelUsage: ResolverTypeWrapper<ModelUsage>;
  ModelVersion: ResolverTypeWrapper<ModelVersionRecord>;
  ModelVersionConnection: ResolverTypeWrapper<Omit<ModelVersionConnection, 'nodes'> & { nodes: Array<ResolversTypes['ModelVersion']> }>;
  ModelVersionStatus: ModelVersionStatus;
  ModelVisibility: ModelVisibility;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamedCount: ResolverTypeWrapper<NamedCount>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  ParentVersionInput: ParentVersionInput;
  PromptArgument: ResolverTypeWrapper<PromptArgument>;
  PromptArgumentInput: PromptArgumentInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReconcileDeploymentsInput: ReconcileDeploymentsInput;
  ReconcileDeploymentsPayload: ResolverTypeWrapper<Omit<ReconcileDeploymentsPayload, 'missing'> & { missing: Array<ResolversTypes['Deployment']> }>;
  RegisterModelInput: RegisterModelInput;
  RegisterModelPayload: ResolverTypeWrapper<Omit<RegisterModelPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  RegistryStatistics: ResolverTypeWrapper<RegistryStatistics>;
  RemoveMcpServerInput: RemoveMcpServerInput;
  RemoveMcpServerPayload: ResolverTypeWrapper<RemoveMcpServerPayload>;
  RemoveModelAliasInput: RemoveModelAliasInput;
  RemoveModelAliasPayload: ResolverTypeWrapper<Omit<RemoveModelAliasPayload, 'move'> & { move: ResolversTypes['AliasMove'] }>;
  RemoveTeamMemberInput: RemoveTeamMemberInput;
  RemoveTeamMemberPayload: ResolverTypeWrapper<Omit<RemoveTeamMemberPayload, 'team'> & { team: ResolversTypes['Team'] }>;
  ReplayWebhookDeliveryInput: ReplayWebhookDeliveryInput;
  ReplayWebhookDeliveryPayload: ResolverTypeWrapper<Omit<ReplayWebhookDeliveryPayload, 'delivery'> & { delivery: ResolversTypes['WebhookDelivery'] }>;
  ReportDeploymentHealthInput: ReportDeploymentHealthInput;
  ReportDeploymentHealthPayload: ResolverTypeWrapper<Omit<ReportDeploymentHealthPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  ReportDeploymentInput: ReportDeploymentInput;
  ReportDeploymentPayload: ResolverTypeWrapper<Omit<ReportDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  RestoreModelVersionInput: RestoreModelVersionInput;
  RestoreModelVersionPayload: ResolverTypeWrapper<Omit<RestoreModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  RetryDeploymentInput: RetryDeploymentInput;
  RetryDeploymentPayload: ResolverTypeWrapper<Omit<RetryDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: ResolverTypeWrapper<Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  RevokeModelAccessInput: RevokeModelAccessInput;
  RevokeModelAccessPayload: ResolverTypeWrapper<Omit<RevokeModelAccessPayload, 'model'> & { model: ResolversTypes['Model'] }>;
  RollbackDeploymentInput: RollbackDeploymentInput;
  RollbackDeploymentPayload: ResolverTypeWrapper<Omit<RollbackDeploymentPayload, 'deployment' | 'serves'> & { deployment: ResolversTypes['Deployment'], serves?: Maybe<ResolversTypes['Deployment']> }>;
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: ResolverTypeWrapper<Omit<RotateApiKeyPayload, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  ScaleDeploymentInput: ScaleDeploymentInput;
  ScaleDeploymentPayload: ResolverTypeWrapper<Omit<ScaleDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  SendTestEventInput: SendTestEventInput;
  SendTestEventPayload: ResolverTypeWrapper<SendTestEventPayload>;
  ServedDeploymentInput: ServedDeploymentInput;
  ServiceHealth: ResolverTypeWrapper<ServiceHealth>;
  ServingAction: ServingAction;
  ServingInstruction: ResolverTypeWrapper<ServingInstruction>;
  SetDefaultContextInput: SetDefaultContextInput;
  SetDefaultContextPayload: ResolverTypeWrapper<SetDefaultContextPayload>;
  SetModelAliasInput: SetModelAliasInput;
  SetModelAliasPayload: ResolverTypeWrapper<Omit<SetModelAliasPayload, 'alias' | 'move'> & { alias: ResolversTypes['ModelAlias'], move: ResolversTypes['AliasMove'] }>;
  SetModelVisibilityInput: SetModelVisibilityInput;
  SetModelVisibilityPayload: ResolverTypeWrapper<Omit<SetModelVisibilityPayload, 'model'> & { model: ResolversTypes['Model'] }>;
  SetTeamRoleInput: SetTeamRoleInput;
  SetTeamRolePayload: ResolverTypeWrapper<Omit<SetTeamRolePayload, 'member'> & { member: ResolversTypes['TeamMember'] }>;
  SetUsageLimitsInput: SetUsageLimitsInput;
  SetUsageLimitsPayload: ResolverTypeWrapper<Omit<SetUsageLimitsPayload, 'limits'> & { limits: ResolversTypes['UsageLimits'] }>;
  SortDirection: SortDirection;
  StatisticsOfDay: ResolverTypeWrapper<StatisticsOfDay>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tag: ResolverTypeWrapper<Tag>;
  TagInput: TagInput;
  Team: ResolverTypeWrapper<TeamRecord>;
  TeamConnection: ResolverTypeWrapper<Omit<TeamConnection, 'nodes'> & { nodes: Array<ResolversTypes['Team']> }>;
  TeamMcpServers: ResolverTypeWrapper<TeamMcpRecord>;
  TeamMcpServersConnection: ResolverTypeWrapper<Omit<TeamMcpServersConnection, 'nodes'> & { nodes: Array<ResolversTypes['TeamMcpServers']> }>;
  TeamMember: ResolverTypeWrapper<MembershipRecord>;
  TeamMemberConnection: ResolverTypeWrapper<Omit<TeamMemberConnection, 'nodes'> & { nodes: Array<ResolversTypes['TeamMember']> }>;
  TeamPolicy: ResolverTypeWrapper<TeamPolicyRecord>;
  TeamRole: TeamRole;
  TeamUsage: ResolverTypeWrapper<TeamReportRecord>;
  TensorDatatype: TensorDatatype;
  TensorSpec: ResolverTypeWrapper<TensorSpecRecord>;
  TensorSpecInput: TensorSpecInput;
  Tier: Tier;
  UndeployModelInput: UndeployModelInput;
  UndeployModelPayload: ResolverTypeWrapper<Omit<UndeployModelPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  UpdateTeamPolicyInput: UpdateTeamPolicyInput;
  UpdateTeamPolicyPayload: ResolverTypeWrapper<Omit<UpdateTeamPolicyPayload, 'team'> & { team: ResolversTypes['Team'] }>;
  UpdateWebhookInput: UpdateWebhookInput;
  UpdateWebhookPayload: ResolverTypeWrapper<Omit<UpdateWebhookPayload, 'webhook'> & { webhook: ResolversTypes['Webhook'] }>;
  UsageLimits: ResolverTypeWrapper<UsageLimitsRecord>;
  UsageLimitsConnection: ResolverTypeWrapper<Omit<UsageLimitsConnection, 'nodes'> & { nodes: Array<ResolversTypes['UsageLimits']> }>;
  UsageOfDay: ResolverTypeWrapper<UsageOfDay>;
  UsageWindow: UsageWindow;
  UsedModel: ResolverTypeWrapper<Omit<UsedModel, 'model'> & { model: ResolversTypes['Model'] }>;
  VersionLineage: ResolverTypeWrapper<ModelVersionRecord>;
  VersionLineageInput: VersionLineageInput;
  Viewer: ResolverTypeWrapper<Viewer>;
  Webhook: ResolverTypeWrapper<WebhookRecord>;
  WebhookConnection: ResolverTypeWrapper<Omit<WebhookConnection, 'nodes'> & { nodes: Array<ResolversTypes['Webhook']> }>;
  WebhookDelivery: ResolverTypeWrapper<WebhookDeliveryRecord>;
  WebhookDeliveryConnection: ResolverTypeWrapper<Omit<WebhookDeliveryConnection, 'nodes'> & { nodes: Array<ResolversTypes['WebhookDelivery']> }>;
  WebhookDeliveryStatus: WebhookDeliveryStatus;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AbortArtifactUploadInput: AbortArtifactUploadInput;
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AbortArtifactUploadPayload: Omit<AbortArtifactUploadPayload, 'upload'> & { upload: ResolversParentTypes['ArtifactUpload'] };
  AddMcpServerInput: AddMcpServerInput;
  Boolean: Scalars['Boolean']['output'];
  AddMcpServerPayload: Omit<AddMcpServerPayload, 'server'> & { server: ResolversParentTypes['McpServer'] };
  AddTeamMemberInput: AddTeamMemberInput;
  AddTeamMemberPayload: Omit<AddTeamMemberPayload, 'member'> & { member: ResolversParentTypes['TeamMember'] };
  AliasMove: AliasRecord;
  Int: Scalars['Int']['output'];
  AliasMoveConnection: Omit<AliasMoveConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['AliasMove']> };
  ApiKey: KnownApiKeyRecord;
  ApiKeyConnection: Omit<ApiKeyConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['ApiKey']> };
  Approval: Approval;
  ArchiveModelVersionInput: ArchiveModelVersionInput;
  ArchiveModelVersionPayload: Omit<ArchiveModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  Artifact: ArtifactOfVersionRecord;
  Float: Scalars['Float']['output'];
  ArtifactPart: PartToUploadRecord;
  ArtifactUpload: ArtifactUploadRecord;
  AuditConnection: Omit<AuditConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['AuditEntry']> };
  AuditEntry: RecordedAuditEntryRecord;
  CanaryAbortBounds: CanaryAbortBounds;
  CanaryAbortBoundsInput: CanaryAbortBoundsInput;
  CanaryStep: CanaryStep;
  CanaryStepInput: CanaryStepInput;
  CancelDeploymentInput: CancelDeploymentInput;
  CancelDeploymentPayload: Omit<CancelDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  ClaimDeploymentInput: ClaimDeploymentInput;
  ClaimDeploymentPayload: Omit<ClaimDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  CompleteArtifactUploadInput: CompleteArtifactUploadInput;
  CompleteArtifactUploadPayload: Omit<CompleteArtifactUploadPayload, 'upload'> & { upload: ResolversParentTypes['ArtifactUpload'] };
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyPayload: Omit<CreateApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  CreateArtifactUploadInput: CreateArtifactUploadInput;
  CreateArtifactUploadPayload: Omit<CreateArtifactUploadPayload, 'upload'> & { upload: ResolversParentTypes['ArtifactUpload'] };
  CreateTeamInput: CreateTeamInput;
  CreateTeamPayload: Omit<CreateTeamPayload, 'team'> & { team: ResolversParentTypes['Team'] };
  CreateWebhookInput: CreateWebhookInput;
  CreateWebhookPayload: Omit<CreateWebhookPayload, 'webhook'> & { webhook: ResolversParentTypes['Webhook'] };
  DataSpec: DataSpecRecord;
  DataSpecInput: DataSpecInput;
  Dataset: DatasetRecord;
  DatasetInput: DatasetInput;
  DateTime: Scalars['DateTime']['output'];
  DateTimeRange: DateTimeRange;
  DecideApprovalInput: DecideApprovalInput;
  DecideApprovalPayload: Omit<DecideApprovalPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  Decimal: Scalars['Decimal']['output'];
  DefaultContext: DefaultContext;
  DefaultContextInput: DefaultContextInput;
  DefaultContextPrompt: DefaultContextPrompt;
  DefaultContextPromptInput: DefaultContextPromptInput;
  DefaultContextResource: DefaultContextResource;
  DefaultContextResourceInput: DefaultContextResourceInput;
  DeleteArtifactInput: DeleteArtifactInput;
  DeleteArtifactPayload: Omit<DeleteArtifactPayload, 'upload'> & { upload: ResolversParentTypes['ArtifactUpload'] };
  DeleteModelInput: DeleteModelInput;
  DeleteModelPayload: DeleteModelPayload;
  DeleteModelVersionInput: DeleteModelVersionInput;
  DeleteModelVersionPayload: Omit<DeleteModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  DeleteWebhookInput: DeleteWebhookInput;
  DeleteWebhookPayload: DeleteWebhookPayload;
  DependencyHealth: DependencyHealth;
  DeployModelInput: DeployModelInput;
  DeployModelPayload: Omit<DeployModelPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  Deployment: DeploymentRecord;
  DeploymentChange: TimedChangeRecord;
  DeploymentChangeConnection: Omit<DeploymentChangeConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['DeploymentChange']> };
  DeploymentConnection: Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Deployment']> };
  DeploymentDirective: DeploymentDirective;
  DeploymentDrift: DriftRecord;
  DeploymentFilter: DeploymentFilter;
  DeploymentHealth: DeploymentHealth;
  DeploymentLogEvent: DeploymentLogEvent;
  DeploymentLogLine: DeploymentLogLine;
  DeploymentPhaseDuration: PhaseDurationRecord;
  DeploymentPositionInput: DeploymentPositionInput;
  DeploymentSlot: SlotRecord;
  DeploymentStatusEvent: StatusChangeRecord;
  DeploymentStrategy: DeploymentStrategy;
  DeploymentStrategyInput: DeploymentStrategyInput;
  GatewayUsage: GatewaySubjectRecord;
  GrantModelAccessInput: GrantModelAccessInput;
  GrantModelAccessPayload: Omit<GrantModelAccessPayload, 'model'> & { model: ResolversParentTypes['Model'] };
  HeartbeatDeploymentInput: HeartbeatDeploymentInput;
  HeartbeatDeploymentPayload: Omit<HeartbeatDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  Hyperparameter: Hyperparameter;
  HyperparameterInput: HyperparameterInput;
  McpCredential: McpCredential;
  McpCredentialInput: McpCredentialInput;
  McpServer: KnownMcpServerRecord;
  Model: ModelRecord;
  ModelAlias: AliasRecord;
  ModelConnection: ModelPageRecord;
  ModelFilter: ModelFilter;
  ModelMetric: ModelMetric;
  ModelMetricInput: ModelMetricInput;
  ModelSignature: ModelSignatureRecord;
  ModelSignatureInput: ModelSignatureInput;
  ModelSort: ModelSort;
  ModelUsage: ModelUsage;
  ModelVersion: ModelVersionRecord;
  ModelVersionConnection: Omit<ModelVersionConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['ModelVersion']> };
  Mutation: Record<PropertyKey, never>;
  NamedCount: NamedCount;
  PageInfo: PageInfo;
  ParentVersionInput: ParentVersionInput;
  PromptArgument: PromptArgument;
  PromptArgumentInput: PromptArgumentInput;
  Query: Record<PropertyKey, never>;
  ReconcileDeploymentsInput: ReconcileDeploymentsInput;
  ReconcileDeploymentsPayload: Omit<ReconcileDeploymentsPayload, 'missing'> & { missing: Array<ResolversParentTypes['Deployment']> };
  RegisterModelInput: RegisterModelInput;
  RegisterModelPayload: Omit<RegisterModelPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  RegistryStatistics: RegistryStatistics;
  RemoveMcpServerInput: RemoveMcpServerInput;
  RemoveMcpServerPayload: RemoveMcpServerPayload;
  RemoveModelAliasInput: RemoveModelAliasInput;
  RemoveModelAliasPayload: Omit<RemoveModelAliasPayload, 'move'> & { move: ResolversParentTypes['AliasMove'] };
  RemoveTeamMemberInput: RemoveTeamMemberInput;
  RemoveTeamMemberPayload: Omit<RemoveTeamMemberPayload, 'team'> & { team: ResolversParentTypes['Team'] };
  ReplayWebhookDeliveryInput: ReplayWebhookDeliveryInput;
  ReplayWebhookDeliveryPayload: Omit<ReplayWebhookDeliveryPayload, 'delivery'> & { delivery: ResolversParentTypes['WebhookDelivery'] };
  ReportDeploymentHealthInput: ReportDeploymentHealthInput;
  ReportDeploymentHealthPayload: Omit<ReportDeploymentHealthPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  ReportDeploymentInput: ReportDeploymentInput;
  ReportDeploymentPayload: Omit<ReportDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  RestoreModelVersionInput: RestoreModelVersionInput;
  RestoreModelVersionPayload: Omit<RestoreModelVersionPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  RetryDeploymentInput: RetryDeploymentInput;
  RetryDeploymentPayload: Omit<RetryDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  RevokeApiKeyInput: RevokeApiKeyInput;
  RevokeApiKeyPayload: Omit<RevokeApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  RevokeModelAccessInput: RevokeModelAccessInput;
  RevokeModelAccessPayload: Omit<RevokeModelAccessPayload, 'model'> & { model: ResolversParentTypes['Model'] };
  RollbackDeploymentInput: RollbackDeploymentInput;
  RollbackDeploymentPayload: Omit<RollbackDeploymentPayload, 'deployment' | 'serves'> & { deployment: ResolversParentTypes['Deployment'], serves?: Maybe<ResolversParentTypes['Deployment']> };
  RotateApiKeyInput: RotateApiKeyInput;
  RotateApiKeyPayload: Omit<RotateApiKeyPayload, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  ScaleDeploymentInput: ScaleDeploymentInput;
  ScaleDeploymentPayload: Omit<ScaleDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  SendTestEventInput: SendTestEventInput;
  SendTestEventPayload: SendTestEventPayload;
  ServedDeploymentInput: ServedDeploymentInput;
  ServiceHealth: ServiceHealth;
  ServingInstruction: ServingInstruction;
  SetDefaultContextInput: SetDefaultContextInput;
  SetDefaultContextPayload: SetDefaultContextPayload;
  SetModelAliasInput: SetModelAliasInput;
  SetModelAliasPayload: Omit<SetModelAliasPayload, 'alias' | 'move'> & { alias: ResolversParentTypes['ModelAlias'], move: ResolversParentTypes['AliasMove'] };
  SetModelVisibilityInput: SetModelVisibilityInput;
  SetModelVisibilityPayload: Omit<SetModelVisibilityPayload, 'model'> & { model: ResolversParentTypes['Model'] };
  SetTeamRoleInput: SetTeamRoleInput;
  SetTeamRolePayload: Omit<SetTeamRolePayload, 'member'> & { member: ResolversParentTypes['TeamMember'] };
  SetUsageLimitsInput: SetUsageLimitsInput;
  SetUsageLimitsPayload: Omit<SetUsageLimitsPayload, 'limits'> & { limits: ResolversParentTypes['UsageLimits'] };
  StatisticsOfDay: StatisticsOfDay;
  Subscription: Record<PropertyKey, never>;
  Tag: Tag;
  TagInput: TagInput;
  Team: TeamRecord;
  TeamConnection: Omit<TeamConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Team']> };
  TeamMcpServers: TeamMcpRecord;
  TeamMcpServersConnection: Omit<TeamMcpServersConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['TeamMcpServers']> };
  TeamMember: MembershipRecord;
  TeamMemberConnection: Omit<TeamMemberConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['TeamMember']> };
  TeamPolicy: TeamPolicyRecord;
  TeamUsage: TeamReportRecord;
  TensorSpec: TensorSpecRecord;
  TensorSpecInput: TensorSpecInput;
  UndeployModelInput: UndeployModelInput;
  UndeployModelPayload: Omit<UndeployModelPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  UpdateTeamPolicyInput: UpdateTeamPolicyInput;
  UpdateTeamPolicyPayload: Omit<UpdateTeamPolicyPayload, 'team'> & { team: ResolversParentTypes['Team'] };
  UpdateWebhookInput: UpdateWebhookInput;
  UpdateWebhookPayload: Omit<UpdateWebhookPayload, 'webhook'> & { webhook: ResolversParentTypes['Webhook'] };
  UsageLimits: UsageLimitsRecord;
  UsageLimitsConnection: Omit<UsageLimitsConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['UsageLimits']> };
  UsageOfDay: UsageOfDay;
  UsedModel: Omit<UsedModel, 'model'> & { model: ResolversParentTypes['Model'] };
  VersionLineage: ModelVersionRecord;
  VersionLineageInput: VersionLineageInput;
  Viewer: Viewer;
  Webhook: WebhookRecord;
  WebhookConnection: Omit<WebhookConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Webhook']> };
  WebhookDelivery: WebhookDeliveryRecord;
  WebhookDeliveryConnection: Omit<WebhookDeliveryConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['WebhookDelivery']> };
};

export type AbortArtifactUploadPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AbortArtifactUploadPayload'] = ResolversParentTypes['AbortArtifactUploadPayload']> = {
  upload?: Resolver<ResolversTypes['ArtifactUpload'], ParentType, ContextType>;
};

export type AddMcpServerPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AddMcpServerPayload'] = ResolversParentTypes['AddMcpServerPayload']> = {
  server?: Resolver<ResolversTypes['McpServer'], ParentType, ContextType>;
};

export type AddTeamMemberPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AddTeamMemberPayload'] = ResolversParentTypes['AddTeamMemberPayload']> = {
  member?: Resolver<ResolversTypes['TeamMember'], ParentType, ContextType>;
};

export type AliasMoveResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AliasMove'] = ResolversParentTypes['AliasMove']> = {
  alias?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  previousVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AliasMoveConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AliasMoveConnection'] = ResolversParentTypes['AliasMoveConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AliasMove']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  auditTrail?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, Partial<ApiKeyAuditTrailArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  limits?: Resolver<Maybe<ResolversTypes['UsageLimits']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previousSecretExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ApiKeyConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval']> = {
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ApprovalStatus'], ParentType, ContextType>;
};

export type ArchiveModelVersionPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ArchiveModelVersionPayload'] = ResolversParentTypes['ArchiveModelVersionPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type ArtifactResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Artifact'] = ResolversParentTypes['Artifact']> = {
  downloadUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  verification?: Resolver<ResolversTypes['ArtifactVerification'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ArtifactPartResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ArtifactPart'] = ResolversParentTypes['ArtifactPart']> = {
  partNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  uploaded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ArtifactUploadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ArtifactUpload'] = ResolversParentTypes['ArtifactUpload']> = {
  artifactUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<Array<ResolversTypes['ArtifactPart']>, ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ArtifactUploadStatus'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  what?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  who?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CanaryAbortBoundsResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CanaryAbortBounds'] = ResolversParentTypes['CanaryAbortBounds']> = {
  maximumErrorRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maximumP95LatencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minimumRequests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CanaryStepResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CanaryStep'] = ResolversParentTypes['CanaryStep']> = {
  holdSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CancelDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CancelDeploymentPayload'] = ResolversParentTypes['CancelDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type ClaimDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ClaimDeploymentPayload'] = ResolversParentTypes['ClaimDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  fencingToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CompleteArtifactUploadPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CompleteArtifactUploadPayload'] = ResolversParentTypes['CompleteArtifactUploadPayload']> = {
  upload?: Resolver<ResolversTypes['ArtifactUpload'], ParentType, ContextType>;
};

export type CreateApiKeyPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CreateApiKeyPayload'] = ResolversParentTypes['CreateApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateArtifactUploadPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CreateArtifactUploadPayload'] = ResolversParentTypes['CreateArtifactUploadPayload']> = {
  upload?: Resolver<ResolversTypes['ArtifactUpload'], ParentType, ContextType>;
};

export type CreateTeamPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CreateTeamPayload'] = ResolversParentTypes['CreateTeamPayload']> = {
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
};

export type CreateWebhookPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['CreateWebhookPayload'] = ResolversParentTypes['CreateWebhookPayload']> = {
  signingSecret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
};

export type DataSpecResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DataSpec'] = ResolversParentTypes['DataSpec']> = {
  jsonSchema?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tensors?: Resolver<Maybe<Array<ResolversTypes['TensorSpec']>>, ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset']> = {
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecideApprovalPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DecideApprovalPayload'] = ResolversParentTypes['DecideApprovalPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DefaultContextResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DefaultContext'] = ResolversParentTypes['DefaultContext']> = {
  maxTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  prompts?: Resolver<Array<ResolversTypes['DefaultContextPrompt']>, ParentType, ContextType>;
  resources?: Resolver<Array<ResolversTypes['DefaultContextResource']>, ParentType, ContextType>;
  servers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tools?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DefaultContextPromptResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DefaultContextPrompt'] = ResolversParentTypes['DefaultContextPrompt']> = {
  arguments?: Resolver<Array<ResolversTypes['PromptArgument']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  server?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DefaultContextResourceResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DefaultContextResource'] = ResolversParentTypes['DefaultContextResource']> = {
  server?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeleteArtifactPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeleteArtifactPayload'] = ResolversParentTypes['DeleteArtifactPayload']> = {
  upload?: Resolver<ResolversTypes['ArtifactUpload'], ParentType, ContextType>;
};

export type DeleteModelPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeleteModelPayload'] = ResolversParentTypes['DeleteModelPayload']> = {
  deletedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteModelVersionPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeleteModelVersionPayload'] = ResolversParentTypes['DeleteModelVersionPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type DeleteWebhookPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeleteWebhookPayload'] = ResolversParentTypes['DeleteWebhookPayload']> = {
  webhookId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DependencyHealthResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DependencyHealth'] = ResolversParentTypes['DependencyHealth']> = {
  latencyMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type DeployModelPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeployModelPayload'] = ResolversParentTypes['DeployModelPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment'], FederationReferenceType extends FederationReferenceTypes['Deployment'] = FederationReferenceTypes['Deployment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Deployment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deployedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deploymentTarget?: Resolver<ResolversTypes['DeploymentTarget'], ParentType, ContextType>;
  drift?: Resolver<Maybe<ResolversTypes['DeploymentDrift']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['DeploymentHealth']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['DeploymentChangeConnection'], ParentType, ContextType, RequireFields<DeploymentHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  logs?: Resolver<Array<ResolversTypes['DeploymentLogLine']>, ParentType, ContextType, Partial<DeploymentLogsArgs>>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['DeploymentPhase'], ParentType, ContextType>;
  phaseDurations?: Resolver<Array<ResolversTypes['DeploymentPhaseDuration']>, ParentType, ContextType>;
  progressPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DeploymentFailureReason']>, ParentType, ContextType>;
  replaces?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  replicas?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  retryOf?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  rollbackOf?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  strategy?: Resolver<ResolversTypes['DeploymentStrategy'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  trafficPercent?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DeploymentChangeResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentChange'] = ResolversParentTypes['DeploymentChange']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['DeploymentPhase'], ParentType, ContextType>;
  progressPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DeploymentFailureReason']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
};

export type DeploymentChangeConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentChangeConnection'] = ResolversParentTypes['DeploymentChangeConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['DeploymentChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeploymentDirectiveResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentDirective'] = ResolversParentTypes['DeploymentDirective']> = {
  action?: Resolver<ResolversTypes['DeploymentDirectiveAction'], ParentType, ContextType>;
  trafficPercent?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DeploymentDriftResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentDrift'] = ResolversParentTypes['DeploymentDrift']> = {
  code?: Resolver<ResolversTypes['DeploymentDriftCode'], ParentType, ContextType>;
  mendedBy?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DeploymentHealthResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentHealth'] = ResolversParentTypes['DeploymentHealth']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentHealthStatus'], ParentType, ContextType>;
};

export type DeploymentLogEventResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentLogEvent'] = ResolversParentTypes['DeploymentLogEvent']> = {
  dropped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['DeploymentLogLine']>, ParentType, ContextType>;
};

export type DeploymentLogLineResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentLogLine'] = ResolversParentTypes['DeploymentLogLine']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeploymentPhaseDurationResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentPhaseDuration'] = ResolversParentTypes['DeploymentPhaseDuration']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['DeploymentPhase'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DeploymentSlotResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentSlot'] = ResolversParentTypes['DeploymentSlot']> = {
  active?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  deploymentTarget?: Resolver<ResolversTypes['DeploymentTarget'], ParentType, ContextType>;
  standby?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  standbyUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  underWay?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  waiting?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
};

export type DeploymentStatusEventResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentStatusEvent'] = ResolversParentTypes['DeploymentStatusEvent']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['DeploymentPhase'], ParentType, ContextType>;
  progressPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
};

export type DeploymentStrategyResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentStrategy'] = ResolversParentTypes['DeploymentStrategy']> = {
  abortOn?: Resolver<Maybe<ResolversTypes['CanaryAbortBounds']>, ParentType, ContextType>;
  keepPreviousSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DeploymentStrategyKind'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['CanaryStep']>, ParentType, ContextType>;
};

export type GatewayUsageResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['GatewayUsage'] = ResolversParentTypes['GatewayUsage']> = {
  by?: Resolver<ResolversTypes['GatewayUsageDimension'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType, RequireFields<GatewayUsageUsageArgs, 'window'>>;
  usageByDay?: Resolver<Array<ResolversTypes['UsageOfDay']>, ParentType, ContextType, RequireFields<GatewayUsageUsageByDayArgs, 'days'>>;
};

export type GrantModelAccessPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['GrantModelAccessPayload'] = ResolversParentTypes['GrantModelAccessPayload']> = {
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type HeartbeatDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['HeartbeatDeploymentPayload'] = ResolversParentTypes['HeartbeatDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  directive?: Resolver<ResolversTypes['DeploymentDirective'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type HyperparameterResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Hyperparameter'] = ResolversParentTypes['Hyperparameter']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type McpCredentialResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['McpCredential'] = ResolversParentTypes['McpCredential']> = {
  clientId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  header?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['McpCredentialKind'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type McpServerResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['McpServer'] = ResolversParentTypes['McpServer']> = {
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  addedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  approvedTools?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  approvesAllTools?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  credential?: Resolver<Maybe<ResolversTypes['McpCredential']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accessRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  alias?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, RequireFields<ModelAliasArgs, 'name'>>;
  aliasHistory?: Resolver<ResolversTypes['AliasMoveConnection'], ParentType, ContextType, RequireFields<ModelAliasHistoryArgs, 'alias'>>;
  aliases?: Resolver<Array<ResolversTypes['ModelAlias']>, ParentType, ContextType>;
  auditTrail?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, Partial<ModelAuditTrailArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grantedTeams?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  slots?: Resolver<Array<ResolversTypes['DeploymentSlot']>, ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType, RequireFields<ModelUsageArgs, 'window'>>;
  usageByDay?: Resolver<Array<ResolversTypes['UsageOfDay']>, ParentType, ContextType, RequireFields<ModelUsageByDayArgs, 'days'>>;
  version?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, RequireFields<ModelVersionArgs, 'version'>>;
  versions?: Resolver<ResolversTypes['ModelVersionConnection'], ParentType, ContextType, Partial<ModelVersionsArgs>>;
  visibility?: Resolver<ResolversTypes['ModelVisibility'], ParentType, ContextType>;
};

export type ModelAliasResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelAlias'] = ResolversParentTypes['ModelAlias']> = {
  alias?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type ModelConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelConnection'] = ResolversParentTypes['ModelConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Model']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ModelMetricResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelMetric'] = ResolversParentTypes['ModelMetric']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ModelSignatureResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelSignature'] = ResolversParentTypes['ModelSignature']> = {
  inputs?: Resolver<ResolversTypes['DataSpec'], ParentType, ContextType>;
  outputs?: Resolver<Maybe<ResolversTypes['DataSpec']>, ParentType, ContextType>;
};

export type ModelUsageResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelUsage'] = ResolversParentTypes['ModelUsage']> = {
  completionTokens?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  costUsd?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  promptTokens?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  requests?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ModelVersionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  approval?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
  artifact?: Resolver<ResolversTypes['Artifact'], ParentType, ContextType>;
  artifactUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  deploymentTarget?: Resolver<ResolversTypes['DeploymentTarget'], ParentType, ContextType>;
  derivedVersions?: Resolver<ResolversTypes['ModelVersionConnection'], ParentType, ContextType, Partial<ModelVersionDerivedVersionsArgs>>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hyperparameters?: Resolver<Array<ResolversTypes['Hyperparameter']>, ParentType, ContextType>;
  lineage?: Resolver<ResolversTypes['VersionLineage'], ParentType, ContextType>;
  metrics?: Resolver<Array<ResolversTypes['ModelMetric']>, ParentType, ContextType>;
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  modelCard?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  registeredBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  servingDeployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['ModelSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ModelVersionStatus'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['Tag']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['ModelTask'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType, RequireFields<ModelVersionUsageArgs, 'window'>>;
  usageByDay?: Resolver<Array<ResolversTypes['UsageOfDay']>, ParentType, ContextType, RequireFields<ModelVersionUsageByDayArgs, 'days'>>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelVersionConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelVersionConnection'] = ResolversParentTypes['ModelVersionConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  abortArtifactUpload?: Resolver<ResolversTypes['AbortArtifactUploadPayload'], ParentType, ContextType, RequireFields<MutationAbortArtifactUploadArgs, 'input'>>;
  addMcpServer?: Resolver<ResolversTypes['AddMcpServerPayload'], ParentType, ContextType, RequireFields<MutationAddMcpServerArgs, 'input'>>;
  addTeamMember?: Resolver<ResolversTypes['AddTeamMemberPayload'], ParentType, ContextType, RequireFields<MutationAddTeamMemberArgs, 'input'>>;
  archiveModelVersion?: Resolver<ResolversTypes['ArchiveModelVersionPayload'], ParentType, ContextType, RequireFields<MutationArchiveModelVersionArgs, 'input'>>;
  cancelDeployment?: Resolver<ResolversTypes['CancelDeploymentPayload'], ParentType, ContextType, RequireFields<MutationCancelDeploymentArgs, 'input'>>;
  claimDeployment?: Resolver<ResolversTypes['ClaimDeploymentPayload'], ParentType, ContextType, RequireFields<MutationClaimDeploymentArgs, 'input'>>;
  completeArtifactUpload?: Resolver<ResolversTypes['CompleteArtifactUploadPayload'], ParentType, ContextType, RequireFields<MutationCompleteArtifactUploadArgs, 'input'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createArtifactUpload?: Resolver<ResolversTypes['CreateArtifactUploadPayload'], ParentType, ContextType, RequireFields<MutationCreateArtifactUploadArgs, 'input'>>;
  createTeam?: Resolver<ResolversTypes['CreateTeamPayload'], ParentType, ContextType, RequireFields<MutationCreateTeamArgs, 'input'>>;
  createWebhook?: Resolver<ResolversTypes['CreateWebhookPayload'], ParentType, ContextType, RequireFields<MutationCreateWebhookArgs, 'input'>>;
  decideApproval?: Resolver<ResolversTypes['DecideApprovalPayload'], ParentType, ContextType, RequireFields<MutationDecideApprovalArgs, 'input'>>;
  deleteArtifact?: Resolver<ResolversTypes['DeleteArtifactPayload'], ParentType, ContextType, RequireFields<MutationDeleteArtifactArgs, 'input'>>;
  deleteModel?: Resolver<ResolversTypes['DeleteModelPayload'], ParentType, ContextType, RequireFields<MutationDeleteModelArgs, 'input'>>;
  deleteModelVersion?: Resolver<ResolversTypes['DeleteModelVersionPayload'], ParentType, ContextType, RequireFields<MutationDeleteModelVersionArgs, 'input'>>;
  deleteWebhook?: Resolver<ResolversTypes['DeleteWebhookPayload'], ParentType, ContextType, RequireFields<MutationDeleteWebhookArgs, 'input'>>;
  deployModel?: Resolver<ResolversTypes['DeployModelPayload'], ParentType, ContextType, RequireFields<MutationDeployModelArgs, 'input'>>;
  grantModelAccess?: Resolver<ResolversTypes['GrantModelAccessPayload'], ParentType, ContextType, RequireFields<MutationGrantModelAccessArgs, 'input'>>;
  heartbeatDeployment?: Resolver<ResolversTypes['HeartbeatDeploymentPayload'], ParentType, ContextType, RequireFields<MutationHeartbeatDeploymentArgs, 'input'>>;
  reconcileDeployments?: Resolver<ResolversTypes['ReconcileDeploymentsPayload'], ParentType, ContextType, RequireFields<MutationReconcileDeploymentsArgs, 'input'>>;
  registerModel?: Resolver<ResolversTypes['RegisterModelPayload'], ParentType, ContextType, RequireFields<MutationRegisterModelArgs, 'input'>>;
  removeMcpServer?: Resolver<ResolversTypes['RemoveMcpServerPayload'], ParentType, ContextType, RequireFields<MutationRemoveMcpServerArgs, 'input'>>;
  removeModelAlias?: Resolver<ResolversTypes['RemoveModelAliasPayload'], ParentType, ContextType, RequireFields<MutationRemoveModelAliasArgs, 'input'>>;
  removeTeamMember?: Resolver<ResolversTypes['RemoveTeamMemberPayload'], ParentType, ContextType, RequireFields<MutationRemoveTeamMemberArgs, 'input'>>;
  replayWebhookDelivery?: Resolver<ResolversTypes['ReplayWebhookDeliveryPayload'], ParentType, ContextType, RequireFields<MutationReplayWebhookDeliveryArgs, 'input'>>;
  reportDeployment?: Resolver<ResolversTypes['ReportDeploymentPayload'], ParentType, ContextType, RequireFields<MutationReportDeploymentArgs, 'input'>>;
  reportDeploymentHealth?: Resolver<ResolversTypes['ReportDeploymentHealthPayload'], ParentType, ContextType, RequireFields<MutationReportDeploymentHealthArgs, 'input'>>;
  restoreModelVersion?: Resolver<ResolversTypes['RestoreModelVersionPayload'], ParentType, ContextType, RequireFields<MutationRestoreModelVersionArgs, 'input'>>;
  retryDeployment?: Resolver<ResolversTypes['RetryDeploymentPayload'], ParentType, ContextType, RequireFields<MutationRetryDeploymentArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeModelAccess?: Resolver<ResolversTypes['RevokeModelAccessPayload'], ParentType, ContextType, RequireFields<MutationRevokeModelAccessArgs, 'input'>>;
  rollbackDeployment?: Resolver<ResolversTypes['RollbackDeploymentPayload'], ParentType, ContextType, RequireFields<MutationRollbackDeploymentArgs, 'input'>>;
  rotateApiKey?: Resolver<ResolversTypes['RotateApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
  scaleDeployment?: Resolver<ResolversTypes['ScaleDeploymentPayload'], ParentType, ContextType, RequireFields<MutationScaleDeploymentArgs, 'input'>>;
  sendTestEvent?: Resolver<ResolversTypes['SendTestEventPayload'], ParentType, ContextType, RequireFields<MutationSendTestEventArgs, 'input'>>;
  setDefaultContext?: Resolver<ResolversTypes['SetDefaultContextPayload'], ParentType, ContextType, RequireFields<MutationSetDefaultContextArgs, 'input'>>;
  setModelAlias?: Resolver<ResolversTypes['SetModelAliasPayload'], ParentType, ContextType, RequireFields<MutationSetModelAliasArgs, 'input'>>;
  setModelVisibility?: Resolver<ResolversTypes['SetModelVisibilityPayload'], ParentType, ContextType, RequireFields<MutationSetModelVisibilityArgs, 'input'>>;
  setTeamRole?: Resolver<ResolversTypes['SetTeamRolePayload'], ParentType, ContextType, RequireFields<MutationSetTeamRoleArgs, 'input'>>;
  setUsageLimits?: Resolver<ResolversTypes['SetUsageLimitsPayload'], ParentType, ContextType, RequireFields<MutationSetUsageLimitsArgs, 'input'>>;
  undeployModel?: Resolver<ResolversTypes['UndeployModelPayload'], ParentType, ContextType, RequireFields<MutationUndeployModelArgs, 'input'>>;
  updateTeamPolicy?: Resolver<ResolversTypes['UpdateTeamPolicyPayload'], ParentType, ContextType, RequireFields<MutationUpdateTeamPolicyArgs, 'input'>>;
  updateWebhook?: Resolver<ResolversTypes['UpdateWebhookPayload'], ParentType, ContextType, RequireFields<MutationUpdateWebhookArgs, 'input'>>;
};

export type NamedCountResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['NamedCount'] = ResolversParentTypes['NamedCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PromptArgumentResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['PromptArgument'] = ResolversParentTypes['PromptArgument']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  apiKeys?: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, Partial<QueryApiKeysArgs>>;
  artifactUpload?: Resolver<Maybe<ResolversTypes['ArtifactUpload']>, ParentType, ContextType, RequireFields<QueryArtifactUploadArgs, 'id'>>;
  auditTrail?: Resolver<Maybe<ResolversTypes['AuditConnection']>, ParentType, ContextType, RequireFields<QueryAuditTrailArgs, 'modelId'>>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<QueryDeploymentArgs, 'id'>>;
  deployments?: Resolver<ResolversTypes['DeploymentConnection'], ParentType, ContextType, Partial<QueryDeploymentsArgs>>;
  gatewayUsage?: Resolver<Maybe<ResolversTypes['GatewayUsage']>, ParentType, ContextType, RequireFields<QueryGatewayUsageArgs, 'by' | 'name'>>;
  mcpServers?: Resolver<Array<ResolversTypes['McpServer']>, ParentType, ContextType, RequireFields<QueryMcpServersArgs, 'teamId'>>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType, RequireFields<QueryModelArgs, 'id'>>;
  models?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, Partial<QueryModelsArgs>>;
  registryHealth?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  registryStatistics?: Resolver<ResolversTypes['RegistryStatistics'], ParentType, ContextType>;
  registryStatisticsHistory?: Resolver<Array<ResolversTypes['StatisticsOfDay']>, ParentType, ContextType, RequireFields<QueryRegistryStatisticsHistoryArgs, 'days'>>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType, RequireFields<QueryTeamArgs, 'id'>>;
  teamMcpServers?: Resolver<ResolversTypes['TeamMcpServersConnection'], ParentType, ContextType, Partial<QueryTeamMcpServersArgs>>;
  teamUsage?: Resolver<Maybe<ResolversTypes['TeamUsage']>, ParentType, ContextType, RequireFields<QueryTeamUsageArgs, 'teamId'>>;
  teams?: Resolver<ResolversTypes['TeamConnection'], ParentType, ContextType, Partial<QueryTeamsArgs>>;
  topModels?: Resolver<Array<ResolversTypes['UsedModel']>, ParentType, ContextType, RequireFields<QueryTopModelsArgs, 'first' | 'window'>>;
  usageLimits?: Resolver<ResolversTypes['UsageLimitsConnection'], ParentType, ContextType, Partial<QueryUsageLimitsArgs>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType, RequireFields<QueryWebhookArgs, 'id'>>;
  webhooks?: Resolver<ResolversTypes['WebhookConnection'], ParentType, ContextType, RequireFields<QueryWebhooksArgs, 'teamId'>>;
};

export type ReconcileDeploymentsPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ReconcileDeploymentsPayload'] = ResolversParentTypes['ReconcileDeploymentsPayload']> = {
  instructions?: Resolver<Array<ResolversTypes['ServingInstruction']>, ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
};

export type RegisterModelPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RegisterModelPayload'] = ResolversParentTypes['RegisterModelPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type RegistryStatisticsResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RegistryStatistics'] = ResolversParentTypes['RegistryStatistics']> = {
  byDeploymentTarget?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  byFramework?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  byStatus?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  byTeam?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  totalModels?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalVersions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RemoveMcpServerPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RemoveMcpServerPayload'] = ResolversParentTypes['RemoveMcpServerPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RemoveModelAliasPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RemoveModelAliasPayload'] = ResolversParentTypes['RemoveModelAliasPayload']> = {
  move?: Resolver<ResolversTypes['AliasMove'], ParentType, ContextType>;
};

export type RemoveTeamMemberPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RemoveTeamMemberPayload'] = ResolversParentTypes['RemoveTeamMemberPayload']> = {
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
};

export type ReplayWebhookDeliveryPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ReplayWebhookDeliveryPayload'] = ResolversParentTypes['ReplayWebhookDeliveryPayload']> = {
  delivery?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>;
};

export type ReportDeploymentHealthPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ReportDeploymentHealthPayload'] = ResolversParentTypes['ReportDeploymentHealthPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type ReportDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ReportDeploymentPayload'] = ResolversParentTypes['ReportDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  directive?: Resolver<ResolversTypes['DeploymentDirective'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RestoreModelVersionPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RestoreModelVersionPayload'] = ResolversParentTypes['RestoreModelVersionPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type RetryDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RetryDeploymentPayload'] = ResolversParentTypes['RetryDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type RevokeApiKeyPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] = ResolversParentTypes['RevokeApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type RevokeModelAccessPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RevokeModelAccessPayload'] = ResolversParentTypes['RevokeModelAccessPayload']> = {
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type RollbackDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RollbackDeploymentPayload'] = ResolversParentTypes['RollbackDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  serves?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
};

export type RotateApiKeyPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RotateApiKeyPayload'] = ResolversParentTypes['RotateApiKeyPayload']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ScaleDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ScaleDeploymentPayload'] = ResolversParentTypes['ScaleDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type SendTestEventPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SendTestEventPayload'] = ResolversParentTypes['SendTestEventPayload']> = {
  deliveryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ServiceHealthResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ServiceHealth'] = ResolversParentTypes['ServiceHealth']> = {
  dependencies?: Resolver<Array<ResolversTypes['DependencyHealth']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type ServingInstructionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ServingInstruction'] = ResolversParentTypes['ServingInstruction']> = {
  action?: Resolver<ResolversTypes['ServingAction'], ParentType, ContextType>;
  deploymentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  replicas?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  trafficPercent?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SetDefaultContextPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SetDefaultContextPayload'] = ResolversParentTypes['SetDefaultContextPayload']> = {
  defaultContext?: Resolver<Maybe<ResolversTypes['DefaultContext']>, ParentType, ContextType>;
};

export type SetModelAliasPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SetModelAliasPayload'] = ResolversParentTypes['SetModelAliasPayload']> = {
  alias?: Resolver<ResolversTypes['ModelAlias'], ParentType, ContextType>;
  move?: Resolver<ResolversTypes['AliasMove'], ParentType, ContextType>;
};

export type SetModelVisibilityPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SetModelVisibilityPayload'] = ResolversParentTypes['SetModelVisibilityPayload']> = {
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type SetTeamRolePayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SetTeamRolePayload'] = ResolversParentTypes['SetTeamRolePayload']> = {
  member?: Resolver<ResolversTypes['TeamMember'], ParentType, ContextType>;
};

export type SetUsageLimitsPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['SetUsageLimitsPayload'] = ResolversParentTypes['SetUsageLimitsPayload']> = {
  limits?: Resolver<ResolversTypes['UsageLimits'], ParentType, ContextType>;
};

export type StatisticsOfDayResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['StatisticsOfDay'] = ResolversParentTypes['StatisticsOfDay']> = {
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statistics?: Resolver<ResolversTypes['RegistryStatistics'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deploymentLogs?: SubscriptionResolver<ResolversTypes['DeploymentLogEvent'], "deploymentLogs", ParentType, ContextType, RequireFields<SubscriptionDeploymentLogsArgs, 'deploymentId'>>;
  deploymentStatusChanged?: SubscriptionResolver<ResolversTypes['DeploymentStatusEvent'], "deploymentStatusChanged", ParentType, ContextType, Partial<SubscriptionDeploymentStatusChangedArgs>>;
};

export type TagResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Tag'] = ResolversParentTypes['Tag']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TeamResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team'], FederationReferenceType extends FederationReferenceTypes['Team'] = FederationReferenceTypes['Team']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Team']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditTrail?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, Partial<TeamAuditTrailArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  defaultContext?: Resolver<Maybe<ResolversTypes['DefaultContext']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  limits?: Resolver<Maybe<ResolversTypes['UsageLimits']>, ParentType, ContextType>;
  members?: Resolver<ResolversTypes['TeamMemberConnection'], ParentType, ContextType, Partial<TeamMembersArgs>>;
  policy?: Resolver<ResolversTypes['TeamPolicy'], ParentType, ContextType>;
  viewerRole?: Resolver<ResolversTypes['TeamRole'], ParentType, ContextType>;
};

export type TeamConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamConnection'] = ResolversParentTypes['TeamConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Team']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TeamMcpServersResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamMcpServers'] = ResolversParentTypes['TeamMcpServers']> = {
  defaultContext?: Resolver<Maybe<ResolversTypes['DefaultContext']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  servers?: Resolver<Array<ResolversTypes['McpServer']>, ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TeamMcpServersConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamMcpServersConnection'] = ResolversParentTypes['TeamMcpServersConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['TeamMcpServers']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TeamMemberResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamMember'] = ResolversParentTypes['TeamMember']> = {
  addedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['TeamRole'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TeamMemberConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamMemberConnection'] = ResolversParentTypes['TeamMemberConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['TeamMember']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TeamPolicyResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamPolicy'] = ResolversParentTypes['TeamPolicy']> = {
  approvalRequiredBeforeDeploy?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  protectedAliases?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  selfApprovalForbidden?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TeamUsageResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TeamUsage'] = ResolversParentTypes['TeamUsage']> = {
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType, RequireFields<TeamUsageUsageArgs, 'window'>>;
  usageByDay?: Resolver<Array<ResolversTypes['UsageOfDay']>, ParentType, ContextType, RequireFields<TeamUsageUsageByDayArgs, 'days'>>;
};

export type TensorSpecResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TensorSpec'] = ResolversParentTypes['TensorSpec']> = {
  datatype?: Resolver<ResolversTypes['TensorDatatype'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shape?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UndeployModelPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UndeployModelPayload'] = ResolversParentTypes['UndeployModelPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type UpdateTeamPolicyPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UpdateTeamPolicyPayload'] = ResolversParentTypes['UpdateTeamPolicyPayload']> = {
  team?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
};

export type UpdateWebhookPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UpdateWebhookPayload'] = ResolversParentTypes['UpdateWebhookPayload']> = {
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
};

export type UsageLimitsResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UsageLimits'] = ResolversParentTypes['UsageLimits']> = {
  apiKeyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  concurrentStreams?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dailyBudgetUsd?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  monthlyBudgetUsd?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  requestsPerMinute?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  teamId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  tokensPerMinute?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UsageLimitsConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UsageLimitsConnection'] = ResolversParentTypes['UsageLimitsConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['UsageLimits']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UsageOfDayResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UsageOfDay'] = ResolversParentTypes['UsageOfDay']> = {
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType>;
};

export type UsedModelResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['UsedModel'] = ResolversParentTypes['UsedModel']> = {
  model?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType>;
};

export type VersionLineageResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['VersionLineage'] = ResolversParentTypes['VersionLineage']> = {
  datasets?: Resolver<Array<ResolversTypes['Dataset']>, ParentType, ContextType>;
  gitCommit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  trainingRun?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  groups?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WebhookResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['WebhookDeliveryConnection'], ParentType, ContextType, Partial<WebhookDeliveriesArgs>>;
  eventTypes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WebhookConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['WebhookConnection'] = ResolversParentTypes['WebhookConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Webhook']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WebhookDeliveryResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  responseStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WebhookDeliveryStatus'], ParentType, ContextType>;
};

export type WebhookDeliveryConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] = ResolversParentTypes['WebhookDeliveryConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['WebhookDelivery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RegistryContext> = {
  AbortArtifactUploadPayload?: AbortArtifactUploadPayloadResolvers<ContextType>;
  AddMcpServerPayload?: AddMcpServerPayloadResolvers<ContextType>;
  AddTeamMemberPayload?: AddTeamMemberPayloadResolvers<ContextType>;
  AliasMove?: AliasMoveResolvers<ContextType>;
  AliasMoveConnection?: AliasMoveConnectionResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  ArchiveModelVersionPayload?: ArchiveModelVersionPayloadResolvers<ContextType>;
  Artifact?: ArtifactResolvers<ContextType>;
  ArtifactPart?: ArtifactPartResolvers<ContextType>;
  ArtifactUpload?: ArtifactUploadResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  CanaryAbortBounds?: CanaryAbortBoundsResolvers<ContextType>;
  CanaryStep?: CanaryStepResolvers<ContextType>;
  CancelDeploymentPayload?: CancelDeploymentPayloadResolvers<ContextType>;
  ClaimDeploymentPayload?: ClaimDeploymentPayloadResolvers<ContextType>;
  CompleteArtifactUploadPayload?: CompleteArtifactUploadPayloadResolvers<ContextType>;
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>;
  CreateArtifactUploadPayload?: CreateArtifactUploadPayloadResolvers<ContextType>;
  CreateTeamPayload?: CreateTeamPayloadResolvers<ContextType>;
  CreateWebhookPayload?: CreateWebhookPayloadResolvers<ContextType>;
  DataSpec?: DataSpecResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DecideApprovalPayload?: DecideApprovalPayloadResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DefaultContext?: DefaultContextResolvers<ContextType>;
  DefaultContextPrompt?: DefaultContextPromptResolvers<ContextType>;
  DefaultContextResource?: DefaultContextResourceResolvers<ContextType>;
  DeleteArtifactPayload?: DeleteArtifactPayloadResolvers<ContextType>;
  DeleteModelPayload?: DeleteModelPayloadResolvers<ContextType>;
  DeleteModelVersionPayload?: DeleteModelVersionPayloadResolvers<ContextType>;
  DeleteWebhookPayload?: DeleteWebhookPayloadResolvers<ContextType>;
  DependencyHealth?: DependencyHealthResolvers<ContextType>;
  DeployModelPayload?: DeployModelPayloadResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  DeploymentChange?: DeploymentChangeResolvers<ContextType>;
  DeploymentChangeConnection?: DeploymentChangeConnectionResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  DeploymentDirective?: DeploymentDirectiveResolvers<ContextType>;
  DeploymentDrift?: DeploymentDriftResolvers<ContextType>;
  DeploymentHealth?: DeploymentHealthResolvers<ContextType>;
  DeploymentLogEvent?: DeploymentLogEventResolvers<ContextType>;
  DeploymentLogLine?: DeploymentLogLineResolvers<ContextType>;
  DeploymentPhaseDuration?: DeploymentPhaseDurationResolvers<ContextType>;
  DeploymentSlot?: DeploymentSlotResolvers<ContextType>;
  DeploymentStatusEvent?: DeploymentStatusEventResolvers<ContextType>;
  DeploymentStrategy?: DeploymentStrategyResolvers<ContextType>;
  GatewayUsage?: GatewayUsageResolvers<ContextType>;
  GrantModelAccessPayload?: GrantModelAccessPayloadResolvers<ContextType>;
  HeartbeatDeploymentPayload?: HeartbeatDeploymentPayloadResolvers<ContextType>;
  Hyperparameter?: HyperparameterResolvers<ContextType>;
  McpCredential?: McpCredentialResolvers<ContextType>;
  McpServer?: McpServerResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelAlias?: ModelAliasResolvers<ContextType>;
  ModelConnection?: ModelConnectionResolvers<ContextType>;
  ModelMetric?: ModelMetricResolvers<ContextType>;
  ModelSignature?: ModelSignatureResolvers<ContextType>;
  ModelUsage?: ModelUsageResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  ModelVersionConnection?: ModelVersionConnectionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NamedCount?: NamedCountResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PromptArgument?: PromptArgumentResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReconcileDeploymentsPayload?: ReconcileDeploymentsPayloadResolvers<ContextType>;
  RegisterModelPayload?: RegisterModelPayloadResolvers<ContextType>;
  RegistryStatistics?: RegistryStatisticsResolvers<ContextType>;
  RemoveMcpServerPayload?: RemoveMcpServerPayloadResolvers<ContextType>;
  RemoveModelAliasPayload?: RemoveModelAliasPayloadResolvers<ContextType>;
  RemoveTeamMemberPayload?: RemoveTeamMemberPayloadResolvers<ContextType>;
  ReplayWebhookDeliveryPayload?: ReplayWebhookDeliveryPayloadResolvers<ContextType>;
  ReportDeploymentHealthPayload?: ReportDeploymentHealthPayloadResolvers<ContextType>;
  ReportDeploymentPayload?: ReportDeploymentPayloadResolvers<ContextType>;
  RestoreModelVersionPayload?: RestoreModelVersionPayloadResolvers<ContextType>;
  RetryDeploymentPayload?: RetryDeploymentPayloadResolvers<ContextType>;
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>;
  RevokeModelAccessPayload?: RevokeModelAccessPayloadResolvers<ContextType>;
  RollbackDeploymentPayload?: RollbackDeploymentPayloadResolvers<ContextType>;
  RotateApiKeyPayload?: RotateApiKeyPayloadResolvers<ContextType>;
  ScaleDeploymentPayload?: ScaleDeploymentPayloadResolvers<ContextType>;
  SendTestEventPayload?: SendTestEventPayloadResolvers<ContextType>;
  ServiceHealth?: ServiceHealthResolvers<ContextType>;
  ServingInstruction?: ServingInstructionResolvers<ContextType>;
  SetDefaultContextPayload?: SetDefaultContextPayloadResolvers<ContextType>;
  SetModelAliasPayload?: SetModelAliasPayloadResolvers<ContextType>;
  SetModelVisibilityPayload?: SetModelVisibilityPayloadResolvers<ContextType>;
  SetTeamRolePayload?: SetTeamRolePayloadResolvers<ContextType>;
  SetUsageLimitsPayload?: SetUsageLimitsPayloadResolvers<ContextType>;
  StatisticsOfDay?: StatisticsOfDayResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tag?: TagResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  TeamConnection?: TeamConnectionResolvers<ContextType>;
  TeamMcpServers?: TeamMcpServersResolvers<ContextType>;
  TeamMcpServersConnection?: TeamMcpServersConnectionResolvers<ContextType>;
  TeamMember?: TeamMemberResolvers<ContextType>;
  TeamMemberConnection?: TeamMemberConnectionResolvers<ContextType>;
  TeamPolicy?: TeamPolicyResolvers<ContextType>;
  TeamUsage?: TeamUsageResolvers<ContextType>;
  TensorSpec?: TensorSpecResolvers<ContextType>;
  UndeployModelPayload?: UndeployModelPayloadResolvers<ContextType>;
  UpdateTeamPolicyPayload?: UpdateTeamPolicyPayloadResolvers<ContextType>;
  UpdateWebhookPayload?: UpdateWebhookPayloadResolvers<ContextType>;
  UsageLimits?: UsageLimitsResolvers<ContextType>;
  UsageLimitsConnection?: UsageLimitsConnectionResolvers<ContextType>;
  UsageOfDay?: UsageOfDayResolvers<ContextType>;
  UsedModel?: UsedModelResolvers<ContextType>;
  VersionLineage?: VersionLineageResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookConnection?: WebhookConnectionResolvers<ContextType>;
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>;
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>;
};

