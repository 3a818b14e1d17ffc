package ai.valeo.erp.tributary.topology.core.policy;

import static ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Severity.DEPENDS_ON_ORDER;
import static ai.valeo.erp.tributary.topology.core.policy.PolicyLint.Severity.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.Given;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyLintTest {

  private static List<PolicyLint.Severity> severities(Attribute attribute) {
    return PolicyLint.check(Given.type(attribute), Strategies.NONE).stream()
        .map(PolicyLint.Finding::severity)
        .toList();
  }

  @Test
  void shouldFindNothingWrongWithStrategiesThatDoNotDependOnOrder() {
    // given
    var type =
        Given.type(
            Given.text("a", MergePolicy.LAST_WRITER),
            Given.text("b", MergePolicy.FIRST_WRITER),
            Given.text("c", MergePolicy.PRIORITY),
            Given.number("d", MergePolicy.MAXIMUM),
            Given.number("e", MergePolicy.COUNTER),
            Given.tags("f"),
            Given.progress("g"),
            Given.stock("h", OnViolation.BACKORDER));
    // when then
    assertThat(PolicyLint.check(type, Strategies.NONE)).isEmpty();
  }

  @Test
  void shouldSayThatRejectClampAndManualDependOnOrder() {
    assertThat(severities(Given.stock("n", OnViolation.REJECT))).containsExactly(DEPENDS_ON_ORDER);
    assertThat(severities(Given.stock("n", OnViolation.CLAMP))).containsExactly(DEPENDS_ON_ORDER);
    assertThat(severities(Given.text("n", MergePolicy.MANUAL))).containsExactly(DEPENDS_ON_ORDER);
  }

  @Test
  void shouldSayThatManualDeletesDependOnOrder() {
    // given
    var type = Given.type(OnDeleteConflict.MANUAL, Given.text("a", MergePolicy.LAST_WRITER));
    // when then
    assertThat(PolicyLint.check(type, Strategies.NONE))
        .extracting(PolicyLint.Finding::attribute)
        .containsExactly("*");
  }

  @Test
  void shouldFindUnknownStrategies() {
    assertThat(severities(Given.text("a", "guessing"))).containsExactly(ERROR);
  }

  @Test
  void shouldFindStepsThatGoBackOrNowhere() {
    // given
    var steps = new LinkedHashMap<String, List<String>>();
    steps.put("NEW", List.of("OLD", "LOST"));
    steps.put("OLD", List.of("NEW"));
    var policy = new MergePolicy(MergePolicy.PROGRESS, null, null, OnViolation.REJECT, steps);
    // when then
    assertThat(severities(Given.attribute("s", Given.TEXT, null, policy)))
        .containsExactly(ERROR, DEPENDS_ON_ORDER);
  }

  @Test
  void shouldFindBoundsAndCountersOfWhatIsNoNumber() {
    // given
    var bound =
        new MergePolicy(MergePolicy.LAST_WRITER, Value.of(0), null, OnViolation.REJECT, Map.of());
    // when then
    assertThat(severities(Given.attribute("s", Given.TEXT, null, bound))).containsExactly(ERROR);
    assertThat(severities(Given.text("s", MergePolicy.COUNTER))).containsExactly(ERROR);
    assertThat(severities(Given.text("s", MergePolicy.SET))).containsExactly(ERROR);
    assertThat(
            severities(
                Given.attribute(
                    "s", new AttributeType.Real(), null, Given.policy(MergePolicy.COUNTER))))
        .containsExactly(ERROR);
  }
}
