package ai.valeo.erp.tributary.tests.dashboards;

import ai.valeo.erp.tributary.compose.local.LocalRun;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final List<Thread> threads;

  private TroubledLoad(LocalRun run, String bootstrapServers) {
    this.run = run;
    this.bootstrapServers = bootstrapServers;
    this.threads =
        List.of(
            Thread.ofPlatform().name("offices").unstarted(() -> carry(this::work)),
            Thread.ofPlatform().name("trouble").unstarted(() -> carry(this::trouble)));
  }

  static TroubledLoad start(LocalRun run, String bootstrapServers) {
    TroubledLoad load = new TroubledLoad(run, bootstrapServers);
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
    try (HttpClient client = HttpClient.newHttpClient();
        var producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
      while (true) {
        byte[] garbage = "no mutation".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.standard().mutations(), "Product:1", garbage));
        for (String question : QUESTIONS) {
          ask(client, run.graphql(), question);
        }
        ask(client, edge, "query Hello { __typename }");
        Thread.sleep(BETWEEN_ROUNDS);
      }
    }
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
