package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what the views know of edge nodes, open conflicts and quarantine. Any thread. */
final class FleetGauges {

  private static final Logger log = LoggerFactory.getLogger(FleetGauges.class);

  /** One look at the views serves all that is shown in so long. */
  private static final long FRESH_MS = 5_000;

  private final MeterRegistry registry;
  private final Views views;
  private final LongSupplier nowMs;
  private final Terms terms;
  private final MultiGauge states;
  private final MultiGauge pending;
  private final MultiGauge silence;
  private final MultiGauge skew;
  private @Nullable Reading last; // guarded by this

  /**
   * How it looks.
   *
   * @param silenceMs a node without a heartbeat for so long is silent
   * @param listed how many nodes are shown singly
   */
  record Terms(long silenceMs, int listed) {}

  private record Reading(long atMs, @Nullable Fleet fleet, double conflicts, double quarantine) {}

  FleetGauges(Views views, LongSupplier nowMs, Terms terms, MeterRegistry registry) {
    this.registry = registry;
    this.views = views;
    this.nowMs = nowMs;
    this.terms = terms;
    this.states = multi(registry, FleetMetric.NODES);
    this.pending = multi(registry, FleetMetric.NODE_PENDING);
    this.silence = multi(registry, FleetMetric.NODE_SILENCE);
    this.skew = multi(registry, FleetMetric.NODE_SKEW);
  }

  /** Shows all from now on; once. */
  void register() {
    fleet(FleetMetric.PENDING, fleet -> fleet.sums().pending());
    fleet(FleetMetric.FAILED, fleet -> fleet.sums().failed());
    fleet(FleetMetric.CONFLICTS, fleet -> fleet.sums().conflicts());
    fleet(FleetMetric.OLDEST, fleet -> fleet.extremes().oldest());
    fleet(FleetMetric.SILENCE, fleet -> fleet.extremes().silence());
    fleet(FleetMetric.SKEW, fleet -> fleet.extremes().skew());
    gauge(CentralMeter.CONFLICTS_OPEN, Reading::conflicts);
    gauge(CentralMeter.QUARANTINE_WAITING, Reading::quarantine);
  }

  private void fleet(CataloguedMetric metric, ToDoubleFunction<Fleet> figure) {
    gauge(
        metric,
        reading -> reading.fleet() == null ? Double.NaN : figure.applyAsDouble(reading.fleet()));
  }

  private void gauge(CataloguedMetric metric, ToDoubleFunction<Reading> figure) {
    Gauge.builder(metric.id(), () -> figure.applyAsDouble(reading()))
        .description(metric.meaning())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .register(registry);
  }

  private static MultiGauge multi(MeterRegistry registry, CataloguedMetric metric) {
    return MultiGauge.builder(metric.id())
        .description(metric.meaning())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .register(registry);
  }

  private synchronized Reading reading() {
    long now = nowMs.getAsLong();
    Reading reading = last;
    if (reading == null || now - reading.atMs() >= FRESH_MS || now < reading.atMs()) {
      reading = look(now);
      last = reading;
    }
    return reading;
  }

  private Reading look(long now) {
    try {
      long sinceMs = now - terms.silenceMs();
      var look =
          new Fleet.Look(
              now,
              terms.silenceMs(),
              node -> views.metrics().skewSeconds(node, sinceMs),
              terms.listed());
      Fleet fleet = Fleet.of(views.edgeNodes().edgeNodes(false), look);
      show(fleet);
      return new Reading(now, fleet, views.conflicts().open(), views.quarantine().waiting());
    } catch (ViewsUnavailableException e) {
      log.atDebug().setCause(e).log("Views are not there to be looked at");
      return new Reading(now, null, Double.NaN, Double.NaN);
    }
  }

  private void show(Fleet fleet) {
    states.register(
        fleet.byState().entrySet().stream()
            .<MultiGauge.Row<?>>map(
                entry -> MultiGauge.Row.of(Tags.of("state", entry.getKey()), entry.getValue()))
            .toList(),
        true);
    show(pending, fleet.most(), Fleet.Node::pending);
    show(silence, fleet.most(), Fleet.Node::silence);
    show(
        skew,
        fleet.most().stream().filter(node -> !Double.isNaN(node.skew())).toList(),
        Fleet.Node::skew);
  }

  private static void show(
      MultiGauge gauge, List<Fleet.Node> nodes, ToDoubleFunction<Fleet.Node> figure) {
    gauge.register(
        nodes.stream()
            .<MultiGauge.Row<?>>map(
                node -> MultiGauge.Row.of(Tags.of("node", node.id()), figure.applyAsDouble(node)))
            .toList(),
        true);
  }
}
