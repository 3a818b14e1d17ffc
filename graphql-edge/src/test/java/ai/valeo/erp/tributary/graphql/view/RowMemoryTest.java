package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is decoded once and for all, and what is not. */
class RowMemoryTest {
  private static final EntityTypes TYPES = EntityTypes.bundled();

  private final List<String> decoded = new ArrayList<>();
  private final RowMemory memory = new RowMemory(this::decode);

  @Test
  void shouldDecodeTheSameBytesOnce() {
    // when
    EntityRow first = memory.row(type("Product"), new byte[] {7, 1});
    EntityRow second = memory.row(type("Product"), new byte[] {7, 1});

    // then
    assertThat(second).isSameAs(first);
    assertThat(decoded).containsExactly("Product 7");
  }

  @Test
  void shouldDecodeOtherBytesAndOtherTypes() {
    // when
    EntityRow before = memory.row(type("Product"), new byte[] {7, 1});
    EntityRow after = memory.row(type("Product"), new byte[] {7, 2});
    memory.row(type("Customer"), new byte[] {7, 1});

    // then
    assertThat(before).extracting(EntityRow::version).isEqualTo(1L);
    assertThat(after).extracting(EntityRow::version).isEqualTo(2L);
    assertThat(decoded).containsExactly("Product 7", "Product 7", "Customer 7");
  }

  @Test
  void shouldTryAgainWhatCouldNotBeRead() {
    // when
    @Nullable EntityRow first = memory.row(type("Product"), new byte[] {7, 0});
    memory.row(type("Product"), new byte[] {7, 0});

    // then
    assertThat(first).isNull();
    assertThat(decoded).hasSize(2);
  }

  private @Nullable EntityRow decode(EntityType type, byte[] framed) {
    decoded.add(type.name() + ' ' + framed[0]);
    return framed[1] == 0
        ? null
        : new EntityRow("e" + framed[0], framed[1], new Hlc(1, 0), "m", new TreeMap<>());
  }

  private static EntityType type(String name) {
    EntityType type = TYPES.type(name);
    if (type == null) {
      throw new IllegalArgumentException(name);
    }
    return type;
  }
}
