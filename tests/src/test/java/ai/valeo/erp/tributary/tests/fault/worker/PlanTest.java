package ai.valeo.erp.tributary.tests.fault.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanTest {

  private static final int STEPS = 500;

  private final Plan plan = new Plan("p", 7, STEPS);

  @Test
  void shouldRepeatItselfExactly() {
    assertThat(all(new Plan("p", 7, STEPS))).isEqualTo(all(plan));
    assertThat(all(new Plan("p", 8, STEPS))).isNotEqualTo(all(plan));
  }

  @Test
  void shouldHoldOnlyStepsThatEveryNodeCaptures() {
    var types = EntityTypes.bundled();
    assertThat(all(plan))
        .allSatisfy(step ->
            assertThat(
                    ChangeRules.check(
                        types.type(step.key().entityType()), step.operation(), step.changes()))
                .isInstanceOf(ChangeRules.Valid.class));
  }

  @Test
  void shouldNameEveryStepOnce() {
    assertThat(all(plan).stream().map(Step::idempotencyKey)).doesNotHaveDuplicates();
  }

  private static List<Step> all(Plan plan) {
    var steps = new ArrayList<>(plan.opening());
    for (String node : List.of("berlin", "hamburg")) {
      for (int i = 0; i < plan.steps(); i++) {
        steps.add(plan.step(node, i));
      }
    }
    return steps;
  }
}
