package ai.valeo.erp.tributary.tests.fault;

import ai.valeo.erp.tributary.tests.fault.worker.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of each kind of process in the middle of a run: nothing is lost and nothing comes
 * twice. All tests work on one system that grows older with each.
 */
@Tag("fault")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {

  private static final long SEED = Long.getLong("fault.seed", 20261121L);
  private static final int ROUNDS = Integer.getInteger("fault.rounds", 1);
  private static final int STEPS = Integer.getInteger("fault.steps", 250);

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  private Site site;
  private Run run;
  private Child aggregator;
  private Child central;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    site = new Site(folder).with("aggregator.instance.id", "one");
    site.startRegistry();
    site.broker.start();
    aggregator = site.aggregator(1).start();
    central = site.central().start();
    run = new Run(site);
    site.awaitReady(site.healthPort(1));
    site.awaitReady(site.centralPort());
  }

  @AfterEach
  void mend() {
    run.abandon();
    for (Child part : List.of(site.broker, aggregator, central)) {
      if (!part.isAlive()) {
        part.start();
      }
    }
  }

  @AfterAll
  void end() {
    site.close();
  }

  @Test
  void shouldSurviveTheEndOfTheAggregator() throws InterruptedException {
    survive("aggregator", aggregator);
  }

  @Test
  void shouldSurviveTheEndOfTheCentre() throws InterruptedException {
    survive("central", central);
  }

  @Test
  void shouldSurviveTheEndOfTheBroker() throws InterruptedException {
    survive("broker", site.broker);
  }

  @Test
  void shouldSurviveTheEndOfAnEdgeNode() throws InterruptedException {
    // given
    var random = new SplittableRandom(SEED);
    run.begin(new Plan("edge", SEED, STEPS));

    // when it ends twice, once early and once late
    for (int part = 0; part < 2; part++) {
      run.awaitCaptured(random.nextInt(STEPS) + part * STEPS);
      run.worker().kill();
      run.worker().start();
    }

    // then
    run.finish();
    run.check();
  }

  @Test
  void shouldSurviveEndsAtRandom() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      // given
      var random = new SplittableRandom(SEED + round);
      run.begin(new Plan("random" + round, SEED + round, STEPS));

      // when
      for (int part = 0; part < 3; part++) {
        run.awaitCaptured(part * STEPS / 2 + random.nextInt(STEPS / 2));
        Child victim =
            switch (random.nextInt(4)) {
              case 0 -> aggregator;
              case 1 -> central;
              case 2 -> site.broker;
              default -> run.worker();
            };
        victim.kill();
        victim.start();
      }

      // then
      run.finish();
      run.check();
    }
  }

  private void survive(String name, Child victim) throws InterruptedException {
    // given
    run.begin(new Plan(name, SEED, STEPS));
    run.awaitCaptured(STEPS / 2 + new SplittableRandom(SEED + name.hashCode()).nextInt(STEPS));

    // when
    victim.kill();
    run.awaitCaptured(2 * STEPS);
    victim.start();

    // then
    run.finish();
    run.check();
  }
}
