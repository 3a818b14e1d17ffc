package ai.valeo.erp.tributary.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private static final long MIB = 1 << 20;

  @Test
  void shouldKeepSmallWhatEveryNodeReadsWhenItConnects() {
    // given
    Topics topics = Topics.standard();

    // when
    List<TopicSpec> specs = topics.specs(List.of(), 12, (short) 1);

    // then: a broker compacts no segment that is still written to
    for (String name : List.of(topics.edgeNodes(), topics.flowControl())) {
      Map<String, String> config =
          specs.stream()
              .filter(spec -> spec.name().equals(name))
              .findFirst()
              .orElseThrow()
              .config();
      assertThat(config).containsEntry("cleanup.policy", "compact");
      assertThat(Long.parseLong(config.getOrDefault("segment.bytes", "1073741824")))
          .as(name)
          .isBetween(MIB, 8 * MIB);
      assertThat(Long.parseLong(config.getOrDefault("segment.ms", "604800000")))
          .as(name)
          .isLessThanOrEqualTo(3_600_000);
    }
  }
}
