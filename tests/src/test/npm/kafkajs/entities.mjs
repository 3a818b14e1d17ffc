// Reads so many records of a topic from its beginning; prints each as one line of JSON.
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs;

// KafkaJS knows gzip only; what we write is compressed with lz4
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: ({ buffer }) => Buffer.from(lz4.compress(buffer)),
  decompress: (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [broker, registryUrl, topic, count] = process.argv.slice(2);
const PATIENCE_MS = 120_000;

const registry = new SchemaRegistry({ host: registryUrl });
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [broker], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `kafkajs-${process.pid}` });

const patience = setTimeout(() => {
  console.error(`${topic}: fewer than ${count} records`);
  process.exit(1);
}, PATIENCE_MS);

await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
let left = Number(count);
const done = new Promise((resolve) => {
  consumer.run({
    eachMessage: async ({ partition, message }) => {
      const text = (bytes) => bytes?.toString('utf8') ?? null;
      console.log(
        JSON.stringify({
          partition,
          key: text(message.key),
          headers: Object.fromEntries(
            Object.entries(message.headers).map(([name, value]) => [name, text(value)]),
          ),
          value: message.value === null ? null : await registry.decode(message.value),
        }),
      );
      left -= 1;
      if (left === 0) resolve();
    },
  });
});
await done;
clearTimeout(patience);
await consumer.disconnect();
