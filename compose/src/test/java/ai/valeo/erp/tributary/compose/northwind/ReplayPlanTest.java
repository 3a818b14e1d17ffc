package ai.valeo.erp.tributary.compose.northwind;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReplayPlanTest {
  private static final Northwind TABLES = Northwind.load();
  private static final ReplayPlan PLAN = ReplayPlan.of(TABLES);

  @Test
  void shouldReadAllOfNorthwind() {
    assertThat(TABLES.offices())
        .extracting(Office::city)
        .containsExactly("Seattle", "Tacoma", "Kirkland", "Redmond", "London");
    assertThat(TABLES.products()).hasSize(77);
    assertThat(TABLES.customers()).hasSize(91);
    assertThat(TABLES.orders()).hasSize(830);
    assertThat(TABLES.orders().stream().mapToInt(order -> order.lines().size()).sum())
        .isEqualTo(2155);
  }

  @Test
  void shouldBeTheSameEveryTime() {
    assertThat(ReplayPlan.of(Northwind.load())).isEqualTo(PLAN);
  }

  @Test
  void shouldGiveEveryMutationOfAnOfficeAKeyOfItsOwn() {
    for (Office office : PLAN.offices()) {
      assertThat(of(office).map(PlannedMutation::key).toList()).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldSplitTheOpeningStockWithoutLosingAPiece() {
    // given
    int expected = TABLES.products().stream().mapToInt(Northwind.Product::unitsInStock).sum();
    // when
    long planned = quantities("opening-", Operator.SET);
    // then
    assertThat(planned).isEqualTo(expected);
  }

  @Test
  void shouldDrawEveryOrderLineFromStock() {
    // given
    long expected =
        TABLES.orders().stream()
            .flatMap(order -> order.lines().stream())
            .mapToLong(Northwind.Line::quantity)
            .sum();
    // when
    long planned = -quantities("sale-", Operator.ADD);
    // then
    assertThat(planned).isEqualTo(expected);
  }

  @Test
  void shouldPlanOnlyChangesThatTheEntityTypesAllow() {
    // given
    EntityTypes types = EntityTypes.bundled();
    // when, then
    assertThat(all())
        .allSatisfy(mutation -> {
          EntityType type = types.type(mutation.entity().entityType());
          assertThat(
                  ChangeRules.check(
                      Objects.requireNonNull(type), mutation.operation(), mutation.changes()))
              .isInstanceOf(ChangeRules.Valid.class);
        });
  }

  @Test
  void shouldNeverLeaveAnOfficeWithoutNetworkForTwoChaptersRunning() {
    Set<Office> before = Set.of();
    for (Chapter chapter : PLAN.chapters()) {
      assertThat(Collections.disjoint(chapter.offline(), before)).as(chapter.name()).isTrue();
      before = chapter.offline();
    }
  }

  @Test
  void shouldChangeOnlyWhatWasCreatedBeforeOrByTheSameOfficeEarlier() {
    Set<EntityKey> before = new HashSet<>();
    for (Chapter chapter : PLAN.chapters()) {
      Set<EntityKey> created = new HashSet<>();
      chapter
          .work()
          .forEach((office, work) -> {
            Set<EntityKey> known = new HashSet<>(before);
            for (PlannedMutation mutation : work) {
              if (mutation.operation() == OperationType.CREATE) {
                known.add(mutation.entity());
                created.add(mutation.entity());
              }
              assertThat(known).as(mutation.key()).contains(mutation.entity());
            }
          });
      before.addAll(created);
    }
  }

  @Test
  void shouldLetTwoOfficesWithoutNetworkChangeTheSamePrice() {
    // given
    Chapter month = PLAN.chapters().get(2);
    // when
    List<EntityKey> priced =
        month.offline().stream()
            .flatMap(office -> month.work().get(office).stream())
            .filter(mutation -> mutation.key().startsWith("price-"))
            .map(PlannedMutation::entity)
            .toList();
    // then
    assertThat(priced).hasSize(2);
    assertThat(priced.getFirst()).isEqualTo(priced.getLast());
  }

  @Test
  void shouldCutThePlanAfterItsFirstChapters() {
    assertThat(PLAN.first(3).chapters()).isEqualTo(PLAN.chapters().subList(0, 3));
    assertThat(PLAN.first(1000).size()).isEqualTo(PLAN.size());
  }

  private static long quantities(String keyPrefix, Operator operator) {
    return all()
        .filter(mutation -> mutation.key().startsWith(keyPrefix))
        .flatMap(mutation -> mutation.changes().stream())
        .filter(change -> change.attribute().equals("quantity") && change.operator() == operator)
        .map(Change::operand)
        .mapToLong(operand -> operand instanceof Value.Whole(long number) ? number : 0)
        .sum();
  }

  private static Stream<PlannedMutation> all() {
    return PLAN.offices().stream().flatMap(ReplayPlanTest::of);
  }

  private static Stream<PlannedMutation> of(Office office) {
    return PLAN.chapters().stream()
        .flatMap(chapter -> chapter.work().getOrDefault(office, List.of()).stream());
  }
}
