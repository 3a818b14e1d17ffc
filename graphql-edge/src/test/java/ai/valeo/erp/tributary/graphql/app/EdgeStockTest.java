package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of stock on a real edge node that has no network. */
class EdgeStockTest {

  private static final String RESULT =
      "success message mutationId status errors { code message field }"
          + " productId warehouseId quantity item { quantity locationCode version syncStatus }";

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

  @ParameterizedTest
  @CsvSource({"ADD, 5, 15, ADD, 5", "SUBTRACT, 4, 6, ADD, -4", "SET, 3, 3, SET, 3"})
  void shouldCaptureTheIntent(
      String operation, int pieces, int after, String operator, long operand) {
    // when
    JsonNode result =
        update("p1", "w1", pieces, operation, "locationCode: \"B-2\", reference: \"LS 7\"");

    // then
    assertThat(result.get("success").asBoolean()).isTrue();
    assertThat(result.get("status").asText()).isEqualTo("PENDING");
    assertThat(result.get("errors")).isEmpty();
    assertThat(result.get("productId").asText()).isEqualTo("p1");
    assertThat(result.get("warehouseId").asText()).isEqualTo("w1");
    assertThat(result.get("quantity").asInt()).isEqualTo(after);
    assertThat(result.at("/item/quantity").asInt()).isEqualTo(after);
    assertThat(result.at("/item/locationCode").asText()).isEqualTo("B-2");
    assertThat(result.at("/item/version").asInt()).isEqualTo(5);
    assertThat(result.at("/item/syncStatus").asText()).isEqualTo("PENDING");
    Draft draft = only().mutation().draft();
    assertThat(only().mutation().id().value()).isEqualTo(result.get("mutationId").asText());
    assertThat(draft.operation()).isEqualTo(OperationType.UPDATE);
    assertThat(draft.note().reason()).isEqualTo("LS 7");
    assertThat(draft.note().trace()).isNotNull();
    Change change = draft.changes().getFirst();
    assertThat(change.attribute()).isEqualTo("quantity");
    assertThat(change.operator().name()).isEqualTo(operator);
    assertThat(change.operand()).isEqualTo(Value.of(operand));
  }

  @Test
  void shouldSendWithThePriorityOfTheDirective() {
    // when
    update("p1", "w1", 1, "ADD", "");

    // then: @edgeSync(priority: 1)
    assertThat(only().mutation().draft().priority()).isEqualTo(10);
  }

  @Test
  void shouldNotTakeWhatIsNotThere() {
    // when
    JsonNode result = update("p1", "w2", 5, "SUBTRACT", "");

    // then
    assertRefused(result, "INSUFFICIENT_STOCK", "input", "quantity");
    assertThat(result.get("message").asText())
        .isEqualTo("Bestand reicht nicht: 4 vorhanden, 5 verlangt");
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldCountOwnChangesWhenItLooksForStock() {
    // given
    update("p1", "w2", 3, "SUBTRACT", "");

    // when
    JsonNode tooMany = update("p1", "w2", 2, "SUBTRACT", "");
    JsonNode last = update("p1", "w2", 1, "SUBTRACT", "");

    // then
    assertRefused(tooMany, "INSUFFICIENT_STOCK", "input", "quantity");
    assertThat(last.get("quantity").asInt()).isZero();
  }

  @Test
  void shouldNotSellTheLastPieceTwice() throws Exception {
    // given
    List<Callable<JsonNode>> sales = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sales.add(() -> update("p1", "w1", 1, "SUBTRACT", ""));
    }

    // when
    int sold = 0;
    try (ExecutorService clerks = Executors.newFixedThreadPool(6)) {
      for (Future<JsonNode> sale : clerks.invokeAll(sales)) {
        sold += sale.get().get("success").asBoolean() ? 1 : 0;
      }
    }

    // then
    assertThat(sold).isEqualTo(10);
  }

  @Test
  void shouldCreateStockThatIsNew() {
    // when
    JsonNode result = update("p3", "w1", 7, "ADD", "");

    // then
    assertThat(result.get("quantity").asInt()).isEqualTo(7);
    assertThat(result.at("/item/version").asInt()).isZero();
    Draft draft = only().mutation().draft();
    assertThat(draft.operation()).isEqualTo(OperationType.CREATE);
    assertThat(draft.key().toString()).isEqualTo("InventoryItem:p3@w1");
    assertThat(draft.changes())
        .containsExactly(
            Change.set("productId", Value.of("p3")),
            Change.set("warehouseId", Value.of("w1")),
            Change.add("quantity", 7));
  }

  @Test
  void shouldRefuseStockOfAProductNobodyKnows() {
    // when
    JsonNode result = update("p9", "w1", 7, "ADD", "");

    // then
    assertRefused(result, "NOT_FOUND", "input", "productId");
    assertThat(result.get("message").asText())
        .isEqualTo("Produkt p9 nicht im Offline-Cache verfügbar");
  }

  @Test
  void shouldRefuseToTakeFromStockThatIsNew() {
    assertRefused(update("p3", "w1", 1, "SUBTRACT", ""), "INSUFFICIENT_STOCK", "input", "quantity");
  }

  @Test
  void shouldNotCallStockInsufficientThatItHasNotReceivedYet() {
    // given
    desk.interruptReceiving();

    // when
    JsonNode unknown = update("p3", "w1", 1, "SUBTRACT", "");
    update("p3", "w1", 4, "ADD", "");
    JsonNode own = update("p3", "w1", 5, "SUBTRACT", "");
    JsonNode received = update("p2", "w1", 1, "SUBTRACT", "");

    // then only what the centre has told can be too little
    assertRefused(unknown, "NOT_RECEIVED", "input", "quantity");
    assertRefused(own, "NOT_RECEIVED", "input", "quantity");
    assertRefused(received, "INSUFFICIENT_STOCK", "input", "quantity");
    assertThat(update("p3", "w1", 4, "SUBTRACT", "").get("success").asBoolean()).isTrue();
  }

  @Test
  void shouldRefuseAWarehouseWhoseStockCouldBeAnothers() {
    // when / then: p@a in b, or p in a@b?
    assertRefused(update("p1", "a@w1", 1, "ADD", ""), "VALIDATION_FAILED", "input", "warehouseId");
    JsonNode list = desk.ask("{ localInventory(warehouseId: \"a@w1\") { id } }");
    assertThat(list.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    JsonNode transfer =
        desk.data(
                """
                mutation { transferInventory(input: {productId: "p1", sourceWarehouseId: "w1",
                  targetWarehouseId: "a@w1", quantity: 1}) { errors { code field } } }
                """)
            .get("transferInventory");
    assertThat(transfer.at("/errors/0/field/1").asText()).isEqualTo("targetWarehouseId");
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldRefuseImpossibleNumbers() {
    assertRefused(update("p1", "w1", -1, "ADD", ""), "VALIDATION_FAILED", "input", "quantity");
    assertRefused(update("", "w1", 1, "ADD", ""), "VALIDATION_FAILED", "input", "productId");
    assertRefused(
        update("p1", "w1", Integer.MAX_VALUE, "ADD", ""), "VALIDATION_FAILED", "input", "quantity");
    assertRefused(
        update("p1", "w1", 1, "ADD", "reference: \"" + "x".repeat(1_001) + "\""),
        "VALIDATION_FAILED",
        "input");
  }

  @Test
  void shouldRefuseAnUnknownOperation() {
    // when
    JsonNode answer =
        desk.ask(
            "mutation { updateInventory(input: {productId: \"p1\", warehouseId: \"w1\","
                + " quantity: 1, operation: MULTIPLY}) { success } }");

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
  }

  @Test
  void shouldRefuseAChangeOfAnotherVersion() {
    // when
    JsonNode stale = update("p1", "w1", 1, "ADD", "baseVersion: 4");
    JsonNode fresh = update("p1", "w1", 1, "ADD", "baseVersion: 5");
    JsonNode isNew = update("p3", "w1", 1, "ADD", "baseVersion: 0");

    // then
    assertRefused(stale, "VERSION_CONFLICT", "input", "baseVersion");
    assertThat(stale.get("message").asText()).isEqualTo("Inzwischen geändert: Version 5 statt 4");
    assertThat(fresh.get("success").asBoolean()).isTrue();
    assertThat(isNew.get("success").asBoolean()).isTrue();
  }

  @Test
  void shouldGiveTheFirstResultAgainAlsoAfterARestart() {
    // given
    JsonNode first = update("p1", "w2", 3, "SUBTRACT", "idempotencyKey: \"k1\"");

    // when: by now there would be too little
    JsonNode again = update("p1", "w2", 3, "SUBTRACT", "idempotencyKey: \"k1\"");
    desk.restart();
    JsonNode later = update("p1", "w2", 3, "SUBTRACT", "idempotencyKey: \"k1\"");

    // then
    assertThat(first.get("quantity").asInt()).isEqualTo(1);
    assertThat(again).isEqualTo(first);
    assertThat(later).isEqualTo(first);
    assertThat(desk.node().pending(10)).hasSize(1);
  }

  @Test
  void shouldRefuseAKeyOfAnotherRequest() {
    // given
    update("p1", "w1", 3, "ADD", "idempotencyKey: \"k1\"");

    // when
    JsonNode other = update("p1", "w1", 4, "ADD", "idempotencyKey: \"k1\"");

    // then
    assertRefused(other, "DUPLICATE_REQUEST", "input", "idempotencyKey");
    assertThat(desk.node().pending(10)).hasSize(1);
  }

  @Test
  void shouldSayThatTransfersAreNotThereYet() {
    // when
    JsonNode result =
        desk.data(
                """
                mutation { transferInventory(input: {productId: "p1", sourceWarehouseId: "w1",
                  targetWarehouseId: "w2", quantity: 3}) {
                    success message mutationId status errors { code field } productId
                    sourceWarehouseId targetWarehouseId quantity source { id } target { id } } }
                """)
            .get("transferInventory");

    // then
    assertThat(result.get("success").asBoolean()).isFalse();
    assertThat(result.at("/errors/0/code").asText()).isEqualTo("NOT_AVAILABLE");
    assertThat(result.at("/errors/0/field").isNull()).isTrue();
    assertThat(result.get("status").asText()).isEqualTo("FAILED");
    assertThat(result.get("productId").asText()).isEqualTo("p1");
    assertThat(result.get("quantity").isNull()).isTrue();
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldRefuseTransfersThatMakeNoSense() {
    // when
    JsonNode result =
        desk.data(
                """
                mutation { transferInventory(input: {productId: "p1", sourceWarehouseId: "w1",
                  targetWarehouseId: "w1", quantity: 0}) { errors { code field } } }
                """)
            .get("transferInventory");

    // then
    assertThat(result.get("errors").findValuesAsText("code"))
        .containsExactly("VALIDATION_FAILED", "VALIDATION_FAILED");
  }

  private OutboxEntry only() {
    List<OutboxEntry> pending = desk.node().pending(10);
    assertThat(pending).hasSize(1);
    return pending.getFirst();
  }

  private JsonNode update(
      String product, String warehouse, int pieces, String operation, String more) {
    return desk.data(
            "mutation { updateInventory(input: {productId: \""
                + product
                + ("\", warehouseId: \"" + warehouse + "\", quantity: " + pieces)
                + (", operation: " + operation + " " + more + "}) { " + RESULT + " } }"))
        .get("updateInventory");
  }

  private static void assertRefused(JsonNode result, String code, String... field) {
    assertThat(result.get("success").asBoolean()).isFalse();
    assertThat(result.get("status").asText()).isEqualTo("FAILED");
    assertThat(result.get("mutationId").isNull()).isTrue();
    assertThat(result.at("/errors/0/code").asText()).isEqualTo(code);
    List<String> path = new ArrayList<>();
    result.at("/errors/0/field").forEach(part -> path.add(part.asText()));
    assertThat(path).containsExactly(field);
  }
}
