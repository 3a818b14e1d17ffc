package ai.valeo.erp.tributary.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityTypesTest {

  private static final String META =
      """
      {"name": "id", "type": "string", "meta": "id"},
      {"name": "version", "type": "long", "meta": "version"},
      {"name": "at", "type": "long", "meta": "hlcMs"},
      {"name": "atCounter", "type": "int", "meta": "hlcCounter"},
      {"name": "by", "type": "string", "meta": "mutationId"}\
      """;

  @Test
  void shouldReadBundledTypesWithTheirPolicies() {
    // when
    EntityTypes types = EntityTypes.bundled();

    // then
    assertThat(types.all())
        .extracting(EntityType::name)
        .containsExactly("Customer", "InventoryItem", "Order", "Product", "ProductCategory");
    EntityType stock = types.type("InventoryItem");
    assertThat(stock).isNotNull();
    assertThat(stock.kebabName()).isEqualTo("inventory-item");
    assertThat(stock.criticality()).isEqualTo(EntityType.Criticality.CRITICAL);
    assertThat(stock.horizon()).isEqualTo(Duration.ofDays(7));
    Attribute quantity = stock.attribute("quantity");
    assertThat(quantity)
        .isEqualTo(
            new Attribute(
                "quantity",
                new AttributeType.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE),
                false,
                false,
                Value.of(0),
                new MergePolicy(
                    MergePolicy.COUNTER,
                    Value.of(0),
                    null,
                    MergePolicy.OnViolation.REJECT,
                    Map.of()),
                false,
                SearchRole.STOCK));
    Attribute status = types.type("Order").attribute("status");
    assertThat(status.merge().states())
        .containsExactly("CREATED", "CONFIRMED", "PROCESSING", "CANCELLED", "SHIPPED", "DELIVERED");
    assertThat(status.merge().isLegalStep("PROCESSING", "SHIPPED")).isTrue();
    assertThat(status.merge().isLegalStep("SHIPPED", "CANCELLED")).isFalse();
  }

  @Test
  void shouldTakeASixthTypeFromOneFile(@TempDir Path folder) throws IOException {
    // given
    Files.writeString(
        folder.resolve("van.avsc"),
        """
        {"type": "record", "name": "Van", "doc": "A van.", "criticality": "important",
         "horizon": "PT24H", "fields": [%s,
          {"name": "mileage", "type": ["null", "long"], "default": null, "merge": "maximum"},
          {"name": "load", "type": "double", "default": 0.5, "minimum": 0, "maximum": 1}]}
        """
            .formatted(META));

    // when
    EntityTypes types = EntityTypes.load(folder);

    // then
    EntityType van = types.type("Van");
    assertThat(types.all()).hasSize(6);
    assertThat(van.horizon()).isEqualTo(Duration.ofHours(24));
    assertThat(van.attribute("mileage").merge().strategy()).isEqualTo(MergePolicy.MAXIMUM);
    assertThat(van.attribute("load").merge().maximum()).isEqualTo(Value.of(1.0));
  }

  @Test
  void shouldRefuseTypesThatAreNotSound(@TempDir Path folder) throws IOException {
    assertRefused(folder, "{\"name\": \"x\", \"type\": \"string\"}", "no default");
    assertRefused(
        folder,
        "{\"name\": \"x\", \"type\": \"int\", \"default\": 0, \"merj\": \"counter\"}",
        "merj");
    assertRefused(
        folder,
        "{\"name\": \"x\", \"type\": \"int\", \"default\": 0, \"onViolation\": \"explode\"}",
        "explode");
    assertRefused(
        folder,
        "{\"name\": \"x\", \"type\": \"bytes\", \"default\": \"\"}",
        "expected: decimal bytes");
  }

  @Test
  void shouldKnowWhereTwoPersonsRule(@TempDir Path folder) throws IOException {
    // given
    String field = "{\"name\": \"limit\", \"type\": \"int\", \"default\": 0, \"fourEyes\": true}";
    String plain = "{\"name\": \"other\", \"type\": \"int\", \"default\": 0}";
    Files.writeString(
        folder.resolve("one.avsc"),
        """
        {"type": "record", "name": "One", "fields": [%s, %s, %s]}
        """
            .formatted(META, field, plain));
    Files.writeString(
        folder.resolve("all.avsc"),
        """
        {"type": "record", "name": "All", "fourEyes": true, "fields": [%s, %s]}
        """
            .formatted(META, plain));

    // when
    EntityTypes types = EntityTypes.load(folder);

    // then
    assertThat(types.type("One").needsFourEyes("limit")).isTrue();
    assertThat(types.type("One").needsFourEyes("other")).isFalse();
    assertThat(types.type("All").needsFourEyes("other")).isTrue();
    assertRefused(
        folder,
        "{\"name\": \"x\", \"type\": \"int\", \"default\": 0, \"fourEyes\": \"often\"}",
        "expected: true or false");
  }

  private static void assertRefused(Path folder, String field, String words) throws IOException {
    Files.writeString(
        folder.resolve("bad.avsc"),
        """
        {"type": "record", "name": "Bad", "fields": [%s, %s]}
        """
            .formatted(META, field));
    assertThatThrownBy(() -> EntityTypes.load(folder))
        .isInstanceOf(EntityTypeException.class)
        .hasMessageContaining("Bad")
        .hasMessageContaining(words);
  }

  @Test
  void shouldWriteRecordsThatAvroReadsBack() throws IOException {
    // given
    EntityTypes types = EntityTypes.bundled();
    EntityCodec codec = types.codec(types.type("Order"));
    var line =
        Value.of(
            Map.of(
                "id", Value.of("1"),
                "productId", Value.of("11"),
                "quantity", Value.of(12),
                "unitPrice", Value.of(new BigDecimal("14.0000")),
                "discountPercent", Value.of(new BigDecimal("0.0500"))));
    var attributes = new TreeMap<String, Value>();
    attributes.put("orderNumber", Value.of("10248"));
    attributes.put("status", Value.of("SHIPPED"));
    attributes.put("items", Value.of(List.of(line)));
    attributes.put("totalAmount", Value.of(new BigDecimal("168.0000")));
    attributes.put("orderDate", Value.of(836_438_400_000L));
    attributes.put("currency", Value.of("USD"));
    var row = new EntityRow("10248", 3, new Hlc(1_000, 2), "m-1", attributes);

    // when
    byte[] bytes = codec.encode(row);
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(codec.schema())
            .read(null, DecoderFactory.get().binaryDecoder(bytes, null));

    // then
    assertThat(codec.fromGeneric(read)).isEqualTo(row);
  }

  @Test
  void shouldWriteInitialValuesForAttributesNobodySet() throws IOException {
    // given
    EntityTypes types = EntityTypes.bundled();
    EntityCodec codec = types.codec(types.type("InventoryItem"));
    var row = new EntityRow("1@berlin", 1, Hlc.ZERO, "m", new TreeMap<>());

    // when
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(codec.schema())
            .read(null, DecoderFactory.get().binaryDecoder(codec.encode(row), null));

    // then
    assertThat(codec.fromGeneric(read).attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("quantity", Value.of(0), "reservedQuantity", Value.of(0)));
  }
}
