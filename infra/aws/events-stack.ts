/** The bus, the queues, and the rules between them. Every event that a rule matches is also written to a log group. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { CloudWatchLogGroup, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { eventBus, type QueueResource, queues, rules } from '../resources.ts';

export type QueueName = keyof typeof queues;

/** As long as SQS keeps anything. */
const deadLetterDays = 14;

export class EventsStack extends Stack {
  readonly bus: EventBus;
  readonly queues: Readonly<Record<QueueName, Queue>>;
  readonly deadLetters: Readonly<Record<QueueName, Queue>>;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Modelgraph: bus, rules, queues' });
    this.bus = new EventBus(this, 'Bus', { eventBusName: eventBus });
    const made = Object.entries(queues).map(([name, queue]) => [name, this.#queue(name, queue)] as const);
    this.queues = Object.fromEntries(made.map(([name, { queue }]) => [name, queue])) as Record<QueueName, Queue>;
    this.deadLetters = Object.fromEntries(made.map(([name, { deadLetters }]) => [name, deadLetters])) as Record<
      QueueName,
      Queue
    >;
    const log = new LogGroup(this, 'EventLog', {
      logGroupName: '/aws/events/modelgraph',
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const { name, pattern, target } of rules) {
      new Rule(this, name, {
        ruleName: name,
        eventBus: this.bus,
        eventPattern: eventPattern(pattern),
        targets: [
          new SqsQueue(this.queues[target], { deadLetterQueue: this.deadLetters[target] }),
          new CloudWatchLogGroup(log),
        ],
      });
    }
  }

  #queue(name: string, { name: queueName, visibilityTimeoutSeconds, maximumReceives }: QueueResource) {
    const deadLetters = new Queue(this, `${name}DeadLetters`, {
      queueName: `${queueName}-dead-letters`,
      retentionPeriod: Duration.days(deadLetterDays),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    const queue = new Queue(this, name, {
      queueName,
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: maximumReceives },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    return { queue, deadLetters };
  }
}

/** As the CDK spells it. Throws for a field that would be lost. */
function eventPattern(pattern: Readonly<Record<string, unknown>>): EventPattern {
  const { source, 'detail-type': detailType, ...others } = pattern as Readonly<Record<string, string[] | undefined>>;
  const unknown = Object.keys(others);
  if (unknown.length > 0) throw new Error(`The pattern's ${unknown.join(', ')} would be lost`);
  return { ...(source && { source }), ...(detailType && { detailType }) };
}
