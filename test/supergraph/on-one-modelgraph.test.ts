/** Suites that need all of Modelgraph and leave each other alone: their models differ, and whoever counts has a team of its own. */
import { afterAll, beforeAll, describe } from '@jest/globals';
import { mlflowImport } from '../client/mlflow-import.ts';
import { aliases } from './aliases.ts';
import { apiKeys } from './api-keys.ts';
import { contract } from './contract.ts';
import { guarantees } from './guarantees.ts';
import { removeDataDirectory, type StartedModelgraph, startModelgraph } from './start-modelgraph.ts';
import { systemOfRecord } from './system-of-record.ts';
import { teamAccess } from './team-access.ts';

let started: StartedModelgraph;
beforeAll(async () => {
  // The logs must hold no secret, at any level.
  started = await startModelgraph({ environment: { LOG_LEVEL: 'debug' } });
});
afterAll(async () => {
  await started?.stop();
  if (started) await removeDataDirectory(started.dataDirectory);
});
const modelgraph = (): StartedModelgraph => started;

// The first, for it counts what is in an empty registry.
describe('the contract operations', () => contract(modelgraph));
describe('guarantees', () => guarantees(modelgraph));
describe('aliases', () => aliases(modelgraph));
describe('team access', () => teamAccess(modelgraph));
describe('the system of record', () => systemOfRecord(modelgraph));
describe('API keys', () => apiKeys(modelgraph));
describe('modelgraph import mlflow', () => mlflowImport(modelgraph));
