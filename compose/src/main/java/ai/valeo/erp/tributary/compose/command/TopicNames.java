package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.List;

/** Topics as people call them. */
final class TopicNames {
  private static final String VERSION = ".v1";

  private TopicNames() {}

  /**
   * The full name of a topic that may be named without prefix and version.
   *
   * @throws IllegalArgumentException if it is none of ours
   */
  static String full(List<TopicContract> contracts, Topics topics, String given) {
    List<String> tried =
        List.of(given, given + VERSION, topics.prefix() + given, topics.prefix() + given + VERSION);
    List<String> known = contracts.stream().map(TopicContract::topic).toList();
    return tried.stream()
        .filter(known::contains)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "topic: " + given + " (expected: one of " + String.join(", ", known) + ")"));
  }
}
