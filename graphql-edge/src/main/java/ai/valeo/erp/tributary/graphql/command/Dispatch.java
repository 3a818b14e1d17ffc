package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.command.Underway.Entry;
import ai.valeo.erp.tributary.graphql.publish.NotPublishedException;
import ai.valeo.erp.tributary.graphql.publish.UnconfirmedException;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.OutcomeViews;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and waits, for a while, for the outcome. Any thread that may block for as long as a
 * producer waits for metadata; what comes after it goes on in threads of its own.
 */
final class Dispatch {

  private static final long FIRST_LOOK_MS = 20;

  private final Underway underway;
  private final OutcomeViews outcomes;
  private final Threads threads;
  private final Duration wait;

  Dispatch(Underway underway, OutcomeViews outcomes, Threads threads, Duration wait) {
    this.underway = underway;
    this.outcomes = outcomes;
    this.threads = threads;
    this.wait = wait;
  }

  /**
   * Where things go on.
   *
   * @param timer runs what is due; nothing in it takes long
   * @param answers makes answers, and may block
   */
  public record Threads(ScheduledExecutorService timer, Executor answers) {}

  /** The outcome that the views show under an identity, or none. */
  @Nullable OutcomeView outcome(String id) {
    return outcomes.outcome(id);
  }

  /** What is under way, or has been answered, under an identity; none = nothing is known of it. */
  @Nullable CompletableFuture<Fate> known(String id) {
    Entry entry = underway.find(id);
    if (entry != null) {
      return fate(entry, true);
    }
    OutcomeView outcome = outcomes.outcome(id);
    return outcome == null ? null : CompletableFuture.completedFuture(new Fate.Answered(outcome));
  }

  /**
   * Publishes.
   *
   * @param mayBeRepeated whether it may have been published before, here or by another instance, so
   *     that its outcome may have come already
   * @param publishing publishes it
   * @throws OverloadedException if too much is under way
   */
  CompletableFuture<Fate> send(
      Underway.What what, boolean mayBeRepeated, Supplier<CompletableFuture<Void>> publishing) {
    Entry entry = underway.begin(what);
    if (!entry.published().isDone()) {
      try {
        var unused = publishing.get().whenComplete((done, failure) -> published(entry, failure));
      } catch (RuntimeException e) {
        published(entry, e);
        throw e;
      }
    }
    return fate(entry, mayBeRepeated);
  }

  private void published(Entry entry, @Nullable Throwable failure) {
    if (failure == null) {
      entry.published().complete(null);
    } else {
      if (failure instanceof UnconfirmedException) {
        underway.lose(entry);
      } else {
        underway.forget(entry);
      }
      entry.published().completeExceptionally(failure);
    }
  }

  /** Publishes what nobody answers; done, in a thread that may block, when the broker has it. */
  CompletableFuture<Void> offer(Supplier<CompletableFuture<Void>> publishing) {
    return publishing.get().thenRunAsync(() -> {}, threads.answers);
  }

  private CompletableFuture<Fate> fate(Entry entry, boolean mayBeRepeated) {
    var fate = new CompletableFuture<Fate>();
    var unusedAnswer =
        entry.answer().thenAccept(outcome -> fate.complete(new Fate.Answered(outcome)));
    var unusedFailure =
        entry
            .published()
            .exceptionally(failure -> {
              fate.completeExceptionally(failure);
              return null;
            });
    later(wait.toMillis(), () -> giveUp(entry, fate));
    if (mayBeRepeated) {
      look(entry, fate, FIRST_LOOK_MS);
    }
    return fate.thenApplyAsync(done -> done, threads.answers);
  }

  /** Looks into the views: what was answered before is not told again. */
  private void look(Entry entry, CompletableFuture<Fate> fate, long afterMs) {
    later(
        afterMs,
        () -> {
          if (!fate.isDone() && !isAnswered(entry, fate)) {
            look(entry, fate, 2 * afterMs);
          }
        });
  }

  private void later(long ms, Runnable work) {
    var unused =
        threads.timer.schedule(() -> threads.answers.execute(work), ms, TimeUnit.MILLISECONDS);
  }

  /** Waits for no more than that the broker has it, which ends by the producer's own limits. */
  private void giveUp(Entry entry, CompletableFuture<Fate> fate) {
    if (fate.isDone() || isAnswered(entry, fate)) {
      return;
    }
    var unused =
        entry.published().thenAccept(done -> fate.complete(new Fate.Pending(entry.what())));
  }

  private boolean isAnswered(Entry entry, CompletableFuture<Fate> fate) {
    try {
      OutcomeView outcome = outcomes.outcome(entry.what().id());
      if (outcome == null) {
        return false;
      }
      underway.answered(outcome);
      return fate.complete(new Fate.Answered(outcome));
    } catch (ViewsUnavailableException e) {
      return false; // they are moving; the answer may still come by itself
    }
  }

  /** The name of what went wrong, for metrics. */
  static String name(Throwable failure) {
    return switch (failure) {
      case OverloadedException e -> "OVERLOADED";
      case NotPublishedException e -> "NOT_PUBLISHED";
      case UnconfirmedException e -> "UNCONFIRMED";
      default -> "INTERNAL";
    };
  }
}
