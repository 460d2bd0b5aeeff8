/** Tests run as native ES modules on the Node of the lockfile; nothing is mocked. */
export default {
  testEnvironment: '<rootDir>/test/runner/shared-realm-environment.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
    '/node_modules/.+\\.[cm]?js$': '<rootDir>/test/runner/dependency-transform.cjs',
  },
  transformIgnorePatterns: ['/node_modules/(@jest|jest[^/]*|expect|@swc)/'],
  testTimeout: 120_000,
  testSequencer: '<rootDir>/test/runner/longest-first.cjs',
  // Suites wait for processes, leases and streams a good part of their time: with three, two cores have always something to do.
  maxWorkers: 3,
};
