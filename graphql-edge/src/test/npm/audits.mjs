// Runs every audit of graphql-http against the endpoint given, and prints one JSON line for each.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  if (result.status !== 'ok') failed++;
  console.log(
    JSON.stringify({ id: audit.id, name: audit.name, status: result.status, reason: result.reason }),
  );
}
process.exitCode = failed === 0 ? 0 : 1;
