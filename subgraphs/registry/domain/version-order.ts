/**
 * Semantic versions (https://semver.org, item 11) as strings whose byte order is their precedence. The database then keeps
 * versions sorted by itself: the highest comes first from a key query, and a version's key follows from its number alone.
 * Versions that differ in build metadata only have equal precedence; they are ordered as `semver.compareBuild` does.
 */
import semver from 'semver';

/** Whether `text` is a semantic version in canonical form: no leading `v`, no spaces. */
export function isSemanticVersion(text: string): boolean {
  const parsed = semver.parse(text);
  if (!parsed) return false;
  return text === [parsed.version, ...(parsed.build.length > 0 ? [parsed.build.join('.')] : [])].join('+');
}

/** The sortable form. Throws `TypeError` for what is not a semantic version. */
export function versionOrder(version: string): string {
  const parsed = semver.parse(version, {}, true);
  const core = [parsed.major, parsed.minor, parsed.patch].map((number) => sortableNumber(String(number))).join('');
  // `~` sorts after everything that follows a core, so a release comes after its own pre-releases.
  const preRelease = parsed.prerelease.length > 0 ? sortableIdentifiers(parsed.prerelease.map(String)) : '~';
  const build = parsed.build.length > 0 ? `+${sortableIdentifiers(parsed.build)}` : '';
  return `${core}${preRelease}${build}`;
}

/** As `versionOrder`, but every release comes after every pre-release: the greatest is the latest version. */
export function latestOrder(version: string): string {
  return `${isRelease(version) ? 1 : 0}${versionOrder(version)}`;
}

/** As `latestOrder`, but what is archived comes before everything that is not. */
export function latestRank({ version, status }: { readonly version: string; readonly status: string }): string {
  return `${status === 'ARCHIVED' ? '-' : ''}${latestOrder(version)}`;
}

export function isRelease(version: string): boolean {
  return semver.prerelease(version) === null;
}

/**
 * Each identifier begins with `,`, which sorts before every character of an identifier, so `alpha` comes before `alpha-1` and
 * `alpha.1`; and `+`, which begins the build metadata, sorts before `,`. Numbers (0) come before words (1).
 */
function sortableIdentifiers(identifiers: readonly string[]): string {
  return identifiers
    .map((identifier) => (/^\d+$/.test(identifier) ? `,0${sortableNumber(identifier)}` : `,1${identifier}`))
    .join('');
}

/** Digits after their count. Leading zeros, which only build metadata may have, do not change the value: they come last. */
function sortableNumber(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  const zeros = digits.length - significant.length;
  return `${threeDigits(significant.length)}${significant}${zeros > 0 ? threeDigits(zeros) : ''}`;
}

function threeDigits(number: number): string {
  return String(number).padStart(3, '0');
}
