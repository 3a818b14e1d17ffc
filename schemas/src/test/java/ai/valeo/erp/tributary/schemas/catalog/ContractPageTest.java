package ai.valeo.erp.tributary.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.json.Hiding;
import ai.valeo.erp.tributary.schemas.json.ValueRendering;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/**
 * The contract that README.md prints is the one in force. {@code
 * -Dtest.args=-Dcontract.update=true} writes it anew; look at the difference.
 */
class ContractPageTest {

  private static final Path PAGE = Path.of("README.md");
  private static final String BEGIN = "<!-- contract: written by ContractPageTest -->\n";
  private static final String END = "<!-- end of contract -->\n";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final Topics topics = Topics.standard();
  private final EntityTypes types = EntityTypes.bundled();
  private final EntityType product = Objects.requireNonNull(types.type("Product"));

  @Test
  void shouldPrintTheContractInForce() throws IOException {
    // given
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    // when
    String contract = contract();
    if (Boolean.getBoolean("contract.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + contract + page.substring(end));
      return;
    }

    // then
    assertThat(page.substring(begin, end)).isEqualTo(contract);
  }

  private String contract() throws JsonProcessingException {
    StringBuilder text = new StringBuilder();
    text.append("| topic | key | value | cleanup, kept | partitions | written by |\n");
    text.append("|---|---|---|---|---|---|\n");
    List<TopicContract> contracts = TopicContract.all(topics, types);
    for (TopicContract contract : contracts) {
      TopicSpec spec = spec(contract.topic());
      text.append(
          "| `%s` | %s | %s | %s | %s | %s |%n"
              .formatted(
                  shortName(contract),
                  contract.key().text(),
                  contract.schema() == null
                      ? "bytes, as they came"
                      : "`" + contract.schema().getName() + "`",
                  kept(spec),
                  spec.partitions() == 1 ? "1" : "`topics.partitions`",
                  contract.writer().text()));
    }
    text.append("\n| topic | order | delivery | no value means |\n|---|---|---|---|\n");
    for (TopicContract contract : contracts) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  shortName(contract),
                  contract.order(),
                  contract.writer().delivery(),
                  contract.withoutValue()));
    }
    text.append("\nRecords of each, as `./tributary tail` shows them:\n\n```json\n");
    for (String line : examples()) {
      text.append(line).append('\n');
    }
    return text.append("```\n").toString();
  }

  private List<String> examples() throws JsonProcessingException {
    List<String> lines = new ArrayList<>();
    try (EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()))) {
      for (ContractExamples.Example example : ContractExamples.all(topics, product)) {
        ObjectNode head =
            JSON.createObjectNode().put("topic", example.topic()).put("key", example.key());
        if (!example.headers().isEmpty()) {
          head.set("headers", JSON.valueToTree(example.headers()));
        }
        String first = JSON.writeValueAsString(head);
        String second = JSON.writeValueAsString(shown(serdes, example));
        lines.add(first.substring(0, first.length() - 1) + ",\n " + second.substring(1));
      }
    }
    return lines;
  }

  /** The rest of the line, by what the value is. */
  private ObjectNode shown(AvroSerdes serdes, ContractExamples.Example example) {
    ObjectNode shown = JSON.createObjectNode();
    if (example.value() == null) {
      return shown.putNull("value");
    }
    if (example.value() instanceof byte[] bytes) {
      String message = example.headers().get(Headers.QUARANTINE_MESSAGE);
      assertThatThrownBy(() -> serdes.deserializer().deserialize(example.topic(), bytes))
          .hasMessage(message);
      return shown.put("undecodable", message).put("bytes", bytes.length);
    }
    GenericRecord read =
        serdes
            .deserializer()
            .deserialize(example.topic(), written(serdes, example.topic(), example.value()));
    return shown.set("value", new ValueRendering(Hiding.NOTHING).of(read));
  }

  private byte[] written(AvroSerdes serdes, String topic, Object value) {
    if (value instanceof SpecificRecord record) {
      Serializer<SpecificRecord> serializer = serdes.serializer(SpecificRecord.class);
      return serializer.serialize(topic, record);
    }
    int id = serdes.idFor(AvroSerdes.subject(topic), types.schema(product));
    return WireFormat.frame(id, types.codec(product).encode((EntityRow) value));
  }

  private TopicSpec spec(String topic) {
    return topics.specs(types.all(), Topics.DEFAULT_PARTITIONS, (short) -1).stream()
        .filter(each -> each.name().equals(topic))
        .findAny()
        .orElseThrow();
  }

  private String shortName(TopicContract contract) {
    return contract.topic().substring(topics.prefix().length());
  }

  private static String kept(TopicSpec spec) {
    if (spec.config().get("cleanup.policy").equals("compact")) {
      return "compact: the latest of each key; deletions "
          + days(spec.config().get("delete.retention.ms"));
    }
    return "delete: " + days(spec.config().get("retention.ms"));
  }

  private static String days(String ms) {
    return Duration.ofMillis(Long.parseLong(ms)).toDays() + " days";
  }
}
