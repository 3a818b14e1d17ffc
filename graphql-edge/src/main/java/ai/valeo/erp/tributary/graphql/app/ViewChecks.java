package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.schemas.metrics.CommitWatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the views at one moment, and what that means.
 *
 * @param progress how far they are
 * @param away what does not answer
 * @param figures what is counted
 */
record ViewChecks(Progress progress, Away away, Figures figures) {

  /**
   * How far the views are.
   *
   * @param isRunning whether they take records in
   * @param doing what they do, in words
   * @param isCaughtUp whether they have taken in what was there at the start
   * @param isWarm whether the first questions would be answered fast
   */
  record Progress(boolean isRunning, String doing, boolean isCaughtUp, boolean isWarm) {}

  /**
   * What does not answer.
   *
   * @param isBroker no broker does
   * @param registry what the schema registry said
   */
  record Away(boolean isBroker, RegistryProbe.Answer registry) {}

  /**
   * What is counted.
   *
   * @param lag records to be taken in; none = not known
   * @param freeBytes free space where the views lie; -1 = not known
   * @param minFreeBytes how much there must be
   * @param commitSeconds time since the last commit while records wait
   */
  record Figures(@Nullable Long lag, long freeBytes, long minFreeBytes, double commitSeconds) {}

  List<Health.Check> checks() {
    return List.of(views(), restore(), warmUp(), broker(), registry(), lag(), commit(), disk());
  }

  private Health.Check views() {
    return new Health.Check("views", progress.isRunning, progress.doing);
  }

  private Health.Check restore() {
    return new Health.Check(
        "catch-up",
        progress.isCaughtUp,
        progress.isCaughtUp ? "done" : "records from before the start remain");
  }

  private Health.Check warmUp() {
    return new Health.Check("warm-up", progress.isWarm, progress.isWarm ? "done" : "not yet");
  }

  private Health.Check broker() {
    return new Health.Check(
        "broker", !away.isBroker, away.isBroker ? "does not answer" : "answers");
  }

  /** Views that run know the schemas they need; those that do not may wait for one. */
  private Health.Check registry() {
    return switch (away.registry) {
      case ANSWERS -> new Health.Check("registry", true, "answers");
      case NOT_ASKED -> new Health.Check("registry", progress.isRunning, "not asked yet");
      case SILENT ->
          new Health.Check(
              "registry",
              progress.isRunning,
              progress.isRunning
                  ? "does not answer; not needed for schemas that are known here"
                  : "does not answer; records may wait for it");
    };
  }

  private Health.Check lag() {
    return new Health.Check(
        "lag", true, figures.lag == null ? "not known" : figures.lag + " records to read");
  }

  private Health.Check commit() {
    boolean isHanging = figures.commitSeconds > CommitWatch.LONGEST_SECONDS;
    String words =
        figures.commitSeconds > 0
            ? "last one " + Math.round(figures.commitSeconds) + " s ago, and records wait"
            : "nothing waits for one";
    return new Health.Check("commit", !isHanging, words);
  }

  private Health.Check disk() {
    boolean isRoomy = figures.freeBytes < 0 || figures.freeBytes >= figures.minFreeBytes;
    return new Health.Check(
        "disk",
        isRoomy,
        figures.freeBytes < 0
            ? "free space not known"
            : figures.freeBytes
                + " bytes free"
                + (isRoomy ? "" : " (expected: at least " + figures.minFreeBytes + ")"));
  }
}
