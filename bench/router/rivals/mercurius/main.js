/** Mercurius' gateway with its JIT. It asks the subgraphs for their schemas: their addresses come after the file. */
import gateway from '@mercuriusjs/gateway';
import fastify from 'fastify';

const [, , , catalog, ratings] = process.argv;
const app = fastify();
app.register(gateway, {
  jit: 1,
  gateway: {
    services: [
      { name: 'catalog', url: catalog },
      { name: 'ratings', url: ratings },
    ],
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listening http://127.0.0.1:${app.server.address().port}/graphql\n`);
