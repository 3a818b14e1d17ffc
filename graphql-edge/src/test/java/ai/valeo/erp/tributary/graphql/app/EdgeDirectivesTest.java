package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.graphql.edge.About;
import ai.valeo.erp.tributary.graphql.edge.Centre;
import ai.valeo.erp.tributary.graphql.edge.EdgeFetchers;
import ai.valeo.erp.tributary.graphql.edge.MachineLoad;
import ai.valeo.erp.tributary.graphql.edge.OfflineException;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directives of the SDL decide what the edge node does: other directives, other deeds. */
class EdgeDirectivesTest {

  private static final String SELL =
      "mutation { updateInventory(input: {productId: \"p1\", warehouseId: \"w1\", quantity: 1,"
          + " operation: SUBTRACT}) { success } }";

  @TempDir Path folder;
  private EdgeDesk desk;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void open() {
    desk = new EdgeDesk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldTakeThePriorityFromTheSdl() {
    // when
    ask(EdgeSchema.sdl().replace("@edgeSync(priority: 1)", "@edgeSync(priority: 4)"), SELL);
    ask(EdgeSchema.sdl().replace("@edgeSync(priority: 1)", "@edgeSync"), SELL);

    // then: 11 - priority; 5 where none is named
    assertThat(desk.node().pending(10))
        .extracting(entry -> entry.mutation().draft().priority())
        .containsExactly(7, 6);
  }

  @Test
  void shouldNotStartWithAPriorityOutOfBounds() {
    // given
    String sdl = EdgeSchema.sdl().replace("@edgeSync(priority: 1)", "@edgeSync(priority: 11)");

    // when / then
    assertThatThrownBy(() -> ask(sdl, SELL)).hasMessageContaining("(expected: 1 to 10)");
  }

  @Test
  void shouldLeaveAMutationWithoutDirectiveToTheCentre() {
    // when
    GraphAnswer answer = ask(EdgeSchema.sdl().replace("@edgeSync(priority: 1)", ""), SELL);

    // then
    assertThat(asked).containsExactly("updateInventory");
    assertThat(answer.body().toString()).contains("OFFLINE");
    assertThat(desk.node().pending(10)).isEmpty();
  }

  @Test
  void shouldAskTheCentreOnlyForWhatIsNotHere() {
    // when
    ask(EdgeSchema.sdl(), "{ product(id: \"p1\") { id } edgeStatus { nodeId } }");
    ask(EdgeSchema.sdl(), "{ product(id: \"p9\") { id } }");

    // then
    assertThat(asked).containsExactly("product");
  }

  @Test
  void shouldNeverAskTheCentreForEdgeOnlyFields() {
    // when
    GraphAnswer answer =
        ask(
            EdgeSchema.sdl(),
            "{ localInventory(warehouseId: \"w9\") { id } localOrders { id } mutationStatus(id:"
                + " \"none\") { id } syncStatus { pendingChanges } }");

    // then
    assertThat(answer.body()).doesNotContainKey("errors");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldNotStartWithAFieldNobodyAnswers() {
    assertThatThrownBy(() ->
            ask(
                EdgeSchema.sdl() + "extend type Query { weather: String @edgeOnly }",
                "{ weather }"))
        .hasMessageContaining("Query.weather");
  }

  private GraphAnswer ask(String sdl, String document) {
    Centre centre =
        field -> {
          asked.add(field.getFieldDefinition().getName());
          throw new OfflineException("away");
        };
    var surroundings =
        new EdgeFetchers.Surroundings(
            new About("", "1", "1"),
            new MachineLoad(folder.resolve("edge.db")),
            EntityTypes.bundled(),
            InstantSource.system(),
            Runnable::run);
    var fetchers = new EdgeFetchers(new EdgeNodePort(desk.node(), Scope.ALL), surroundings, centre);
    var engine =
        new GraphEngine(
            fetchers.schema(EdgeSchema.definitions(sdl)),
            QueryLimits.standard(),
            EdgeFetchers::code,
            () -> {});
    return engine.answer(new GraphRequest("r1", document, null, Map.of(), false));
  }
}
