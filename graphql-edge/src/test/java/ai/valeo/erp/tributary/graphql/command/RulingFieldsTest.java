package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.graphql.view.ViewBench;
import ai.valeo.erp.tributary.graphql.view.ViewListener;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rulings asked for again, and rulings of two persons. */
class RulingFieldsTest {

  private static final String ACCOUNT =
      """
      {"type": "record", "name": "Account", "namespace": "own", "doc": "One.",
       "onDeleteConflict": "manual", "fields": [
        {"name": "id", "type": "string", "meta": "id", "doc": "d"},
        {"name": "version", "type": "long", "meta": "version", "doc": "d"},
        {"name": "updatedAt", "type": {"type": "long", "logicalType": "timestamp-millis"},
         "meta": "hlcMs", "doc": "d"},
        {"name": "updatedCounter", "type": "int", "meta": "hlcCounter", "doc": "d"},
        {"name": "updatedBy", "type": "string", "meta": "mutationId", "doc": "d"},
        {"name": "name", "type": ["null", "string"], "default": null, "merge": "manual",
         "doc": "d"},
        {"name": "limit", "type": ["null", {"type": "bytes", "logicalType": "decimal",
         "precision": 18, "scale": 4}], "default": null, "merge": "manual", "fourEyes": true,
         "doc": "d"}]}
      """;
  private static final EntityKey KEY = new EntityKey("Account", "a1");
  private static final Identity ANNA = CommandBench.person("anna");
  private static final Identity BERTA = CommandBench.person("berta");

  @TempDir Path stateDir;
  private ViewBench views;
  private CommandBench bench;

  @BeforeEach
  void open() {
    EntityTypes types = EntityTypes.of(List.of(new Schema.Parser().parse(ACCOUNT)));
    views = new ViewBench(stateDir, ViewListener.NONE, withBundled(types));
    bench = new CommandBench(views);
  }

  private static EntityTypes withBundled(EntityTypes own) {
    EntityTypes bundled = EntityTypes.bundled();
    var schemas = new ArrayList<Schema>();
    bundled.all().forEach(type -> schemas.add(bundled.schema(type)));
    own.all().forEach(type -> schemas.add(own.schema(type)));
    return EntityTypes.of(schemas);
  }

  @AfterEach
  void close() {
    bench.close();
    views.close();
  }

  private static Conflict.Builder conflict(String attribute) {
    Conflict made = Records.conflict("m9", "a1", ConflictState.OPEN, 1_000);
    Contender contender =
        Contender.newBuilder(made.getContenders().getFirst()).setAttribute(attribute).build();
    return Conflict.newBuilder(made).setEntityType("Account").setContenders(List.of(contender));
  }

  private static Conflict decided(String rulingId, String by) {
    return conflict("name")
        .setState(ConflictState.RESOLVED)
        .setRulingId(rulingId)
        .setRuling("TAKE")
        .setResolvedBy(by)
        .build();
  }

  private static String ruling(String how, String key) {
    return """
    mutation { resolveConflict(input: {conflictId: "m9:0", ruling: %s, reason: "told so",
      idempotencyKey: "%s"}) { status message mutationId errors { code } conflict { status }
        proposal { actor changes { attribute value } } } }
    """
        .formatted(how, key);
  }

  private static JsonNode result(JsonNode answer) {
    assertThat(answer.has("errors")).as("%s", answer).isFalse();
    return answer.at("/data/resolveConflict");
  }

  /** Anna's ruling is published and answered; it is in the views if told so. */
  private JsonNode rule(boolean isShown) {
    CompletableFuture<JsonNode> first = bench.asking(ANNA, ruling("TAKE", "k1"));
    String id = bench.rulings().getFirst().getId();
    if (isShown) {
      views.put(decided(id, "anna"));
      Outcome outcome = Records.outcome(id, "central", OutcomeState.APPLIED, 1_000);
      views.put(Outcome.newBuilder(outcome).setEntityType("Account").setEntityId("a1").build());
    }
    bench.hear(id, KEY, "APPLIED", 0);
    return result(bench.done(first));
  }

  @Test
  void shouldAnswerARulingThatComesAgainWithItsResult() {
    // given
    views.put(conflict("name").build());
    JsonNode first = rule(true);
    assertThat(first.at("/message").asText()).isEqualTo("Entschieden");

    // when
    JsonNode again = result(bench.ask(ANNA, ruling("TAKE", "k1")));
    JsonNode other = result(bench.ask(ANNA, ruling("KEEP", "k1")));

    // then
    assertThat(again).isEqualTo(first);
    assertThat(other.at("/errors/0/code").asText()).isEqualTo("DUPLICATE_REQUEST");
    assertThat(bench.rulings()).hasSize(1);
  }

  @Test
  void shouldNotCallOtherValuesDecidedThanThoseThatWere() {
    // given values that were decided on, and an instance that remembers nothing of it
    String id = CommandIds.of("anna", "ruling:m9:0:k1").value();
    views.put(merged(id, "Chai"));
    Outcome outcome = Records.outcome(id, "central", OutcomeState.APPLIED, 1_000);
    views.put(Outcome.newBuilder(outcome).setEntityType("Account").setEntityId("a1").build());

    // when she asks again, under the same key and under another
    JsonNode same = result(bench.ask(ANNA, merge("k1", "Chai")));
    JsonNode other = result(bench.ask(ANNA, merge("k1", "Chang")));
    JsonNode sameAnew = result(bench.ask(ANNA, merge("k2", "Chai")));
    JsonNode otherAnew = result(bench.ask(ANNA, merge("k2", "Chang")));

    // then
    assertThat(same.at("/message").asText()).isEqualTo("Entschieden");
    assertThat(other.at("/errors/0/code").asText()).isEqualTo("DUPLICATE_REQUEST");
    assertThat(sameAnew.at("/message").asText()).isEqualTo("Entschieden");
    assertThat(otherAnew.at("/errors/0/code").asText()).isEqualTo("VERSION_CONFLICT");
    assertThat(bench.rulings()).isEmpty();
  }

  private static Conflict merged(String rulingId, String value) {
    Conflict.Builder made = conflict("name");
    Contender after =
        Contender.newBuilder(made.getContenders().getFirst()).setResult(value).build();
    return made.setContenders(List.of(after))
        .setState(ConflictState.RESOLVED)
        .setRulingId(rulingId)
        .setRuling("MERGE")
        .setResolvedBy("anna")
        .build();
  }

  private static String merge(String key, String value) {
    String change = "changes: [{name: \"name\", value: \"" + value + "\"}], reason:";
    return ruling("MERGE", key).replace("reason:", change);
  }

  @Test
  void shouldNotCallDecidedWhatStillShowsOpen() {
    // given
    views.put(conflict("name").build());

    // when
    JsonNode unseen = rule(false);

    // then
    assertThat(unseen.at("/status").asText()).isEqualTo("APPLIED");
    assertThat(unseen.at("/message").asText()).isNotEqualTo("Entschieden");
    assertThat(unseen.at("/conflict").isNull()).isTrue();
  }

  @Test
  void shouldConfirmAtAnotherInstanceWhatWasProposedAtOne() {
    // given
    views.put(conflict("limit").build());
    JsonNode proposed = result(bench.ask(ANNA, ruling("TAKE", "k1")));
    assertThat(proposed.at("/status").asText()).as("%s", proposed).isEqualTo("PENDING");
    assertThat(proposed.at("/proposal/actor").asText()).isEqualTo("anna");
    assertThat(bench.rulings()).extracting(Resolution::getProposal).containsExactly(true);

    // when the proposer asks again, then another person at an instance that was started since
    assertThat(result(bench.ask(ANNA, ruling("TAKE", "k1")))).isEqualTo(proposed);
    assertThat(bench.rulings()).hasSize(1);
    try (CommandBench other = new CommandBench(views)) {
      JsonNode seen = other.ask("{ conflict(id: \"m9:0\") { proposal { actor reason } } }");
      assertThat(seen.at("/data/conflict/proposal/reason").asText()).isEqualTo("told so");
      CompletableFuture<JsonNode> second = other.asking(BERTA, ruling("TAKE", "k2"));

      // then
      Resolution ruling = other.rulings().getFirst();
      assertThat(ruling.getProposal()).isFalse();
      assertThat(ruling.getActor()).isEqualTo("anna");
      assertThat(ruling.getSecondActor()).isEqualTo("berta");
      views.put(decided(ruling.getId(), "anna"));
      other.hear(ruling.getId(), KEY, "APPLIED", 0);
      assertThat(result(other.done(second)).at("/message").asText()).isEqualTo("Entschieden");
    }

    // and whoever proposed it is told so
    assertThat(result(bench.ask(ANNA, ruling("TAKE", "k1"))).at("/status").asText())
        .isEqualTo("APPLIED");
  }

  @Test
  void shouldKeepWhatIsProposedUntilItIsDone() {
    // given a confirmation that the merging refuses
    views.put(conflict("limit").build());
    bench.ask(ANNA, ruling("TAKE", "k1"));
    CompletableFuture<JsonNode> second = bench.asking(BERTA, ruling("TAKE", "k2"));
    bench.hear(bench.rulings().getLast().getId(), KEY, "FAILED", 0);
    assertThat(result(bench.done(second)).at("/status").asText()).isEqualTo("FAILED");

    // when she confirms again
    CompletableFuture<JsonNode> unused = bench.asking(BERTA, ruling("TAKE", "k3"));

    // then
    assertThat(bench.rulings()).hasSize(3);
    assertThat(bench.rulings().getLast().getSecondActor()).isEqualTo("berta");
  }

  @Test
  void shouldAskTwoForADeleteOfWhatNeedsTwo() {
    // given an entity as a whole in dispute, whose type asks for two on one attribute
    views.put(conflict("*").build());

    // when
    JsonNode proposed = result(bench.ask(ANNA, ruling("TAKE", "k1")));

    // then
    assertThat(proposed.at("/status").asText()).isEqualTo("PENDING");
    assertThat(bench.rulings()).extracting(Resolution::getProposal).containsExactly(true);
  }

  @Test
  void shouldAskTwoForValuesThatNeedTwo() {
    // given
    views.put(conflict("name").build());
    String merge =
        ruling("MERGE", "k1")
            .replace("reason:", "changes: [{name: \"limit\", value: \"5.00\"}], reason:");

    // when
    JsonNode proposed = result(bench.ask(ANNA, merge));
    CompletableFuture<JsonNode> unused =
        bench.asking(BERTA, merge.replace("k1", "k2").replace("5.00", "5"));

    // then the same value, however it is written, is the same ruling
    assertThat(proposed.at("/proposal/changes/0/value").asText()).isEqualTo("5.0000");
    Resolution ruling = bench.rulings().getLast();
    assertThat(ruling.getProposal()).isFalse();
    assertThat(ruling.getRuling()).isEqualTo(Ruling.MERGE);
    assertThat(ruling.getSecondActor()).isEqualTo("berta");
  }

  @Test
  void shouldSendTheVersionThatThePersonSaw() {
    // given
    views.put(conflict("name").build());
    String seen = ruling("TAKE", "k1").replace("reason:", "expectedVersion: 2, reason:");

    // when, and the entity has moved on meanwhile
    CompletableFuture<JsonNode> asked = bench.asking(ANNA, seen);
    Resolution published = bench.rulings().getFirst();
    bench.hear(published.getId(), KEY, "FAILED", 3);

    // then
    assertThat(published.getExpectedVersion()).isEqualTo(2);
    JsonNode refused = result(bench.done(asked));
    assertThat(refused.at("/status").asText()).isEqualTo("FAILED");
    assertThat(refused.at("/conflict/status").asText()).isEqualTo("OPEN");
  }

  @Test
  void shouldRefuseToRuleOnWhatSomebodyElseHasDecided() {
    // given
    views.put(decided("another", "berta"));

    // when
    JsonNode refused = result(bench.ask(ANNA, ruling("KEEP", "k1")));

    // then
    assertThat(refused.at("/errors/0/code").asText()).isEqualTo("VERSION_CONFLICT");
    assertThat(refused.at("/conflict/status").asText()).isEqualTo("RESOLVED");
    assertThat(bench.rulings()).isEmpty();
  }

  @Test
  void shouldLetOneRuleOnTheRest() {
    // given
    views.put(conflict("name").build());

    // when
    CompletableFuture<JsonNode> unused = bench.asking(ANNA, ruling("KEEP", "k1"));

    // then
    assertThat(bench.rulings()).extracting(Resolution::getProposal).containsExactly(false);
  }
}
