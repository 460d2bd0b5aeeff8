/** Writes docs/errors.md from the table of error codes. Usage: node scripts/error-table.ts */
import { writeFileSync } from 'node:fs';
import { errorCodes } from '../platform/errors.ts';

const rows = Object.entries(errorCodes).map(
  ([code, { httpStatus, meaning }]) => `| \`${code}\` | ${httpStatus} | ${meaning} |`,
);

writeFileSync(
  new URL('../docs/errors.md', import.meta.url),
  `# Error codes

Generated from \`platform/errors.ts\` by \`npm run generate\`. Every GraphQL error carries its code in \`extensions.code\`; malformed
fields are listed in \`extensions.details\` as \`{ path, message }\`. The HTTP status is that of a request which failed as a whole;
an error of one field comes with status 200 beside the data of the others.

| code | HTTP | meaning |
| --- | --- | --- |
${rows.join('\n')}

Faults of the document itself keep Apollo's codes: \`GRAPHQL_PARSE_FAILED\`, \`GRAPHQL_VALIDATION_FAILED\`, \`BAD_USER_INPUT\`.
`,
);
