package ai.valeo.erp.tributary.topology.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.TopicCheck.Findings;
import ai.valeo.erp.tributary.topology.app.TopicCheck.Found;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topics that would make results wrong stop the start; other differences are told. */
final class TopicCheckTest {

  private static final Topics TOPICS = Topics.standard();
  private static final int PARTITIONS = 3;
  private static final String CHANGELOG = "tributary-aggregator-entities-changelog";
  private static final List<TopicSpec> WANTED =
      TOPICS.specs(EntityTypes.bundled().all(), PARTITIONS, (short) 1);

  private final Map<String, Found> found = new HashMap<>();

  TopicCheckTest() {
    for (TopicSpec spec : WANTED) {
      found.put(spec.name(), new Found(spec.partitions(), spec.config()));
    }
    found.put(CHANGELOG, new Found(PARTITIONS, Map.of("cleanup.policy", "compact")));
  }

  private Findings findings() {
    return TopicCheck.compare(TOPICS, WANTED, found);
  }

  private void set(String topic, String key, String value) {
    found.computeIfPresent(
        topic,
        (name, present) -> {
          var config = new HashMap<>(present.config());
          config.put(key, value);
          return new Found(present.partitions(), config);
        });
  }

  @Test
  void shouldFindNothingInTopicsItHasCreated() {
    assertThat(findings()).isEqualTo(new Findings(List.of(), List.of()));
  }

  @Test
  void shouldSkipTopicsThatAreYetToBeCreated() {
    // given
    found.clear();

    // when / then
    assertThat(findings()).isEqualTo(new Findings(List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tributary.mutations.v1 | cleanup.policy | compact
          tributary.mutations.v1 | cleanup.policy | compact,delete
          tributary.outcomes.v1 | cleanup.policy | compact
          tributary.audit.v1 | cleanup.policy | compact
          tributary.entities.order.v1 | cleanup.policy | delete
          tributary.entities.order.v1 | cleanup.policy | compact,delete
          tributary.edge-nodes.v1 | cleanup.policy | delete
          tributary.mutations.v1 | message.timestamp.type | CreateTime
          tributary.outcomes.v1 | max.message.bytes | 1048588
          tributary.quarantine.v1 | max.message.bytes | 4194304
          """)
  void shouldRefuseWhatMakesResultsWrong(String topic, String key, String value) {
    // given
    set(topic, key, value);

    // when / then
    assertThat(findings().errors())
        .singleElement()
        .asString()
        .startsWith(topic + ": " + key + ": " + value + " (expected: ");
    assertThat(findings().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tributary.mutations.v1 | retention.ms | 86400000
          tributary.mutations.v1 | retention.bytes | 1073741824
          tributary.outcomes.v1 | max.message.bytes | 8388608
          tributary.entities.order.v1 | delete.retention.ms | 86400000
          """)
  void shouldTellOtherDifferences(String topic, String key, String value) {
    // given
    set(topic, key, value);

    // when / then
    assertThat(findings().errors()).isEmpty();
    assertThat(findings().warnings())
        .singleElement()
        .asString()
        .startsWith(topic + ": " + key + ": " + value + " (expected: ");
  }

  @Test
  void shouldRefuseMutationsThatNoQuarantineCouldTake() {
    // given
    set(TOPICS.mutations(), "max.message.bytes", "8388608");

    // when / then
    assertThat(findings().errors())
        .containsExactly(
            "tributary.quarantine.v1: max.message.bytes: 4259840 (expected: at least 8388608 as"
                + " for tributary.mutations.v1): what cannot be processed must fit");
  }

  @Test
  void shouldRefuseOtherPartitionsThanTheStateHas() {
    // given
    found.put(CHANGELOG, new Found(PARTITIONS + 1, Map.of()));

    // when / then
    assertThat(findings().errors())
        .containsExactly(
            "tributary.mutations.v1: partitions: 3 (expected: 4): as many as the state has in "
                + CHANGELOG);
  }

  @Test
  void shouldTellThatTopicsOfAnEntityHaveOtherPartitions() {
    // given
    found.computeIfPresent(
        TOPICS.audit(), (name, present) -> new Found(PARTITIONS + 1, present.config()));

    // when / then
    assertThat(findings().errors()).isEmpty();
    assertThat(findings().warnings())
        .containsExactly("tributary.audit.v1: partitions: 4 (expected: 3)");
  }

  @Test
  void shouldRefuseRulingsThatWouldComeToAnotherTask() {
    // given
    found.computeIfPresent(
        TOPICS.resolutions(), (name, present) -> new Found(PARTITIONS + 1, present.config()));

    // when / then
    assertThat(findings().errors())
        .containsExactly(
            "tributary.resolutions.v1: partitions: 4 (expected: 3): as many as"
                + " tributary.mutations.v1");
  }

  @Test
  void shouldTellThatRulingsBearTheTimesOfTheirWriters() {
    // given
    set(TOPICS.resolutions(), "message.timestamp.type", "CreateTime");

    // when / then
    assertThat(findings().errors()).isEmpty();
    assertThat(findings().warnings()).hasSize(1);
  }

  @Test
  void shouldListEveryProblemAtOnce() {
    // given
    set(TOPICS.mutations(), "message.timestamp.type", "CreateTime");
    set(TOPICS.mutations(), "cleanup.policy", "compact");
    set(TOPICS.audit(), "cleanup.policy", "compact");

    // when / then
    assertThat(findings().errors()).hasSize(3);
  }
}
