package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.Abuses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An edge node refuses what nobody may do, with the limits it has where none are configured. */
class EdgeAbuseTest {

  @TempDir private static Path folder;

  private static EdgeDesk desk;

  @BeforeAll
  static void start() {
    desk = new EdgeDesk(folder, Map.of("edge.http.body.ms", "500"));
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  static List<Abuses> abuses() {
    return Abuses.ofAnySchema();
  }

  @ParameterizedTest
  @MethodSource("abuses")
  void shouldRefuse(Abuses abuse) {
    abuse.shouldBeRefusedBy(desk.uri("/graphql"));
  }

  @Test
  void shouldRefuseABodyThatComesTooSlowly() throws IOException {
    Abuses.slowBodyShouldBeRefusedBy(desk.uri("/graphql"));
  }
}
