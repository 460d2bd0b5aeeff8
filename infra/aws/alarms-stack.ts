/** What a person is told of. Everything goes to one topic; who listens is the operator's to say. */
import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import type { EventsStack } from './events-stack.ts';
import type { ServicesStack } from './services-stack.ts';

interface AlarmOptions {
  readonly metric: IMetric;
  readonly description: string;
  readonly above?: number;
  readonly below?: number;
  readonly minutes?: number;
  readonly missing?: TreatMissingData;
}

export class AlarmsStack extends Stack {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, parts: { data: DataStack; events: EventsStack; services: ServicesStack }) {
    super(scope, id, { description: 'Modelgraph: alarms' });
    const { data, events, services } = parts;
    this.topic = new Topic(this, 'Alarms', { displayName: 'Modelgraph', enforceSSL: true });
    const minute = Duration.minutes(1);

    this.#alarm('RegistryUnhealthy', {
      description:
        'The gateway asks the registry for a sign of life in vain. Completions go on with the cached catalog.',
      metric: new Metric({
        namespace: 'AiModelGateway',
        metricName: 'ModelRegistryHealthChecks',
        dimensionsMap: { Outcome: 'FAILED' },
        statistic: 'Sum',
        period: minute,
      }),
      above: 2,
      minutes: 2,
    });
    this.#alarm('RegistrySilent', {
      description: 'No registry runs: its metrics have stopped.',
      metric: registryMetric('OutboxAge', 'SampleCount'),
      below: 1,
      minutes: 5,
      missing: TreatMissingData.BREACHING,
    });
    this.#alarm('EventsHeldUp', {
      description: 'Events wait more than two minutes in the outbox: the bus does not take them.',
      metric: registryMetric('OutboxAge', 'Maximum'),
      above: 120,
      minutes: 3,
    });
    this.#alarm('RouterUnhealthy', {
      description: 'Fewer than one router is ready: neither subgraph answers it.',
      metric: services.targets.metrics.healthyHostCount({ period: minute, statistic: 'Minimum' }),
      below: 1,
      minutes: 2,
      missing: TreatMissingData.BREACHING,
    });
    this.#alarm('RouterFaults', {
      description: 'The router answers with faults of ours.',
      metric: services.targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
        period: minute,
        statistic: 'Sum',
      }),
      above: 25,
      minutes: 3,
    });
    for (const [name, queue] of Object.entries(events.deadLetters)) {
      this.#alarm(`DeadLetters-${name}`, {
        description: `Messages for ${name} could not be handled.`,
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: minute, statistic: 'Maximum' }),
        above: 0,
      });
    }
    for (const [name, queue] of Object.entries(events.queues)) {
      this.#alarm(`QueueStuck-${name}`, {
        description: `${name} does not take its messages.`,
        metric: queue.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'Maximum' }),
        above: 300,
        minutes: 3,
      });
    }
    this.#alarm('TableThrottled', {
      description: 'The table refuses requests.',
      metric: data.table.metricThrottledRequestsForOperations({
        operations: [Operation.GET_ITEM, Operation.QUERY, Operation.BATCH_GET_ITEM, Operation.TRANSACT_WRITE_ITEMS],
        period: minute,
        statistic: 'Sum',
      }),
      above: 0,
      minutes: 3,
    });
  }

  #alarm(id: string, { metric, description, above, below, minutes = 1, missing }: AlarmOptions): void {
    const alarm = new Alarm(this, id, {
      alarmName: `modelgraph-${id}`,
      alarmDescription: description,
      metric,
      threshold: above ?? below ?? 0,
      comparisonOperator:
        below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: minutes,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

/** As `subgraphs/registry/registry-metrics.ts` names and writes them, once a minute. */
function registryMetric(metricName: string, statistic: string): Metric {
  return new Metric({ namespace: 'ModelRegistry', metricName, statistic, period: Duration.minutes(1) });
}
