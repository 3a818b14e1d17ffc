package ai.valeo.erp.tributary.edge.app;

/** Every key an edge node is configured by; the README's table is tested against it. */
public enum EdgeKey {
  TOPIC_PREFIX("topics.prefix", "tributary.", "Put before every topic name, with its dot."),
  TYPES_FOLDER("types.folder", "", "Folder with entity types of one's own; empty = bundled only."),
  NODE_ID("edge.node.id", "", "Identity of the node; required, and fixed once the store exists."),
  LOCATION("edge.location", "", "Where the node stands, in words; empty = not said."),
  STORE_FILE("edge.store.file", "", "The SQLite file; required."),
  SCOPE_TYPES("edge.scope.types", "", "Entity types the node keeps, by comma; empty = all."),
  IDEMPOTENCY_HOURS(
      "edge.idempotency.hours", 168, 1, 87_600, "How long idempotency keys are remembered."),
  MAX_SKEW_MS(
      "edge.max.skew.ms",
      60_000,
      0,
      86_400_000,
      "The node's clock does not follow one further ahead of the broker's."),
  CLAIM_MUTATIONS(
      "edge.publish.claim.mutations",
      1_000,
      1,
      100_000,
      "Mutations that get their sequence in one local transaction."),
  WINDOW_MUTATIONS(
      "edge.publish.window.mutations",
      20_000,
      1,
      1_000_000,
      "How far sequences run ahead of the lowest one without an outcome."),
  RESEND_MS(
      "edge.publish.resend.ms",
      600_000,
      1_000,
      86_400_000,
      "Mutations are sent again when the lowest one got no outcome for so long while online."),
  PROBE_MS("edge.network.probe.ms", 5_000, 100, 600_000, "Time between checks of the connection."),
  TIMEOUT_MS(
      "edge.network.timeout.ms", 10_000, 100, 600_000, "How long the broker may take to answer."),
  BACKOFF_MS(
      "edge.network.backoff.ms",
      500,
      1,
      600_000,
      "Longest pause after the first failed attempt; doubles with each further one."),
  BACKOFF_MAX_MS(
      "edge.network.backoff.max.ms", 30_000, 1, 3_600_000, "Longest pause between attempts."),
  MAX_ATTEMPTS(
      "edge.network.attempts",
      10,
      1,
      1_000_000,
      "Failed attempts after which the node shows OFFLINE; it goes on trying."),
  HEARTBEAT_MS("edge.heartbeat.ms", 5_000, 100, 600_000, "Time between heartbeats.");

  /** Keys with this prefix go to the Kafka clients, without it. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Keys with this prefix go to the schema registry client, whole. */
  public static final String REGISTRY_PREFIX = "schema.registry.";

  /**
   * Keys with this prefix limit the scope: {@code
   * edge.scope.where.InventoryItem.warehouseId=B1,B2}.
   */
  public static final String SCOPE_PREFIX = "edge.scope.where.";

  private final String key;
  private final String defaultText;
  private final boolean isNumber;
  private final long least;
  private final long greatest;
  private final String meaning;

  EdgeKey(String key, String defaultText, String meaning) {
    this.key = key;
    this.defaultText = defaultText;
    this.isNumber = false;
    this.least = 0;
    this.greatest = 0;
    this.meaning = meaning;
  }

  EdgeKey(String key, long defaultNumber, long least, long greatest, String meaning) {
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

  /** Its value where none is configured; empty for the required ones. */
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
}
