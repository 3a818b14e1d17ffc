package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.Npm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients that apps use, against a real edge node: curl, Apollo Client, and urql with
 * graphql-ws and graphql-sse. What they ask stands in {@code src/test/npm/clients/clients.mjs}.
 */
class EdgeClientsIT {

  private static final int CHECKS = 13;

  @TempDir Path folder;

  @Test
  void shouldServeEveryClient() throws IOException, InterruptedException {
    try (var desk = new EdgeDesk(folder)) {
      Npm.shouldPassIn("clients", "clients.mjs", CHECKS, desk.uri("/graphql").toString());
    }
  }
}
