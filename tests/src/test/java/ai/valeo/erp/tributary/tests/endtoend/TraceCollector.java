package ai.valeo.erp.tributary.tests.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Takes what is sent by OTLP over HTTP, decoded by OpenTelemetry's own protocol classes. */
final class TraceCollector implements AutoCloseable {

  private final HttpServer server;
  private final List<Seen> spans = new ArrayList<>(); // guarded by this

  /** A span as it came. */
  record Seen(
      String service,
      String name,
      String trace,
      String id,
      String parent,
      Map<String, String> attributes) {}

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Its address, as {@code trace.otlp.endpoint} takes it. */
  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Each span once: one whose answer was lost is sent again. */
  synchronized List<Seen> of(String trace) {
    return spans.stream().filter(span -> span.trace.equals(trace)).distinct().toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"));
    try (InputStream body = exchange.getRequestBody()) {
      add(ExportTraceServiceRequest.parseFrom(isZipped ? new GZIPInputStream(body) : body));
    }
    exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private synchronized void add(ExportTraceServiceRequest request) {
    request
        .getResourceSpansList()
        .forEach(of ->
            of.getScopeSpansList()
                .forEach(scope ->
                    scope.getSpansList().forEach(span -> spans.add(seen(of.getResource(), span)))));
  }

  private static Seen seen(Resource resource, Span span) {
    return new Seen(
        texts(resource.getAttributesList()).get("service.name"),
        span.getName(),
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        texts(span.getAttributesList()));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    var texts = new TreeMap<String, String>();
    attributes.forEach(one -> texts.put(one.getKey(), one.getValue().getStringValue()));
    return texts;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
