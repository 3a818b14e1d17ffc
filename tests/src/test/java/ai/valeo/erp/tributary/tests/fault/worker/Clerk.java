package ai.valeo.erp.tributary.tests.fault.worker;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

/** Works off one node's plan at an even pace. Its own thread. */
final class Clerk implements Runnable {

  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final long LOOK_NANOS = NANOS_A_SECOND / 20;

  private final String name;
  private final EdgeNode node;
  private final WorkerSettings settings;
  private final boolean opens;
  private final CaptureLog log;

  Clerk(String name, EdgeNode node, WorkerSettings settings, boolean opens) {
    this.name = name;
    this.node = node;
    this.settings = settings;
    this.opens = opens;
    this.log = settings.captures(name);
  }

  @Override
  public void run() {
    log.repair();
    int noted = log.entries().size();
    int opening = opens ? settings.plan().opening().size() : 0;
    for (int i = noted; i < opening; i++) {
      capture(settings.plan().opening().get(i));
    }
    while (!seesOpening()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    workOff(Math.max(0, noted - opening));
    while (!node.stats().outbox().isSettled()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    reportDone();
  }

  private boolean seesOpening() {
    return settings.plan().opening().stream().allMatch(step -> node.entity(step.key()).isPresent());
  }

  private void workOff(int from) {
    long pace = NANOS_A_SECOND / settings.perSecond();
    long next = System.nanoTime();
    for (int i = from; i < settings.plan().steps(); i++) {
      capture(settings.plan().step(name, i));
      next += pace;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }

  private void capture(Step step) {
    Draft draft =
        new Draft(step.key(), step.operation(), step.changes(), step.priority(), Draft.Note.NONE)
            .withIdempotencyKey(step.idempotencyKey());
    switch (node.capture(draft)) {
      case CaptureResult.Captured captured ->
          log.add(new CaptureLog.Entry(step.idempotencyKey(), captured.id().value()));
      case CaptureResult.Refused refused ->
          throw new IllegalStateException(step + " refused: " + refused);
    }
  }

  private void reportDone() {
    try {
      Files.writeString(settings.done(name), "done");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
