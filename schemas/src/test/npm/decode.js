// Reads framed records in base64, one a line; prints each as JSON and written again, in base64.
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');
const readline = require('node:readline');

const registry = new SchemaRegistry({ host: process.argv[2] });

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const framed = Buffer.from(line, 'base64');
    const record = await registry.decode(framed);
    const again = await registry.encode(framed.readInt32BE(1), record);
    console.log(JSON.stringify(record));
    console.log(again.toString('base64'));
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
