package ai.valeo.erp.tributary.topology.core;

import static ai.valeo.erp.tributary.topology.core.Given.create;
import static ai.valeo.erp.tributary.topology.core.Given.delete;
import static ai.valeo.erp.tributary.topology.core.Given.number;
import static ai.valeo.erp.tributary.topology.core.Given.progress;
import static ai.valeo.erp.tributary.topology.core.Given.set;
import static ai.valeo.erp.tributary.topology.core.Given.text;
import static ai.valeo.erp.tributary.topology.core.Given.type;
import static ai.valeo.erp.tributary.topology.core.Given.update;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.Given.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deletes and changes that say what another one says: the order of arrival does not matter. */
class SameValueLifeTest {

  private static final EntityType THING =
      type(
          progress("state"),
          number("high", MergePolicy.MAXIMUM),
          text("name", MergePolicy.LAST_WRITER));
  private static final Change OPEN = Change.step("state", "NEW", "OPEN");
  private static final Map<String, Value> OPENED = Map.of("state", Value.of("OPEN"));

  /** The values at the end of every order in which two streams can follow the past. */
  private static Set<@Nullable Map<String, Value>> ends(
      List<Draft> past, List<Draft> one, List<Draft> other) {
    var ends = new HashSet<@Nullable Map<String, Value>>();
    for (List<Draft> order : orders(one, other)) {
      var piece = new Workpiece(THING);
      piece.send(create("s", 100));
      past.forEach(piece::send);
      order.forEach(piece::send);
      ends.add(piece.values());
    }
    return ends;
  }

  private static List<List<Draft>> orders(List<Draft> one, List<Draft> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return List.of(one.isEmpty() ? other : one);
    }
    var orders = new ArrayList<List<Draft>>();
    for (List<Draft> first : List.of(one, other)) {
      List<Draft> rest = first.subList(1, first.size());
      for (List<Draft> tail : orders(rest, first.equals(one) ? other : one)) {
        var order = new ArrayList<>(first.subList(0, 1));
        order.addAll(tail);
        orders.add(order);
      }
    }
    return orders;
  }

  @Test
  void shouldLetAnUnseenStepThatOwnsTheStateStandAgainstADelete() {
    // given two that open it; the first of them deletes it, the later one owns the state
    List<Draft> deleter = List.of(update("a", 200, OPEN).on(1), delete("a", 400).on(1));
    List<Draft> other = List.of(update("b", 300, OPEN).on(1));

    // then
    assertThat(ends(List.of(), deleter, other)).containsExactly(OPENED);
  }

  @Test
  void shouldLetADeleteStandAgainstAnUnseenStepThatDoesNotOwnTheState() {
    // given the same, but the deleter's own step is the later one
    List<Draft> deleter = List.of(update("a", 300, OPEN).on(1), delete("a", 400).on(1));
    List<Draft> other = List.of(update("b", 200, OPEN).on(1));

    // then
    assertThat(ends(List.of(), deleter, other)).containsExactly((Map<String, Value>) null);
  }

  @Test
  void shouldLetADeleteStandThatHasSeenTheState() {
    // given a delete by a node that has received the state; another says the same later
    List<Draft> past = List.of(update("a", 200, OPEN).on(1));
    List<Draft> other = List.of(update("b", 300, OPEN).on(1));

    // then
    assertThat(ends(past, List.of(delete("c", 400).on(2)), other))
        .containsExactly((Map<String, Value>) null);
  }

  @Test
  void shouldAskEveryDeleteWhetherItHasSeenTheState() {
    // given two deletes, one that has not received the state its node set, one that has
    List<Draft> past = List.of(update("a", 200, OPEN).on(1));
    List<Draft> other = List.of(update("b", 300, OPEN).on(1), delete("b", 310).on(1));
    List<Draft> deletes = List.of(delete("a", 400).on(1), delete("c", 500).on(2));

    // then
    assertThat(ends(past, deletes, other.subList(0, 1))).containsExactly((Map<String, Value>) null);
    assertThat(ends(past, deletes, other)).containsExactly((Map<String, Value>) null);
  }

  @Test
  void shouldLetTheLatestOwnWhatItsNodeSaysAgain() {
    // given a node that says the same twice, another one between its clocks
    List<Draft> steps =
        List.of(
            update("a", 200, OPEN).on(1),
            update("a", 350, Change.step("state", "OPEN", "OPEN")).on(1),
            delete("a", 400).on(1));
    List<Draft> values =
        List.of(
            update("a", 200, set("high", 5)).on(1),
            update("a", 350, set("high", 5)).on(1),
            delete("a", 400).on(1));

    // then
    assertThat(ends(List.of(), steps, List.of(update("b", 300, OPEN).on(1))))
        .containsExactly((Map<String, Value>) null);
    assertThat(ends(List.of(), values, List.of(update("b", 300, set("high", 5)).on(1))))
        .containsExactly((Map<String, Value>) null);
  }

  @Test
  void shouldLetTheFurtherStateStandAgainstACreateOfWhatIsThere() {
    // given a node that creates once more what it has brought further, and another one's step
    List<Draft> creator =
        List.of(
            update("a", 200, OPEN).on(1),
            update("a", 210, Change.step("state", "OPEN", "SENT")).on(1),
            create("a", 300, set("state", "HALTED"), set("name", "x")).on(1));
    List<Draft> other =
        List.of(
            update("b", 220, OPEN).on(1),
            update("b", 230, Change.step("state", "OPEN", "SENT")).on(1));

    // then
    assertThat(ends(List.of(), creator, other))
        .containsExactly(Map.of("state", Value.of("SENT"), "name", Value.of("x")));
  }

  @Test
  void shouldNotFailWhoeverStaysInTheStateThatAnotherHasLeft() {
    // given a node that names the state it sees once more, and one that goes on from there
    List<Draft> past = List.of(update("s", 200, OPEN).on(1));
    Change same = Change.step("state", "OPEN", "OPEN");
    List<Draft> stays = List.of(update("a", 300, same, set("name", "x")).on(2));
    List<Draft> goes = List.of(update("b", 310, Change.step("state", "OPEN", "SENT")).on(2));

    // then
    assertThat(ends(past, stays, goes))
        .containsExactly(Map.of("state", Value.of("SENT"), "name", Value.of("x")));
  }
}
