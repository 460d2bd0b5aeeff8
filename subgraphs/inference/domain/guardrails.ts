/**
 * The step that screens what goes to the chat model and what comes back, by the rules of the caller's teams. Off for teams without
 * rules. Every decision is logged, and told in the answer.
 */
import { DomainError } from '../../../platform/errors.ts';
import type { Completion, CompletionAlternative, GuardrailDecision } from './completion.ts';
import type { ChatMessage } from './conversation.ts';
import { growingText } from './growing-text.ts';
import type { AnswerDelta } from './provider.ts';
import { type Run, routingOf, type Step } from './run.ts';
import { type PriceOf, spentSoFar } from './settlement.ts';

/** The port to one team's rules, or several teams' together. */
export interface Screen {
  /** The name of a deny pattern that `text` matches. */
  denies(text: string): string | undefined;
  /** The text without personal data, and what was found of it. */
  redact(text: string): { readonly text: string; readonly found: readonly string[] };
  /** Redacts a text that comes in pieces: personal data that is cut in two is found, too. */
  redactPieces(): PieceRedactor;
  /** Whether a text of a tool looks as if it gave the model orders. */
  looksLikeOrders(text: string): boolean;
  readonly maximumPromptCharacters?: number;
  readonly maximumAnswerCharacters?: number;
}

export interface PieceRedactor {
  /** What may be shown by now. */
  push(piece: string): string;
  /** The rest. */
  end(): string;
  readonly found: readonly string[];
}

export interface GuardrailPorts {
  /** The rules for a caller of these teams; undefined when there are none. */
  readonly screenFor: (teams: readonly string[]) => Screen | undefined;
  readonly onDecision: (run: Run, decision: GuardrailDecision) => void;
  readonly priceOf: PriceOf;
}

const withheld = '[This text was withheld: it looks like orders to the model]';
/** A deny pattern is looked for in so much of what was shown before, so that pieces hide nothing. */
const overlapCharacters = 1_024;

/** Throws CONTENT_BLOCKED for a prompt that a rule denies, or that is too long. */
export function guarded(ports: GuardrailPorts, step: Step): Step {
  return async function* guard(run) {
    const screen = ports.screenFor(run.caller.groups);
    if (!screen) return yield* step(run);
    const decisions: GuardrailDecision[] = [];
    const decide = (decision: GuardrailDecision): void => {
      const isKnown = decisions.some((known) => known.stage === decision.stage && known.rule === decision.rule);
      if (isKnown) return;
      decisions.push(decision);
      ports.onDecision(run, decision);
    };
    const { plan } = run;
    const messages = screenedMessages(screen, plan.request.messages, decide);
    const vetToolText = (text: string): string => vetted(screen, text, decide);
    run.plan = { ...plan, request: { ...plan.request, messages }, vetToolText };
    const completion = yield* screenedAnswer(ports, screen, run, step(run), decide);
    return { ...completion, guardrails: decisions };
  };
}

type Decide = (decision: GuardrailDecision) => void;

function screenedMessages(screen: Screen, messages: readonly ChatMessage[], decide: Decide): readonly ChatMessage[] {
  const { maximumPromptCharacters: most } = screen;
  const characters = messages.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  if (most !== undefined && characters > most) {
    block(decide, 'maximumPromptCharacters', `The prompt has ${characters} characters; your team allows ${most}`);
  }
  return messages.map((message) => {
    if (message.content === null) return message;
    const denied = screen.denies(message.content);
    if (denied) block(decide, denied, `The prompt goes against the rule "${denied}" of your team`);
    const { text, found } = screen.redact(message.content);
    for (const rule of found) decide({ stage: 'INPUT', action: 'REDACTED', rule });
    return { ...message, content: message.role === 'TOOL' ? vetted(screen, text, decide) : text };
  });
}

function block(decide: Decide, rule: string, message: string): never {
  decide({ stage: 'INPUT', action: 'BLOCKED', rule });
  throw new DomainError('CONTENT_BLOCKED', message, { extensions: { rule } });
}

function vetted(screen: Screen, text: string, decide: Decide): string {
  if (screen.looksLikeOrders(text)) {
    decide({ stage: 'TOOL', action: 'WITHHELD', rule: 'PROMPT_INJECTION' });
    return withheld;
  }
  const redacted = screen.redact(text);
  for (const rule of redacted.found) decide({ stage: 'TOOL', action: 'REDACTED', rule });
  return redacted.text;
}

/** Passes on what may be shown, and ends the work as soon as something may not. */
async function* screenedAnswer(
  { priceOf }: GuardrailPorts,
  screen: Screen,
  run: Run,
  source: AsyncGenerator<AnswerDelta, Completion>,
  decide: Decide,
): AsyncGenerator<AnswerDelta, Completion> {
  const redactor = screen.redactPieces();
  const shown = growingText();
  let lately = '';
  const most = screen.maximumAnswerCharacters ?? Number.POSITIVE_INFINITY;
  const ended = async (finishReason: 'CONTENT_FILTER' | 'LENGTH', content: string): Promise<Completion> => {
    await source.return(undefined as never);
    return {
      id: run.id,
      message: { role: 'ASSISTANT', content, toolCalls: [] },
      finishReason,
      alternatives: [],
      usage: spentSoFar(run, priceOf),
      routing: routingOf(run),
    };
  };
  /** What of `text` may be shown, and how it ends there, if it does. */
  const checked = (text: string, before: { readonly end: string; readonly length: number }) => {
    const denied = screen.denies(before.end + text);
    if (denied) {
      decide({ stage: 'OUTPUT', action: 'BLOCKED', rule: denied });
      return { text: '', ends: 'CONTENT_FILTER' as const };
    }
    if (before.length + text.length <= most) return { text };
    decide({ stage: 'OUTPUT', action: 'CUT', rule: 'maximumAnswerCharacters' });
    return { text: text.slice(0, most - before.length), ends: 'LENGTH' as const };
  };

  try {
    for (;;) {
      const next = await source.next();
      const piece = next.done ? redactor.end() : redactor.push(next.value.content);
      for (const rule of redactor.found) decide({ stage: 'OUTPUT', action: 'REDACTED', rule });
      const { text: whole, ends } = checked(piece, { end: lately, length: shown.length() });
      const text = ends === 'CONTENT_FILTER' ? allowedBeginning(screen, lately, piece) : whole;
      shown.add(text);
      lately = (lately + text).slice(-overlapCharacters);
      if (text || (!next.done && next.value.toolCalls)) {
        yield { ...(next.done ? {} : next.value), content: text };
      }
      if (ends) return await ended(ends, shown.text());
      if (next.done) return screenedWhole(screen, next.value, checked, decide);
    }
  } finally {
    await source.return(undefined as never);
  }
}

/** The words of `text` that come before what is denied in it. */
function allowedBeginning(screen: Screen, before: string, text: string): string {
  let allowed = '';
  for (const word of text.match(/\s*\S+\s*/g) ?? []) {
    if (screen.denies(before + allowed + word)) break;
    allowed += word;
  }
  return allowed;
}

function screenedWhole(
  screen: Screen,
  completion: Completion,
  checked: (
    text: string,
    before: { readonly end: string; readonly length: number },
  ) => { text: string; ends?: 'CONTENT_FILTER' | 'LENGTH' },
  decide: Decide,
): Completion {
  const screened = <Answer extends CompletionAlternative>(answer: Answer): Answer => {
    const { content } = answer.message;
    if (content === null) return answer;
    const redacted = screen.redact(content);
    for (const rule of redacted.found) decide({ stage: 'OUTPUT', action: 'REDACTED', rule });
    const { text, ends } = checked(redacted.text, { end: '', length: 0 });
    return { ...answer, message: { ...answer.message, content: text }, ...(ends && { finishReason: ends }) };
  };
  return { ...screened(completion), alternatives: completion.alternatives.map(screened) };
}
