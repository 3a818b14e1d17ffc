package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge node whose users have to show who they are. */
class EdgePersonsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EntityKey CUSTOMER = new EntityKey("Customer", "ALFKI");
  private static final String READ = "inventory:read orders:read";
  private static final String WRITE = "inventory:write orders:write inventory:read orders:read";
  private static final Answer.Verdict REFUSED =
      new Answer.Verdict(MutationState.FAILED, "INVARIANT", "no", 5);

  @TempDir Path folder;
  private final TestIssuer issuer = new TestIssuer();
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    desk = new EdgeDesk(folder, secured());
  }

  private Map<String, String> secured() {
    return Map.of(
        "edge.security.mode",
        "jwt",
        "edge.security.issuer",
        TestIssuer.NAME,
        "edge.security.jwks.url",
        issuer.jwks().toString());
  }

  /** The same store with other settings. */
  private void restart(Map<String, String> settings) {
    desk.close();
    desk = new EdgeDesk(folder, settings);
  }

  @AfterEach
  void close() {
    desk.close();
    issuer.close();
  }

  @Test
  void shouldShowPersonalDataOfOwnChangesOnlyToWhoMaySeeIt() {
    // given
    move("new@example.org");
    String query = "{ pendingMutations { changes { attribute wanted present } } }";

    // when
    JsonNode clerk = ask(query, token("anna", READ)).at("/data/pendingMutations/0/changes/0");
    JsonNode officer =
        ask(query, token("otto", READ + " customers:pii")).at("/data/pendingMutations/0/changes/0");

    // then
    assertThat(clerk.get("attribute").asText()).isEqualTo("email");
    assertThat(clerk.get("wanted").isNull()).isTrue();
    assertThat(clerk.get("present").isNull()).isTrue();
    assertThat(officer.get("wanted").asText()).isEqualTo("new@example.org");
    assertThat(officer.get("present").asText()).isEqualTo("new@example.org");
  }

  @Test
  void shouldShowPersonalDataThatLostOnlyToWhoMaySeeIt() {
    // given
    move("new@example.org");
    desk.answer(
        entry -> new Answer.Verdict(MutationState.APPLIED, null, null, 2),
        List.of(
            new Overruling("email", "KEPT", "last-writer", null, Value.of("lost@example.org"))));
    String query = "{ overruledMutations { overrulings { attribute lost present } } }";
    String place = "/data/overruledMutations/0/overrulings/0";

    // when
    JsonNode clerk = ask(query, token("anna", READ)).at(place);
    JsonNode officer = ask(query, token("otto", READ + " customers:pii")).at(place);

    // then
    assertThat(clerk.get("attribute").asText()).isEqualTo("email");
    assertThat(clerk.get("lost").isNull()).isTrue();
    assertThat(clerk.get("present").isNull()).isTrue();
    assertThat(officer.get("lost").asText()).isEqualTo("lost@example.org");
  }

  @Test
  void shouldLetNobodyTouchRefusedChangesOfOtherWarehouses() {
    // given
    String id = book(token("anna", WRITE), "k1").get("mutationId").asText();
    desk.answer(entry -> REFUSED);
    String inOther = tokenIn("bert", "w2");

    // when
    JsonNode acknowledged = act("acknowledgeMutation", id, inOther);
    JsonNode retried = act("retryMutation", id, inOther);
    JsonNode own = act("acknowledgeMutation", id, tokenIn("carl", "w1"));

    // then
    assertThat(acknowledged.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(retried.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(own.at("/data/acknowledgeMutation/success").asBoolean()).isTrue();
  }

  @Test
  void shouldNoteThePersonWhoMadeAChange() {
    // when
    book(token("anna", WRITE), "k1");

    // then
    assertThat(pending())
        .extracting(entry -> entry.mutation().draft().note().actor())
        .containsExactly("anna");
  }

  @Test
  void shouldKeepTheKeysOfPersonsApart() {
    // when two persons use one key, and one of them once more
    JsonNode first = book(token("anna", WRITE), "k1");
    JsonNode other = book(token("bert", WRITE), "k1");
    JsonNode again = book(token("anna", WRITE), "k1");

    // then
    assertThat(other.get("mutationId")).isNotEqualTo(first.get("mutationId"));
    assertThat(again.get("mutationId")).isEqualTo(first.get("mutationId"));
    assertThat(pending()).hasSize(2);
  }

  @Test
  void shouldKnowARequestAgainThatWasMadeBeforeKeysWereApart() {
    // given a key as the version before kept it, and as a node without sign-in does
    restart(Map.of());
    String first = book(null, "k1").get("mutationId").asText();
    restart(secured());

    // when
    JsonNode same = book(token("anna", WRITE), "k1");
    JsonNode another = book(token("anna", WRITE), "k1", 2);

    // then
    assertThat(same.get("mutationId").asText()).isEqualTo(first);
    assertThat(another.get("mutationId").asText()).isNotEmpty().isNotEqualTo(first);
    assertThat(pending()).hasSize(2);
  }

  @Test
  void shouldNotGiveAPersonWhatAnotherDidUnderACraftedKey() {
    // given
    String first = book(token("anna", WRITE), "k1").get("mutationId").asText();

    // when
    JsonNode crafted = book(token("bert", WRITE), "4:annak1");

    // then
    assertThat(crafted.get("mutationId").asText()).isNotEmpty().isNotEqualTo(first);
  }

  private void move(String email) {
    Draft draft = Draft.update(CUSTOMER, Change.set("email", Value.of(email)));
    assertThat(desk.node().capture(draft)).isInstanceOf(CaptureResult.Captured.class);
  }

  private List<OutboxEntry> pending() {
    return desk.node().outbox().pending(10);
  }

  private JsonNode book(@Nullable String token, String key) {
    return book(token, key, 1);
  }

  private JsonNode book(@Nullable String token, String key, int quantity) {
    String document =
        """
        mutation { updateInventory(input: {productId: "p1", warehouseId: "w1", quantity: %d,
          operation: SUBTRACT, idempotencyKey: "%s"}) { mutationId } }
        """
            .formatted(quantity, key);
    return ask(document, token).at("/data/updateInventory");
  }

  private JsonNode act(String field, String id, String token) {
    return ask("mutation { " + field + "(id: \"" + id + "\") { success } }", token);
  }

  private String token(String subject, String scopes) {
    return issuer.token(claims -> claims.subject(subject).claim("scope", scopes));
  }

  private String tokenIn(String subject, String warehouse) {
    return issuer.token(claims ->
        claims.subject(subject).claim("scope", WRITE).claim("warehouses", List.of(warehouse)));
  }

  private JsonNode ask(String document, @Nullable String token) {
    try {
      String body = JSON.writeValueAsString(Map.of("query", document));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(desk.uri("/graphql"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (token != null) {
        request.header("authorization", "Bearer " + token);
      }
      return JSON.readTree(desk.send(request).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
