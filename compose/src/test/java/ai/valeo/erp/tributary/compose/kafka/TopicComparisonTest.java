package ai.valeo.erp.tributary.compose.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.compose.kafka.TopicDifference.Remedy;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicComparisonTest {
  private static final TopicSpec SPEC =
      new TopicSpec("t", 6, (short) 3, Map.of("cleanup.policy", "delete", "retention.ms", "1000"));

  @Test
  void shouldFindNothingWhereAllIsAsWanted() {
    assertThat(compare(TopicState.of("t", 6, 3, SPEC.config()))).isEmpty();
  }

  @Test
  void shouldFindTheTopicMissing() {
    // when
    List<TopicDifference> found = TopicComparison.of(List.of(SPEC), Map.of());
    // then
    assertThat(found)
        .containsExactly(new TopicDifference("t", "topic", "present", "missing", Remedy.CREATE));
  }

  @Test
  void shouldLeavePartitionsToAPerson() {
    assertThat(compare(TopicState.of("t", 12, 3, SPEC.config())))
        .containsExactly(new TopicDifference("t", "partitions", "6", "12", Remedy.BY_HAND));
  }

  @ParameterizedTest
  @CsvSource({"1, BY_HAND", "4, NONE"})
  void shouldMindTooFewReplicasOnly(int replication, Remedy remedy) {
    assertThat(compare(TopicState.of("t", 6, replication, SPEC.config())))
        .extracting(TopicDifference::remedy)
        .containsExactly(remedy);
  }

  @ParameterizedTest
  @CsvSource({"500, CHANGE", "2000, NONE", "-1, NONE"})
  void shouldMindShorterRetentionOnly(String present, Remedy remedy) {
    // given
    Map<String, String> config = new TreeMap<>(SPEC.config());
    config.put("retention.ms", present);
    // when
    List<TopicDifference> found = compare(TopicState.of("t", 6, 3, config));
    // then
    assertThat(found).extracting(TopicDifference::remedy).containsExactly(remedy);
  }

  @Test
  void shouldSayThatAnotherCleanUpDeletesRecords() {
    // given
    Map<String, String> config = new TreeMap<>(SPEC.config());
    config.put("cleanup.policy", "compact");
    // when
    List<TopicDifference> found = compare(TopicState.of("t", 6, 3, config));
    // then
    assertThat(found)
        .extracting(TopicDifference::property, TopicDifference::remedy)
        .containsExactly(tuple("cleanup.policy", Remedy.CHANGE_WITH_LOSS));
  }

  @Test
  void shouldMindALimitOfBytesNobodyAskedFor() {
    // given
    Map<String, String> config = new TreeMap<>(SPEC.config());
    config.put("retention.bytes", "1000000");
    // when
    List<TopicDifference> found = compare(TopicState.of("t", 6, 3, config));
    // then
    assertThat(found)
        .containsExactly(
            new TopicDifference("t", "retention.bytes", "-1", "1000000", Remedy.CHANGE));
  }

  @Test
  void shouldSeeAReplicaThatLagsBehind() {
    // given
    var config = new TreeMap<>(SPEC.config());
    // when
    List<TopicDifference> found = compare(new TopicState("t", 6, 3, 2, config, config));
    // then
    assertThat(found)
        .containsExactly(new TopicDifference("t", "in-sync", "3", "2", Remedy.BY_HAND));
  }

  private static List<TopicDifference> compare(TopicState state) {
    return TopicComparison.of(List.of(SPEC), Map.of("t", state));
  }
}
