package ai.valeo.erp.tributary.compose.kafka;

/**
 * Where a topic is not as it should be.
 *
 * @param topic full name
 * @param property what differs: {@code topic}, {@code partitions}, {@code replication}, {@code
 *     in-sync} or the key of a setting
 * @param wanted as it should be
 * @param present as it is
 * @param remedy what helps
 */
public record TopicDifference(
    String topic, String property, String wanted, String present, Remedy remedy) {

  /** The property of a topic that does not exist. */
  public static final String TOPIC = "topic";

  /** The property of the number of partitions. */
  public static final String PARTITIONS = "partitions";

  /** The property of the number of replicas. */
  public static final String REPLICATION = "replication";

  /** The property of the replicas that have everything. */
  public static final String IN_SYNC = "in-sync";

  /** What helps against a difference. */
  public enum Remedy {
    /** Nothing need be done: it keeps or takes more than was asked for. */
    NONE("harmless"),
    /** The topic can be created. */
    CREATE("create it"),
    /** The setting can be changed at any time. */
    CHANGE("change it"),
    /** The setting can be changed, and the broker may then delete records it keeps now. */
    CHANGE_WITH_LOSS("change it; records are deleted by it"),
    /** A person has to plan it: the place of every key, or the brokers, are concerned. */
    BY_HAND("by hand");

    private final String advice;

    Remedy(String advice) {
      this.advice = advice;
    }
  }

  /** Whether the system works as configured in spite of it. */
  public boolean isHarmless() {
    return remedy == Remedy.NONE;
  }

  /** One line for people. */
  public String text() {
    return "%s: %s: %s (expected: %s; %s)"
        .formatted(topic, property, present, wanted, remedy.advice);
  }
}
