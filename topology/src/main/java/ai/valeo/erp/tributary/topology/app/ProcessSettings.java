package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.nio.file.Path;

/**
 * Identity, place and size of an aggregator process.
 *
 * @param applicationId name of the group, the state and the transactions
 * @param instanceId name of this instance for static membership; empty = none
 * @param stateDir folder of the state
 * @param threads stream threads, 1 or more
 * @param standbys warm copies of each state on other instances
 * @param guarantee processing guarantee, as Kafka Streams names it
 * @param commitBusyMs time between commits while windows fill up
 * @param pollMs longest wait for new records
 * @param sessionTimeoutMs a silent instance is replaced after so long
 * @param minFreeBytes health fails when the state's disk has less free
 * @param metricsLevel recording level of Kafka's own metrics
 */
public record ProcessSettings(
    String applicationId,
    String instanceId,
    Path stateDir,
    int threads,
    int standbys,
    String guarantee,
    long commitBusyMs,
    long pollMs,
    int sessionTimeoutMs,
    long minFreeBytes,
    String metricsLevel) {

  static final String EXACTLY_ONCE = "exactly_once_v2";

  static ProcessSettings read(SettingsReader reader) {
    String applicationId =
        reader.matching(
            AggregatorKey.APPLICATION_ID,
            "[a-zA-Z0-9._-]{1,100}",
            "1 to 100 letters, digits, dots, underscores, hyphens");
    String stateDir = reader.text(AggregatorKey.STATE_DIR);
    return new ProcessSettings(
        applicationId,
        reader.matching(
            AggregatorKey.INSTANCE_ID,
            "[a-zA-Z0-9._-]{0,100}",
            "up to 100 letters, digits, dots, underscores, hyphens"),
        stateDir.isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"), "tributary", "state")
            : Path.of(stateDir),
        reader.whole(AggregatorKey.THREADS),
        reader.whole(AggregatorKey.STANDBYS),
        guarantee(reader),
        reader.number(AggregatorKey.COMMIT_BUSY_MS),
        reader.number(AggregatorKey.POLL_MS),
        reader.whole(AggregatorKey.SESSION_TIMEOUT_MS),
        reader.number(AggregatorKey.MIN_FREE_BYTES),
        reader.text(AggregatorKey.METRICS_LEVEL));
  }

  private static String guarantee(SettingsReader reader) {
    String guarantee = reader.text(AggregatorKey.GUARANTEE);
    AggregatorKey permit = AggregatorKey.TEST_DUPLICATES_ALLOWED;
    if (!reader.flag(permit) && !guarantee.equals(EXACTLY_ONCE)) {
      reader.problem(
          AggregatorKey.GUARANTEE.key(),
          guarantee + " (expected: " + EXACTLY_ONCE + ", without " + permit.key() + "=true)");
    }
    return guarantee;
  }
}
