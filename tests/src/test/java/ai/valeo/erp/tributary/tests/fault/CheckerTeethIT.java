package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import ai.valeo.erp.tributary.tests.fault.worker.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checks of the other tests can fail: the same run and the same {@code kill -9}, once with
 * transactions and once without, and only the second leaves duplicates.
 */
@Tag("fault")
final class CheckerTeethIT {

  private static final long SEED = Long.getLong("fault.seed", 20261121L);
  private static final int STEPS = Integer.getInteger("fault.steps", 250);

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private Site site;

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void shouldFindDuplicatesAfterAKillWithoutTransactions() {
    assertThat(problemsAfterAKill("at_least_once", "30000"))
        .anySatisfy(problem -> assertThat(problem).startsWith("DOUBLED"));
  }

  @Test
  void shouldFindNothingAfterTheSameKillWithTransactions() {
    assertThat(problemsAfterAKill("exactly_once_v2", "1000")).isEmpty();
  }

  /** With a long time between commits a kill always comes in the middle of uncommitted work. */
  private List<String> problemsAfterAKill(String guarantee, String commitMs) {
    site =
        new Site(folder)
            .with("aggregator.processing.guarantee", guarantee)
            .with("aggregator.test.duplicates.allowed", "true")
            .with("aggregator.commit.ms", commitMs)
            .with("aggregator.commit.busy.ms", commitMs)
            .with("aggregator.instance.id", "one");
    site.startRegistry();
    site.broker.start();
    Child aggregator = site.aggregator(1).start();
    site.awaitReady(site.healthPort(1));
    var run = new Run(site).begin(new Plan("teeth", SEED, STEPS));
    awaitOutcomes(STEPS / 2);
    aggregator.kill();
    aggregator.start();
    run.finish();
    return run.topicProblems();
  }

  private void awaitOutcomes(int count) {
    try (TopicReader reader = site.reader()) {
      await("outcomes").atMost(Run.LONG).until(() -> reader.outcomes().size() >= count);
    }
  }
}
