package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.compose.tail.Start;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");
  private final Moments moments = new Moments(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldReadPlacesAndTimes() {
    assertThat(moments.start("beginning")).isEqualTo(new Start.Beginning());
    assertThat(moments.start("end")).isEqualTo(new Start.End());
    assertThat(moments.start("4711")).isEqualTo(new Start.At(4711));
    assertThat(moments.start("30m"))
        .isEqualTo(new Start.Since(NOW.minusSeconds(1800).toEpochMilli()));
    assertThat(moments.epochMs("2026-11-21T17:00:00+01:00")).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void shouldRefuseWhatIsNoTime() {
    assertThatThrownBy(() -> moments.start("yesterday"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("yesterday")
        .hasMessageContaining("8h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"erp.entities.product.v1", "entities.product.v1", "entities.product"})
  void shouldKnowATopicByItsShortName(String name) {
    assertThat(full(name)).isEqualTo("erp.entities.product.v1");
  }

  @Test
  void shouldRefuseAForeignTopic() {
    assertThatThrownBy(() -> full("__consumer_offsets")).hasMessageContaining("erp.mutations.v1");
  }

  private static String full(String name) {
    Topics topics = new Topics("erp.");
    List<TopicContract> contracts = TopicContract.all(topics, EntityTypes.bundled());
    return TopicNames.full(contracts, topics, name);
  }
}
