/** The JSON Schemas of the events: what is published meets them, and they only ever grow. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventData } from '../../platform/events.ts';
import { breakingChanges } from '../../schema/additive.ts';
import { observeEvents } from './observe-events.ts';
import { claim, deploy, eventually, fails, register, serves, startRegistry } from './start-registry.ts';

const { as, cloud } = await startRegistry();
const { received } = await observeEvents(cloud.environment);

const folder = new URL('../../schema/events/', import.meta.url);
const schemaIn = (file: string, from = folder) => JSON.parse(readFileSync(new URL(file, from), 'utf8'));
const fileOf = (type: string): string => `${type.toLowerCase().replaceAll(' ', '-')}.json`;

/** What else publishes, the last of it to be recognised. */
const lastMade = 'the-last-key';
const version = 'modelId: "fraud-detection-model", version: "0.9.0"';
const further = [
  `setModelAlias(input: { ${version}, alias: "champion" })`,
  'removeModelAlias(input: { modelId: "fraud-detection-model", alias: "champion" })',
  `archiveModelVersion(input: { ${version}, reason: "shown" })`,
  `restoreModelVersion(input: { ${version}, reason: "shown" })`,
  `decideApproval(input: { ${version}, decision: APPROVED })`,
  'grantModelAccess(input: { modelId: "fraud-detection-model", teamId: "team-b", reason: "shown" })',
  'deleteModel(input: { modelId: "a-retired-model", reason: "shown" })',
  'createTeam(input: { id: "team-of-events" })',
  'setUsageLimits(input: { teamId: "team-of-events", requestsPerMinute: 5, dailyBudgetUsd: "1.5" })',
  'addMcpServer(input: { teamId: "team-a", name: "docs", url: "https://docs.example.com/mcp" })',
  'createWebhook(input: { teamId: "team-a", url: "https://example.com/", eventTypes: ["Artifact Ready"] })',
  `createApiKey(input: { name: "${lastMade}", groups: ["team-a"] })`,
];

/** The same schema without room for what it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...parts, additionalProperties: false }
    : parts;
}

describe('every event of a life cycle', () => {
  it('meets its schema, and has nothing that the schema does not name', async () => {
    const [member, deployer, admin] = [as('team-a'), as('deployer'), as('admin')];
    await register(member, { description: 'scores', tags: [{ key: 'a', value: 'b' }] });
    await register(member, { version: '0.9.0' });
    await register(member, { modelId: 'a-retired-model' });
    for (const outcome of [serves, serves, fails]) {
      const report = await claim(deployer, await deploy(member, 'fraud-detection-model'));
      await report({ phase: 'PREPARING' });
      await report(outcome);
    }
    for (const mutation of further) {
      expect((await admin.request(`mutation { ${mutation} { __typename } }`)).errors).toBeUndefined();
    }
    const events = await eventually(async () => {
      const all = await received();
      return all.some(({ detail }) => detail.data.name === lastMade) && all;
    });
    const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { 'date-time': isDateTime } });
    const faults = events.flatMap(({ type, detail }) => {
      const schema = closed(schemaIn(fileOf(type))) as { $id: string };
      const validate = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
      return validate(detail) ? [] : [`${type}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(faults).toEqual([]);
    expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([
      'API Key Changed',
      'Deploy Model',
      'Deployment Ended',
      'Deployment Status Changed',
      'MCP Servers Changed',
      'Model Access Changed',
      'Model Alias Changed',
      'Model Approval Decided',
      'Model Deleted',
      'Model Deployed',
      'Model Registered',
      'Model Version Archived',
      'Model Version Restored',
      'Team Changed',
      'Usage Limits Changed',
      'Webhook Changed',
    ]);
    // An event may be delivered more than once; its id is nobody else's.
    const ids = new Set(events.map(({ detail }) => detail.id));
    expect(new Set(events.map(({ type, detail }) => JSON.stringify([type, detail]))).size).toBe(ids.size);
  });
});

describe('the schemas', () => {
  it('are there for every event, and for no other', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(Object.keys(eventData).map(fileOf).sort());
  });

  const released = new URL('released/', folder);
  it.each(readdirSync(released))('take nothing from the readers of the released %s', (file) => {
    const current = existsSync(new URL(file, folder)) ? schemaIn(file) : undefined;
    expect(breakingChanges(schemaIn(file, released), current)).toEqual([]);
  });

  const before = {
    type: 'object',
    properties: { id: { type: 'string' }, list: { type: 'array', items: { type: 'number' } }, may: { type: 'string' } },
    required: ['id'],
  };
  const { id, list, may } = before.properties;
  it.each([
    [[], { ...before, properties: { ...before.properties, more: { type: 'string' } } }],
    [[], { ...before, required: ['id', 'may'] }],
    [['detail is gone'], undefined],
    [['detail.may is gone'], { ...before, properties: { id, list } }],
    [['detail.id is of another type'], { ...before, properties: { id: { type: 'number' }, list, may } }],
    [['detail.id has other values'], { ...before, properties: { id: { ...id, enum: ['a'] }, list, may } }],
    [['detail.id may be absent'], { ...before, required: [] }],
    [
      ['detail.list[] is of another type'],
      { ...before, properties: { id, list: { ...list, items: { type: 'string' } }, may } },
    ],
  ])('%j is found', (faults, after) => {
    expect(breakingChanges(before, after)).toEqual(faults);
  });
});

function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
