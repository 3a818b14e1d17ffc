package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of changes, and what a person can do about it, on a real node without network. */
class EdgeChangesTest {

  private static final String FAILED =
      "{ failedMutations { id entityType entityId operation status reason message createdAt"
          + " answeredAt retryOf changes { attribute operator wanted present } }"
          + " syncStatus { syncErrors conflicts } }";

  @TempDir Path folder;
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    desk = new EdgeDesk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldShowWhatWasRefusedAndWhatStandsThere() {
    // given
    String id = sell(3);
    desk.answer(entry -> new Verdict(MutationState.FAILED, "INVARIANT", "quantity below 0", 5));

    // when
    JsonNode data = desk.data(FAILED);

    // then
    JsonNode failed = data.at("/failedMutations/0");
    assertThat(failed.get("id").asText()).isEqualTo(id);
    assertThat(failed.get("entityId").asText()).isEqualTo("p1@w1");
    assertThat(failed.get("operation").asText()).isEqualTo("UPDATE");
    assertThat(failed.get("status").asText()).isEqualTo("FAILED");
    assertThat(failed.get("reason").asText()).isEqualTo("INVARIANT");
    assertThat(failed.get("message").asText()).isEqualTo("quantity below 0");
    assertThat(failed.get("answeredAt").asText()).isEqualTo("2026-11-20T08:01:00.000Z");
    assertThat(failed.get("retryOf").isNull()).isTrue();
    assertThat(failed.at("/changes/0/operator").asText()).isEqualTo("ADD");
    assertThat(failed.at("/changes/0/wanted").asInt()).isEqualTo(-3);
    assertThat(failed.at("/changes/0/present").asInt()).isEqualTo(10);
    assertThat(data.at("/syncStatus/syncErrors").asInt()).isEqualTo(1);
    assertThat(stock().get("syncStatus").asText()).isEqualTo("ERROR");
  }

  @Test
  void shouldTellWhoStoodAgainstAChange() {
    // given one change in dispute, and one that was applied but for an attribute
    var tacoma =
        new Overruling.Opponent("tacoma", EdgeDesk.SENT.toEpochMilli(), new MutationId("m7"));
    var kept = new Overruling("quantity", "KEPT", "last-writer", tacoma, Value.of(7));
    String disputed = sell(3);
    desk.answer(entry -> new Verdict(MutationState.CONFLICT, "MANUAL", null, 5), List.of(kept));
    String applied = sell(1);
    desk.answer(entry -> new Verdict(MutationState.APPLIED, null, null, 5), List.of(kept));

    // when
    String fields =
        "id overrulings { attribute result strategy byNode at byMutation lost present }";
    JsonNode data =
        desk.data(
            "{ failedMutations { " + fields + " } overruledMutations { status " + fields + " } }");

    // then
    JsonNode failed = data.at("/failedMutations/0");
    assertThat(failed.get("id").asText()).isEqualTo(disputed);
    assertThat(failed.at("/overrulings/0").toString())
        .isEqualTo(
            "{\"attribute\":\"quantity\",\"result\":\"KEPT\",\"strategy\":\"last-writer\","
                + "\"byNode\":\"tacoma\",\"at\":\"2026-11-20T08:00:00.000Z\","
                + "\"byMutation\":\"m7\",\"lost\":7,\"present\":10}");
    assertThat(data.get("overruledMutations")).hasSize(1);
    JsonNode over = data.at("/overruledMutations/0");
    assertThat(over.get("id").asText()).isEqualTo(applied);
    assertThat(over.get("status").asText()).isEqualTo("APPLIED");
    assertThat(over.at("/overrulings/0/byNode").asText()).isEqualTo("tacoma");
  }

  @Test
  void shouldAcknowledgeWhatWasRefused() {
    // given
    String id = sell(3);
    desk.answer(entry -> new Verdict(MutationState.FAILED, "INVARIANT", null, 5));

    // when
    JsonNode done = act("acknowledgeMutation", id);
    JsonNode again = act("acknowledgeMutation", id);

    // then
    assertThat(done.get("success").asBoolean()).isTrue();
    assertThat(done.get("mutationId").asText()).isEqualTo(id);
    assertThat(again.get("success").asBoolean()).isFalse();
    assertThat(again.at("/errors/0/code").asText()).isEqualTo("NOT_FOUND");
    assertThat(desk.data(FAILED).get("failedMutations")).isEmpty();
    assertThat(stock().get("syncStatus").asText()).isEqualTo("SYNCED");
    assertThat(status(id).get("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void shouldTryAgainWhatWasRefused() {
    // given
    String id = sell(3);
    desk.answer(entry -> new Verdict(MutationState.FAILED, "INVARIANT", null, 5));

    // when
    JsonNode retried = act("retryMutation", id);

    // then
    assertThat(retried.get("success").asBoolean()).isTrue();
    assertThat(retried.get("status").asText()).isEqualTo("PENDING");
    assertThat(retried.get("mutationId").asText()).isNotEqualTo(id);
    assertThat(stock().get("quantity").asInt()).isEqualTo(7);
    assertThat(desk.data(FAILED).get("failedMutations")).isEmpty();
    assertThat(act("retryMutation", id).at("/errors/0/code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void shouldShowWhatWaitsForAPerson() {
    // given
    String id = sell(3);
    desk.answer(entry -> new Verdict(MutationState.CONFLICT, "MANUAL", null, 5));

    // when
    JsonNode data = desk.data(FAILED);

    // then
    assertThat(data.at("/failedMutations/0/status").asText()).isEqualTo("CONFLICT");
    assertThat(data.at("/syncStatus/conflicts").asInt()).isEqualTo(1);
    assertThat(act("retryMutation", id).get("success").asBoolean()).isFalse();
  }

  @Test
  void shouldFollowAChange() {
    // given
    String id = sell(3);

    // then
    assertThat(status(id).get("status").asText()).isEqualTo("PENDING");
    assertThat(status(id).get("entityId").asText()).isEqualTo("p1@w1");
    assertThat(status("nobody").isNull()).isTrue();

    // when
    desk.answer(entry -> new Verdict(MutationState.APPLIED, null, null, 6));

    // then
    assertThat(status(id).get("status").asText()).isEqualTo("APPLIED");
  }

  @Test
  void shouldNotSyncWithoutNetwork() {
    // when
    JsonNode result =
        desk.data(
                "mutation { triggerSync { success message mutationId status errors { code }"
                    + " syncStatus { pendingChanges } } }")
            .get("triggerSync");

    // then
    assertThat(result.get("success").asBoolean()).isFalse();
    assertThat(result.get("message").asText()).isEqualTo("Keine Netzwerkverbindung");
    assertThat(result.at("/errors/0/code").asText()).isEqualTo("OFFLINE");
    assertThat(result.at("/syncStatus/pendingChanges").asInt()).isZero();
  }

  @Test
  void shouldSwitchOfflineMode() {
    // when
    JsonNode on = setOfflineMode(true);
    JsonNode off = setOfflineMode(false);

    // then
    assertThat(on.get("success").asBoolean()).isTrue();
    assertThat(on.get("status").asText()).isEqualTo("APPLIED");
    assertThat(on.at("/edgeStatus/offlineMode").asBoolean()).isTrue();
    assertThat(on.at("/edgeStatus/connectionState").asText()).isEqualTo("OFFLINE");
    assertThat(off.at("/edgeStatus/offlineMode").asBoolean()).isFalse();
  }

  private String sell(int pieces) {
    return desk.data(
            "mutation { updateInventory(input: {productId: \"p1\", warehouseId: \"w1\", quantity: "
                + pieces
                + ", operation: SUBTRACT}) { mutationId } }")
        .at("/updateInventory/mutationId")
        .asText();
  }

  private JsonNode stock() {
    return desk.data("{ localInventory(warehouseId: \"w1\") { quantity syncStatus } }")
        .at("/localInventory/0");
  }

  private JsonNode status(String id) {
    return desk.data(
            "{ mutationStatus(id: \""
                + id
                + "\") { id entityType entityId status reason message resultVersion } }")
        .get("mutationStatus");
  }

  private JsonNode act(String mutation, String id) {
    return desk.data(
            "mutation { "
                + mutation
                + ("(id: \"" + id + "\") { success message mutationId status")
                + " errors { code field } } }")
        .get(mutation);
  }

  private JsonNode setOfflineMode(boolean on) {
    return desk.data(
            "mutation { setOfflineMode(enabled: "
                + on
                + ") { success status edgeStatus { offlineMode connectionState } } }")
        .get("setOfflineMode");
  }
}
