package ai.valeo.erp.tributary.topology.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked before a stream that waits for a registry goes on. */
final class WireTest {

  @Test
  void shouldSayWhetherASchemaNeedsNoMoreWaiting() {
    // given
    EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
    try (Wire wire =
        Wire.open(
            Map.of("schema.registry.url", registry.url(), "max.retries", "0"),
            Topics.standard(),
            EntityTypes.bundled())) {
      // then what is known, and what is known not to be
      assertThat(wire.isSettled(1)).isTrue();
      assertThat(wire.isSettled(4711)).isTrue();

      // when
      registry.close();

      // then
      assertThat(wire.isSettled(4712)).isFalse();
    }
  }
}
