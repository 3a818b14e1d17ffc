package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.LONG;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.ask;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.booking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.app.CentralServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing at the centre, with a real broker, aggregator and views. */
class CentralCommandIT extends WithCentre {

  private static final int MOST_ROUNDS = 20;

  private CentreDesk desk;

  @BeforeEach
  void openDesk() {
    desk = new CentreDesk(rig, topics, folder);
  }

  @Test
  void shouldAnswerWithTheOutcomeAndLetItBeRead() throws Exception {
    desk.whileDeciding(() -> {
      try (CentralServer centre = desk.centre(LONG)) {
        knowProduct(centre);
        answers(centre);
        orders(centre);
        submissions(centre);
      }
    });
  }

  private static void answers(CentralServer centre) {
    // when
    JsonNode whole = ask(centre, booking(10, "k1"));
    JsonNode booked = whole.at("/data/updateInventory");

    // then
    assertThat(booked.at("/status").asText()).as("%s", whole).isEqualTo("APPLIED");
    assertThat(booked.at("/quantity").asInt()).isEqualTo(10);
    assertThat(booked.at("/item/version").asInt()).isEqualTo(1);
    String token = whole.at("/extensions/readToken").asText();
    JsonNode read =
        ask(
            centre.port(),
            "{ inventory(warehouseId: \"W\") { nodes { quantity } } }",
            Map.of(),
            token);
    assertThat(read.at("/data/inventory/nodes/0/quantity").asInt()).as("%s", read).isEqualTo(10);

    // when the same comes again, and another thing under the same key
    JsonNode again = ask(centre, booking(10, "k1")).at("/data/updateInventory");
    JsonNode other =
        ask(centre, booking(10, "k1").replace("\"p1\"", "\"p2\"")).at("/data/updateInventory");

    // then
    assertThat(again.at("/mutationId")).isEqualTo(booked.at("/mutationId"));
    assertThat(again.at("/quantity").asInt()).isEqualTo(10);
    assertThat(other.at("/errors/0/code").asText()).isEqualTo("DUPLICATE_REQUEST");

    // when more is taken than there is, at once, by two who both see enough; who sees already what
    // the other has taken is refused before, and it is tried again
    List<String> states;
    int round = 0;
    do {
      states = takenByTwo(centre, ++round);
    } while (!states.contains("FAILED") && round < MOST_ROUNDS);
    assertThat(states).containsExactlyInAnyOrder("APPLIED", "FAILED");
  }

  /** What becomes of two who want seven of ten each; one of them has it, and gives it back. */
  private static List<String> takenByTwo(CentralServer centre, int round) {
    var takers = new ArrayList<CompletableFuture<JsonNode>>();
    for (String key : List.of("a", "b")) {
      String taking = booking(7, key + round).replace("ADD", "SUBTRACT");
      takers.add(
          CompletableFuture.supplyAsync(
              () -> ask(centre, taking).at("/data/updateInventory"),
              task -> Thread.ofPlatform().daemon().start(task)));
    }
    List<JsonNode> taken = takers.stream().map(CompletableFuture::join).toList();
    assertThat(taken).filteredOn(one -> one.at("/status").asText().equals("APPLIED")).hasSize(1);
    assertThat(taken.stream().map(one -> one.at("/errors/0/code").asText()))
        .contains("INSUFFICIENT_STOCK");
    ask(centre, booking(7, "back" + round));
    await()
        .atMost(LONG)
        .until(() ->
            ask(centre, "{ inventory(warehouseId: \"W\") { nodes { quantity } } }")
                    .at("/data/inventory/nodes/0/quantity")
                    .asInt()
                == 10);
    return taken.stream().map(one -> one.at("/status").asText()).toList();
  }

  private static void knowProduct(CentralServer centre) {
    JsonNode known =
        submit(
            centre,
            """
            [{id: "s0", edgeNodeId: "berlin", entityType: "Product", entityId: "p1",
              operationType: CREATE, baseVersion: 0, timestamp: "2026-11-21T10:00:00Z",
              attributes: [{name: "name", value: "Chai"}, {name: "price", value: "18.50"}]}]
            """);
    assertThat(known.at("/accepted/0/status").asText()).as("%s", known).isEqualTo("APPLIED");
    await()
        .atMost(LONG)
        .until(() ->
            ask(centre, "{ product(id: \"p1\") { name } }")
                .at("/data/product/name")
                .asText()
                .equals("Chai"));
  }

  private static JsonNode submit(CentralServer centre, String input) {
    JsonNode answer =
        ask(
            centre,
            "mutation { submitMutations(input: "
                + input
                + ") { accepted { id status reason resultVersion }"
                + " rejected { id reason error { code message field } } retryAfterMillis } }");
    assertThat(answer.has("errors")).as("%s", answer).isFalse();
    return answer.at("/data/submitMutations");
  }

  private static void orders(CentralServer centre) {
    String create =
        """
        mutation { createOrder(input: {items: [{productId: "p1", quantity: 2}],
          idempotencyKey: "o1"}) { status message errors { code message }
            order { id orderNumber totalAmount status createdBy } } }
        """;
    JsonNode first = ask(centre, create).at("/data/createOrder");
    JsonNode again = ask(centre, create).at("/data/createOrder");
    assertThat(first.at("/order/totalAmount").asText()).as("%s", first).isEqualTo("37.00 EUR");
    assertThat(first.at("/order/createdBy").asText()).isEqualTo("local");
    assertThat(again).isEqualTo(first);
    String id = first.at("/order/id").asText();
    String step =
        "mutation { updateOrderStatus(input: {orderId: \"%s\", status: %s}) "
            + "{ status order { status } errors { code } } }";
    JsonNode confirmed = ask(centre, step.formatted(id, "CONFIRMED"));
    assertThat(confirmed.at("/data/updateOrderStatus/order/status").asText())
        .as("%s", confirmed)
        .isEqualTo("CONFIRMED");
    JsonNode back = ask(centre, step.formatted(id, "CREATED"));
    assertThat(back.at("/data/updateOrderStatus/errors/0/code").asText())
        .isEqualTo("ILLEGAL_STATUS_TRANSITION");
  }

  private static void submissions(CentralServer centre) {
    String input =
        """
        [{id: "s1", edgeNodeId: "berlin", sequence: 1, floor: 1, entityType: "Product",
          entityId: "p1", operationType: UPDATE, baseVersion: 1,
          timestamp: "2026-11-21T10:00:01Z",
          attributes: [{name: "tags", value: "tea", operator: INSERT}]},
         {id: "s2", edgeNodeId: "berlin", sequence: 2, floor: 1, entityType: "Product",
          entityId: "p1", operationType: UPDATE, baseVersion: 1,
          timestamp: "2026-11-21T10:00:02Z", attributes: [{name: "colour", value: "green"}]},
         {id: "s3", edgeNodeId: "central", entityType: "Product",
          entityId: "p1", operationType: DELETE, baseVersion: 1,
          timestamp: "2026-11-21T10:00:03Z", attributes: []}]
        """;
    for (int time = 0; time < 2; time++) {
      JsonNode result = submit(centre, input);
      assertThat(result.at("/accepted/0/status").asText()).as("%s", result).isEqualTo("APPLIED");
      assertThat(result.at("/accepted/0/resultVersion").asInt()).isEqualTo(2);
      assertThat(result.at("/rejected/0/reason").asText()).isEqualTo("UNKNOWN_ATTRIBUTE");
      assertThat(result.at("/rejected/1/error/code").asText()).isEqualTo("FORBIDDEN");
      assertThat(result.at("/accepted").size() + result.at("/rejected").size()).isEqualTo(3);
    }
  }

  @Test
  void shouldBePendingWhileNobodyDecidesAndFinalLater() throws Exception {
    // given
    try (CentralServer centre = desk.centre(Duration.ofMillis(300))) {
      String counting = booking(5, "k1").replace("p1", "unknown").replace("ADD", "SET");

      // when
      JsonNode refused = ask(centre, counting).at("/data/updateInventory");
      JsonNode submitted =
          submit(
              centre,
              """
              [{id: "s1", edgeNodeId: "berlin", entityType: "InventoryItem", entityId: "p1@W",
                operationType: CREATE, baseVersion: 0, timestamp: "2026-11-21T10:00:00Z",
                attributes: [{name: "productId", value: "p1"}, {name: "warehouseId", value: "W"},
                  {name: "quantity", value: 5}]}]
              """);

      // then
      assertThat(refused.at("/errors/0/code").asText()).isEqualTo("NOT_FOUND");
      assertThat(submitted.at("/accepted/0/status").asText()).isEqualTo("PENDING");
      desk.whileDeciding(() -> {
        await()
            .atMost(LONG)
            .until(() ->
                ask(centre, "{ mutation(id: \"s1\") { status } }")
                    .at("/data/mutation/status")
                    .asText()
                    .equals("APPLIED"));
        // not found before the view has the item, whose outcome may be shown sooner
        String id =
            await()
                .atMost(LONG)
                .until(
                    () ->
                        ask(centre, booking(2, "k2"))
                            .at("/data/updateInventory/mutationId")
                            .asText(),
                    one -> !one.isEmpty());
        await()
            .atMost(LONG)
            .until(() ->
                ask(centre, booking(2, "k2")).at("/data/updateInventory/quantity").asInt() == 7);
        assertThat(ask(centre, booking(2, "k2")).at("/data/updateInventory/mutationId").asText())
            .isEqualTo(id);
      });
    }
  }

  @Test
  void shouldDoItOnceWhenKilledBeforeTheAnswer() throws Exception {
    // given a centre that has published a change which nobody decides
    desk.whileDeciding(() -> {
      try (CentralServer centre = desk.centre(LONG)) {
        knowProduct(centre);
        ask(centre, booking(1, "first"));
      }
    });
    long before = mutations();
    Process child = child();
    int port = port(child);
    var unanswered = CompletableFuture.supplyAsync(() -> ask(port, booking(5, "k1"), Map.of(), ""));
    await().atMost(LONG).until(() -> mutations() > before);

    // when
    child.destroyForcibly();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();

    // then
    assertThat(unanswered).failsWithin(LONG);
    try (CentralServer centre = desk.centre(LONG)) {
      var repeated =
          List.of(
              CompletableFuture.supplyAsync(() -> ask(centre, booking(5, "k1"))),
              CompletableFuture.supplyAsync(() -> ask(centre, booking(5, "k1"))));
      desk.whileDeciding(() -> {
        for (CompletableFuture<JsonNode> one : repeated) {
          JsonNode answer = one.get(LONG.toSeconds(), TimeUnit.SECONDS);
          assertThat(answer.at("/data/updateInventory/quantity").asInt())
              .as("%s", answer)
              .isEqualTo(6);
        }
        JsonNode item = ask(centre, booking(5, "k1")).at("/data/updateInventory/item");
        assertThat(item.at("/version").asInt()).isEqualTo(2);
      });
    }
  }

  private Process child() throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingCentre.class.getName()));
    desk.keys(Map.of("central.command.wait.ms", "60000"))
        .forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static int port(Process child) throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(CrashingCentre.READY)) {
        return Integer.parseInt(line.substring(CrashingCentre.READY.length()));
      }
    }
    throw new IllegalStateException("the child has ended");
  }

  private long mutations() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrap()))) {
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      for (int partition = 0; partition < 3; partition++) {
        asked.put(new TopicPartition(topics.mutations(), partition), OffsetSpec.latest());
      }
      return admin.listOffsets(asked).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
