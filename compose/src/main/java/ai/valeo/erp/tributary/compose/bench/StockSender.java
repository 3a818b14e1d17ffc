package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes entities as the aggregator would, without one. One thread. */
final class StockSender implements AutoCloseable {
  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final String STOCK = "InventoryItem";
  private static final String PRODUCT = "Product";

  private final AvroSerdes serdes;
  private final KafkaProducer<String, byte[]> producer;

  StockSender(BenchRig rig) {
    serdes = rig.serdes();
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            rig.bootstrapServers(),
            "acks",
            "all",
            "compression.type",
            "lz4",
            "linger.ms",
            1,
            "batch.size",
            131_072);
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** A stock item at a quantity, which is also its version. */
  void stock(String product, String warehouse, long quantity) {
    send(
        STOCK,
        product + '@' + warehouse,
        quantity,
        Map.of(
            "productId", Value.of(product),
            "warehouseId", Value.of(warehouse),
            "quantity", Value.of(quantity)));
  }

  /** A product, the same as the benchmark's script for Apollo makes it. */
  void product(int number) {
    send(
        PRODUCT,
        productId(number),
        1,
        Map.of(
            "name", Value.of("Product " + number),
            "sku", Value.of("SKU-" + number),
            "description", Value.of("What is said of product " + number),
            "quantityPerUnit", Value.of("10 boxes"),
            "discontinued", new Value.Flag(number % 7 == 0),
            "price", Value.of(new BigDecimal(number + 1).setScale(4)),
            "tags", new Value.Many(List.of(Value.of("new"), Value.of("t" + number % 5)))));
  }

  static String productId(int number) {
    return "p%05d".formatted(number);
  }

  void flush() {
    producer.flush();
  }

  private void send(String typeName, String id, long version, Map<String, Value> attributes) {
    EntityType type = Objects.requireNonNull(TYPES.type(typeName), typeName);
    String topic = Topics.standard().entities(type);
    EntityRow row =
        new EntityRow(id, version, new Hlc(version, 0), "m" + version, new TreeMap<>(attributes));
    int schemaId = serdes.idFor(AvroSerdes.subject(topic), TYPES.schema(type));
    byte[] plain = TYPES.codec(type).encode(row);
    byte[] framed =
        ByteBuffer.allocate(1 + Integer.BYTES + plain.length)
            .put((byte) 0)
            .putInt(schemaId)
            .put(plain)
            .array();
    var unused =
        producer.send(new ProducerRecord<>(topic, new EntityKey(typeName, id).toString(), framed));
  }

  @Override
  public void close() {
    producer.close();
  }
}
