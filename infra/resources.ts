/**
 * Every cloud resource Modelgraph needs, once, as data. The embedded cloud creates these at `npm start`; the CDK stacks create
 * the same in AWS. Names may be overridden by the environment variables that the processes read (see docs/configuration.md).
 */

/** The single table. Key layout and access patterns: docs/data-model.md. */
export const table = {
  name: 'modelgraph',
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds; DynamoDB removes the item some time after. Readers must not rely on the removal. */
  timeToLiveAttribute: 'expiresAt',
  indexes: [
    /** What one team may list: its models by facet, its deployments by status. */
    { name: 'team-index', partitionKey: 'teamPartition', sortKey: 'teamSort' },
    /** The same for callers who see every team. */
    { name: 'organization-index', partitionKey: 'organizationPartition', sortKey: 'organizationSort' },
    /** Sparse: only deployments that hold, or wait for, a lease. */
    { name: 'lease-index', partitionKey: 'leasePartition', sortKey: 'leaseSort' },
  ],
} as const;

export const artifactBucket = 'modelgraph-artifacts';
export const eventBus = 'modelgraph';

export interface QueueResource {
  readonly name: string;
  /** Seconds a received message stays hidden; longer than its handler may take. */
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message moves to `<name>-dead-letters`. */
  readonly maximumReceives: number;
}

export const queues = {
  registry: { name: 'modelgraph-registry', visibilityTimeoutSeconds: 30, maximumReceives: 10 },
  deployer: { name: 'modelgraph-deployer', visibilityTimeoutSeconds: 30, maximumReceives: 10 },
  inference: { name: 'modelgraph-inference', visibilityTimeoutSeconds: 30, maximumReceives: 10 },
  webhooks: { name: 'modelgraph-webhooks', visibilityTimeoutSeconds: 30, maximumReceives: 10 },
} as const satisfies Record<string, QueueResource>;

export interface RuleResource {
  readonly name: `model-${string}`;
  /** An EventBridge event pattern. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly target: keyof typeof queues;
}

export const rules: readonly RuleResource[] = [
  {
    name: 'model-deploy-requested',
    pattern: { source: ['modelgraph.registry'], 'detail-type': ['Deploy Model', 'Deployment Ended'] },
    target: 'deployer',
  },
  {
    name: 'model-status-changed',
    pattern: { source: ['modelgraph.registry'], 'detail-type': ['Deployment Status Changed'] },
    target: 'registry',
  },
  {
    name: 'model-usage-recorded',
    pattern: { source: ['modelgraph.inference'], 'detail-type': ['Model Used', 'Model Traffic', 'Gateway Used'] },
    target: 'registry',
  },
  {
    name: 'model-catalog-changed',
    pattern: {
      source: ['modelgraph.registry'],
      'detail-type': [
        'Model Deployed',
        'Traffic Shifted',
        'Deployment Health Changed',
        'Deployment Ended',
        'Model Access Changed',
      ],
    },
    target: 'inference',
  },
  {
    name: 'model-limits-changed',
    pattern: { source: ['modelgraph.registry'], 'detail-type': ['Usage Limits Changed'] },
    target: 'inference',
  },
  {
    name: 'model-context-changed',
    pattern: { source: ['modelgraph.registry'], 'detail-type': ['MCP Servers Changed'] },
    target: 'inference',
  },
  {
    name: 'model-webhooks',
    pattern: { source: ['modelgraph.registry'] },
    target: 'webhooks',
  },
];
