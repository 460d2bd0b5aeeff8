/** What a model server writes, made fit for its team's eyes: one bounded line without control characters, secrets and folders. */

const mostCharacters = 2_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const terminalSequences = /\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

const redactions: readonly (readonly [RegExp, string])[] = [
  [terminalSequences, ''],
  // in a URL: who logs in, and what lets the bearer in
  [/(:\/\/)[^\s/@:]+:[^\s/@]+@/g, '$1[redacted]@'],
  [/([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|sig|token|key)=)[^&\s"']+/gi, '$1[redacted]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [redacted]'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[redacted]'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, '[redacted]'],
  [/\b(?:sk-|mg_|hf_|ghp_|xox[abp]-)[\w-]{12,}/g, '[redacted]'],
  [
    /((?:secret|token(?!s)|passw(?:or)?d|api[_-]?key|access[_-]?key|authorization|credential)[\w-]*["']?\s*[=:]\s*["']?)(?!\[redacted\]|Bearer |Basic )[^\s"',;&]+/gi,
    '$1[redacted]',
  ],
  // a folder of the machine it ran on; the name of the file stays
  [/(?<![\w:/.])\/(?:[\w.@+-]+\/)+([\w.@+-]*)/g, '…/$1'],
];

export function redactLine(line: string): string {
  // what is cut off afterwards must not have been half a secret
  const bounded = line.slice(0, 4 * mostCharacters);
  const redacted = redactions.reduce((text, [pattern, instead]) => text.replace(pattern, instead), bounded).trimEnd();
  return redacted.length > mostCharacters ? `${redacted.slice(0, mostCharacters - 1)}…` : redacted;
}
