package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.northwind.Chapter;
import ai.valeo.erp.tributary.compose.northwind.PlannedMutation;
import ai.valeo.erp.tributary.compose.northwind.ReplayPlan;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays the plan on the offices' nodes, all offices at the same time, chapter by chapter. Chapters
 * that an earlier run has played are left out; one that it had begun is played again, which
 * captures nothing twice.
 *
 * <p>Threading: one thread calls {@link #run}; {@link #chapter} may be asked by any.
 */
final class Replay {
  private static final Duration SIGHT_LIMIT = Duration.ofMinutes(5);

  private final ReplayPlan plan;
  private final List<OfficeNode> offices;
  private final Progress progress;
  private volatile String chapter = "";

  Replay(ReplayPlan plan, List<OfficeNode> offices, Progress progress) {
    this.plan = plan;
    this.offices = offices;
    this.progress = progress;
  }

  /** Name of the chapter being played; empty before the first and after the last. */
  String chapter() {
    return chapter;
  }

  /**
   * Plays all that is left; at the end every office is connected.
   *
   * @throws LocalRunException if an office waits too long for what it needs to see
   */
  void run() throws InterruptedException {
    List<Chapter> chapters = plan.chapters();
    try (ExecutorService threads = Executors.newFixedThreadPool(offices.size())) {
      for (int number = (int) progress.done(); number < chapters.size(); number++) {
        Chapter next = chapters.get(number);
        chapter = next.name();
        play(next, threads);
        progress.note(number + 1);
      }
      chapter = "";
      forEach(threads, office -> office.node().setOfflineMode(false));
    }
  }

  private void play(Chapter next, ExecutorService threads) throws InterruptedException {
    forEach(threads, office -> office.node().setOfflineMode(false));
    forEach(threads, office -> awaitNeeds(office, work(next, office)));
    forEach(
        threads, office -> office.node().setOfflineMode(next.offline().contains(office.office())));
    forEach(threads, office -> office.play(work(next, office)));
  }

  private static List<PlannedMutation> work(Chapter chapter, OfficeNode office) {
    return chapter.work().getOrDefault(office.office(), List.of());
  }

  private static void awaitNeeds(OfficeNode office, List<PlannedMutation> work)
      throws InterruptedException {
    Set<EntityKey> own = new HashSet<>();
    Set<EntityKey> needed = new HashSet<>();
    for (PlannedMutation mutation : work) {
      if (mutation.operation() == OperationType.CREATE) {
        own.add(mutation.entity());
      } else if (!own.contains(mutation.entity())) {
        needed.add(mutation.entity());
      }
    }
    if (!office.awaitVisible(needed, SIGHT_LIMIT)) {
      throw new LocalRunException(
          office.office().city() + " does not get to see what it needs to go on", null);
    }
  }

  /** Something done at one office. */
  @FunctionalInterface
  private interface Deed {
    void doAt(OfficeNode office) throws InterruptedException;
  }

  private void forEach(ExecutorService threads, Deed deed) throws InterruptedException {
    List<Callable<Void>> deeds =
        offices.stream()
            .map(office ->
                (Callable<Void>)
                    () -> {
                      deed.doAt(office);
                      return null;
                    })
            .toList();
    for (Future<Void> done : threads.invokeAll(deeds)) {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw new LocalRunException("An office cannot go on", e.getCause());
      }
    }
  }
}
