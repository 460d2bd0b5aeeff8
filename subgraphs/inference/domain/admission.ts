/** The step that holds a completion against the limits of who asks for it: reserved before, settled after, however it ends. */
import { tokensPerImage } from './conversation.ts';
import type { LimitPolicies } from './limit-policies.ts';
import { refusalError } from './limit-refusal.ts';
import {
  billionthsOf,
  type Claim,
  type Expense,
  fitted,
  type LimitedSubject,
  type LimitLedger,
  limitNames,
} from './limits.ts';
import type { Run, Step } from './run.ts';
import type { PriceOf } from './settlement.ts';

export interface AdmissionPorts {
  readonly ledger: LimitLedger;
  readonly policies: LimitPolicies;
  readonly priceOf: PriceOf;
  /** In the tokens of common chat models; roughly, where exactness would take long. */
  readonly countTokens: (text: string) => number;
  /** What an answer is taken to have, of which the caller has not said how long it may be. */
  readonly assumedCompletionTokens: number;
}

/** A message is a few tokens more than its text. */
const tokensPerMessage = 4;

/** Throws RATE_LIMITED or BUDGET_EXCEEDED before anything is made. */
export function admitted<Answer>(ports: AdmissionPorts, step: Step<Answer>): Step<Answer> {
  return async function* admit(run) {
    const subjects = ports.policies.subjectsOf(run.caller, run.plan.model?.teamId);
    if (subjects.length === 0) return yield* step(run);
    const claim = claimOf(ports, run, subjects);
    const refusal = await ports.ledger.reserve(claim);
    if (refusal) throw refusalError(refusal);
    try {
      return yield* step(run);
    } finally {
      // The answer does not wait for it: the ledger keeps what it cannot settle at once.
      void ports.ledger.settle(claim, expenseOf(run, ports.priceOf));
    }
  };
}

/** Whether any of them limits what is used, and not only how often. */
function areMetered(subjects: readonly LimitedSubject[]): boolean {
  return subjects.some(({ limits }) => limitNames.some((name) => name !== 'requestsPerMinute' && name in limits));
}

function claimOf(ports: AdmissionPorts, run: Run, subjects: readonly LimitedSubject[]): Claim {
  const { id, streamed: isStream } = run;
  const nothing: Expense = { tokens: 0, cost: 0 };
  const { most, least } = areMetered(subjects) ? estimatesOf(ports, run) : { most: nothing, least: nothing };
  return fitted({ id, subjects, ...most, least, isStream, at: Date.now() });
}

/** What the request may use at most. How long an answer is that the caller has not limited, is assumed. */
function estimatesOf({ countTokens, priceOf, assumedCompletionTokens }: AdmissionPorts, { plan }: Run) {
  const { messages, maxTokens, tools, n = 1 } = plan.request;
  const offered = [...plan.ownTools, ...tools];
  const promptTokens = messages.reduce(
    (sum, { content, images = [] }) =>
      sum + countTokens(content ?? '') + tokensPerMessage + images.length * tokensPerImage,
    offered.length > 0 ? countTokens(JSON.stringify(offered)) : 0,
  );
  const withAnswerOf = (completionTokens: number): Expense => {
    const usage = { promptTokens, cachedPromptTokens: 0, completionTokens };
    // Whoever of them answers: the dearest.
    const costs = plan.candidates.inOrder.map(({ provider, facts }) => {
      const spent = { provider: provider.name, model: facts.upstreamName, usage, isExact: true, wasAnswered: true };
      return billionthsOf(priceOf([spent]) ?? '0');
    });
    return { tokens: promptTokens + completionTokens, cost: Math.max(0, ...costs) };
  };
  const most = withAnswerOf(n * (maxTokens ?? assumedCompletionTokens));
  return { most, least: maxTokens === undefined ? withAnswerOf(0) : most };
}

function expenseOf({ spending }: Run, priceOf: PriceOf): Expense {
  const { requests } = spending;
  return {
    tokens: requests.reduce((sum, { usage }) => sum + usage.promptTokens + usage.completionTokens, 0),
    cost: billionthsOf((requests.length > 0 && priceOf(requests)) || '0'),
  };
}
