package ai.valeo.erp.tributary.graphql.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.LogLines;
import ai.valeo.erp.tributary.graphql.document.NormalForms;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.Operation;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import graphql.ExecutionResultImpl;
import graphql.GraphQLContext;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which operations are called slow, and what is said of them. */
class OperationLogTest {

  private static final String QUERY = "query Q($id: ID!) { customer(id: $id) { name } }";

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OperationLog log =
      new OperationLog(
          new NormalForms(),
          new ObserveSettings(Duration.ofMillis(100), 3, 2),
          new Clocks(nanos::get, InstantSource.fixed(Instant.EPOCH)),
          meters);

  @Test
  void shouldCallSlowWhatTakesAsLongAsConfigured() {
    try (var lines = LogLines.of(OperationLog.class)) {
      // when
      run("r1", 99, Map.of("id", "secret"));
      run("r2", 100, Map.of("id", "secret"));

      // then
      assertThat(lines.at(Level.WARN)).hasSize(1);
      ILoggingEvent line = lines.at(Level.WARN).getFirst();
      assertThat(line.getFormattedMessage()).isEqualTo("Slow GraphQL operation");
      assertThat(line.getKeyValuePairs().toString())
          .contains("requestId=\"r2\"", "tookMs=\"100\"", "customer", "{id=String}")
          .doesNotContain("secret");
    }
    assertThat(log.slow()).extracting(SlowOperation::requestId).containsExactly("r2");
    assertThat(meters.get(ObserveMetric.SLOW.id()).counter().count()).isEqualTo(1);
    assertThat(log.statistics().findFirst().orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void shouldRememberTheLatestOnly() {
    // when
    for (String request : List.of("r1", "r2", "r3")) {
      run(request, 200, Map.of());
    }

    // then
    assertThat(log.slow()).extracting(SlowOperation::requestId).containsExactly("r3", "r2");
  }

  private void run(String request, long tookMs, Map<String, Object> variables) {
    Document document = new Parser().parseDocument(QUERY);
    var operation =
        new Operation(
            new GraphRequest(
                request,
                QUERY,
                null,
                variables,
                true,
                new Caller(null, false, Identity.local(), "10.0.0.1")),
            document,
            document.getFirstDefinitionOfType(OperationDefinition.class).orElseThrow(),
            variables,
            GraphQLContext.getDefault());
    var unused =
        log.around(
            operation,
            () -> {
              nanos.addAndGet(Duration.ofMillis(tookMs).toNanos());
              return CompletableFuture.completedFuture(
                  ExecutionResultImpl.newExecutionResult().data(Map.of()).build());
            });
  }
}
