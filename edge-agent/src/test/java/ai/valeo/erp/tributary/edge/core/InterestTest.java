package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InterestTest {

  private static final List<String> VALUES = List.of("x", "y", "z");

  @Test
  void shouldIncludeWhatHasOneOfTheValuesOfEachAttribute() {
    // given
    var interest = new Interest(new TreeMap<>(Map.of("a", Set.of("x", "y"))));

    // then
    assertThat(interest.includes(entity("x", null))).isTrue();
    assertThat(interest.includes(entity("z", "x"))).isFalse();
    assertThat(interest.includes(entity(null, "x"))).isFalse();
    assertThat(Interest.ALL.includes(entity(null, null))).isTrue();
  }

  @Test
  void shouldCompareAndCombineAsSetsOfEntities() {
    var random = new Random(20_261_121);
    for (int round = 0; round < 2_000; round++) {
      // given
      Interest left = interest(random);
      Interest right = interest(random);

      // then
      boolean isWithin = true;
      for (var entity : entities()) {
        assertThat(left.and(right).includes(entity))
            .as("%s and %s: %s", left, right, entity)
            .isEqualTo(left.includes(entity) && right.includes(entity));
        isWithin &= !left.includes(entity) || right.includes(entity);
      }
      if (left.isWithin(right)) {
        assertThat(isWithin).as("%s within %s", left, right).isTrue();
      }
      assertThat(left.and(right).isWithin(left)).isTrue();
    }
  }

  private static Interest interest(Random random) {
    var wanted = new TreeMap<String, Set<String>>();
    for (String attribute : List.of("a", "b")) {
      if (random.nextBoolean()) {
        var values = new TreeSet<>(VALUES);
        values.removeIf(value -> random.nextBoolean());
        wanted.put(attribute, values);
      }
    }
    return new Interest(wanted);
  }

  private static List<SortedMap<String, Value>> entities() {
    var entities = new ArrayList<SortedMap<String, Value>>();
    for (String a : new String[] {"x", "y", "z", null}) {
      for (String b : new String[] {"x", "y", "z", null}) {
        entities.add(entity(a, b));
      }
    }
    return entities;
  }

  private static SortedMap<String, Value> entity(String a, String b) {
    var values = new TreeMap<String, Value>();
    if (a != null) {
      values.put("a", Value.of(a));
    }
    if (b != null) {
      values.put("b", Value.of(b));
    }
    return values;
  }
}
