/** The inference subgraph's process. */
import { runProcess } from '../../platform/lifecycle.ts';
import { inferenceFromEnvironment } from './from-environment.ts';

await runProcess('inference', (logger) => inferenceFromEnvironment(logger, process.env));
