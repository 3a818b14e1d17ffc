package ai.valeo.erp.tributary.compose.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import ai.valeo.erp.tributary.compose.kafka.TopicState;
import ai.valeo.erp.tributary.compose.kafka.WantedTopics;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is found in the topics. */
final class ContractsTest {
  private static final Topics TOPICS = Topics.standard();
  private static final WantedTopics WANTED =
      new WantedTopics(TOPICS, EntityTypes.bundled(), 12, (short) 1);

  @Test
  void shouldTakeTopicsAsTheyShouldBe() {
    assertThat(new Contracts(WANTED).compared(made(12)))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
  }

  @Test
  void shouldRemarkThatAllHaveAnotherNumberOfPartitions() {
    // when
    List<Finding> findings = new Contracts(WANTED).compared(made(6));

    // then
    assertThat(findings).extracting(Finding::level).containsOnly(Level.OK);
    assertThat(findings)
        .extracting(Finding::words)
        .last()
        .asString()
        .contains("6 partitions", "topics.partitions, 12 here");
  }

  @Test
  void shouldFailATopicThatHasAnotherNumberThanTheRest() {
    // given
    SortedMap<String, TopicState> present = made(6);
    TopicSpec rulings =
        WANTED.specs().stream()
            .filter(spec -> spec.name().equals(TOPICS.resolutions()))
            .findFirst()
            .orElseThrow();
    present.put(rulings.name(), TopicState.of(rulings.name(), 12, 1, rulings.config()));

    // when
    List<Finding> findings = new Contracts(WANTED).compared(present);

    // then
    assertThat(findings)
        .filteredOn(finding -> finding.level() == Level.FAIL)
        .extracting(Finding::words)
        .singleElement()
        .asString()
        .contains(TOPICS.resolutions(), "12 (expected: 6");
  }

  @Test
  void shouldWarnOfWhatIsMissing() {
    // given
    SortedMap<String, TopicState> present = made(6);
    present.remove(TOPICS.audit());

    // then
    assertThat(new Contracts(WANTED).compared(present))
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.OK);
  }

  /** Topics that somebody made with so many partitions. */
  private static SortedMap<String, TopicState> made(int partitions) {
    var present = new TreeMap<String, TopicState>();
    TOPICS
        .specs(EntityTypes.bundled().all(), partitions, (short) 1)
        .forEach(spec ->
            present.put(
                spec.name(), TopicState.of(spec.name(), spec.partitions(), 1, spec.config())));
    return present;
  }
}
