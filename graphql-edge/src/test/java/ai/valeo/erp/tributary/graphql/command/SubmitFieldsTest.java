package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.ViewBench;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes may submit, and what waits for more than it gets. */
class SubmitFieldsTest {

  private static final Identity VAN =
      new Identity(Identity.Kind.TOKEN, "van-3", Set.of(), Set.of("mutations:submit"), null, null);

  @TempDir Path stateDir;
  private ViewBench views;
  private CommandBench bench;

  @BeforeEach
  void open() {
    views = new ViewBench(stateDir);
    bench = new CommandBench(views);
  }

  @AfterEach
  void close() {
    bench.close();
    views.close();
  }

  private static String change(String id, String node) {
    return """
    {id: "%s", edgeNodeId: "%s", entityType: "Product", entityId: "p-%s", operationType: UPDATE,
      baseVersion: 1, timestamp: "2026-11-21T10:00:00Z", attributes: [{name: "name", value: "x"}]}
    """
        .formatted(id, node, id);
  }

  private static String submission(List<String> changes) {
    return "mutation { submitMutations(input: ["
        + String.join(",", changes)
        + "]) { accepted { id status } rejected { id error { code } } retryAfterMillis } }";
  }

  private JsonNode submit(Identity who, String... changes) {
    JsonNode answer = bench.ask(who, submission(List.of(changes)));
    assertThat(answer.has("errors")).as("%s", answer).isFalse();
    return answer.at("/data/submitMutations");
  }

  @Test
  void shouldLetANodeSubmitOnlySoManyASecondAndKeepTheirOrder() {
    // when: two a second are allowed, of which a node may save up none
    JsonNode result =
        submit(
            VAN,
            IntStream.range(0, 5).mapToObj(i -> change("m" + i, "van-3")).toArray(String[]::new));

    // then those that are too many are the last ones
    int accepted = result.path("accepted").size();
    assertThat(accepted).isBetween(1, 4);
    assertThat(result.path("rejected")).hasSize(5 - accepted);
    assertThat(result.path("rejected"))
        .allSatisfy(one -> assertThat(one.at("/error/code").asText()).isEqualTo("RATE_LIMITED"));
    assertThat(result.at("/retryAfterMillis").asInt()).isPositive();
    assertThat(bench.mutations())
        .extracting(Mutation::getId)
        .containsExactlyElementsOf(IntStream.range(0, accepted).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void shouldLetANodeSubmitForItselfOnlyAndNobodyForTheCentre() {
    assertThat(submit(VAN, change("m1", "van-4")).at("/rejected/0/error/code").asText())
        .isEqualTo("FORBIDDEN");
    for (String central : List.of("central", "central#2", "central@here:4000")) {
      assertThat(
              submit(Identity.local(), change("m2", central)).at("/rejected/0/error/code").asText())
          .as(central)
          .isEqualTo("FORBIDDEN");
    }
    assertThat(submit(VAN, change("m3", "van-3#2")).path("accepted")).hasSize(1);
    assertThat(bench.mutations()).extracting(Mutation::getEdgeNodeId).containsExactly("van-3#2");
  }

  @Test
  void shouldRefuseMoreThanARequestMayHold() {
    JsonNode answer =
        bench.ask(
            VAN,
            submission(IntStream.range(0, 6).mapToObj(i -> change("m" + i, "van-3")).toList()));
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(bench.mutations()).isEmpty();
  }

  @Test
  void shouldSayOfWhatIsNotConfirmedThatNobodyKnows() {
    // given
    bench.isConfirming = false;

    // when
    JsonNode unknown = submit(VAN, change("m1", "van-3"));
    bench.isConfirming = true;
    JsonNode repeated = submit(VAN, change("m1", "van-3"));

    // then
    assertThat(unknown.at("/rejected/0/error/code").asText()).isEqualTo("UNCONFIRMED");
    assertThat(repeated.at("/accepted/0/status").asText()).isEqualTo("PENDING");
    assertThat(bench.mutations()).extracting(Mutation::getId).containsExactly("m1", "m1");
  }

  @Test
  void shouldWaitForAReadAndSayThatItIsStale() {
    // given
    EntityKey key = new EntityKey("Product", "p1");
    String token = new ReadToken(key, 3, System.currentTimeMillis()).text();
    views.put("Product", "p1", 2, Map.of());

    // when one waits, a second is one too many
    CompletableFuture<JsonNode> waiting = bench.reading(token);
    JsonNode second = bench.done(bench.reading(token));

    // then
    assertThat(second.at("/errors/0/extensions/code").asText()).isEqualTo("OVERLOADED");
    assertThat(bench.done(waiting).at("/errors/0/extensions/code").asText()).isEqualTo("STALE");

    // when it comes meanwhile
    CompletableFuture<JsonNode> lucky = bench.reading(token);
    views.put("Product", "p1", 3, Map.of());

    // then
    assertThat(bench.done(lucky).at("/data/__typename").asText()).isEqualTo("Query");
  }

  @Test
  void shouldNotTakeMoreThanMayBeUnderWay() {
    // given as much as may wait
    for (int i = 0; i < CommandBench.UNDERWAY; i++) {
      bench.underway.begin(new Underway.What("x" + i, "van-1", null, ""));
    }

    // when
    JsonNode submitted = submit(VAN, change("m1", "van-3"));
    views.put("Order", "o1", 1, Map.of());
    JsonNode changed =
        bench.ask(
            "mutation { updateOrderStatus(input: {orderId: \"o1\", status: CONFIRMED}) { status } }");

    // then
    assertThat(submitted.at("/rejected/0/error/code").asText()).isEqualTo("RATE_LIMITED");
    assertThat(changed.toString()).contains("OVERLOADED");
  }
}
