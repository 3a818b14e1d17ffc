package ai.valeo.erp.tributary.topology.app;

/** Every key an aggregator is configured by; the README's table is tested against it. */
public enum AggregatorKey {
  TOPIC_PREFIX("topics.prefix", "tributary.", "Put before every topic name, with its dot."),
  TOPIC_PARTITIONS(
      "topics.partitions", 12, 1, 10_000, "Partitions of topics this process has to create."),
  TOPIC_REPLICATION(
      "topics.replication", -1, -1, 10, "Replication of topics it creates; -1 = the broker's own."),
  TYPES_FOLDER("types.folder", "", "Folder with entity types of one's own; empty = bundled only."),
  APPLICATION_ID("aggregator.application.id", "tributary-aggregator", "Group and state name."),
  INSTANCE_ID(
      "aggregator.instance.id",
      "",
      "Name of this instance for static membership; empty = the group is left at every stop."),
  STATE_DIR("aggregator.state.dir", "", "Folder of the state; empty = in the temporary folder."),
  THREADS("aggregator.threads", 2, 1, 64, "Stream threads."),
  STANDBYS("aggregator.standbys", 0, 0, 5, "Warm copies of each state on other instances."),
  GUARANTEE(
      "aggregator.processing.guarantee",
      "exactly_once_v2",
      "exactly_once_v2; at_least_once exists only to show that the checks find duplicates."),
  WINDOW_MS("aggregator.window.ms", 20, 1, 10_000, "How long mutations are gathered."),
  WINDOW_MAX_MUTATIONS(
      "aggregator.window.max.mutations", 5_000, 1, 100_000, "The window closes early at so many."),
  WINDOW_MAX_BYTES(
      "aggregator.window.max.bytes",
      8L << 20,
      1 << 10,
      1L << 30,
      "The window closes early at so many bytes."),
  COMMIT_MS(
      "aggregator.commit.ms", 20, 1, 30_000, "Least time between commits; bounds the latency."),
  COMMIT_BUSY_MS(
      "aggregator.commit.busy.ms",
      100,
      1,
      30_000,
      "Time between commits while windows fill up; bounds the cost of commits."),
  POLL_MS("aggregator.poll.ms", 5, 1, 1_000, "Longest wait for new records."),
  BATCH_MAX_MUTATIONS("aggregator.batch.max.mutations", 100, 1, 100, "Mutations in one batch."),
  BATCH_MAX_BYTES("aggregator.batch.max.bytes", 1L << 20, 1 << 10, 1L << 30, "Bytes in one batch."),
  MAX_WAIT_MS(
      "aggregator.max.wait.ms",
      1_000,
      1,
      3_600_000,
      "A mutation that has waited so long in the window goes first."),
  MAX_SKEW_MS(
      "aggregator.max.skew.ms",
      60_000,
      0,
      86_400_000,
      "A clock further ahead of the broker's counts as the broker's."),
  ROCKSDB_CACHE_BYTES(
      "aggregator.rocksdb.cache.bytes",
      128L << 20,
      1L << 20,
      1L << 40,
      "Block cache, shared by all stores of the process."),
  ROCKSDB_WRITE_BUFFER_BYTES(
      "aggregator.rocksdb.write.buffer.bytes",
      16L << 20,
      1L << 20,
      1L << 32,
      "Write buffer of one store."),
  MIN_FREE_BYTES(
      "aggregator.min.free.bytes",
      256L << 20,
      0,
      1L << 50,
      "Health fails when the state's disk has less free."),
  SESSION_TIMEOUT_MS(
      "aggregator.session.timeout.ms",
      10_000,
      1_000,
      300_000,
      "A silent instance is replaced after so long."),
  METRICS_LEVEL("aggregator.metrics.level", "INFO", "INFO or DEBUG, of Kafka's own metrics.");

  /** Keys with this prefix go to the Kafka clients, without it. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Keys with this prefix go to the Avro serdes, without it. */
  public static final String SERDE_PREFIX = "serde.";

  /** Keys with this prefix go to the Avro serdes and their registry client, whole. */
  public static final String REGISTRY_PREFIX = "schema.registry.";

  private final String key;
  private final String defaultText;
  private final boolean isNumber;
  private final long least;
  private final long greatest;
  private final String meaning;

  AggregatorKey(String key, String defaultText, String meaning) {
    this.key = key;
    this.defaultText = defaultText;
    this.isNumber = false;
    this.least = 0;
    this.greatest = 0;
    this.meaning = meaning;
  }

  AggregatorKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.key = key;
    this.defaultText = Long.toString(defaultNumber);
    this.isNumber = true;
    this.least = least;
    this.greatest = greatest;
    this.meaning = meaning;
  }

  /** The key. */
  public String key() {
    return key;
  }

  /** Its value where none is configured. */
  public String defaultText() {
    return defaultText;
  }

  /** Whether its value is a whole number; a text otherwise. */
  public boolean isNumber() {
    return isNumber;
  }

  /** Least number allowed. */
  public long least() {
    return least;
  }

  /** Greatest number allowed. */
  public long greatest() {
    return greatest;
  }

  /** What it is for. */
  public String meaning() {
    return meaning;
  }

  /** Its line in the README's table. */
  String tableRow() {
    String bounds = isNumber ? least + " to " + greatest : "text";
    return "| `"
        + key
        + "` | "
        + bounds
        + " | "
        + (defaultText.isEmpty() ? "" : "`" + defaultText + "`")
        + " | "
        + meaning
        + " |";
  }
}
