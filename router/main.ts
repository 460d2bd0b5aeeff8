/** The router's process. */
import { runProcess } from '../platform/lifecycle.ts';
import { routerFromEnvironment } from './from-environment.ts';

await runProcess('router', (logger) => routerFromEnvironment(logger, process.env));
