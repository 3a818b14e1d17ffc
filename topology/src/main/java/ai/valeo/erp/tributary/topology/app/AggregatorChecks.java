package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.metrics.CommitWatch;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.Check;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an aggregator at one moment, and what that means.
 *
 * @param state what it does
 * @param failure why it does not run, in words, or none
 * @param away what does not answer
 * @param keyTrouble why the signing keys cannot be used, or none
 * @param figures what is counted
 */
record AggregatorChecks(
    State state,
    @Nullable String failure,
    Away away,
    @Nullable String keyTrouble,
    Figures figures) {

  /**
   * What does not answer.
   *
   * @param isBroker no broker does
   * @param isRegistry records wait for a schema registry that does not
   */
  record Away(boolean isBroker, boolean isRegistry) {}

  /**
   * What is counted.
   *
   * @param freeBytes free space where the state lies; -1 = not known
   * @param minFreeBytes how much there must be
   * @param toRestore rows still to be restored
   * @param lag mutations not yet decided; -1 = not known
   * @param commitSeconds time since the last commit while mutations wait
   */
  record Figures(
      long freeBytes, long minFreeBytes, long toRestore, long lag, double commitSeconds) {}

  List<Check> checks() {
    return List.of(broker(), registry(), stream(), restore(), disk(), commit(), keys());
  }

  private Check broker() {
    if (state == State.WAITING_FOR_BROKER) {
      return new Check("broker", false, failure == null ? "No broker has answered yet" : failure);
    }
    return new Check("broker", !away.isBroker, away.isBroker ? "No broker answers" : "answers");
  }

  private Check registry() {
    if (state == State.WAITING_FOR_REGISTRY) {
      return new Check(
          "registry", false, failure == null ? "No schema registry has answered yet" : failure);
    }
    return new Check(
        "registry",
        !away.isRegistry,
        away.isRegistry
            ? "Records wait for a schema registry that does not answer"
            : "not needed or answers");
  }

  private Check stream() {
    boolean isWaiting = state == State.WAITING_FOR_BROKER || state == State.WAITING_FOR_REGISTRY;
    boolean isRunning = state == State.RUNNING;
    String words = failure == null || isRunning || isWaiting ? state.name() : failure;
    return new Check("stream", isRunning, words);
  }

  private Check restore() {
    return new Check("restore", figures.toRestore == 0, figures.toRestore + " rows to restore");
  }

  private Check keys() {
    return new Check(
        "keys",
        keyTrouble == null,
        keyTrouble == null
            ? "as configured"
            : "Signing keys have changed and cannot be used: " + keyTrouble);
  }

  /** A full disk stops the state silently: the stream would go on as if nothing had happened. */
  private Check disk() {
    boolean isRoomy = figures.freeBytes < 0 || figures.freeBytes >= figures.minFreeBytes;
    return new Check(
        "disk",
        isRoomy,
        isRoomy
            ? figures.freeBytes + " bytes free"
            : "State disk has only " + figures.freeBytes + " bytes free");
  }

  private Check commit() {
    boolean isHanging = figures.commitSeconds > CommitWatch.LONGEST_SECONDS;
    String words = figures.lag < 0 ? "lag not known" : figures.lag + " mutations wait";
    return new Check(
        "commit",
        !isHanging,
        isHanging
            ? "No commit for " + Math.round(figures.commitSeconds) + " s while " + words
            : words);
  }
}
