/** What was asked and answered, for the log: only where the operator wants it there. */
import type { Screen } from './domain/guardrails.ts';
import type { CompletionReport } from './domain/observation.ts';

/** Of each text. */
const mostCharacters = 8_000;
/** The last ones. */
const mostMessages = 20;

/** Personal data is taken out as the rules of the caller's teams say, also of what was refused before they took it out. */
export function loggedContent(
  screenFor: (teams: readonly string[]) => Screen | undefined,
): (report: CompletionReport) => object {
  return ({ run, answer }) => {
    const screen = screenFor(run.caller.groups);
    const shown = (text: string | null): string | null =>
      text === null ? null : (screen ? screen.redact(text).text : text).slice(0, mostCharacters);
    const messages = run.plan.request.messages.slice(-mostMessages);
    return {
      content: {
        messages: messages.map(({ role, content }) => ({ role, text: shown(content) })),
        answer: shown(answer),
      },
    };
  };
}
