/** Apollo Server over the stock gateway, as its documentation starts it. */
import { readFileSync } from 'node:fs';
import gateway from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const supergraphSdl = readFileSync(process.argv[2], 'utf8');
const server = new ApolloServer({ gateway: new gateway.ApolloGateway({ supergraphSdl }) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
process.stdout.write(`listening ${url}\n`);
