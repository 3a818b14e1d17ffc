package ai.valeo.erp.tributary.compose.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** What our processes write to the log, by the configuration that they run with. */
class LogFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LoggerContext context = new LoggerContext();
  private Logger logger;

  @BeforeEach
  void configure() throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml")));
    logger = context.getLogger("ai.valeo.erp.tributary.Some");
  }

  @Test
  void shouldBeALineOfJsonWithEveryFieldByItsName() throws IOException {
    // when
    JsonNode line =
        line(
            "GraphQL request failed",
            new IllegalStateException("over\ntwo lines"),
            Map.of("requestId", "r-1"));

    // then
    assertThat(line.path("message").asText()).isEqualTo("GraphQL request failed");
    assertThat(line.path("requestId").asText()).isEqualTo("r-1");
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("logger_name").asText()).isEqualTo("ai.valeo.erp.tributary.Some");
    assertThat(line.path("stack_trace").asText()).contains("IllegalStateException: over");
    assertThat(line.path("@timestamp").asText()).startsWith("20");
  }

  @Test
  void shouldWriteValuesOfOursAsTheyPrintThemselves() throws IOException {
    // when
    JsonNode line =
        line(
            "Mutation set aside",
            null,
            Map.of("mutationId", new MutationId("m1"), "offset", 7L, "folder", Path.of("/a/b")));

    // then
    assertThat(line.path("mutationId").asText()).isEqualTo(new MutationId("m1").toString());
    assertThat(line.path("offset").isNumber()).isTrue();
    assertThat(line.path("folder").asText()).endsWith("/a/b");
  }

  @Test
  void shouldWriteNoSecretOfSettings() throws IOException {
    // given
    var settings =
        AggregatorSettings.of(
            Map.of(
                "kafka.bootstrap.servers", "broker:9092",
                "schema.registry.url", "http://registry:8081",
                "kafka.sasl.jaas.config", "x password=\"hush\";"));

    // when
    JsonNode line = line("Aggregator starts", null, Map.of("settings", settings));

    // then
    assertThat(line.toString()).contains("broker:9092").doesNotContain("hush");
  }

  @SuppressWarnings("unchecked") // the configuration has one appender, which writes events
  private JsonNode line(String text, Throwable failure, Map<String, ?> fields) throws IOException {
    var event = new LoggingEvent("x", logger, Level.ERROR, text, failure, null);
    event.setKeyValuePairs(
        fields.entrySet().stream()
            .map(one -> new KeyValuePair(one.getKey(), one.getValue()))
            .toList());
    var appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("json");
    String told = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    assertThat(told.lines().toList()).hasSize(1);
    return JSON.readTree(told);
  }
}
