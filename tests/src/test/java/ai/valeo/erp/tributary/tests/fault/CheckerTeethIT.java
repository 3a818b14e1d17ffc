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
    // a kill may come right after a commit: the next one does not
    assertThat(problemsAfterKills("at_least_once", "30000", 4))
        .anySatisfy(problem -> assertThat(problem).startsWith("DOUBLED"));
  }

  @Test
  void shouldFindNothingAfterTheSameKillWithTransactions() {
    assertThat(problemsAfterKills("exactly_once_v2", "1000", 1)).isEmpty();
  }

  /** With a long time between commits a kill mostly comes in the middle of uncommitted work. */
  private List<String> problemsAfterKills(String guarantee, String commitMs, int most) {
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
    var run = new Run(site);
    List<String> problems = List.of();
    for (int kills = 0; kills < most && problems.isEmpty(); kills++) {
      try (TopicReader reader = site.reader()) {
        int half = reader.outcomes().size() + STEPS / 2;
        run.begin(new Plan("teeth" + kills, SEED + kills, STEPS));
        await("outcomes").atMost(Run.LONG).until(() -> reader.outcomes().size() >= half);
      }
      aggregator.kill();
      aggregator.start();
      run.finish();
      problems = run.topicProblems();
    }
    return problems;
  }
}
