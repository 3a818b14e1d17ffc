package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Abuses;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every abuse is refused before anything is done for it, and named. */
class AbuseTest {

  @TempDir private static Path stateDir;

  private static GraphBench bench;

  @BeforeAll
  static void start() {
    bench = new GraphBench(stateDir);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuse(Abuses abuse) {
    abuse.shouldBeRefusedBy(bench.uri("/graphql"));
  }

  @Test
  void shouldRefuseABodyThatComesTooSlowly() throws IOException {
    Abuses.slowBodyShouldBeRefusedBy(bench.uri("/graphql"));
  }

  @Test
  void shouldRefuseWhatCostsTooMuch() {
    // when
    JsonNode answer =
        bench.ask(
            "{ a: orders(first: 200) { nodes { items { product { category { id } } } } }"
                + " b: orders(first: 200) { nodes { items { product { category { id } } } } } }");

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("LIMIT_EXCEEDED");
    assertThat(answer.at("/errors/0/message").asText()).contains("cost");
  }
}
