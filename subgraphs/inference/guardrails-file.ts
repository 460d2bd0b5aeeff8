/** The rules of teams, from GUARDRAILS_FILE, read again when it changes. */
import { readFileSync, statSync } from 'node:fs';
import { RE2JS } from 're2js';
import { parse } from 'yaml';
import { z } from 'zod';
import { SetupError } from '../../platform/config.ts';
import type { Stoppable } from '../../platform/lifecycle.ts';
import type { Logger } from '../../platform/logging.ts';
import type { Screen } from './domain/guardrails.ts';
import { type PersonalDataKind, personalDataKinds, pieceRedactor, redact } from './personal-data.ts';

export interface Guardrails extends Stoppable {
  /** The rules of all of these teams together; undefined when they have none. */
  screenFor(teams: readonly string[]): Screen | undefined;
}

const pattern = z.string().transform((source, context) => {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `is not an RE2 expression: ${(error as Error).message}` });
    return z.NEVER;
  }
});

const rules = z.strictObject({
  deny: z.array(z.strictObject({ name: z.string().min(1), pattern })).default([]),
  redact: z.array(z.enum(personalDataKinds)).default([]),
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is a country as in US')
    .optional(),
  maximumPromptCharacters: z.int().min(1).optional(),
  maximumAnswerCharacters: z.int().min(1).optional(),
  screenToolTexts: z.boolean().default(false),
});
type Rules = z.output<typeof rules>;

const guardrailsFile = z.strictObject({ everyone: rules.optional(), teams: z.record(z.string(), rules).default({}) });
type RuleBook = z.output<typeof guardrailsFile>;

const pollMilliseconds = 1_000;
/** Sets of teams whose rules are kept put together. */
const mostScreens = 10_000;

/** What texts of tools have no business to say. */
const orders = RE2JS.compile(
  [
    '(?i)\\b(ignore|disregard|forget|override)\\b.{0,40}\\b(previous|prior|above|earlier|all|your)\\b.{0,20}\\b(instructions?|prompts?|rules|directions)\\b',
    '\\byou are now\\b.{0,40}\\b(a|an|in|the)\\b',
    '\\b(reveal|print|repeat|show|send)\\b.{0,40}\\b(system prompt|hidden prompt|your instructions|api keys?|passwords?)\\b',
    '\\bdo not (tell|inform|mention)\\b.{0,40}\\buser\\b',
    '<\\|?(im_start|system|endoftext)\\|?>',
    '\\[(INST|SYSTEM)\\]',
    '\\bnew (system )?instructions?:',
  ].join('|'),
);

/** Throws `SetupError` for a file that cannot be used; a later fault leaves the rules as they were. */
export function openGuardrails(path: string, logger: Logger): Guardrails {
  let state = stateOf(path);
  let book = read(path);
  let screens = new Map<string, Screen | undefined>();
  const reload = (): void => {
    try {
      book = read(path);
      screens = new Map();
      logger.info({ path }, 'the guardrails were read again');
    } catch (error) {
      logger.error({ err: error }, 'the guardrails stay as they were');
    }
  };
  const timer = setInterval(() => {
    const now = stateOf(path);
    if (now === state) return;
    state = now;
    reload();
  }, pollMilliseconds);
  timer.unref();

  return {
    screenFor(teams) {
      const name = teams.join(',');
      if (screens.size > mostScreens) screens.clear();
      if (!screens.has(name)) screens.set(name, screenOf(rulesOf(book, teams)));
      return screens.get(name);
    },
    async stop() {
      clearInterval(timer);
    },
  };
}

/** Changes whenever the file does. */
function stateOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : 'gone';
}

function read(path: string): RuleBook {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SetupError(`GUARDRAILS_FILE ${path} cannot be read. ${String(error).split('\n')[0]}`);
  }
  const parsed = guardrailsFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new SetupError(`Mend GUARDRAILS_FILE ${path}. ${faults.join('; ')}`);
}

function rulesOf({ everyone, teams: byTeam }: RuleBook, teams: readonly string[]): Rules[] {
  const ofTeams = teams.flatMap((team) => (Object.hasOwn(byTeam, team) ? (byTeam[team] ?? []) : []));
  return everyone ? [everyone, ...ofTeams] : ofTeams;
}

/** The strictest of all of them. */
function screenOf(all: readonly Rules[]): Screen | undefined {
  if (all.length === 0) return undefined;
  const deny = all.flatMap((each) => each.deny);
  const kinds: PersonalDataKind[] = [...new Set(all.flatMap((each) => each.redact))];
  const personalData = { kinds, phoneCountry: all.find((each) => each.phoneCountry)?.phoneCountry };
  const screensTools = all.some((each) => each.screenToolTexts);
  const smallest = (name: 'maximumPromptCharacters' | 'maximumAnswerCharacters') => {
    const values = all.flatMap((each) => each[name] ?? []);
    return values.length > 0 && { [name]: Math.min(...values) };
  };
  return {
    denies: (text) => deny.find((each) => each.pattern.matcher(text).find())?.name,
    redact: (text) => redact(text, personalData),
    redactPieces: () => pieceRedactor(personalData),
    looksLikeOrders: (text) => screensTools && orders.matcher(text).find(),
    ...smallest('maximumPromptCharacters'),
    ...smallest('maximumAnswerCharacters'),
  };
}
