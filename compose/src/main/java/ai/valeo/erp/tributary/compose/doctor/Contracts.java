package ai.valeo.erp.tributary.compose.doctor;

import ai.valeo.erp.tributary.compose.contract.SchemaCheck;
import ai.valeo.erp.tributary.compose.contract.SubjectReport;
import ai.valeo.erp.tributary.compose.kafka.TopicComparison;
import ai.valeo.erp.tributary.compose.kafka.TopicDifference;
import ai.valeo.erp.tributary.compose.kafka.TopicInspection;
import ai.valeo.erp.tributary.compose.kafka.TopicState;
import ai.valeo.erp.tributary.compose.kafka.WantedTopics;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/**
 * Looks at what all processes share: topics and schemas.
 *
 * @param wanted the topics as they should be
 */
record Contracts(WantedTopics wanted) {

  private static final String TOPICS = "topics";
  private static final String REGISTRY = "registry";

  List<Finding> topics(Map<String, String> kafka) {
    try {
      List<String> names = wanted.specs().stream().map(TopicSpec::name).toList();
      return compared(new TopicInspection(kafka).present(names));
    } catch (KafkaException e) {
      return List.of(
          Finding.fail(TOPICS, "cannot be looked at: " + e.getMessage(), "See the broker first."));
    }
  }

  /** Those that exist, against those that should. */
  List<Finding> compared(Map<String, TopicState> present) {
    var findings = new ArrayList<Finding>();
    List<TopicSpec> specs = wanted.specs(present);
    TopicComparison.of(specs, present).stream()
        .filter(difference -> !difference.isHarmless())
        .map(Contracts::finding)
        .forEach(findings::add);
    if (findings.isEmpty()) {
      findings.add(Finding.ok(TOPICS, specs.size() + " topics are as wanted"));
    }
    TopicState mutations = present.get(wanted.topics().mutations());
    if (mutations != null && mutations.partitions() != wanted.partitions()) {
      findings.add(
          Finding.ok(
              TOPICS,
              "those kept by entity go by the %d partitions of %s; topics.partitions, %d here,"
                      .formatted(mutations.partitions(), mutations.name(), wanted.partitions())
                  + " counts only where there is none"));
    }
    return findings;
  }

  List<Finding> schemas(Map<String, String> config) {
    String url = config.getOrDefault("schema.registry.url", "");
    try (SchemaRegistry registry = SchemaRegistry.from(config)) {
      if (!registry.isReachable()) {
        return List.of(
            Finding.fail(
                REGISTRY,
                url + ": does not answer",
                "Is it running, is schema.registry.url right, do its credentials fit?"));
      }
      return subjects(
          url,
          new SchemaCheck(TopicContract.all(wanted.topics(), wanted.types())).against(registry));
    } catch (RegistryException | IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              REGISTRY, url + ": " + e.getMessage(), "See the registry's log and credentials."));
    }
  }

  private static List<Finding> subjects(String url, List<SubjectReport> reports) {
    var findings = new ArrayList<Finding>();
    long missing = reports.stream().filter(one -> one.state() == SubjectReport.State.FITS).count();
    findings.add(
        missing == 0
            ? Finding.ok(REGISTRY, url + ": answers, has all " + reports.size() + " schemas")
            : Finding.warn(
                REGISTRY,
                url + ": answers; " + missing + " of " + reports.size() + " schemas are not there",
                "Processes register what they write; before that: `tributary schemas register`."));
    for (SubjectReport report : reports) {
      if (!report.isWell()) {
        findings.add(subject(report));
      }
    }
    return findings;
  }

  private static Finding subject(SubjectReport report) {
    String words = report.subject() + ": " + String.join("; ", report.problems());
    return report.state() == SubjectReport.State.INCOMPATIBLE
        ? Finding.fail(
            REGISTRY, words, "The entity type has changed in a way that breaks readers: undo it.")
        : Finding.warn(REGISTRY, words, "`tributary schemas register` sets the rule.");
  }

  private static Finding finding(TopicDifference difference) {
    return switch (difference.remedy()) {
      case CREATE ->
          Finding.warn(
              TOPICS,
              difference.text(),
              "The processes make it at their start, or: `tributary topics create`.");
      case CHANGE -> Finding.warn(TOPICS, difference.text(), "`tributary topics create --alter`");
      case CHANGE_WITH_LOSS ->
          Finding.fail(
              TOPICS,
              difference.text(),
              "`tributary topics create --alter --allow-loss`, planned.");
      case BY_HAND ->
          Finding.fail(
              TOPICS,
              difference.text(),
              "A person has to plan it: keys would move, or brokers are concerned.");
      case NONE -> Finding.ok(TOPICS, difference.text());
    };
  }
}
