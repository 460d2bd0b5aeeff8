/** The sortable form of a version orders as the semver library does. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import semver from 'semver';
import { isSemanticVersion, latestOrder, versionOrder } from '../../subgraphs/registry/domain/version-order.ts';

const number = fc.oneof(fc.nat(12), fc.nat(1_000_000)).map(String);
const word = fc.stringMatching(/^[0-9A-Za-z-]{0,4}[A-Za-z-][0-9A-Za-z-]{0,2}$/);
const digits = fc.stringMatching(/^[0-9]{1,4}$/);
const list = (identifier: fc.Arbitrary<string>) => fc.array(identifier, { maxLength: 3 });
const version = fc
  .tuple(number, number, number, list(fc.oneof(number, word)), list(fc.oneof(digits, word)))
  .map(([major, minor, patch, preRelease, build]) => {
    const core = `${major}.${minor}.${patch}`;
    return [
      [core, ...(preRelease.length > 0 ? [preRelease.join('.')] : [])].join('-'),
      ...(build.length > 0 ? [build.join('.')] : []),
    ].join('+');
  });

const sign = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

describe('the order of versions', () => {
  it('is the precedence of semantic versioning', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const expected = semver.compareBuild(one, other);
        // Builds that differ in leading zeros only are equal to the library, and still two versions to us.
        if (expected === 0 && one !== other) expect(versionOrder(one)).not.toBe(versionOrder(other));
        else expect(sign(versionOrder(one), versionOrder(other))).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is the example of the specification', () => {
    const ascending = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
    ];
    expect(ascending.toReversed().sort((one, other) => sign(versionOrder(one), versionOrder(other)))).toEqual(
      ascending,
    );
  });

  it('prefers any release to any pre-release where the latest is asked for', () => {
    expect(latestOrder('1.0.0') > latestOrder('2.0.0-beta.1')).toBe(true);
    expect(latestOrder('2.0.0-beta.2') > latestOrder('2.0.0-beta.1')).toBe(true);
    expect(latestOrder('10.0.0') > latestOrder('9.9.9')).toBe(true);
  });

  it('fits a sort key however long the version is', () => {
    const longest = `1.0.0-${Array.from({ length: 125 }, () => '0').join('.')}`;
    expect(isSemanticVersion(longest)).toBe(true);
    expect(versionOrder(longest).length).toBeLessThan(1_000);
  });
});

it.each([
  '',
  '1',
  '1.0',
  'v1.0.0',
  '=1.0.0',
  ' 1.0.0',
  '1.0.0 ',
  '01.0.0',
  '1.0.0-',
  '1.0.0-01',
  '1.0.0+',
  'latest',
  `1.0.0-${'a'.repeat(300)}`,
])('%j is not a semantic version', (text) => {
  expect(isSemanticVersion(text)).toBe(false);
});

it.each(['0.0.0', '1.0.0', '2.0.0-beta.1', '1.0.0+build.5', '1.0.0-rc.1+001'])('%s is a semantic version', (text) => {
  expect(isSemanticVersion(text)).toBe(true);
});
