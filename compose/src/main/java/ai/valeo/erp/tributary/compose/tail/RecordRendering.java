package ai.valeo.erp.tributary.compose.tail;

import ai.valeo.erp.tributary.schemas.json.ValueRendering;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/** Records as JSON, decoded with the schemas of the registry. One thread. */
public final class RecordRendering {
  private final Deserializer<GenericRecord> deserializer;
  private final ValueRendering values;
  private final boolean isOpen;

  /**
   * With a registry.
   *
   * @param serdes decodes the records
   * @param privacy what is hidden
   */
  public RecordRendering(AvroSerdes serdes, Privacy privacy) {
    this.deserializer = serdes.deserializer();
    this.values = new ValueRendering(privacy);
    this.isOpen = privacy.isOpen();
  }

  /**
   * The record. One that cannot be decoded is shown with the reason, and with its bytes only where
   * personal data may be shown.
   *
   * @throws RuntimeException of the serde if the registry does not answer
   */
  public ObjectNode of(ConsumerRecord<String, byte[]> entry) {
    ObjectNode shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("topic", entry.topic())
            .put("partition", entry.partition())
            .put("offset", entry.offset())
            .put("time", Instant.ofEpochMilli(entry.timestamp()).toString())
            .put("key", entry.key());
    ObjectNode headers = shown.putObject("headers");
    for (Header header : entry.headers()) {
      headers.put(
          header.key(),
          header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }
    byte[] bytes = entry.value();
    if (bytes == null) {
      shown.putNull("value");
    } else {
      putValue(entry.topic(), bytes, shown);
    }
    return shown;
  }

  private void putValue(String topic, byte[] bytes, ObjectNode shown) {
    try {
      GenericRecord value = deserializer.deserialize(topic, bytes);
      shown.put("schemaId", WireFormat.schemaId(bytes));
      shown.set("value", values.of(value));
    } catch (RuntimeException e) {
      if (!SerdeFailures.isRecordAtFault(e)) {
        throw e;
      }
      shown.put("undecodable", e.getMessage());
      shown.put("bytes", bytes.length);
      if (isOpen) {
        shown.put("base64", Base64.getEncoder().encodeToString(bytes));
      }
    }
  }
}
