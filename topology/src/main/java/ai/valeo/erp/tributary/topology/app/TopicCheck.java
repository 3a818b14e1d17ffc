package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares topics that exist with what they should be. What would make the results wrong or stop
 * the stream for good is an error: records that go too early, times that are not the broker's,
 * records that do not fit, partitions that do not match the state. All else is a warning. One
 * comparison, one thread.
 */
final class TopicCheck {

  private static final String CLEANUP = "cleanup.policy";
  private static final String COMPACT = "compact";
  private static final String TIMESTAMP = "message.timestamp.type";
  private static final String MAX_BYTES = "max.message.bytes";
  private static final String RETENTION_BYTES = "retention.bytes";
  private static final String UNBOUNDED = "-1";

  private final Topics topics;
  private final SortedMap<String, Found> found;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * A topic as it is.
   *
   * @param partitions number of partitions
   * @param config settings that hold for it
   */
  record Found(int partitions, Map<String, String> config) {
    Found {
      config = Map.copyOf(config);
    }
  }

  /**
   * What was found out, a line each.
   *
   * @param errors what must be mended before a start
   * @param warnings what should be known
   */
  record Findings(List<String> errors, List<String> warnings) {
    Findings {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  private TopicCheck(Topics topics, Map<String, Found> found) {
    this.topics = topics;
    this.found = new TreeMap<>(found);
  }

  /**
   * Compares.
   *
   * @param topics names of the topics
   * @param wanted topics as they should be
   * @param found those that exist, by name, with the changelogs of the state
   */
  static Findings compare(Topics topics, List<TopicSpec> wanted, Map<String, Found> found) {
    var check = new TopicCheck(topics, found);
    for (TopicSpec spec : wanted) {
      Found topic = found.get(spec.name());
      if (topic != null) {
        check.compare(spec, topic);
        check.found.remove(spec.name());
      }
    }
    Found mutations = found.get(topics.mutations());
    if (mutations != null) {
      check.found.forEach((name, changelog) -> check.changelog(name, changelog, mutations));
      check.quarantine(mutations, found.get(topics.quarantine()));
      check.rulings(mutations, found.get(topics.resolutions()));
    }
    return new Findings(check.errors, check.warnings);
  }

  private void compare(TopicSpec spec, Found topic) {
    spec.config()
        .forEach((key, value) -> {
          String present = topic.config().get(key);
          if (present == null || present.equals(value)) {
            return;
          }
          String line = line(spec.name(), key, present, value);
          switch (key) {
            case CLEANUP ->
                errors.add(
                    line
                        + (value.equals(COMPACT)
                            ? ": entities would vanish with time"
                            : ": of the records of a key only the last would stay"));
            case TIMESTAMP -> compareTimes(spec.name(), line);
            case MAX_BYTES -> compareSize(line, present, value);
            default -> warnings.add(line);
          }
        });
    if (!COMPACT.equals(spec.config().get(CLEANUP))) {
      String bytes = topic.config().getOrDefault(RETENTION_BYTES, UNBOUNDED);
      if (!bytes.equals(UNBOUNDED)) {
        warnings.add(line(spec.name(), RETENTION_BYTES, bytes, UNBOUNDED));
      }
    }
    if (topic.partitions() != spec.partitions()) {
      warnings.add(
          line(
              spec.name(),
              "partitions",
              Integer.toString(topic.partitions()),
              Integer.toString(spec.partitions())));
    }
  }

  private void compareTimes(String topic, String line) {
    if (topic.equals(topics.mutations())) {
      errors.add(line + ": times must be the broker's, not the nodes'");
    } else {
      warnings.add(line);
    }
  }

  private void compareSize(String line, String present, String value) {
    if (Long.parseLong(present) < Long.parseLong(value)) {
      errors.add(line + ": a record that does not fit stops its writer for good");
    } else {
      warnings.add(line);
    }
  }

  /** State is kept by partition: with other partitions an entity would be met without its own. */
  private void changelog(String name, Found changelog, Found mutations) {
    if (changelog.partitions() != mutations.partitions()) {
      errors.add(
          line(
                  topics.mutations(),
                  "partitions",
                  Integer.toString(mutations.partitions()),
                  Integer.toString(changelog.partitions()))
              + ": as many as the state has in "
              + name);
    }
  }

  /** A ruling must come to the task that has its entity. */
  private void rulings(Found mutations, @Nullable Found rulings) {
    if (rulings != null && rulings.partitions() != mutations.partitions()) {
      errors.add(
          line(
                  topics.resolutions(),
                  "partitions",
                  Integer.toString(rulings.partitions()),
                  Integer.toString(mutations.partitions()))
              + ": as many as "
              + topics.mutations());
    }
  }

  /** Whatever the mutations topic takes must fit with the reason why it was set aside. */
  private void quarantine(Found mutations, @Nullable Found quarantine) {
    if (quarantine == null) {
      return;
    }
    long taken = size(mutations);
    long room = size(quarantine);
    if (room < taken) {
      errors.add(
          line(
                  topics.quarantine(),
                  MAX_BYTES,
                  Long.toString(room),
                  "at least " + taken + " as for " + topics.mutations())
              + ": what cannot be processed must fit");
    }
  }

  private static long size(Found topic) {
    return Long.parseLong(topic.config().getOrDefault(MAX_BYTES, "0"));
  }

  private static String line(String topic, String key, String present, String wanted) {
    return topic + ": " + key + ": " + present + " (expected: " + wanted + ")";
  }
}
