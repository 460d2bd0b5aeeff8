/**
 * Finds personal data in text: candidates by bounded expressions, decided on by libraries: checksums of cards (Luhn) and IBANs, and the
 * numbering plans of phone numbers.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import validator from 'validator';
import type { PieceRedactor } from './domain/guardrails.ts';

export const personalDataKinds = ['EMAIL', 'PHONE', 'CARD', 'IBAN'] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

export interface PersonalDataOptions {
  readonly kinds: readonly PersonalDataKind[];
  /** Whose numbers are known without their country's prefix, as in US. */
  readonly phoneCountry?: string | undefined;
}

interface Detector {
  readonly kind: PersonalDataKind;
  /** No repetition without a bound, and none within another: time grows with the text, and no faster. */
  readonly candidate: RegExp;
  readonly isReal: (text: string, options: PersonalDataOptions) => boolean;
}

/** In this order: what is a card is no phone number any more. */
const detectors: readonly Detector[] = [
  {
    kind: 'EMAIL',
    candidate: /(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
    isReal: (text) => validator.isEmail(text),
  },
  {
    kind: 'IBAN',
    candidate: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}\b/g,
    isReal: (text) => validator.isIBAN(text.replaceAll(' ', '')),
  },
  {
    kind: 'CARD',
    candidate: /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g,
    isReal: (text) => validator.isCreditCard(text.replace(/[ -]/g, '')),
  },
  {
    kind: 'PHONE',
    candidate: /(?<![\w.])(?:\+|00)?\(?\d(?:[ ().-]{0,2}\d){6,14}(?!\w)/g,
    isReal: (text, { phoneCountry }) =>
      parsePhoneNumberFromString(text.replace(/^00/, '+'), phoneCountry as CountryCode | undefined)?.isValid() ?? false,
  },
];

/** Puts `[EMAIL]` and the like in the place of what it finds. */
export function redact(text: string, options: PersonalDataOptions): { text: string; found: PersonalDataKind[] } {
  const found: PersonalDataKind[] = [];
  let redacted = text;
  for (const { kind, candidate, isReal } of detectors) {
    if (!options.kinds.includes(kind)) continue;
    redacted = redacted.replace(candidate, (match) => {
      if (!isReal(match, options)) return match;
      found.push(kind);
      return `[${kind}]`;
    });
  }
  return { text: redacted, found };
}

/** The end of a text that may be the beginning of personal data: numbers in groups, an IBAN, or a word. */
const unfinished = /(?:\(?\+?\(?\d[\d ().-]{0,40}|[A-Z]{2}\d{2}[A-Z0-9 ]{0,40}|\S{1,320})$/;
/** `unfinished` is looked for in so much of it. */
const longestUnfinished = 400;

/** `cut`, or the beginning of what would be cut in two there. */
function outsideCandidates(text: string, cut: number, { kinds }: PersonalDataOptions): number {
  let outside = cut;
  for (const { kind, candidate } of detectors) {
    if (!kinds.includes(kind)) continue;
    for (const { index, 0: match } of text.matchAll(candidate)) {
      if (index < outside && outside < index + match.length) outside = index;
    }
  }
  return outside;
}

/** Keeps back what may go on in the next piece: usually the last word. */
export function pieceRedactor(options: PersonalDataOptions): PieceRedactor {
  const found: PersonalDataKind[] = [];
  let kept = '';
  const release = (text: string): string => {
    const redacted = redact(text, options);
    found.push(...redacted.found);
    return redacted.text;
  };
  return {
    found,
    push(piece) {
      if (options.kinds.length === 0) return piece;
      kept += piece;
      const tail = kept.slice(-longestUnfinished);
      const open = unfinished.exec(tail);
      const cut = outsideCandidates(kept, kept.length - (open ? tail.length - open.index : 0), options);
      const ready = kept.slice(0, cut);
      kept = kept.slice(cut);
      return ready && release(ready);
    },
    end() {
      const rest = kept;
      kept = '';
      return rest && release(rest);
    },
  };
}
