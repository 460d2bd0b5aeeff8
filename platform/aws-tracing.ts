/** Spans of calls to AWS. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isTraced, traced } from './tracing.ts';

/** The same client, whose calls are spans of the work that makes them. What no traced work asks for, as long polls, has none. */
export function tracedClient<Client extends { readonly middlewareStack: object }>(client: Client): Client {
  // The stacks of all clients are alike but for the types of their commands.
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add(
    (next, { clientName = 'AWS', commandName = 'call' }) =>
      (args) => {
        if (!isTraced()) return next(args);
        const service = clientName.replace(/Client$/, '');
        const method = commandName.replace(/Command$/, '');
        const attributes = {
          'rpc.system': 'aws-api',
          'rpc.service': service,
          'rpc.method': method,
          ...tableOf(args.input),
        };
        return traced(`${service}.${method}`, attributes, () => next(args), { kind: 'CLIENT' });
      },
    { step: 'initialize', name: 'traced', priority: 'high', override: true },
  );
  return client;
}

function tableOf(input: object): Record<string, string> {
  return 'TableName' in input && typeof input.TableName === 'string'
    ? { 'aws.dynamodb.table_names': input.TableName }
    : {};
}
