/**
 * Runs as a process of its own, to be killed: publishes events without end and prints an event's number when PutEvents has
 * acknowledged it. Arguments: the data directory, the first number.
 */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { startEmbeddedCloud } from '../../infra/local/cloud.ts';

const [dataDirectory = '', first = '0'] = process.argv.slice(2);
const { environment } = await startEmbeddedCloud({ dataDirectory, environment: { REDIS_EMBEDDED: 'memory' } });
const client = new EventBridgeClient({
  endpoint: environment.AWS_ENDPOINT_URL_EVENTBRIDGE ?? '',
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

async function publish(number: number) {
  const entry = { EventBusName: environment.EVENT_BUS_NAME, Source: 'modelgraph.registry', DetailType: 'Deploy Model' };
  await client.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify({ number }) }] }));
  process.stdout.write(`${number}\n`);
}

for (let number = Number(first); ; number += 4) {
  await Promise.all([0, 1, 2, 3].map((offset) => publish(number + offset)));
}
