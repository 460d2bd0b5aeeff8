/** The embedded DynamoDB as a process of its own: `node dynamo-process.ts <folder>` tells its parent where it listens. */
import { startDynamoServer } from '../../infra/local/dynamo-server.ts';

const server = await startDynamoServer({ path: process.argv[2] ?? '' });
process.on('disconnect', () => server.close().then(() => process.exit(0)));
process.send?.(server.endpoint);
