package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.view.ViewBench;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A named version against what the views do not show yet. */
class BaseVersionTest {

  private static final EntityKey ITEM = new EntityKey("InventoryItem", "p1@W");

  @TempDir Path stateDir;
  private ViewBench views;
  private CommandBench bench;

  @BeforeEach
  void open() {
    views = new ViewBench(stateDir);
    bench = new CommandBench(views);
    shows(5, 3);
  }

  @AfterEach
  void close() {
    bench.close();
    views.close();
  }

  private void shows(long version, long pieces) {
    views.put(
        "InventoryItem",
        "p1@W",
        version,
        Map.of(
            "productId", Value.of("p1"),
            "warehouseId", Value.of("W"),
            "quantity", Value.of(pieces)));
  }

  private static String counting(int pieces, int seen) {
    return """
    mutation { updateInventory(input: {productId: "p1", warehouseId: "W", quantity: %d,
      operation: SET, baseVersion: %d}) { status mutationId errors { code } } }
    """
        .formatted(pieces, seen);
  }

  /** The first count is answered with version 6, and the views still show version 5. */
  private void countUnseen() {
    CompletableFuture<JsonNode> first = bench.asking(CommandBench.person("anna"), counting(10, 5));
    bench.hear(bench.mutations().getFirst().getId(), ITEM, "APPLIED", 6);
    assertThat(bench.done(first).at("/data/updateInventory/status").asText()).isEqualTo("APPLIED");
  }

  @Test
  void shouldRefuseAVersionThatItsOwnAnswerHasOvertaken() {
    // given
    countUnseen();

    // when somebody else names the version that the views still show
    JsonNode second = bench.ask(CommandBench.person("berta"), counting(20, 5));

    // then the merging would have taken it for one who had seen the first
    assertThat(second.at("/data/updateInventory/errors/0/code").asText())
        .as("%s", second)
        .isEqualTo("VERSION_CONFLICT");
    assertThat(bench.mutations()).hasSize(1);
  }

  @Test
  void shouldGoOnOnceTheViewsHaveIt() {
    // given
    countUnseen();
    CompletableFuture<JsonNode> second =
        bench.asking(CommandBench.person("berta"), counting(20, 6));

    // when
    shows(6, 10);

    // then
    assertThat(bench.done(second).at("/data/updateInventory/status").asText()).isEqualTo("PENDING");
    assertThat(bench.mutations()).hasSize(2);
    assertThat(bench.mutations().getLast().getBaseVersion()).isEqualTo(6);
  }

  @Test
  void shouldRefuseAVersionWhileNobodyKnowsWhatBecameOfTheLastChange() {
    // given a change that the broker did not confirm, which may have been done
    bench.isConfirming = false;
    JsonNode lost = bench.ask(counting(10, 5));
    assertThat(lost.at("/errors/0/extensions/code").asText())
        .as("%s", lost)
        .isEqualTo("UNCONFIRMED");
    bench.isConfirming = true;

    // when
    JsonNode second = bench.ask(counting(20, 5));

    // then
    assertThat(second.at("/data/updateInventory/errors/0/code").asText())
        .as("%s", second)
        .isEqualTo("VERSION_CONFLICT");
  }

  @Test
  void shouldForgetWhatTheViewsShowThoughNobodyAsks() {
    // given
    countUnseen();
    assertThat(bench.remembered()).isEqualTo(1);

    // when
    shows(6, 10);

    // then
    assertThat(bench.remembered()).isZero();
  }

  @Test
  void shouldTakeChangesThatNameNoVersion() {
    // given
    countUnseen();

    // when
    JsonNode adding =
        bench.ask(counting(1, 5).replace("SET", "ADD").replace(", baseVersion: 5", ""));

    // then
    assertThat(adding.at("/data/updateInventory/status").asText()).isEqualTo("PENDING");
  }
}
