package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders taken and moved on at a real edge node that has no network. */
class EdgeOrdersTest {

  private static final String CREATE =
      """
      mutation($input: CreateOrderInput!) { createOrder(input: $input) {
        success message mutationId status errors { code message field } orderId
        order { id orderNumber customerId customer { name } orderDate status totalAmount createdBy
                createdAt version syncStatus
                items { id productId product { name } quantity unitPrice discountPercent } } } }
      """;

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
  void shouldNeitherMakeOneOrderOfTwoNorNumberTwoAlikeAfterTheStoreWasLost(@TempDir Path other) {
    // given
    JsonNode before = create(oneOf("p1")).get("order");

    // when the node begins anew under its name, and counts from one again
    desk.close();
    desk = new EdgeDesk(other);
    JsonNode after = create(oneOf("p1")).get("order");

    // then
    assertThat(after.get("id").asText()).startsWith("berlin-000001-");
    assertThat(after.get("id")).isNotEqualTo(before.get("id"));
    assertThat(after.get("orderNumber")).isNotEqualTo(before.get("orderNumber"));
  }

  @Test
  void shouldTakeAnOrderWithAnExactTotal() {
    // when
    JsonNode result =
        create(
            Map.of(
                "customerId",
                "ALFKI",
                "items",
                List.of(
                    Map.of("productId", "p1", "quantity", 3),
                    Map.of(
                        "productId", "p2", "quantity", 10, "price", "0.1", "discountPercent", 12.5),
                    Map.of("productId", "p3", "quantity", 1, "price", "1.005 EUR"))));

    // then: 3 * 18 + 10 * 0.1 * 0.875 + 1.005 = 55.88
    assertThat(result.get("success").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.get("status").asText()).isEqualTo("PENDING");
    JsonNode order = result.get("order");
    assertThat(order.get("totalAmount").asText()).isEqualTo("55.88 EUR");
    assertThat(order.get("orderNumber").asText()).matches("berlin-000001-[0-9a-f]{8}");
    assertThat(order.get("id").asText()).isEqualTo(result.get("orderId").asText());
    assertThat(order.get("status").asText()).isEqualTo("CREATED");
    assertThat(order.at("/customer/name").asText()).isEqualTo("Alfreds");
    assertThat(order.get("createdBy").asText()).isEqualTo("berlin");
    assertThat(order.get("orderDate").asText()).isEqualTo(order.get("createdAt").asText());
    assertThat(order.get("version").asInt()).isZero();
    assertThat(order.get("syncStatus").asText()).isEqualTo("PENDING");
    assertThat(texts(order, "unitPrice")).containsExactly("18.00 EUR", "0.10 EUR", "1.005 EUR");
    assertThat(order.at("/items/1/discountPercent").asDouble()).isEqualTo(12.5);
    assertThat(order.at("/items/2/product/name").asText()).isEqualTo("Anis");
    Draft draft = desk.node().pending(1).getFirst().mutation().draft();
    assertThat(draft.priority()).isEqualTo(9);
    assertThat(draft.note().idempotencyKey()).isNull();
  }

  @Test
  void shouldNumberOrdersOnceAlsoAfterARestart() {
    // when
    String first = create(oneOf("p1")).at("/order/orderNumber").asText();
    String second = create(oneOf("p1")).at("/order/orderNumber").asText();
    desk.restart();
    String third = create(oneOf("p1")).at("/order/orderNumber").asText();

    // then
    assertThat(List.of(first, second, third)).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void shouldRoundTheTotalToTheSmallestUnitOfItsCurrency() {
    // when
    JsonNode yen =
        create(
            Map.of(
                "currency",
                "JPY",
                "items",
                List.of(Map.of("productId", "p1", "quantity", 1, "unitPrice", 99.5))));

    // then
    assertThat(yen.at("/order/totalAmount").asText()).isEqualTo("100.00 JPY");
    assertThat(yen.at("/order/items/0/unitPrice").asText()).isEqualTo("99.50 JPY");
  }

  @Test
  void shouldGiveTheFirstOrderAgain() {
    // given
    Map<String, Object> input =
        Map.of(
            "items",
            List.of(Map.of("productId", "p1", "quantity", 1)),
            "idempotencyKey",
            "order-1");
    JsonNode first = create(input);

    // when
    JsonNode again = create(input);
    desk.restart();
    JsonNode later = create(input);

    // then
    assertThat(again).isEqualTo(first);
    assertThat(later).isEqualTo(first);
    assertThat(desk.node().pending(10)).hasSize(1);
  }

  @Test
  void shouldNameEveryProblemOfAnOrder() {
    // when
    JsonNode result =
        create(
            Map.of(
                "customerId",
                "NOBODY",
                "items",
                List.of(
                    Map.of("productId", "p1", "quantity", 0),
                    Map.of("productId", "p9", "quantity", 1),
                    Map.of("productId", "p1", "quantity", 1, "price", "1 USD"),
                    Map.of("productId", "p1", "quantity", 1, "discountPercent", 100.5),
                    Map.of("productId", "p3", "quantity", 1),
                    Map.of("productId", "p1", "quantity", 1, "price", "-1"),
                    Map.of("productId", "p1", "quantity", 1, "price", "1", "unitPrice", 1.0))));

    // then
    assertThat(problems(result))
        .containsExactly(
            "NOT_FOUND input.customerId",
            "VALIDATION_FAILED input.items.0.quantity",
            "NOT_FOUND input.items.1.productId",
            "VALIDATION_FAILED input.items.2.price",
            "VALIDATION_FAILED input.items.3.discountPercent",
            "NOT_FOUND input.items.4.price",
            "VALIDATION_FAILED input.items.5.price",
            "VALIDATION_FAILED input.items.6.unitPrice");
    assertThat(result.get("order").isNull()).isTrue();
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldRefuseOrdersWithoutLinesOrCurrency() {
    assertThat(problems(create(Map.of("items", List.of()))))
        .containsExactly("VALIDATION_FAILED input.items");
    assertThat(
            problems(
                create(
                    Map.of(
                        "currency",
                        "???",
                        "items",
                        List.of(Map.of("productId", "p1", "quantity", 1))))))
        .containsExactly("VALIDATION_FAILED input.currency");
  }

  @Test
  void shouldMoveAnOrderOnByLegalSteps() {
    // when
    JsonNode confirmed = step("o1", "CONFIRMED", "comment: \"eilt\"");
    JsonNode processing = step("o1", "PROCESSING", "");
    JsonNode shipped = step("o1", "SHIPPED", "");

    // then
    assertThat(confirmed.at("/order/status").asText()).isEqualTo("CONFIRMED");
    assertThat(confirmed.at("/order/comment").asText()).isEqualTo("eilt");
    assertThat(processing.get("success").asBoolean()).isTrue();
    assertThat(shipped.at("/order/status").asText()).isEqualTo("SHIPPED");
    assertThat(shipped.at("/order/shippedAt").isNull()).isFalse();
    Draft first = desk.node().pending(1).getFirst().mutation().draft();
    assertThat(first.priority()).isEqualTo(8);
    assertThat(first.changes().getFirst()).isEqualTo(Change.step("status", "CREATED", "CONFIRMED"));
  }

  @ParameterizedTest
  @CsvSource({"o1, SHIPPED", "o1, DELIVERED", "o1, CREATED", "o2, CANCELLED", "o2, CONFIRMED"})
  void shouldRefuseIllegalSteps(String order, String status) {
    // when
    JsonNode result = step(order, status, "");

    // then
    assertThat(problems(result)).containsExactly("ILLEGAL_STATUS_TRANSITION input.status");
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldRefuseStepsOfOrdersItDoesNotKnowOrInAnotherVersion() {
    assertThat(problems(step("o9", "CONFIRMED", ""))).containsExactly("NOT_FOUND input.orderId");
    assertThat(problems(step("o1", "CONFIRMED", "baseVersion: 1")))
        .containsExactly("VERSION_CONFLICT input.baseVersion");
    assertThat(problems(step("o1", "CONFIRMED", "baseVersion: 2"))).isEmpty();
  }

  @Test
  void shouldShowTheFirstStepAgain() {
    // given
    JsonNode first = step("o1", "CONFIRMED", "idempotencyKey: \"s1\"");

    // when: the step is not legal any more
    JsonNode again = step("o1", "CONFIRMED", "idempotencyKey: \"s1\"");

    // then
    assertThat(again).isEqualTo(first);
    assertThat(desk.node().pending(10)).hasSize(1);
  }

  private static Map<String, Object> oneOf(String product) {
    return Map.of("items", List.of(Map.of("productId", product, "quantity", 1)));
  }

  private JsonNode create(Map<String, ?> input) {
    JsonNode answer = desk.ask(CREATE, Map.of("input", input));
    assertThat(answer.has("errors")).as(answer.toString()).isFalse();
    return answer.at("/data/createOrder");
  }

  private JsonNode step(String order, String status, String more) {
    return desk.data(
            "mutation { updateOrderStatus(input: {orderId: \""
                + order
                + ("\", status: " + status + " " + more + "}) { success errors { code field }")
                + " mutationId orderId order { status comment shippedAt } } }")
        .get("updateOrderStatus");
  }

  private static List<String> texts(JsonNode order, String field) {
    return order.get("items").findValuesAsText(field);
  }

  private static List<String> problems(JsonNode result) {
    return StreamSupport.stream(result.get("errors").spliterator(), false)
        .map(error ->
            error.get("code").asText()
                + " "
                + String.join(
                    ".",
                    StreamSupport.stream(error.get("field").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()))
        .toList();
  }
}
