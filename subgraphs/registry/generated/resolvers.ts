import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Model as ModelRecord, ModelVersion as ModelVersionRecord, Deployment as DeploymentRecord, StatusChange as StatusChangeRecord } from '../domain/model.ts';
import type { ModelSignature as ModelSignatureRecord, DataSpec as DataSpecRecord, TensorSpec as TensorSpecRecord, Dataset as DatasetRecord } from '../domain/version-details.ts';
import type { RegistryContext } from '../context.ts';
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

/** What the registry has verified of an artifact. */
export type Artifact = {
  __typename?: 'Artifact';
  /** Lower-case hexadecimal sha256, when known. */
  sha256: Maybe<Scalars['String']['output']>;
  /** In bytes, when known. A number too large for Int. */
  sizeBytes: Maybe<Scalars['Float']['output']>;
  /** True when the bucket is ours and existence, size and digest were checked. */
  verified: Scalars['Boolean']['output'];
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
  /** The same key and input again within 24 hours: the same answer, nothing written. Up to 128 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model's id. */
  modelId: Scalars['ID']['input'];
  /** The version; when absent, the latest. */
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
  /** Where the model answers, once DEPLOYED. */
  endpoint: Maybe<Scalars['String']['output']>;
  /** Unique in the platform. */
  id: Scalars['ID']['output'];
  /** What happens, in words. */
  message: Scalars['String']['output'];
  /** The version to serve. */
  modelVersion: ModelVersion;
  /** The step it is in. */
  phase: DeploymentPhase;
  /** 0 to 100. */
  progressPercent: Scalars['Int']['output'];
  /** Why it failed, when it failed. */
  reason: Maybe<DeploymentFailureReason>;
  /** When it was asked for. */
  requestedAt: Scalars['DateTime']['output'];
  /** The user who asked for it. */
  requestedBy: Scalars['ID']['output'];
  /** Rises by one with every change. */
  sequence: Scalars['Int']['output'];
  /** Where it stands. */
  status: DeploymentStatus;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
};

/** A page of deployments. */
export type DeploymentConnection = {
  __typename?: 'DeploymentConnection';
  /** The deployments. */
  nodes: Array<Deployment>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** Why a deployment failed. */
export type DeploymentFailureReason =
  /** The artifact is not where the version says. */
  | 'ARTIFACT_NOT_FOUND'
  /** The artifact's sha256 is not the one registered. */
  | 'CHECKSUM_MISMATCH'
  /** A fault of the deployer itself. */
  | 'DEPLOYER_ERROR'
  /** No deployer finished an attempt within its lease, three times. */
  | 'LEASE_EXPIRED'
  /** The server could not load the artifact. */
  | 'LOAD_ERROR'
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
  /** The endpoint has answered a health check and a probe. */
  | 'DEPLOYED'
  /** Under way; `phase` says how far. */
  | 'DEPLOYING'
  /** Ended without an endpoint; `reason` says why. */
  | 'FAILED'
  /** Served until a newer deployment of the same version took over. */
  | 'SUPERSEDED';

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

/** Where a model version is served. */
export type DeploymentTarget =
  /** A KServe InferenceService on Amazon EKS. */
  | 'EKS'
  /** An AWS Lambda function. */
  | 'LAMBDA'
  /** A process beside the deployer. */
  | 'LOCAL';

/** How well a service or a dependency works. */
export type HealthStatus =
  /** Works in part. */
  | 'DEGRADED'
  /** Works. */
  | 'HEALTHY'
  /** Does not work. */
  | 'UNHEALTHY';

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

/** A named model of one team; its versions are what is deployed. */
export type Model = {
  __typename?: 'Model';
  /** When the first version was registered. */
  createdAt: Scalars['DateTime']['output'];
  /** The description of the latest version. */
  description: Maybe<Scalars['String']['output']>;
  /** The framework of the latest version. */
  framework: Scalars['String']['output'];
  /** Chosen at the first registration; unique in the platform. */
  id: Scalars['ID']['output'];
  /** The highest version by semantic versioning; pre-releases only count when there is nothing else. */
  latestVersion: ModelVersion;
  /** The team that owns the model. */
  teamId: Scalars['ID']['output'];
  /** What the gateway has spent on completions that used this model. */
  usage: ModelUsage;
  /** One version by its number, or null. */
  version: Maybe<ModelVersion>;
  /** All versions, the highest first. */
  versions: ModelVersionConnection;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelUsageArgs = {
  window?: UsageWindow;
};


/** A named model of one team; its versions are what is deployed. */
export type ModelVersionArgs = {
  version: Scalars['String']['input'];
};


/** A named model of one team; its versions are what is deployed. */
export type ModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of models. */
export type ModelConnection = {
  __typename?: 'ModelConnection';
  /** The models. */
  nodes: Array<Model>;
  /** Where the page lies. */
  pageInfo: PageInfo;
};

/** Conditions that all hold for the models returned. */
export type ModelFilter = {
  /** Any version to be served here. */
  deploymentTarget?: InputMaybe<DeploymentTarget>;
  /** Any version made with this framework. */
  framework?: InputMaybe<Scalars['String']['input']>;
  /** The id or the latest version's description contains this text; case does not matter. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Any version in this state. */
  status?: InputMaybe<ModelVersionStatus>;
  /** The latest version has this tag. */
  tag?: InputMaybe<TagInput>;
  /** Owned by this team. */
  teamId?: InputMaybe<Scalars['ID']['input']>;
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
  /** What is known of the artifact. */
  artifact: Artifact;
  /** Where the artifact is, as in s3://bucket/key. */
  artifactUri: Scalars['String']['output'];
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
  /** The semantic version. */
  version: Scalars['String']['output'];
};


/** One immutable version of a model. */
export type ModelVersionDerivedVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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
  /** Served at its deployment's endpoint. */
  | 'DEPLOYED'
  /** A deployment is under way. */
  | 'DEPLOYING'
  /** Its last deployment failed. */
  | 'FAILED'
  /** Known, and not deployed. */
  | 'REGISTERED';

/** What can be changed. */
export type Mutation = {
  __typename?: 'Mutation';
  /** For deployers: takes a deployment's current attempt, with a lease that must be renewed by reports. */
  claimDeployment: ClaimDeploymentPayload;
  /** Asks for a version to be deployed. Watch the progress with the subscription `deploymentStatusChanged`. */
  deployModel: DeployModelPayload;
  /** Registers a new version of a model, and the model itself with its first version. The artifact is checked when its bucket is ours. */
  registerModel: RegisterModelPayload;
  /** For deployers: reports progress or the outcome of a claimed attempt, and renews the lease. After DEPLOYED it moves the endpoint, or says with FAILED that it is gone. */
  reportDeployment: ReportDeploymentPayload;
};


/** What can be changed. */
export type MutationClaimDeploymentArgs = {
  input: ClaimDeploymentInput;
};


/** What can be changed. */
export type MutationDeployModelArgs = {
  input: DeployModelInput;
};


/** What can be changed. */
export type MutationRegisterModelArgs = {
  input: RegisterModelInput;
};


/** What can be changed. */
export type MutationReportDeploymentArgs = {
  input: ReportDeploymentInput;
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
};

/** The version that another one was made from. */
export type ParentVersionInput = {
  /** The id of its model. */
  modelId: Scalars['ID']['input'];
  /** Its semantic version. */
  version: Scalars['String']['input'];
};

/** What can be read. */
export type Query = {
  __typename?: 'Query';
  /** A deployment by id, or null when there is none that the caller may see. */
  deployment: Maybe<Deployment>;
  /** Deployments the caller may see, newest first. */
  deployments: DeploymentConnection;
  /** A model by id, or null when there is none that the caller may see. */
  model: Maybe<Model>;
  /** The models the caller may see, ordered by id. */
  models: ModelConnection;
  /** Whether the registry and what it depends on work. */
  registryHealth: ServiceHealth;
  /** Counts over every model version of the caller's teams. */
  registryStatistics: RegistryStatistics;
  /** Who the caller is to this platform. */
  viewer: Viewer;
};


/** What can be read. */
export type QueryDeploymentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryDeploymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeploymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be read. */
export type QueryModelArgs = {
  id: Scalars['ID']['input'];
};


/** What can be read. */
export type QueryModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A version to register. */
export type RegisterModelInput = {
  /** Where the artifact is, as in s3://bucket/key. */
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
  /** Models with at least one version. */
  totalModels: Scalars['Int']['output'];
  /** Versions of all models. */
  totalVersions: Scalars['Int']['output'];
};

/** What a deployer reports. */
export type ReportDeploymentInput = {
  /** The attempt the report is about. */
  attempt: Scalars['Int']['input'];
  /** The deployment. */
  deploymentId: Scalars['ID']['input'];
  /** Where the model answers; required with DEPLOYED. */
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
};

/** The deployment after the report. */
export type ReportDeploymentPayload = {
  __typename?: 'ReportDeploymentPayload';
  /** As it now stands. */
  deployment: Deployment;
  /** When the lease ends unless a report renews it; null once the deployment is done. */
  leaseExpiresAt: Maybe<Scalars['DateTime']['output']>;
};

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
  /** The current status first, then every change in order. Ask for one deployment, one model or one team; the stream of one deployment completes when it ends. */
  deploymentStatusChanged: DeploymentStatusEvent;
};


/** What can be watched. */
export type SubscriptionDeploymentStatusChangedArgs = {
  deploymentId?: InputMaybe<Scalars['ID']['input']>;
  modelId?: InputMaybe<Scalars['ID']['input']>;
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

/** How far back usage is counted. */
export type UsageWindow =
  /** The current hour and the 23 before. */
  | 'LAST_24_HOURS'
  /** Today and the 29 days before, in UTC. */
  | 'LAST_30_DAYS'
  /** The current hour and the one before. */
  | 'LAST_HOUR';

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
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Artifact: ResolverTypeWrapper<Artifact>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ClaimDeploymentInput: ClaimDeploymentInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ClaimDeploymentPayload: ResolverTypeWrapper<Omit<ClaimDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  DataSpec: ResolverTypeWrapper<DataSpecRecord>;
  DataSpecInput: DataSpecInput;
  Dataset: ResolverTypeWrapper<DatasetRecord>;
  DatasetInput: DatasetInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DependencyHealth: ResolverTypeWrapper<DependencyHealth>;
  DeployModelInput: DeployModelInput;
  DeployModelPayload: ResolverTypeWrapper<Omit<DeployModelPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  Deployment: ResolverTypeWrapper<DeploymentRecord>;
  DeploymentConnection: ResolverTypeWrapper<Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversTypes['Deployment']> }>;
  DeploymentFailureReason: DeploymentFailureReason;
  DeploymentFilter: DeploymentFilter;
  DeploymentPhase: DeploymentPhase;
  DeploymentStatus: DeploymentStatus;
  DeploymentStatusEvent: ResolverTypeWrapper<StatusChangeRecord>;
  DeploymentTarget: DeploymentTarget;
  HealthStatus: HealthStatus;
  Hyperparameter: ResolverTypeWrapper<Hyperparameter>;
  HyperparameterInput: HyperparameterInput;
  Model: ResolverTypeWrapper<ModelRecord>;
  ModelConnection: ResolverTypeWrapper<Omit<ModelConnection, 'nodes'> & { nodes: Array<ResolversTypes['Model']> }>;
  ModelFilter: ModelFilter;
  ModelMetric: ResolverTypeWrapper<ModelMetric>;
  ModelMetricInput: ModelMetricInput;
  ModelSignature: ResolverTypeWrapper<ModelSignatureRecord>;
  ModelSignatureInput: ModelSignatureInput;
  ModelTask: ModelTask;
  ModelUsage: ResolverTypeWrapper<ModelUsage>;
  ModelVersion: ResolverTypeWrapper<ModelVersionRecord>;
  ModelVersionConnection: ResolverTypeWrapper<Omit<ModelVersionConnection, 'nodes'> & { nodes: Array<ResolversTypes['ModelVersion']> }>;
  ModelVersionStatus: ModelVersionStatus;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamedCount: ResolverTypeWrapper<NamedCount>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  ParentVersionInput: ParentVersionInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterModelInput: RegisterModelInput;
  RegisterModelPayload: ResolverTypeWrapper<Omit<RegisterModelPayload, 'modelVersion'> & { modelVersion: ResolversTypes['ModelVersion'] }>;
  RegistryStatistics: ResolverTypeWrapper<RegistryStatistics>;
  ReportDeploymentInput: ReportDeploymentInput;
  ReportDeploymentPayload: ResolverTypeWrapper<Omit<ReportDeploymentPayload, 'deployment'> & { deployment: ResolversTypes['Deployment'] }>;
  ServiceHealth: ResolverTypeWrapper<ServiceHealth>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Tag: ResolverTypeWrapper<Tag>;
  TagInput: TagInput;
  TensorDatatype: TensorDatatype;
  TensorSpec: ResolverTypeWrapper<TensorSpecRecord>;
  TensorSpecInput: TensorSpecInput;
  Tier: Tier;
  UsageWindow: UsageWindow;
  VersionLineage: ResolverTypeWrapper<ModelVersionRecord>;
  VersionLineageInput: VersionLineageInput;
  Viewer: ResolverTypeWrapper<Viewer>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Artifact: Artifact;
  String: Scalars['String']['output'];
  Float: Scalars['Float']['output'];
  Boolean: Scalars['Boolean']['output'];
  ClaimDeploymentInput: ClaimDeploymentInput;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  ClaimDeploymentPayload: Omit<ClaimDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  DataSpec: DataSpecRecord;
  DataSpecInput: DataSpecInput;
  Dataset: DatasetRecord;
  DatasetInput: DatasetInput;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DependencyHealth: DependencyHealth;
  DeployModelInput: DeployModelInput;
  DeployModelPayload: Omit<DeployModelPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  Deployment: DeploymentRecord;
  DeploymentConnection: Omit<DeploymentConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Deployment']> };
  DeploymentFilter: DeploymentFilter;
  DeploymentStatusEvent: StatusChangeRecord;
  Hyperparameter: Hyperparameter;
  HyperparameterInput: HyperparameterInput;
  Model: ModelRecord;
  ModelConnection: Omit<ModelConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Model']> };
  ModelFilter: ModelFilter;
  ModelMetric: ModelMetric;
  ModelMetricInput: ModelMetricInput;
  ModelSignature: ModelSignatureRecord;
  ModelSignatureInput: ModelSignatureInput;
  ModelUsage: ModelUsage;
  ModelVersion: ModelVersionRecord;
  ModelVersionConnection: Omit<ModelVersionConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['ModelVersion']> };
  Mutation: Record<PropertyKey, never>;
  NamedCount: NamedCount;
  PageInfo: PageInfo;
  ParentVersionInput: ParentVersionInput;
  Query: Record<PropertyKey, never>;
  RegisterModelInput: RegisterModelInput;
  RegisterModelPayload: Omit<RegisterModelPayload, 'modelVersion'> & { modelVersion: ResolversParentTypes['ModelVersion'] };
  RegistryStatistics: RegistryStatistics;
  ReportDeploymentInput: ReportDeploymentInput;
  ReportDeploymentPayload: Omit<ReportDeploymentPayload, 'deployment'> & { deployment: ResolversParentTypes['Deployment'] };
  ServiceHealth: ServiceHealth;
  Subscription: Record<PropertyKey, never>;
  Tag: Tag;
  TagInput: TagInput;
  TensorSpec: TensorSpecRecord;
  TensorSpecInput: TensorSpecInput;
  VersionLineage: ModelVersionRecord;
  VersionLineageInput: VersionLineageInput;
  Viewer: Viewer;
};

export type ArtifactResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Artifact'] = ResolversParentTypes['Artifact']> = {
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ClaimDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ClaimDeploymentPayload'] = ResolversParentTypes['ClaimDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  fencingToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

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
  endpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['DeploymentPhase'], ParentType, ContextType>;
  progressPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DeploymentFailureReason']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeploymentStatus'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
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

export type HyperparameterResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Hyperparameter'] = ResolversParentTypes['Hyperparameter']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  framework?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  usage?: Resolver<ResolversTypes['ModelUsage'], ParentType, ContextType, RequireFields<ModelUsageArgs, 'window'>>;
  version?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, RequireFields<ModelVersionArgs, 'version'>>;
  versions?: Resolver<ResolversTypes['ModelVersionConnection'], ParentType, ContextType, Partial<ModelVersionsArgs>>;
};

export type ModelConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelConnection'] = ResolversParentTypes['ModelConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Model']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
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
  artifact?: Resolver<ResolversTypes['Artifact'], ParentType, ContextType>;
  artifactUri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  signature?: Resolver<Maybe<ResolversTypes['ModelSignature']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ModelVersionStatus'], ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['Tag']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['ModelTask'], ParentType, ContextType>;
  teamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelVersionConnectionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ModelVersionConnection'] = ResolversParentTypes['ModelVersionConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  claimDeployment?: Resolver<ResolversTypes['ClaimDeploymentPayload'], ParentType, ContextType, RequireFields<MutationClaimDeploymentArgs, 'input'>>;
  deployModel?: Resolver<ResolversTypes['DeployModelPayload'], ParentType, ContextType, RequireFields<MutationDeployModelArgs, 'input'>>;
  registerModel?: Resolver<ResolversTypes['RegisterModelPayload'], ParentType, ContextType, RequireFields<MutationRegisterModelArgs, 'input'>>;
  reportDeployment?: Resolver<ResolversTypes['ReportDeploymentPayload'], ParentType, ContextType, RequireFields<MutationReportDeploymentArgs, 'input'>>;
};

export type NamedCountResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['NamedCount'] = ResolversParentTypes['NamedCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType, RequireFields<QueryDeploymentArgs, 'id'>>;
  deployments?: Resolver<ResolversTypes['DeploymentConnection'], ParentType, ContextType, Partial<QueryDeploymentsArgs>>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType, RequireFields<QueryModelArgs, 'id'>>;
  models?: Resolver<ResolversTypes['ModelConnection'], ParentType, ContextType, Partial<QueryModelsArgs>>;
  registryHealth?: Resolver<ResolversTypes['ServiceHealth'], ParentType, ContextType>;
  registryStatistics?: Resolver<ResolversTypes['RegistryStatistics'], ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RegisterModelPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RegisterModelPayload'] = ResolversParentTypes['RegisterModelPayload']> = {
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type RegistryStatisticsResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['RegistryStatistics'] = ResolversParentTypes['RegistryStatistics']> = {
  byDeploymentTarget?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  byFramework?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  byStatus?: Resolver<Array<ResolversTypes['NamedCount']>, ParentType, ContextType>;
  totalModels?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalVersions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReportDeploymentPayloadResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ReportDeploymentPayload'] = ResolversParentTypes['ReportDeploymentPayload']> = {
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  leaseExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ServiceHealthResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['ServiceHealth'] = ResolversParentTypes['ServiceHealth']> = {
  dependencies?: Resolver<Array<ResolversTypes['DependencyHealth']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['HealthStatus'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deploymentStatusChanged?: SubscriptionResolver<ResolversTypes['DeploymentStatusEvent'], "deploymentStatusChanged", ParentType, ContextType, Partial<SubscriptionDeploymentStatusChangedArgs>>;
};

export type TagResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['Tag'] = ResolversParentTypes['Tag']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TensorSpecResolvers<ContextType = RegistryContext, ParentType extends ResolversParentTypes['TensorSpec'] = ResolversParentTypes['TensorSpec']> = {
  datatype?: Resolver<ResolversTypes['TensorDatatype'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shape?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
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

export type Resolvers<ContextType = RegistryContext> = {
  Artifact?: ArtifactResolvers<ContextType>;
  ClaimDeploymentPayload?: ClaimDeploymentPayloadResolvers<ContextType>;
  DataSpec?: DataSpecResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DependencyHealth?: DependencyHealthResolvers<ContextType>;
  DeployModelPayload?: DeployModelPayloadResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  DeploymentStatusEvent?: DeploymentStatusEventResolvers<ContextType>;
  Hyperparameter?: HyperparameterResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelConnection?: ModelConnectionResolvers<ContextType>;
  ModelMetric?: ModelMetricResolvers<ContextType>;
  ModelSignature?: ModelSignatureResolvers<ContextType>;
  ModelUsage?: ModelUsageResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  ModelVersionConnection?: ModelVersionConnectionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NamedCount?: NamedCountResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterModelPayload?: RegisterModelPayloadResolvers<ContextType>;
  RegistryStatistics?: RegistryStatisticsResolvers<ContextType>;
  ReportDeploymentPayload?: ReportDeploymentPayloadResolvers<ContextType>;
  ServiceHealth?: ServiceHealthResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Tag?: TagResolvers<ContextType>;
  TensorSpec?: TensorSpecResolvers<ContextType>;
  VersionLineage?: VersionLineageResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

