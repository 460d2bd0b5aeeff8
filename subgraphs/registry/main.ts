/** The registry subgraph as a process. */
import { runProcess } from '../../platform/lifecycle.ts';
import { startRegistry } from './start.ts';

await runProcess('registry', startRegistry);
