/**
 * What the conformance suite starts as a client: hands the scenario to the gateway's MCP client, which waits in the test's process.
 * Words: where that is, and, given by the suite, the server.
 */
const [, , client = '', server] = process.argv;
const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_CONTEXT: context = '{}' } = process.env;
const body = JSON.stringify({ scenario, context: JSON.parse(context), server });
const answer = await fetch(client, { method: 'POST', body });
if (!answer.ok) process.stderr.write(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
