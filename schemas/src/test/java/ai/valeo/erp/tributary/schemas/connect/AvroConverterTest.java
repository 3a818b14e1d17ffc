package ai.valeo.erp.tributary.schemas.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AvroConverterTest {
  private static final String TOPIC = "tributary.entities.order.v1";
  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.inMemory();

  @AfterAll
  static void close() {
    REGISTRY.close();
  }

  @Test
  void shouldMakeARowForTheJdbcSink() {
    // when
    SchemaAndValue made = converter("row", REGISTRY.url()).toConnectData(TOPIC, order());

    // then
    Struct row = (Struct) made.value();
    assertThat(row.getString("order_number")).isEqualTo("10248");
    assertThat(row.getInt64("version")).isEqualTo(2);
    assertThat(row.getString("updated_at")).isEqualTo("1970-01-01T00:00:01Z");
    assertThat(row.get("total_amount")).isEqualTo(new BigDecimal("440.0000"));
    assertThat(row.getString("items")).contains("\"quantity\":12,\"unitPrice\":14.0000,");
    assertThat(row.get("comment")).isNull();
    assertThat(made.schema().field("items").schema().name()).isEqualTo("io.debezium.data.Json");
    assertThat(made.schema().field("total_amount").schema().parameters())
        .containsEntry("connect.decimal.precision", "18");
  }

  @Test
  void shouldLetATableWithRowsTakeWhatHasADefault() {
    // when
    var schema = converter("row", REGISTRY.url()).toConnectData(TOPIC, order()).schema();

    // then
    assertThat(schema.field("currency").schema().isOptional()).isTrue();
    assertThat(schema.field("id").schema().isOptional()).isFalse();
  }

  @Test
  void shouldKeepRecordsAsTheyAreIfAsked() {
    // when
    SchemaAndValue made = converter("nested", REGISTRY.url()).toConnectData(TOPIC, order());

    // then
    Struct order = (Struct) made.value();
    assertThat(order.get("updatedAt")).isEqualTo(new Date(1_000));
    List<Struct> items = order.getArray("items");
    assertThat(items.get(0).get("unitPrice")).isEqualTo(new BigDecimal("14.0000"));
  }

  @Test
  void shouldMakeNothingOfATombstone() {
    assertThat(converter("row", REGISTRY.url()).toConnectData(TOPIC, null))
        .isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void shouldTellACorruptRecordFromARegistryThatIsAway() {
    // given
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    byte[] order = order();

    // when / then
    assertThatThrownBy(() -> converter("row", REGISTRY.url()).toConnectData(TOPIC, garbage))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> converter("row", "http://127.0.0.1:1").toConnectData(TOPIC, order))
        .isInstanceOf(RetriableException.class);
  }

  private static AvroConverter converter(String shape, String url) {
    AvroConverter converter = new AvroConverter();
    converter.configure(
        Map.of("schema.registry.url", url, "shape", shape, "max.retries", "0"), false);
    return converter;
  }

  private static byte[] order() {
    EntityType type = Objects.requireNonNull(TYPES.type("Order"));
    Value line =
        new Value.Structure(
            new TreeMap<>(
                Map.of(
                    "id", new Value.Text("1"),
                    "productId", new Value.Text("11"),
                    "quantity", new Value.Whole(12),
                    "unitPrice", new Value.Decimal(new BigDecimal("14.0000")),
                    "discountPercent", new Value.Decimal(new BigDecimal("0.0000")))));
    EntityRow row =
        new EntityRow(
            "1",
            2,
            new Hlc(1_000, 0),
            "m-1",
            new TreeMap<>(
                Map.of(
                    "orderNumber", new Value.Text("10248"),
                    "items", new Value.Many(List.of(line)),
                    "totalAmount", new Value.Decimal(new BigDecimal("440.0000")))));
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", REGISTRY.url()))) {
      int id = serdes.idFor(TOPIC + "-value", TYPES.schema(type));
      return WireFormat.frame(id, TYPES.codec(type).encode(row));
    }
  }
}
