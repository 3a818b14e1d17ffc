package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;

import ai.valeo.erp.tributary.graphql.Npm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The clients graphql-ws and graphql-sse from npm, as apps use them. */
class NpmClientsIT {

  private static final int CHECKS = 12;

  @Test
  void shouldServeTheClientsOfNpm() throws IOException, InterruptedException {
    try (CounterBench bench = new CounterBench(SubscriptionLimits.standard())) {
      Npm.shouldPass("clients.mjs", CHECKS, bench.uri("http").toString());
      patiently().until(() -> bench.open.get() == 0);
    }
  }
}
