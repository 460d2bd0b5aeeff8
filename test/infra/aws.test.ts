/** The stacks as CloudFormation gets them: the resources of resources.ts, and no more rights than the processes use. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { modelgraphApp } from '../../infra/aws/app.ts';
import { queues, rules, table } from '../../infra/resources.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const root = join(import.meta.dirname, '../..');
const templates = {} as Record<'network' | 'data' | 'events' | 'services' | 'alarms', Template>;
beforeAll(() => {
  const { network, data, events, services, alarms } = modelgraphApp();
  for (const [name, stack] of Object.entries({ network, data, events, services, alarms })) {
    templates[name as keyof typeof templates] = Template.fromStack(stack);
  }
});

describe('what is kept', () => {
  it('the table has the keys and indexes of the embedded one, and is not lost with its stack', () => {
    const keys = (partitionKey: string, sortKey: string) => [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ];
    templates.data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        KeySchema: keys(table.partitionKey, table.sortKey),
        GlobalSecondaryIndexes: table.indexes.map(({ name, partitionKey, sortKey }) =>
          Match.objectLike({ IndexName: name, KeySchema: keys(partitionKey, sortKey) }),
        ),
        TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
      }),
    });
  });

  it('artifacts are private, encrypted and kept; Redis speaks TLS in the private network', () => {
    templates.data.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    });
    templates.data.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
      MultiAZEnabled: true,
    });
  });
});

describe('events', () => {
  it.each(Object.values(queues))('the queue $name has dead letters', (queue) => {
    templates.events.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: queue.name,
      VisibilityTimeout: queue.visibilityTimeoutSeconds,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: queue.maximumReceives }),
    });
    templates.events.hasResourceProperties('AWS::SQS::Queue', { QueueName: `${queue.name}-dead-letters` });
  });

  it.each(rules)('the rule $name sends to its queue, and to a log group', ({ name, pattern }) => {
    const [rule] = Object.values(templates.events.findResources('AWS::Events::Rule', { Properties: { Name: name } }));
    expect(rule?.Properties.EventPattern).toEqual(pattern);
    const targets = rule?.Properties.Targets as { Arn: unknown; DeadLetterConfig?: unknown }[];
    expect(targets).toHaveLength(2);
    expect(targets.filter(({ DeadLetterConfig }) => DeadLetterConfig)).toHaveLength(1);
    expect(JSON.stringify(targets)).toMatch(/log-group|EventLog/);
  });

  it('there are no other rules', () => {
    templates.events.resourceCountIs('AWS::Events::Rule', rules.length);
  });
});

describe('the processes', () => {
  const actionsOf = (statement: Statement): readonly string[] => [statement.Action].flat();
  /** What the role of a process may do. */
  function rightsOf(process: string): readonly Statement[] {
    const policies = templates.services.findResources('AWS::IAM::Policy');
    return Object.entries(policies)
      .filter(([id]) => id.startsWith(`${process}TaskTaskRole`))
      .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
  }

  it.each(['router', 'registry', 'inference', 'deployer'])('%s may do nothing on everything', (process) => {
    const rights = rightsOf(process);
    expect(rights.length).toBeGreaterThan(0);
    for (const statement of rights) {
      // It lists what there is, and no resource can be named for it.
      if (actionsOf(statement).join() !== 'lambda:ListFunctions') expect(statement.Resource).not.toBe('*');
      for (const action of actionsOf(statement)) expect(action).not.toContain('*');
    }
  });

  it('the router may touch API keys and nothing else', () => {
    expect(rightsOf('router').map((statement) => [actionsOf(statement), statement.Condition])).toEqual([
      [
        ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['API_KEY#*'] } },
      ],
    ]);
  });

  it('inference does not reach the table, and only the registry writes artifacts', () => {
    const may = (process: string, service: RegExp) =>
      rightsOf(process)
        .flatMap(actionsOf)
        .filter((action) => service.test(action));
    expect(may('inference', /^(dynamodb|s3):/)).toEqual([]);
    expect(may('deployer', /^(dynamodb|s3):/)).toEqual(['s3:GetObject']);
  });

  it('each has the variables that it cannot start without, and the secret as a secret', () => {
    const containers = Object.values(templates.services.findResources('AWS::ECS::TaskDefinition')).flatMap(
      ({ Properties }) => Properties.ContainerDefinitions,
    );
    const needed: Record<string, readonly string[]> = {
      router: ['HOST', 'PORT', 'REGISTRY_URL', 'INFERENCE_URL', 'TABLE_NAME', 'REDIS_URL'],
      registry: [
        'TABLE_NAME',
        'EVENT_BUS_NAME',
        'ARTIFACT_BUCKET',
        'REGISTRY_QUEUE_URL',
        'WEBHOOK_QUEUE_URL',
        'REDIS_URL',
      ],
      inference: ['REGISTRY_URL', 'REDIS_URL', 'EVENT_BUS_NAME', 'INFERENCE_QUEUE_URL'],
      deployer: ['REGISTRY_URL', 'DEPLOYER_QUEUE_URL', 'DATA_DIR'],
    };
    expect(containers.map(({ Name }) => Name).sort()).toEqual(Object.keys(needed).sort());
    for (const { Name, Environment, Secrets } of containers) {
      const names = Environment.map((variable: { Name: string }) => variable.Name);
      expect(names).toEqual(expect.arrayContaining([...(needed[Name] ?? []), 'NODE_ENV']));
      expect(names).not.toContain('INTERNAL_SECRET');
      expect(Secrets.map((secret: { Name: string }) => secret.Name)).toEqual(['INTERNAL_SECRET']);
    }
  });
});

describe('alarms', () => {
  it('tell when the registry is unhealthy, as the gateway finds it and by its own silence', () => {
    templates.alarms.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'modelgraph-RegistryUnhealthy',
      Namespace: 'AiModelGateway',
      MetricName: 'ModelRegistryHealthChecks',
      Dimensions: [{ Name: 'Outcome', Value: 'FAILED' }],
    });
    templates.alarms.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'modelgraph-RegistrySilent',
      Namespace: 'ModelRegistry',
      MetricName: 'OutboxAge',
      TreatMissingData: 'breaching',
    });
    const source = readFileSync(join(root, 'subgraphs/registry/registry-metrics.ts'), 'utf8');
    expect(source).toContain("const namespace = 'ModelRegistry'");
    expect(source).toContain("createObservableGauge('OutboxAge'");
  });

  it('watch every queue and its dead letters, and all tell somebody', () => {
    const alarms = Object.values(templates.alarms.findResources('AWS::CloudWatch::Alarm'));
    const names = alarms.map(({ Properties }) => Properties.AlarmName);
    for (const name of Object.keys(queues)) {
      expect(names).toEqual(
        expect.arrayContaining([`modelgraph-DeadLetters-${name}`, `modelgraph-QueueStuck-${name}`]),
      );
    }
    for (const { Properties } of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  });
});

it('nothing is bound to an account or a region', () => {
  const text = JSON.stringify(Object.values(templates).map((template) => template.toJSON()));
  expect(text).not.toMatch(/\b\d{12}:|us-east-1/);
});

it('the image holds all that the processes import', () => {
  const dockerfile = readFileSync(join(root, 'infra/Dockerfile'), 'utf8');
  const folders = [...dockerfile.matchAll(/^COPY (\w+) \1$/gm)].map(([, folder]) => String(folder));
  expect(folders).toEqual(expect.arrayContaining(['platform', 'router', 'subgraphs', 'client', 'schema']));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const imports = folders
    .filter((folder) => folder !== 'schema')
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      [
        ...readFileSync(join(root, name), 'utf8').matchAll(/^(?:import|\} from|export) (?!type)[^;]*?from '([^']+)'/gm),
      ].map(([, specifier]) => [name, String(specifier)] as const),
    );
  expect(imports.length).toBeGreaterThan(500);
  const missing = imports.filter(([name, specifier]) => {
    if (specifier.startsWith('.')) return !folders.includes(join(name, '..', specifier).split('/')[0] ?? '');
    if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return false;
    const parts = specifier.split('/');
    return !((specifier.startsWith('@') ? parts.slice(0, 2).join('/') : String(parts[0])) in dependencies);
  });
  expect(missing).toEqual([]);
});

it('the types of the stacks hold', () => {
  // Here rather than among the gates: the CDK's own types take three times as long to read as all of ours.
  const words = ['node_modules/typescript/bin/tsc', '-p', 'infra/aws'];
  expect(execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })).toBe('');
}, 120_000);
