/** Takes an address, or says in one line why it cannot be had and what to do. */
import type { AddressInfo, Server } from 'node:net';
import { SetupError } from './config.ts';

/** Makes `server` listen and returns its port; `port` 0 takes a free one. Throws `SetupError` when the address cannot be had. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new SetupError(`Port ${port} is in use. Stop what listens there, or choose another port: PORT=${port + 1}`);
  }
  if (error.code === 'EACCES')
    return new SetupError(`Port ${port} needs more rights. Choose one above 1023: PORT=4000`);
  if (error.code === 'EADDRNOTAVAIL') return new SetupError(`${host} is not an address of this machine. Set HOST`);
  return error;
}
