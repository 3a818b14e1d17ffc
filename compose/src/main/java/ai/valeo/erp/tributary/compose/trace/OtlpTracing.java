package ai.valeo.erp.tributary.compose.trace;

import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Traceparent;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records stages as spans of OpenTelemetry and sends them by OTLP over HTTP. A collector that is
 * away or slow costs spans, which are counted, and nothing else. Any thread.
 */
public final class OtlpTracing implements Tracing {

  /** The exporter says every failure, in lines of its own form; the queue says the first. */
  private static final Logger OF_LIBRARY = Logger.getLogger("io.opentelemetry");

  private final SdkTracerProvider provider;
  private final SpanQueue queue;
  private final Tracer tracer;
  private final Duration patience;

  static {
    OF_LIBRARY.setLevel(Level.OFF);
  }

  private OtlpTracing(TraceSettings settings, URI endpoint, Attributes service) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setTimeout(settings.timeout())
            .build();
    queue = new SpanQueue(settings, exporter);
    patience = settings.timeout();
    provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().merge(Resource.create(service)))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
            .addSpanProcessor(queue)
            .build();
    tracer = provider.get("ai.valeo.erp.tributary");
  }

  /**
   * What the settings want.
   *
   * @param process what kind of process it is, e.g. {@code aggregator}
   * @param instance which one
   */
  public static Tracing of(TraceSettings settings, String process, String instance) {
    URI endpoint = settings.endpoint();
    if (endpoint == null) {
      return Tracing.OFF;
    }
    Attributes service =
        Attributes.builder()
            .put("service.name", "tributary-" + process)
            .put("service.instance.id", instance)
            .build();
    return new OtlpTracing(settings, endpoint, service);
  }

  /** Shows what becomes of spans among the metrics of a process, if it traces at all. */
  public static void show(Tracing tracing, MeterRegistry meters) {
    if (tracing instanceof OtlpTracing otlp) {
      register(TraceMetric.EXPORTED, otlp.queue, SpanQueue::exported, meters);
      register(TraceMetric.DROPPED, otlp.queue, SpanQueue::dropped, meters);
    }
  }

  private static void register(
      TraceMetric metric, SpanQueue of, ToDoubleFunction<SpanQueue> value, MeterRegistry meters) {
    FunctionCounter.builder(metric.id(), of, value).description(metric.meaning()).register(meters);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public Span begin(Stage stage, @Nullable String parent, long sinceMs) {
    Traceparent above = Traceparent.of(parent);
    if (above == null ? stage != Stage.CAPTURE : !above.isSampled()) {
      return Span.NONE;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder(stage.spanName())
            .setSpanKind(kind(stage))
            .setParent(above == null ? Context.root() : context(above));
    if (sinceMs > 0) {
      builder.setStartTimestamp(sinceMs, TimeUnit.MILLISECONDS);
    }
    io.opentelemetry.api.trace.Span begun = builder.startSpan();
    return begun.getSpanContext().isSampled() ? new Recorded(begun) : Span.NONE;
  }

  private static Context context(Traceparent above) {
    SpanContext place =
        SpanContext.createFromRemoteParent(
            above.traceId(), above.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    return Context.root().with(io.opentelemetry.api.trace.Span.wrap(place));
  }

  private static SpanKind kind(Stage stage) {
    return switch (stage) {
      case CAPTURE -> SpanKind.SERVER;
      case PUBLISH -> SpanKind.PRODUCER;
      case INTAKE, OUTCOME, VIEW -> SpanKind.CONSUMER;
      case APPLY -> SpanKind.INTERNAL;
    };
  }

  @Override
  public void close() {
    var unused = provider.shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A span. */
  private record Recorded(io.opentelemetry.api.trace.Span span) implements Span {

    @Override
    public String traceparent() {
      SpanContext place = span.getSpanContext();
      return new Traceparent(place.getTraceId(), place.getSpanId(), true).toString();
    }

    @Override
    public Span with(String name, @Nullable String value) {
      if (value != null) {
        span.setAttribute(name, value);
      }
      return this;
    }

    @Override
    public void end() {
      span.end();
    }

    @Override
    public void failed(Throwable cause) {
      span.setStatus(StatusCode.ERROR, cause.getClass().getSimpleName());
      span.end();
    }
  }
}
