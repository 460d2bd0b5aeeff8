/** Counts tokens as OpenAI's current models do; other models' counts differ by some percent. */
import { estimateTokens } from './domain/conversation.ts';

/** Counting takes about a millisecond for so many characters: what is longer is counted by its beginning. */
const countedCharacters = 8_192;

/**
 * The tokenizer takes half a second to load and 70 MB to keep, so it is loaded by the first request that has to be counted; that one
 * and those that come meanwhile are counted by their length.
 */
export function tokenCounter(): (text: string) => number {
  let count: ((text: string) => number) | undefined;
  let isLoading = false;
  const load = async (): Promise<void> => {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    // Text that looks like a control token is text.
    count = (text) => countTokens(text, { disallowedSpecial: new Set() });
  };

  return (text) => {
    if (!count) {
      if (!isLoading) void load();
      isLoading = true;
      return estimateTokens(text);
    }
    if (text.length <= countedCharacters) return count(text);
    return Math.ceil((count(text.slice(0, countedCharacters)) * text.length) / countedCharacters);
  };
}
