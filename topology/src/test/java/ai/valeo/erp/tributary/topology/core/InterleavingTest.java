package ai.valeo.erp.tributary.topology.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.Given.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All 90 interleavings of the streams of three nodes with two mutations each give the same values
 * (rule R6). Clocks are honest or not; one node has not seen what was there before.
 */
class InterleavingTest {

  private static final int HISTORIES = 60;
  private static final List<String> STATES = List.of("NEW", "OPEN", "HALTED", "SENT", "DONE");

  @ParameterizedTest
  @ValueSource(
      strings = {
        MergePolicy.LAST_WRITER,
        MergePolicy.FIRST_WRITER,
        MergePolicy.PRIORITY,
        MergePolicy.MAXIMUM,
        MergePolicy.MINIMUM,
        MergePolicy.COUNTER,
        MergePolicy.SET
      })
  void shouldGiveTheSameValuesInEveryOrder(String strategy) {
    for (int seed = 0; seed < HISTORIES; seed++) {
      // given
      var random = new Random(seed);
      List<List<Draft>> streams = new ArrayList<>();
      for (String node : List.of("a", "b", "c")) {
        long base = node.equals("c") ? 0 : 1;
        streams.add(
            List.of(
                draft(node, 1, strategy, random).on(base),
                draft(node, 2, strategy, random).on(base)));
      }
      // when
      Map<String, String> results = results(type(strategy), strategy, streams);
      // then
      assertThat(results).as("strategy %s, seed %d", strategy, seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldGiveTheSameStateInEveryOrderOfLegalSteps(int seed) {
    // given each node steps twice from where it believes to be
    var random = new Random(seed);
    EntityType type = Given.type(Given.progress("x"));
    MergePolicy policy = type.attributes().get(0).merge();
    List<List<Draft>> streams = new ArrayList<>();
    for (String node : List.of("a", "b", "c")) {
      String from = "NEW";
      var stream = new ArrayList<Draft>();
      for (int number = 1; number <= 2; number++) {
        String start = from;
        List<String> legal =
            STATES.stream().filter(next -> policy.isLegalStep(start, next)).toList();
        if (!legal.isEmpty()) {
          String next = legal.get(random.nextInt(legal.size()));
          long hlcMs = 1_000L * number + random.nextInt(900);
          stream.add(Given.update(node, hlcMs, Change.step("x", start, next)).on(1));
          from = next;
        }
      }
      streams.add(stream);
    }
    // when
    Map<String, String> results = results(type, MergePolicy.PROGRESS, streams);
    // then
    assertThat(results).hasSize(1);
  }

  private static EntityType type(String strategy) {
    Attribute attribute =
        strategy.equals(MergePolicy.SET) ? Given.tags("x") : Given.number("x", strategy);
    return Given.type(attribute);
  }

  private static Draft draft(String node, int number, String strategy, Random random) {
    long hlcMs = 1_000L * number + random.nextInt(1_500);
    if (number == 2) {
      hlcMs += 1_500;
    }
    return Given.update(node, hlcMs, change(strategy, random)).priority(1 + random.nextInt(10));
  }

  private static Change change(String strategy, Random random) {
    int number = random.nextInt(20);
    if (strategy.equals(MergePolicy.SET)) {
      Value element = Value.of(String.valueOf((char) ('p' + number % 3)));
      return switch (number % 5) {
        case 0 -> Change.set("x", Value.of(List.of(element)));
        case 1, 2 -> Change.insert("x", element);
        default -> Change.remove("x", element);
      };
    }
    return strategy.equals(MergePolicy.COUNTER) && number % 3 > 0
        ? Change.add("x", number - 10)
        : Given.set("x", number);
  }

  /** The values with the first order that gave them. */
  private static Map<String, String> results(
      EntityType type, String strategy, List<List<Draft>> streams) {
    var results = new LinkedHashMap<String, String>();
    visit(
        streams,
        new int[streams.size()],
        new ArrayList<>(),
        order -> {
          var piece = new Workpiece(type);
          piece.send(created(strategy));
          order.forEach(piece::send);
          @Nullable Value value = piece.value("x");
          results.putIfAbsent(String.valueOf(value), order.toString());
        });
    return results;
  }

  /** What was there before; its clock is ahead of some of what follows. */
  private static Draft created(String strategy) {
    return switch (strategy) {
      case MergePolicy.SET ->
          Given.create("s", 1_700, Change.insert("x", Value.of("p"))).priority(7);
      case MergePolicy.PROGRESS -> Given.create("s", 500);
      default -> Given.create("s", 1_700, Given.set("x", 10)).priority(7);
    };
  }

  private static void visit(
      List<List<Draft>> streams, int[] taken, List<Draft> order, Consumer<List<Draft>> action) {
    boolean isDone = true;
    for (int i = 0; i < taken.length; i++) {
      if (taken[i] < streams.get(i).size()) {
        isDone = false;
        order.add(streams.get(i).get(taken[i]++));
        visit(streams, taken, order, action);
        order.remove(order.size() - 1);
        taken[i]--;
      }
    }
    if (isDone) {
      action.accept(order);
    }
  }
}
