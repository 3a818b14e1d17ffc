package ai.valeo.erp.tributary.tests.endtoend;

import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.schemas.avro.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Nodes that change an item each, over and over, with a few changes under way at a time, and what
 * they are answered. It sends and reads on threads of its own.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int UNDER_WAY = 24;
  private static final int NEW_ANSWERS = 5;
  private static final Duration POLL = Duration.ofMillis(100);

  private final AggregatorRig rig;
  private final int nodes;
  private final AtomicIntegerArray sent;
  private final AtomicIntegerArray answered;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final List<CompletableFuture<Void>> work = new ArrayList<>();
  private volatile boolean isSending = true;
  private volatile boolean isReading = true;

  SteadyLoad(AggregatorRig rig, int nodes) {
    this.rig = rig;
    this.nodes = nodes;
    this.sent = new AtomicIntegerArray(nodes);
    this.answered = new AtomicIntegerArray(nodes);
  }

  /** Begins; the topics must be there. */
  SteadyLoad start() {
    work.add(CompletableFuture.runAsync(this::read, threads));
    work.add(CompletableFuture.runAsync(this::send, threads));
    return this;
  }

  static String item(int node) {
    return "P" + node + "@W";
  }

  private void send() {
    try {
      for (int sequence = 1; isSending; sequence++) {
        for (int node = 0; node < nodes; node++) {
          room.acquire();
          if (sequence == 1) {
            rig.create("node" + node, 1, item(node), 1);
          } else {
            rig.send(rig.addition("node" + node, sequence, item(node), 1));
          }
          sent.incrementAndGet(node);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    String topic = rig.topics().outcomes();
    try (var consumer = rig.consumer(topic);
        var deserializer = rig.serdes().deserializer(Outcome.class)) {
      while (isReading) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          String item = deserializer.deserialize(topic, record.value()).getEntityId();
          answered.incrementAndGet(Integer.parseInt(item.substring(1, item.indexOf('@'))));
          room.release();
        }
      }
    }
  }

  /** Until each node has been answered what it sends from now on. */
  void awaitNewAnswers() {
    int[] wanted = IntStream.range(0, nodes).map(node -> sent.get(node) + NEW_ANSWERS).toArray();
    await("answers")
        .atMost(AggregatorRig.PATIENCE)
        .failFast(() -> work.stream().anyMatch(CompletableFuture::isCompletedExceptionally))
        .until(
            () -> IntStream.range(0, nodes).allMatch(node -> answered.get(node) >= wanted[node]));
  }

  /** Sends no more, and waits until all is answered; tells how much was sent. */
  int end() throws Exception {
    isSending = false;
    work.getLast().get(2, TimeUnit.MINUTES);
    int all = IntStream.range(0, nodes).map(sent::get).sum();
    await("the last answers")
        .atMost(AggregatorRig.PATIENCE)
        .until(() -> IntStream.range(0, nodes).map(answered::get).sum() >= all);
    return all;
  }

  @Override
  public void close() {
    isSending = false;
    isReading = false;
    room.release(nodes); // a round that waits for room ends
    threads.shutdown();
    CompletableFuture.allOf(work.toArray(CompletableFuture[]::new))
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }
}
