package ai.valeo.erp.tributary.tests.fault;

import ai.valeo.erp.tributary.tests.fault.worker.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An aggregator that stands still for longer than its session and its transaction may last, is
 * replaced by another one, and wakes up in the belief that nothing has happened: it must not get
 * through with anything.
 */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ZombieIT {

  private static final long SEED = Long.getLong("fault.seed", 20261121L);
  private static final int STEPS = Integer.getInteger("fault.steps", 250);

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  private Site site;
  private Run run;
  private Child first;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    site = new Site(folder);
    site.startRegistry();
    site.broker.start();
    first = site.aggregator(1).start();
    site.aggregator(2).start();
    site.central().start();
    run = new Run(site);
    site.awaitReady(site.healthPort(1));
    site.awaitReady(site.healthPort(2));
  }

  @AfterAll
  void end() {
    site.close();
  }

  @Test
  void shouldFenceAnAggregatorThatWakesUpLate() throws InterruptedException {
    // given
    run.begin(new Plan("frozen", SEED, STEPS));
    run.awaitCaptured(STEPS);

    // when one stands still until the other has done all the work, which it can only do after the
    // first one's session has run out
    first.freeze();
    run.finish();

    // and wakes up in the middle of more work
    run.begin(new Plan("thawed", SEED + 1, STEPS));
    first.thaw();

    // then
    run.finish();
    run.check();
  }
}
