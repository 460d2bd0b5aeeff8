/** Everything on the bus, as another consumer would receive it. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll } from '@jest/globals';

export interface ObservedEvent {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was published is looked into by the tests
  readonly detail: any;
}

/** From now on; `received` returns all events so far, and waits up to a second for more. */
export async function observeEvents(cloud: Readonly<Record<string, string>>) {
  const [queues, bus] = [new SQSClient({}), new EventBridgeClient({})];
  afterAll(() => {
    queues.destroy();
    bus.destroy();
  });
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'observer' }));
  const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const EventBusName = cloud.EVENT_BUS_NAME;
  const EventPattern = JSON.stringify({ source: [{ prefix: '' }] });
  await bus.send(new PutRuleCommand({ EventBusName, Name: 'observer', EventPattern }));
  const Targets = [{ Id: 'observer', Arn: Attributes?.QueueArn }];
  await bus.send(new PutTargetsCommand({ EventBusName, Rule: 'observer', Targets }));
  const events: ObservedEvent[] = [];
  return {
    async received(): Promise<ObservedEvent[]> {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 600 }),
      );
      for (const { Body = '' } of Messages) {
        const { 'detail-type': type, detail } = JSON.parse(Body);
        events.push({ type, detail });
      }
      return events;
    },
  };
}
