package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.Arrival.Trace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the stages of a window's records: intake, which ends with the window, and applying, which
 * everything they cause belongs to. It lies around the window and not in it: what is decided never
 * depends on it. Owned by its stream thread.
 */
final class WindowTrail {

  private final Tracing tracing;
  private final List<Span> applying = new ArrayList<>();

  WindowTrail(Tracing tracing) {
    this.tracing = tracing;
  }

  /** A window's records, on which what they cause bears their place in the trace. */
  List<Window.Opened> begin(List<Window.Opened> records, int partition) {
    applying.clear();
    if (!tracing.isOn()) {
      return records;
    }
    var traced = new ArrayList<Window.Opened>(records.size());
    for (Window.Opened record : records) {
      traced.add(begin(record, partition));
    }
    return traced;
  }

  private Window.Opened begin(Window.Opened record, int partition) {
    Arrival arrival = record.arrival();
    String parent = arrival.trace().traceparentText();
    if (parent == null) {
      return record;
    }
    String correlationId = arrival.trace().correlationText();
    Span intake =
        tracing
            .begin(Stage.INTAKE, parent, arrival.timestampMs())
            .with(Tracing.CORRELATION, correlationId)
            .with("messaging.destination.partition.id", Integer.toString(partition))
            .with("messaging.kafka.offset", Long.toString(arrival.offset()));
    intake.end();
    Span apply =
        tracing.begin(Stage.APPLY, intake.traceparent()).with(Tracing.CORRELATION, correlationId);
    String place = apply.traceparent();
    if (place == null) {
      return record;
    }
    applying.add(apply);
    return new Window.Opened(moved(arrival, place), record.content());
  }

  private static Arrival moved(Arrival arrival, String place) {
    byte @Nullable [] correlationId = arrival.trace().correlationId();
    return arrival.with(new Trace(correlationId, place.getBytes(StandardCharsets.UTF_8)));
  }

  /** The window is decided, and the answers are sent. */
  void end() {
    applying.forEach(Span::end);
    applying.clear();
  }

  /** It broke off, and will be decided again. */
  void failed(RuntimeException cause) {
    applying.forEach(span -> span.failed(cause));
    applying.clear();
  }
}
