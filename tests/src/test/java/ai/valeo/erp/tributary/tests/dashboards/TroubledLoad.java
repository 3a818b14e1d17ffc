package ai.valeo.erp.tributary.tests.dashboards;

import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.fault.Mutations;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work for a one-machine run, with things that go wrong, until it is closed. */
final class TroubledLoad implements AutoCloseable {
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);

  /** Answered; refused, since the field is not there; a write. */
  private static final List<String> QUESTIONS =
      List.of(
          "query Shelf { inventory(first: 5) { nodes { id quantity } } }",
          "query Wrong { noSuchField }",
          "mutation Receive { updateInventory(input: {productId: \"1\", warehouseId: \"B1\","
              + " quantity: 1, operation: ADD}) { success } }");

  private final LocalRun run;
  private final String bootstrapServers;
  private final String registryUrl;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final List<Thread> threads;

  private TroubledLoad(LocalRun run, String bootstrapServers, String registryUrl) {
    this.run = run;
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.threads =
        List.of(
            Thread.ofPlatform().name("offices").unstarted(() -> carry(this::work)),
            Thread.ofPlatform().name("trouble").unstarted(() -> carry(this::trouble)));
  }

  static TroubledLoad start(LocalRun run, String bootstrapServers, String registryUrl) {
    TroubledLoad load = new TroubledLoad(run, bootstrapServers, registryUrl);
    load.threads.forEach(Thread::start);
    return load;
  }

  /** What went wrong that should not; null = nothing. */
  @Nullable Exception failure() {
    return failure.get();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something done until the thread is interrupted. */
  @FunctionalInterface
  private interface Deed {
    void run() throws Exception;
  }

  private void carry(Deed deed) {
    try {
      deed.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    } catch (Exception e) {
      if (!Thread.currentThread().isInterrupted()) {
        failure.set(e);
      }
    }
  }

  private void work() throws InterruptedException {
    run.replay();
    run.trickle();
  }

  private void trouble() throws Exception {
    URI edge = run.edge().resolve("graphql");
    Topics topics = Topics.standard();
    byte[] garbage = "no mutation".getBytes(StandardCharsets.UTF_8);
    try (HttpClient client = HttpClient.newHttpClient();
        var one = new Mutations("rival-one", topics, bootstrapServers, registryUrl);
        var two = new Mutations("rival-two", topics, bootstrapServers, registryUrl)) {
      for (int round = 0; ; round++) {
        one.send("Product:1", garbage);
        one.send(price(one, "one-" + round));
        two.send(price(two, "two-" + round));
        for (String question : QUESTIONS) {
          ask(client, run.graphql(), question);
        }
        ask(client, edge, "query Hello { __typename }");
        Thread.sleep(BETWEEN_ROUNDS);
      }
    }
  }

  /** A price by one who has seen nothing of the other's: a conflict, each time. */
  private static Mutation.Builder price(Mutations rival, String id) {
    Value price = Value.of(new BigDecimal("18.50"));
    return rival.next(id, "Product", "1", Change.set("price", price));
  }

  private static void ask(HttpClient client, URI graphql, String document)
      throws IOException, InterruptedException {
    String body = new ObjectMapper().writeValueAsString(Map.of("query", document));
    HttpRequest request =
        HttpRequest.newBuilder(graphql)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }
}
