package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.change.Changes;
import ai.valeo.erp.tributary.graphql.fetch.CentralFetchers;
import ai.valeo.erp.tributary.graphql.fetch.ChangeSubscriptions;
import ai.valeo.erp.tributary.graphql.fetch.Signals;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.Views;
import graphql.schema.idl.RuntimeWiring;
import io.micrometer.core.instrument.MeterRegistry;

/** The subscriptions of the centre, and what they live on. Any thread. */
final class CentralChanges implements AutoCloseable {

  private final Changes changes;
  private final Signals signals;
  private final ChangeSubscriptions subscriptions;

  /** Nothing is told before {@link #start}. */
  CentralChanges(CentralSettings settings, ViewReaders readers, Views views, Measured measured) {
    changes =
        new Changes(
            new KafkaChangeSource(settings),
            new TopicReader(readers),
            settings.changes().limits(),
            System::currentTimeMillis,
            measured.meters());
    signals = measured.fetchers().signals(settings.changes().alerts());
    subscriptions = new ChangeSubscriptions(views, changes, signals);
  }

  /**
   * What measures.
   *
   * @param fetchers make the figures
   * @param meters count
   */
  record Measured(CentralFetchers fetchers, MeterRegistry meters) {}

  /** Adds the fetchers of the subscriptions. */
  RuntimeWiring.Builder into(RuntimeWiring.Builder wiring) {
    return subscriptions.into(wiring);
  }

  /** Begins to read the topics; returns at once. */
  void start() {
    changes.start();
  }

  @Override
  public void close() {
    signals.close();
    changes.close();
  }
}
