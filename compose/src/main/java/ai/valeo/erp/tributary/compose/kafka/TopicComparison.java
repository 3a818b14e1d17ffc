package ai.valeo.erp.tributary.compose.kafka;

import ai.valeo.erp.tributary.compose.kafka.TopicDifference.Remedy;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the configuration wants against what the broker has. */
public final class TopicComparison {
  private static final String CLEANUP = "cleanup.policy";
  private static final String DELETE = "delete";
  private static final String RETENTION_MS = "retention.ms";
  private static final String TOMBSTONES_MS = "delete.retention.ms";
  private static final String MAX_BYTES = "max.message.bytes";
  private static final String RETENTION_BYTES = "retention.bytes";
  private static final String UNBOUNDED = "-1";

  private TopicComparison() {}

  /**
   * The differences, by topic in the order wanted.
   *
   * @param wanted topics as they should be
   * @param present those that exist, by name
   */
  public static List<TopicDifference> of(List<TopicSpec> wanted, Map<String, TopicState> present) {
    List<TopicDifference> found = new ArrayList<>();
    for (TopicSpec spec : wanted) {
      TopicState state = present.get(spec.name());
      if (state == null) {
        found.add(
            new TopicDifference(
                spec.name(), TopicDifference.TOPIC, "present", "missing", Remedy.CREATE));
      } else {
        compareNumbers(spec, state, found);
        compareSettings(spec, state, found);
      }
    }
    return List.copyOf(found);
  }

  private static void compareNumbers(
      TopicSpec spec, TopicState state, List<TopicDifference> found) {
    if (spec.partitions() != state.partitions()) {
      // a key would find its way to another partition, and its entity's state would not
      found.add(
          number(
              spec,
              TopicDifference.PARTITIONS,
              spec.partitions(),
              state.partitions(),
              Remedy.BY_HAND));
    }
    boolean asked = spec.replication() > 0;
    if (asked && spec.replication() != state.replication()) {
      Remedy remedy = state.replication() > spec.replication() ? Remedy.NONE : Remedy.BY_HAND;
      found.add(
          number(
              spec, TopicDifference.REPLICATION, spec.replication(), state.replication(), remedy));
    }
    if (state.inSync() < state.replication()) {
      found.add(
          number(
              spec, TopicDifference.IN_SYNC, state.replication(), state.inSync(), Remedy.BY_HAND));
    }
  }

  private static TopicDifference number(
      TopicSpec spec, String property, int wanted, int present, Remedy remedy) {
    return new TopicDifference(
        spec.name(), property, Integer.toString(wanted), Integer.toString(present), remedy);
  }

  private static void compareSettings(
      TopicSpec spec, TopicState state, List<TopicDifference> found) {
    new TreeMap<>(spec.config())
        .forEach((key, value) -> {
          String there = state.config().getOrDefault(key, "");
          if (!there.equals(value)) {
            found.add(
                new TopicDifference(spec.name(), key, value, there, remedy(key, value, there)));
          }
        });
    String bytes = state.config().getOrDefault(RETENTION_BYTES, UNBOUNDED);
    if (DELETE.equals(spec.config().get(CLEANUP)) && !bytes.equals(UNBOUNDED)) {
      found.add(new TopicDifference(spec.name(), RETENTION_BYTES, UNBOUNDED, bytes, Remedy.CHANGE));
    }
  }

  private static Remedy remedy(String key, String wanted, String present) {
    return switch (key) {
      case CLEANUP -> Remedy.CHANGE_WITH_LOSS;
      case RETENTION_MS, TOMBSTONES_MS, MAX_BYTES ->
          isMore(present, wanted) ? Remedy.NONE : Remedy.CHANGE;
      default -> Remedy.CHANGE;
    };
  }

  /** Whether a limit takes more than another; {@code -1} has no end. */
  private static boolean isMore(String one, String other) {
    return !one.isEmpty()
        && !other.equals(UNBOUNDED)
        && (one.equals(UNBOUNDED) || Long.parseLong(one) > Long.parseLong(other));
  }
}
