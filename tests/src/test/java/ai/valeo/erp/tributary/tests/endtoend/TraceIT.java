package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.compose.trace.TraceSettings;
import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.tests.endtoend.TraceCollector.Seen;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.logstash.logback.encoder.LogstashEncoder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One change, followed from the request of an app to the centre's view by one id and one trace. */
class TraceIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String OURS = "ai.valeo.erp.tributary";
  private static final String REQUEST = "order-4711";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final Set<String> STAGES =
      Set.of("capture", "publish", "intake", "apply", "outcome", "view");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldFollowOneChangeByItsRequestAndByItsTrace() throws Exception {
    try (CentreRig rig = new CentreRig(folder.resolve("broker"));
        TraceCollector collector = new TraceCollector();
        Tracing edge = tracing(collector, "edge");
        Tracing aggregator = tracing(collector, "aggregator");
        Tracing central = tracing(collector, "central")) {
      Topics topics = rig.newTopics();
      EdgeServerSettings settings = edge(rig, topics);
      try (var deciding = aggregator(rig, topics, aggregator);
          CentralServer centre = new CentralServer(centre(rig, topics), central);
          EdgeNode node =
              EdgeNode.open(settings.node(), Surroundings.of(settings.node()).withTracing(edge));
          EdgeServer server =
              EdgeServer.start(
                  node, settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))) {
        deciding.start();
        centre.start();
        node.capture(
            Draft.create(
                new EntityKey("Product", "p1"), List.of(Change.set("name", Value.of("Chai")))));
        node.start();
        await().atMost(LONG).until(() -> node.stats().outbox().isSettled());
        URI level = URI.create("http://127.0.0.1:" + server.port() + "/loglevel?logger=" + OURS);
        Set<String> said = new ConcurrentSkipListSet<>();
        Ear ear = Ear.open(said);
        try {
          // when
          assertThat(put(URI.create(level + "&level=debug")).statusCode()).isEqualTo(200);
          HttpResponse<String> answer = change(server.port());

          // then
          assertThat(answer.headers().firstValue("x-request-id")).hasValue(REQUEST);
          await()
              .atMost(LONG)
              .until(() ->
                  collector.of(TRACE).stream()
                      .map(Seen::name)
                      .collect(Collectors.toSet())
                      .equals(STAGES));
          await()
              .atMost(LONG)
              .untilAsserted(() ->
                  assertThat(said)
                      .contains(
                          "Mutation captured",
                          "Mutation published",
                          "Mutation decided",
                          "Outcome settled",
                          "View updated")
                      .noneMatch(line -> line.startsWith("not a line")));
        } finally {
          ear.close();
          client.send(HttpRequest.newBuilder(level).DELETE().build(), BodyHandlers.discarding());
        }
        thenOneTrace(collector.of(TRACE));
        for (String topic : List.of(topics.outcomes(), topics.audit(), topics.mutations())) {
          assertThat(requests(rig, topic)).as(topic).contains(REQUEST);
        }
      }
    }
  }

  private static void thenOneTrace(List<Seen> spans) {
    Map<String, Seen> by =
        spans.stream().collect(Collectors.toMap(Seen::name, Function.identity()));
    assertThat(by.get("capture").parent()).isEqualTo(CALLER);
    assertThat(by.get("publish").parent()).isEqualTo(by.get("capture").id());
    assertThat(by.get("intake").parent()).isEqualTo(by.get("publish").id());
    assertThat(by.get("apply").parent()).isEqualTo(by.get("intake").id());
    assertThat(by.get("outcome").parent()).isEqualTo(by.get("apply").id());
    assertThat(by.get("view").parent()).isEqualTo(by.get("apply").id());
    assertThat(by.get("publish").service()).isEqualTo("tributary-edge");
    assertThat(by.get("apply").service()).isEqualTo("tributary-aggregator");
    assertThat(by.get("view").service()).isEqualTo("tributary-central");
    assertThat(by.get("outcome").attributes()).containsEntry(Tracing.STATE, "APPLIED");
    assertThat(spans)
        .allSatisfy(
            span -> assertThat(span.attributes()).containsEntry(Tracing.CORRELATION, REQUEST));
  }

  /** Hears whatever is said of the request, as it is written. */
  private static final class Ear extends AppenderBase<ILoggingEvent> {

    private static final ObjectMapper JSON =
        JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    private final LogstashEncoder encoder = new LogstashEncoder();
    private final Set<String> said;

    private Ear(Set<String> said) {
      this.said = said;
    }

    static Ear open(Set<String> said) {
      Ear ear = new Ear(said);
      ear.setContext(logger().getLoggerContext());
      ear.encoder.setContext(logger().getLoggerContext());
      ear.encoder.start();
      ear.start();
      logger().addAppender(ear);
      return ear;
    }

    private static Logger logger() {
      return (Logger) LoggerFactory.getLogger(OURS);
    }

    @Override
    protected void append(ILoggingEvent event) {
      try {
        JsonNode line = JSON.readTree(encoder.encode(event));
        if (line.path("correlationId").asText().equals(REQUEST)) {
          said.add(line.path("message").asText());
        }
      } catch (IOException e) {
        said.add("not a line of JSON: " + e);
      }
    }

    void close() {
      logger().detachAppender(this);
    }
  }

  private static Tracing tracing(TraceCollector collector, String process) {
    Map<String, String> keys = Map.of("trace.otlp.endpoint", collector.endpoint());
    return OtlpTracing.of(TraceSettings.of(keys), process, process + "-1");
  }

  private static Map<String, String> addresses(CentreRig rig, Topics topics) {
    var keys = new HashMap<String, String>();
    keys.put("kafka.bootstrap.servers", rig.bootstrap());
    keys.put("schema.registry.url", rig.registry.url());
    keys.put("topics.prefix", topics.prefix());
    return keys;
  }

  private Aggregator aggregator(CentreRig rig, Topics topics, Tracing tracing) {
    var keys = addresses(rig, topics);
    keys.put("topics.partitions", "3");
    keys.put("topics.replication", "1");
    keys.put("aggregator.application.id", topics.prefix() + "aggregator");
    keys.put("aggregator.state.dir", folder.resolve("aggregator").toString());
    return new Aggregator(AggregatorSettings.of(keys), new SimpleMeterRegistry(), tracing);
  }

  private CentralSettings centre(CentreRig rig, Topics topics) {
    var keys = addresses(rig, topics);
    keys.put("central.application.id", topics.prefix() + "central");
    keys.put("central.http.port", "0");
    keys.put("central.state.dir", folder.resolve("views").toString());
    keys.put("central.warmup.ms", "100");
    return CentralSettings.of(keys);
  }

  private EdgeServerSettings edge(CentreRig rig, Topics topics) {
    Map<String, String> addresses = Map.of("b", rig.bootstrap(), "r", rig.registry.url());
    var keys = CentreRig.map("berlin", folder, topics, addresses);
    keys.put("edge.http.port", "0");
    return EdgeServerSettings.of(keys);
  }

  private HttpResponse<String> change(int port) throws Exception {
    String document =
        "{\"query\":\"mutation { updateInventory(input: {productId: \\\"p1\\\", warehouseId:"
            + " \\\"w1\\\", quantity: 5, operation: ADD}) { success } }\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .header("content-type", "application/json")
            .header("x-correlation-id", REQUEST)
            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
            .POST(BodyPublishers.ofString(document))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> put(URI uri) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The requests that a topic's committed records belong to. */
  private static Set<String> requests(CentreRig rig, String topic) {
    var found = new ConcurrentSkipListSet<String>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", rig.bootstrap(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList());
      await()
          .atMost(LONG)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(100))
                .forEach(record ->
                    found.add(
                        String.valueOf(Headers.text(record.headers(), Headers.CORRELATION_ID))));
            return found.contains(REQUEST);
          });
    }
    return found;
  }
}
