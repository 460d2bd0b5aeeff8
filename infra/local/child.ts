/**
 * What a child of `npm start` runs: loads the code of its process while the cloud starts, and becomes that process once its
 * parent says where the cloud is.
 */
import { once } from 'node:events';
import { loadCodeOf } from './code-of-processes.ts';

const leave = (): never => process.exit();
process.once('disconnect', leave);
const [script = ''] = process.argv.slice(2);
const [[environment]] = await Promise.all([once(process, 'message'), loadCodeOf(script)]);
Object.assign(process.env, environment);
process.off('disconnect', leave);
await import(script);
