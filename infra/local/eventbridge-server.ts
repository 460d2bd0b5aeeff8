/**
 * EventBridge for a laptop: buses, rules, targets and PutEvents with delivery to SQS, in AWS JSON 1.1. PutEvents answers when the
 * messages are stored in their queues, so that what it acknowledges is delivered at least once, even when the process dies then.
 */
import { randomUUID } from 'node:crypto';
import { AwsError, startAwsJsonServer } from './aws-json-server.ts';
import { compileEventPattern, type EventMatcher, InvalidEventPattern } from './event-pattern.ts';
import { type Bus, defaultBus, openEventBridgeState, type Rule, type Target } from './eventbridge-state.ts';

export interface EventBridgeServer {
  /** For `AWS_ENDPOINT_URL_EVENTBRIDGE`. */
  readonly endpoint: string;
  /** Runs an operation without the network, in the shapes of the wire. Throws AwsError. */
  execute(operation: string, parameters: Parameters): Parameters;
  close(): Promise<void>;
}

export interface EventBridgeOptions {
  /** The file that keeps buses, rules and targets. */
  readonly path: string;
  readonly region: string;
  readonly account: string;
  /** Stores a message in the queue with this ARN before it returns; false when there is no such queue. */
  readonly send: (queueArn: string, body: string) => boolean;
}

type Parameters = Record<string, unknown>;
type Operation = (parameters: Parameters) => Parameters;

const maximumEntries = 10;
const maximumEntryBytes = 256 * 1024;
const maximumTargets = 5;

/** Restores buses and rules from the file and listens on a free port. Throws a DataDirectoryError for a file it cannot read. */
export async function startEventBridgeServer(options: EventBridgeOptions): Promise<EventBridgeServer> {
  const operations = createOperations(options);
  const execute = (name: string, parameters: Parameters) => {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new AwsError('UnknownOperationException', `Unknown operation ${name}`);
    return operation(parameters);
  };
  const server = await startAwsJsonServer({
    version: '1.1',
    targetPrefix: 'AWSEvents',
    maximumBytes: 4 * 1024 * 1024,
    execute: async (name, parameters) => execute(name, parameters),
  });
  return { endpoint: server.endpoint, execute, close: () => server.close() };
}

function createOperations(options: EventBridgeOptions): Record<string, Operation> {
  const state = openEventBridgeState(options.path);
  const arn = (resource: string) => `arn:aws:events:${options.region}:${options.account}:${resource}`;
  const busArn = (name: string) => arn(`event-bus/${name}`);
  const busName = (parameters: Parameters) => nameOfBus(parameters.EventBusName);
  const bus = (parameters: Parameters): Bus => {
    const name = busName(parameters);
    const found = state.buses.get(name);
    if (!found) throw notFound(`Event bus ${name} does not exist.`);
    return found;
  };
  const rule = (parameters: Parameters, nameKey: 'Name' | 'Rule'): Rule => {
    const name = String(parameters[nameKey]);
    const found = bus(parameters).get(name);
    if (!found) throw notFound(`Rule ${name} does not exist on EventBus ${busName(parameters)}.`);
    return found;
  };
  const ruleArn = (ofBus: string, name: string) => arn(`rule/${ofBus === defaultBus ? name : `${ofBus}/${name}`}`);
  const describe = (ofBus: string, { name, pattern, isEnabled, description }: Rule): Parameters => ({
    Name: name,
    Arn: ruleArn(ofBus, name),
    EventPattern: pattern,
    State: isEnabled ? 'ENABLED' : 'DISABLED',
    EventBusName: ofBus,
    ...(description ? { Description: description } : {}),
  });

  return {
    CreateEventBus({ Name }) {
      const name = requiredName(Name, 'name');
      if (state.buses.has(name))
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      state.buses.set(name, new Map());
      state.save();
      return { EventBusArn: busArn(name) };
    },
    DescribeEventBus({ Name }) {
      const name = nameOfBus(Name);
      bus({ EventBusName: name });
      return { Name: name, Arn: busArn(name) };
    },
    ListEventBuses({ NamePrefix = '' }) {
      const names = [...state.buses.keys()].filter((name) => name.startsWith(String(NamePrefix)));
      return { EventBuses: names.map((Name) => ({ Name, Arn: busArn(Name) })) };
    },
    DeleteEventBus({ Name }) {
      const name = nameOfBus(Name);
      if (name === defaultBus) throw invalid('Cannot delete event bus default.');
      if (state.buses.get(name)?.size) throw invalid("Event bus can't be deleted since it has rules.");
      if (state.buses.delete(name)) state.save();
      return {};
    },
    PutRule(parameters) {
      const name = requiredName(parameters.Name, 'name');
      const rules = bus(parameters);
      if (typeof parameters.EventPattern !== 'string')
        throw invalid('Only rules with an EventPattern are supported here.');
      const pattern = parameters.EventPattern;
      const isEnabled = parameters.State !== 'DISABLED';
      const description = parameters.Description as string | undefined;
      const targets = rules.get(name)?.targets ?? new Map<string, Target>();
      rules.set(name, { name, pattern, description, isEnabled, targets, matches: compile(pattern) });
      state.save();
      return { RuleArn: ruleArn(busName(parameters), name) };
    },
    DescribeRule: (parameters) => describe(busName(parameters), rule(parameters, 'Name')),
    ListRules(parameters) {
      const prefix = String(parameters.NamePrefix ?? '');
      const rules = [...bus(parameters).values()].filter(({ name }) => name.startsWith(prefix));
      return { Rules: rules.map((each) => describe(busName(parameters), each)) };
    },
    DeleteRule(parameters) {
      const name = String(parameters.Name);
      const rules = bus(parameters);
      if (rules.get(name)?.targets.size) throw invalid("Rule can't be deleted since it has targets.");
      if (rules.delete(name)) state.save();
      return {};
    },
    PutTargets(parameters) {
      const { targets } = rule(parameters, 'Rule');
      const added = (parameters.Targets ?? []) as Target[];
      for (const target of added) checkTarget(target);
      if (new Set([...targets.keys(), ...added.map(({ Id }) => Id)]).size > maximumTargets) {
        throw new AwsError('LimitExceededException', `A rule has at most ${maximumTargets} targets.`);
      }
      for (const target of added) targets.set(target.Id, target);
      state.save();
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    ListTargetsByRule: (parameters) => ({ Targets: [...rule(parameters, 'Rule').targets.values()] }),
    RemoveTargets(parameters) {
      const { targets } = rule(parameters, 'Rule');
      for (const id of (parameters.Ids ?? []) as string[]) targets.delete(id);
      state.save();
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    PutEvents({ Entries }) {
      if (!Array.isArray(Entries) || Entries.length === 0 || Entries.length > maximumEntries) {
        throw invalid(
          `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${maximumEntries}`,
        );
      }
      const results = Entries.map((entry: Parameters) => putEvent(entry, state.buses, options));
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
    TestEventPattern({ EventPattern, Event }) {
      const matches = compile(String(EventPattern));
      const event = parseObject(String(Event));
      if (!event) throw invalidPattern('Event is not valid JSON.');
      return { Result: matches(event) };
    },
  };
}

/** One entry's result: an id, or the reason for which it was refused while the others of the request may go through. */
function putEvent(entry: Parameters, buses: ReadonlyMap<string, Bus>, options: EventBridgeOptions): Parameters {
  const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
  if (!isText(entry.Source))
    return refuse('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
  if (!isText(entry.DetailType)) {
    return refuse('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  }
  if (entry.Source.startsWith('aws.')) {
    return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (!isText(entry.Detail))
    return refuse('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.');
  if (entryBytes(entry) > maximumEntryBytes) {
    return refuse('InvalidArgument', 'Event size exceeded the maximum allowed size.');
  }
  const detail = parseObject(entry.Detail);
  if (!detail) return refuse('MalformedDetail', 'Detail is malformed.');
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType,
    source: entry.Source,
    account: options.account,
    time: `${eventTime(entry.Time).toISOString().slice(0, 19)}Z`,
    region: options.region,
    resources: Array.isArray(entry.Resources) ? entry.Resources : [],
    detail,
  };
  // As in AWS, an event for a bus that does not exist is accepted and goes nowhere.
  for (const rule of buses.get(nameOfBus(entry.EventBusName))?.values() ?? []) {
    if (!rule.isEnabled || !rule.matches(event)) continue;
    for (const target of rule.targets.values()) options.send(target.Arn, target.Input ?? JSON.stringify(event));
  }
  return { EventId: event.id };
}

/** The size that AWS counts: 14 bytes for a time, and the UTF-8 of everything else. */
function entryBytes({ Time, Source, DetailType, Detail, Resources }: Parameters): number {
  const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? Resources : [])];
  return texts.reduce<number>((sum, text) => sum + Buffer.byteLength(String(text ?? '')), Time == null ? 0 : 14);
}

/** On the wire a time is seconds since 1970. */
function eventTime(time: unknown): Date {
  return typeof time === 'number' ? new Date(time * 1000) : new Date();
}

function checkTarget(target: Target) {
  if (!isText(target.Id) || !isText(target.Arn)) throw invalid('A target needs Id and Arn.');
  if (!target.Arn.startsWith('arn:aws:sqs:')) throw invalid(`Only SQS queues are targets here, not ${target.Arn}.`);
  const unknown = Object.keys(target).filter((key) => !['Id', 'Arn', 'Input'].includes(key));
  if (unknown.length > 0) throw invalid(`Not supported here for targets: ${unknown.join(', ')}.`);
}

function compile(pattern: string): EventMatcher {
  try {
    return compileEventPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidEventPattern) throw invalidPattern(error.message);
    throw error;
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function requiredName(value: unknown, argument: string): string {
  if (typeof value === 'string' && /^[.\-_/A-Za-z0-9]{1,256}$/.test(value)) return value;
  throw invalid(
    `1 validation error detected: Value '${value}' at '${argument}' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+`,
  );
}

/** A bus may be given by its name or its ARN; none means the default bus. */
function nameOfBus(value: unknown): string {
  return isText(value) ? value.replace(/^arn:[^/]*:event-bus\//, '') : defaultBus;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
const invalid = (message: string) => new AwsError('ValidationException', message);
const invalidPattern = (message: string) => new AwsError('InvalidEventPatternException', message);
