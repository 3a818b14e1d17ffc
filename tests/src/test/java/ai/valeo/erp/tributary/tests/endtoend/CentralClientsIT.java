package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.LONG;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.ask;
import static ai.valeo.erp.tributary.tests.endtoend.CentreDesk.booking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.graphql.Npm;
import ai.valeo.erp.tributary.graphql.NpmFolder;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.subscribe.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The centre as apps use it: by the clients of npm, and by subscriptions that go on after a
 * restart.
 */
class CentralClientsIT extends WithCentre {

  private static final int CHECKS = 13;
  private static final Path CLIENTS =
      Path.of("..", "graphql-edge", "src", "test", "npm", "clients");

  private CentreDesk desk;

  @BeforeEach
  void openDesk() {
    desk = new CentreDesk(rig, topics, folder);
  }

  private static void knowProducts(CentralServer centre) {
    for (String id : List.of("p1", "p2")) {
      JsonNode known =
          ask(
              centre,
              """
              mutation { submitMutations(input: [{id: "s-%s", edgeNodeId: "berlin",
                entityType: "Product", entityId: "%s", operationType: CREATE, baseVersion: 0,
                timestamp: "2026-11-21T10:00:00Z", attributes: [{name: "name", value: "Chai"}]}])
                { accepted { status } } }
              """
                  .formatted(id, id));
      assertThat(known.at("/data/submitMutations/accepted/0/status").asText())
          .as("%s", known)
          .isEqualTo("APPLIED");
      await()
          .atMost(LONG)
          .until(() ->
              ask(centre, "{ product(id: \"" + id + "\") { name } }")
                  .at("/data/product/name")
                  .asText()
                  .equals("Chai"));
    }
  }

  @Test
  void shouldServeTheClientsOfNpm() throws Exception {
    NpmFolder clients = NpmFolder.installed(CLIENTS, "clients");
    desk.whileDeciding(() -> {
      try (CentralServer centre = desk.centre(LONG)) {
        knowProducts(centre);
        ask(centre, booking(10, "k1").replace("\"W\"", "\"w1\""));
        Npm.shouldPass(
            clients,
            "clients.mjs",
            CHECKS,
            "http://127.0.0.1:" + centre.port() + "/graphql",
            "centre");
      }
    });
  }

  @Test
  void shouldCarryASubscriptionOnOverARestartOfTheCentre() throws Exception {
    desk.whileDeciding(() -> {
      // given a client that has heard of one booking, then loses its centre
      String position;
      int missed = 0;
      try (CentralServer centre = desk.centre(LONG)) {
        knowProducts(centre);
        try (SocketClient client = subscribed(centre, "")) {
          position = heard(centre, client);
        }
        for (int i = 0; i < 3; i++) {
          JsonNode booked = ask(centre, booking(100, "missed-" + i));
          missed = booked.at("/data/updateInventory/quantity").asInt();
        }
      }

      // when
      try (CentralServer again = desk.centre(LONG);
          SocketClient client = subscribed(again, ", after: \"" + position + "\"")) {
        List<Integer> told = quantitiesTo(missed, client);
        ask(again, booking(1_000, "later"));

        // then it is told of what it missed, in order, and of what comes
        assertThat(told).isSorted().doesNotHaveDuplicates();
        assertThat(quantitiesTo(missed + 1_000, client)).containsExactly(missed + 1_000);
      }
    });
  }

  private static List<Integer> quantitiesTo(int last, SocketClient client) {
    var quantities = new ArrayList<Integer>();
    do {
      quantities.add(client.hear().at("/payload/data/inventoryChanged/item/quantity").asInt());
    } while (quantities.getLast() < last);
    return quantities;
  }

  private static SocketClient subscribed(CentralServer centre, String after) {
    SocketClient client =
        SocketClient.ready(URI.create("ws://127.0.0.1:" + centre.port() + "/graphql"));
    client.subscribe(
        "s",
        ("subscription { inventoryChanged(warehouseId: \"W\"" + after + ") { item { quantity } } }")
            .replace("\"", "\\\""));
    return client;
  }

  /** The position of the first change it is told of; it may begin to listen after some of them. */
  private static String heard(CentralServer centre, SocketClient client) throws Exception {
    var told = CompletableFuture.supplyAsync(client::hear);
    for (int i = 0; !told.isDone(); i++) {
      ask(centre, booking(1, "first-" + i));
    }
    return told.get().at("/payload/extensions/position").asText();
  }
}
