package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Answers sample queries for a while, so that the first clients do not meet a cold virtual machine.
 * Each is answered anew, since a kept answer warms nothing, and none counts as an operation.
 */
final class WarmUp implements Consumer<BooleanSupplier> {

  private static final String ID = "warm-up";
  private static final Caller OURSELVES = new Caller(null, true);

  private static final List<String> SAMPLES =
      List.of(
          "{ product(id: \"1\") { id name price category { name } version } }",
          "{ products(limit: 20) { id name sku price } }",
          "{ orders(first: 20) { nodes { id status customer { name } items { quantity"
              + " product { name } } } pageInfo { hasNextPage endCursor } } }",
          "{ inventory(first: 20) { nodes { id quantity product { name } } } }",
          "{ entity(type: \"Product\", id: \"1\") { version attributes stamp { mutationId } } }",
          "{ conflicts(first: 5) { nodes { id status contenders { attribute strategy } } } }",
          "{ edgeNodes { id online } aggregatorStatus { appliedTotal openConflicts } }");

  private final GraphEngine engine;
  private final long timeNs;

  WarmUp(GraphEngine engine, Duration time) {
    this.engine = engine;
    this.timeNs = time.toNanos();
  }

  /** What it asks. */
  static List<String> samples() {
    return SAMPLES;
  }

  /** Asks for as long as configured, or until it is over. */
  @Override
  public void accept(BooleanSupplier isOver) {
    long startNs = System.nanoTime();
    while (System.nanoTime() - startNs < timeNs && !isOver.getAsBoolean()) {
      for (String sample : SAMPLES) {
        engine.answer(new GraphRequest(ID, sample, null, Map.of(), false, OURSELVES));
      }
    }
  }
}
