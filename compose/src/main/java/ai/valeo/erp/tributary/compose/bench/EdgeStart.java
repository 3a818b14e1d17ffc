package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How soon an edge node of its own process answers, counted from the start of its JVM, and what
 * memory it takes when it has answered some questions.
 *
 * @param rig broker and registry
 * @param folder where archive and logs go
 * @param store a store that is full
 */
record EdgeStart(BenchRig rig, Path folder, Path store) {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int OK = 200;
  private static final int QUESTIONS = 200;
  private static final double NANOS = 1e9;
  private static final long MIB = 1L << 20;
  private static final String QUESTION =
      "{\"query\":\"{ edgeStatus { connectionState } localInventory(warehouseId: \\\"w\\\", limit: 50) { quantity } }\"}";

  /** The options that the script {@code tributary} gives to an edge node. */
  static List<String> options(Path archive) {
    return List.of(
        "-XX:+UseSerialGC",
        "-Xmx192m",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /** Starts it twice: the first start leaves what the second one loads. */
  void measure(SequencedMap<String, Object> figures) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      figures.put("firstStartSeconds", start(client, figures));
      figures.put("startSeconds", start(client, figures));
    }
  }

  private double start(HttpClient client, SequencedMap<String, Object> figures)
      throws InterruptedException {
    int port = FreePorts.find(1).getFirst();
    long beginNs = System.nanoTime();
    try (ChildProcess edge =
        ChildProcess.start(
            JavaCommand.ours("edge", options(folder.resolve("edge.jsa")), arguments(port)),
            folder.resolve("logs"))) {
      awaitReady(client, edge, port);
      double seconds = (System.nanoTime() - beginNs) / NANOS;
      for (int number = 0; number < QUESTIONS; number++) {
        ask(client, port);
      }
      figures.put("edgeMemoryMiB", edge.usage().peakMemoryBytes() / MIB);
      return seconds;
    }
  }

  private List<String> arguments(int port) {
    Map<String, String> keys = new TreeMap<>(rig.registryConfig());
    keys.put("kafka.bootstrap.servers", rig.bootstrapServers());
    keys.put("edge.node.id", "reader");
    keys.put("edge.store.file", store.toString());
    keys.put("edge.http.port", Integer.toString(port));
    List<String> arguments = new ArrayList<>();
    keys.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }

  private static void awaitReady(HttpClient client, ChildProcess edge, int port)
      throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(port, "/health/ready")).build();
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    while (!isReady(client, request)) {
      if (!edge.isAlive() || System.nanoTime() - deadlineNs > 0) {
        throw new BenchException("The edge node does not get ready; see " + edge.logFile(), null);
      }
      Thread.sleep(LOOK);
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static void ask(HttpClient client, int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, "/graphql"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK || answer.body().contains("\"errors\"")) {
        throw new BenchException("A question was refused: " + answer.body(), null);
      }
    } catch (IOException e) {
      throw new BenchException("The edge node does not answer", e);
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
