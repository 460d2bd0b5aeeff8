/** Buses, rules and targets, kept as one JSON file that is replaced whole, so that a killed process leaves the old or the new one. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { corruptStore } from './data-directory.ts';
import { compileEventPattern, type EventMatcher } from './event-pattern.ts';

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  /** Sent in the place of the event. */
  readonly Input?: string;
}

export interface Rule {
  readonly name: string;
  readonly pattern: string;
  readonly description: string | undefined;
  readonly isEnabled: boolean;
  readonly matches: EventMatcher;
  readonly targets: Map<string, Target>;
}

export type Bus = Map<string, Rule>;

export interface EventBridgeState {
  readonly buses: Map<string, Bus>;
  /** Call after every change. */
  save(): void;
}

export const defaultBus = 'default';

interface SavedRule extends Omit<Rule, 'matches' | 'targets'> {
  readonly targets: Target[];
}

/** Throws a DataDirectoryError when the file is there but cannot be read. */
export function openEventBridgeState(path: string): EventBridgeState {
  const buses = new Map<string, Bus>([[defaultBus, new Map()]]);
  for (const [name, rules] of Object.entries(read(path))) {
    buses.set(name, new Map(rules.map((rule) => [rule.name, restore(rule, path)])));
  }
  return { buses, save: () => write(path, buses) };
}

function read(path: string): Record<string, SavedRule[]> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, SavedRule[]>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw corruptStore(path, error);
  }
}

function restore(rule: SavedRule, path: string): Rule {
  try {
    const targets = new Map(rule.targets.map((target) => [target.Id, target]));
    return { ...rule, matches: compileEventPattern(rule.pattern), targets };
  } catch (error) {
    throw corruptStore(path, error);
  }
}

function write(path: string, buses: ReadonlyMap<string, Bus>) {
  const saved: Record<string, SavedRule[]> = {};
  for (const [name, rules] of buses) {
    saved[name] = [...rules.values()].map(({ matches: _, targets, ...rule }) => ({
      ...rule,
      targets: [...targets.values()],
    }));
  }
  writeFileSync(`${path}.new`, `${JSON.stringify(saved, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
