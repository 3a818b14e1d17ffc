package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.schema.ReadGate;
import ai.valeo.erp.tributary.graphql.view.EntityViews;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Waits until the views have what a client has written. Any thread that may block. */
final class ViewReach implements ReadGate {

  private static final long LOOK_MS = 5;

  /**
   * An entity that is not there may have been deleted since. A write this old has surely been read
   * where nothing remains to be read.
   */
  private static final Duration OLD = Duration.ofSeconds(30);

  private final EntityViews entities;
  private final EntityTypes types;
  private final Surroundings around;
  private final CommandSettings.Reading settings;
  private final AtomicInteger waiting = new AtomicInteger();

  ViewReach(
      EntityViews entities,
      EntityTypes types,
      Surroundings around,
      CommandSettings.Reading settings) {
    this.entities = entities;
    this.types = types;
    this.around = around;
    this.settings = settings;
  }

  /**
   * What it needs.
   *
   * @param lags what the views have not read yet
   * @param clock the wall clock
   * @param threads where it goes on
   * @param metrics counts
   */
  record Surroundings(
      Lags lags, InstantSource clock, Dispatch.Threads threads, CommandMetrics metrics) {}

  /** The wall clock. */
  InstantSource clock() {
    return around.clock;
  }

  /** The time. */
  long nowMs() {
    return around.clock.millis();
  }

  @Override
  public CompletableFuture<Void> pass(String tokens) {
    List<ReadToken> wanted = ReadToken.parse(tokens);
    if (hasAll(wanted)) {
      around.metrics.read("AT_ONCE");
      return CompletableFuture.completedFuture(null);
    }
    if (waiting.incrementAndGet() > settings.reads()) {
      waiting.decrementAndGet();
      around.metrics.read("OVERLOADED");
      throw new OverloadedException("Too many reads wait for writes; ask again");
    }
    return await(wanted, settings.patience())
        .whenComplete((has, failure) -> waiting.decrementAndGet())
        .thenAccept(has -> {
          around.metrics.read(has ? "WAITED" : "STALE");
          if (!has) {
            throw new StaleException("The views do not have yet what was written; ask again");
          }
        });
  }

  /** Waits until the views have it; whether they have, in the end. */
  CompletableFuture<Boolean> await(List<ReadToken> wanted, Duration longest) {
    return await(() -> hasAll(wanted), longest);
  }

  /** Waits until something holds; whether it does, in the end. */
  CompletableFuture<Boolean> await(BooleanSupplier holds, Duration longest) {
    var reached = new CompletableFuture<Boolean>();
    look(holds, reached, longest.toMillis());
    return reached;
  }

  private void look(BooleanSupplier holds, CompletableFuture<Boolean> reached, long leftMs) {
    try {
      if (holds.getAsBoolean()) {
        reached.complete(true);
      } else if (leftMs <= 0) {
        reached.complete(false);
      } else {
        var unused =
            around
                .threads
                .timer()
                .schedule(
                    () ->
                        around
                            .threads
                            .answers()
                            .execute(() -> look(holds, reached, leftMs - LOOK_MS)),
                    LOOK_MS,
                    TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException e) {
      reached.completeExceptionally(e);
    }
  }

  private boolean hasAll(List<ReadToken> wanted) {
    try {
      return wanted.stream().allMatch(this::has);
    } catch (ViewsUnavailableException e) {
      return false;
    }
  }

  /**
   * Whether the views have it.
   *
   * @throws ViewsUnavailableException if they cannot be read now
   */
  boolean has(ReadToken token) {
    EntityType type = types.type(token.key().entityType());
    if (type == null) {
      return true; // there is nothing to read of it
    }
    EntityRow row = entities.entity(type, token.key().entityId());
    if (row != null) {
      return row.version() >= token.version();
    }
    Long lag = around.lags.readLag();
    boolean isOld = around.clock.millis() - token.atMs() > OLD.toMillis();
    return isOld && lag != null && lag == 0;
  }
}
