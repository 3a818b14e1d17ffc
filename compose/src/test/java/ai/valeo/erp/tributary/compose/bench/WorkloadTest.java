package ai.valeo.erp.tributary.compose.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WorkloadTest {
  private static final int ENTITIES = 1_000;
  private static final int MIXED = 100_000;

  @Test
  void shouldBeTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(items(1, 0)).isEqualTo(items(1, 0));
    assertThat(items(1, 0)).isNotEqualTo(items(2, 0));
  }

  @Test
  void shouldCreateEveryEntityBeforeTheMixBegins() {
    // when
    List<WorkloadItem> first = items(1, 0).subList(0, ENTITIES);
    // then
    assertThat(first).extracting(WorkloadItem::operation).containsOnly(OperationType.CREATE);
    assertThat(first).extracting(WorkloadItem::key).doesNotHaveDuplicates();
  }

  @Test
  void shouldMixAsItSays() {
    // given
    List<WorkloadItem> mixed = items(1, 0).subList(ENTITIES, ENTITIES + MIXED);
    // when
    Map<OperationType, Double> shares = new HashMap<>();
    mixed.forEach(item -> shares.merge(item.operation(), 1.0 / MIXED, Double::sum));
    // then (an entity that is gone is created again when its turn comes)
    assertThat(shares.get(OperationType.DELETE)).isCloseTo(0.045, within(0.01));
    assertThat(shares.get(OperationType.CREATE)).isCloseTo(0.145, within(0.01));
    assertThat(shares.get(OperationType.UPDATE)).isCloseTo(0.81, within(0.01));
  }

  @Test
  void shouldCountItsExactDuplicates() {
    // given
    Workload workload = workload(1, 0);
    // when
    List<WorkloadItem> items = Stream.generate(workload::next).limit(ENTITIES + MIXED).toList();
    // then
    long distinct = items.stream().map(WorkloadItem::number).distinct().count();
    assertThat(workload.distinct()).isEqualTo(distinct);
    assertThat(workload.duplicates()).isEqualTo(items.size() - distinct);
    assertThat((double) workload.duplicates() / MIXED).isCloseTo(0.01, within(0.002));
    assertThat(new HashSet<>(items)).hasSize((int) distinct);
  }

  @Test
  void shouldGiveEachNodeSequencesWithoutGapsAndFloorsBelowThem() {
    // given
    Map<Integer, Long> last = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    // when, then
    for (WorkloadItem item : items(1, 0)) {
      if (seen.add(item.number())) {
        assertThat(item.sequence()).isEqualTo(last.getOrDefault(item.node(), 0L) + 1);
        assertThat(item.floor()).isBetween(1L, item.sequence());
        last.put(item.node(), item.sequence());
      }
    }
  }

  @Test
  void shouldLetAboutFivePercentOfTheUpdatesComeFromElsewhereWithAnOldBase() {
    // given
    Map<EntityKey, Integer> home = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    long updates = 0;
    long foreign = 0;
    // when
    for (WorkloadItem item : items(1, 0)) {
      home.putIfAbsent(item.key(), item.node());
      if (seen.add(item.number()) && item.operation() == OperationType.UPDATE) {
        updates++;
        foreign += home.get(item.key()) == item.node() ? 0 : 1;
      }
    }
    // then
    assertThat((double) foreign / updates).isCloseTo(0.05, within(0.01));
  }

  @Test
  void shouldHitFewEntitiesOftenWhenSkewed() {
    assertThat(hitsOfTheTopTen(0.99)).isGreaterThan(0.3);
    assertThat(hitsOfTheTopTen(0)).isLessThan(0.03);
  }

  @Test
  void shouldMakeOnlyChangesThatTheEntityTypesAllow() {
    // given
    EntityTypes types = EntityTypes.bundled();
    // when, then
    assertThat(items(3, 0).stream().limit(5_000))
        .allSatisfy(item -> {
          EntityType type = Objects.requireNonNull(types.type(item.key().entityType()));
          assertThat(ChangeRules.check(type, item.operation(), item.changes()))
              .isInstanceOf(ChangeRules.Valid.class);
        });
  }

  private static double hitsOfTheTopTen(double skew) {
    Map<EntityKey, Integer> hits = new HashMap<>();
    items(1, skew).stream()
        .skip(ENTITIES)
        .filter(item -> item.operation() == OperationType.UPDATE)
        .forEach(item -> hits.merge(item.key(), 1, Integer::sum));
    double all = hits.values().stream().mapToInt(Integer::intValue).sum();
    return hits.values().stream()
            .sorted((a, b) -> b - a)
            .limit(10)
            .mapToInt(Integer::intValue)
            .sum()
        / all;
  }

  private static List<WorkloadItem> items(long seed, double skew) {
    Workload workload = workload(seed, skew);
    return Stream.generate(workload::next).limit(ENTITIES + MIXED).toList();
  }

  private static Workload workload(long seed, double skew) {
    return new Workload(new WorkloadSettings(seed, ENTITIES, 20, skew, 1_700_000_000_000L));
  }
}
