package ai.valeo.erp.tributary.graphql.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the views take in, and tells who listens. Any thread. */
public final class ViewMetrics {

  private final Counter applied;
  private final Counter unreadable;
  private final Counter outdated;
  private final ViewListener listener;

  /** Registers the meters of {@link CentralMeter} that belong to the views. */
  public ViewMetrics(MeterRegistry registry) {
    this(registry, ViewListener.NONE);
  }

  /**
   * Registers the meters of {@link CentralMeter} that belong to the views.
   *
   * @param listener is told of every change that can be seen
   */
  public ViewMetrics(MeterRegistry registry, ViewListener listener) {
    this.listener = listener;
    applied = CentralMeter.VIEW_RECORDS.counter(registry);
    unreadable = CentralMeter.VIEW_UNREADABLE.counter(registry);
    outdated = CentralMeter.VIEW_OUTDATED.counter(registry);
  }

  /** An entity was taken in. */
  void applied(String entityType, String entityId) {
    applied.increment();
    listener.changed(entityType, entityId);
  }

  /** A record was taken in. */
  void applied() {
    applied.increment();
  }

  /** A record was left out because it can never be read. */
  void unreadable() {
    unreadable.increment();
  }

  /** A record was left out because the view holds a newer version, as happens after a crash. */
  void outdated() {
    outdated.increment();
  }
}
