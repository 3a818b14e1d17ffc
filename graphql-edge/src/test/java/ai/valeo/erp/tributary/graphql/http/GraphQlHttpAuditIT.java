package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.Npm;
import ai.valeo.erp.tributary.graphql.app.EdgeDesk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every audit that the npm package graphql-http has for servers of GraphQL over HTTP. */
class GraphQlHttpAuditIT {

  private static final int AUDITS = 61;

  @TempDir Path stateDir;

  @Test
  void shouldPassEveryAuditAtTheCentre() throws IOException, InterruptedException {
    try (GraphBench bench = new GraphBench(stateDir)) {
      Npm.shouldPass("audits.mjs", AUDITS, bench.uri("/graphql").toString());
    }
  }

  @Test
  void shouldPassEveryAuditAtAnEdgeNode() throws IOException, InterruptedException {
    try (EdgeDesk desk = new EdgeDesk(stateDir)) {
      Npm.shouldPass("audits.mjs", AUDITS, desk.uri("/graphql").toString());
    }
  }
}
