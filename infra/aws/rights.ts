/** What each process may do in AWS: the calls its code makes, on the resources it makes them on. */
import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { DataStack } from './data-stack.ts';
import type { EventsStack } from './events-stack.ts';

export type Rights = readonly PolicyStatement[];

const allow = (actions: readonly string[], ...resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [...actions], resources: [...resources] });

const consume = (...queues: readonly IQueue[]): PolicyStatement =>
  allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    ...queues.map(({ queueArn }) => queueArn),
  );

/** The router reads the records of API keys, notes their use, and sees nothing else of the table. */
export function routerRights({ table }: DataStack): Rights {
  return [
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['API_KEY#*'] } },
    }),
  ];
}

export function registryRights({ table, artifacts }: DataStack, { bus, queues }: EventsStack): Rights {
  return [
    allow(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      table.tableArn,
      `${table.tableArn}/index/*`,
    ),
    allow(['s3:ListBucket', 's3:ListBucketMultipartUploads'], artifacts.bucketArn),
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      artifacts.arnForObjects('*'),
    ),
    allow(['events:PutEvents', 'events:DescribeEventBus'], bus.eventBusArn),
    consume(queues.registry, queues.webhooks),
    allow(['sqs:SendMessage'], queues.webhooks.queueArn),
  ];
}

export function inferenceRights({ bus, queues }: EventsStack, stack: Stack): Rights {
  return [
    allow(['events:PutEvents', 'events:DescribeEventBus'], bus.eventBusArn),
    consume(queues.inference),
    allow(['lambda:InvokeFunctionUrl'], servedFunctions(stack)),
  ];
}

export function deployerRights({ artifacts }: DataStack, { queues }: EventsStack, stack: Stack): Rights {
  return [
    consume(queues.deployer),
    allow(['s3:GetObject'], artifacts.arnForObjects('*')),
    allow(
      [
        'lambda:CreateAlias',
        'lambda:CreateFunction',
        'lambda:CreateFunctionUrlConfig',
        'lambda:DeleteAlias',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionUrlConfig',
        'lambda:DeleteProvisionedConcurrencyConfig',
        'lambda:GetAlias',
        'lambda:GetFunctionConfiguration',
        'lambda:GetFunctionUrlConfig',
        'lambda:GetProvisionedConcurrencyConfig',
        'lambda:InvokeFunctionUrl',
        'lambda:ListAliases',
        'lambda:ListFunctionUrlConfigs',
        'lambda:PublishVersion',
        'lambda:PutProvisionedConcurrencyConfig',
        'lambda:TagResource',
        'lambda:UpdateAlias',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
      ],
      servedFunctions(stack),
    ),
    // It has no resources of its own.
    allow(['lambda:ListFunctions'], '*'),
    allow(['logs:FilterLogEvents'], logsOfServedFunctions(stack)),
    // The role that the operator gives the functions (`LAMBDA_ROLE_ARN`).
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'modelgraph-*' })],
      conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    }),
  ];
}

/** The functions that serve models, by the prefix of their names. */
function servedFunctions(stack: Stack): string {
  return stack.formatArn({ service: 'lambda', resource: 'function:modelgraph-*' });
}

function logsOfServedFunctions(stack: Stack): string {
  const resourceName = '/aws/lambda/modelgraph-*';
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
