package ai.valeo.erp.tributary.compose.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.local.Evidence.Answered;
import ai.valeo.erp.tributary.compose.local.Evidence.Answered.State;
import ai.valeo.erp.tributary.compose.local.Evidence.Illegible;
import ai.valeo.erp.tributary.compose.local.Evidence.Place;
import ai.valeo.erp.tributary.compose.local.Evidence.Published;
import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.compose.local.Reconciliation.Fault;
import ai.valeo.erp.tributary.compose.local.Reconciliation.Finding;
import ai.valeo.erp.tributary.compose.local.Reconciliation.Report;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each test spoils evidence that adds up in one way; the checker must name just that. */
final class ReconciliationTest {
  private static final EntityKey ITEM = new EntityKey("InventoryItem", "1@london");
  private static final EntityKey PRODUCT = new EntityKey("Product", "1");

  private final Map<String, String> captured = new HashMap<>();
  private final Map<String, Published> published = new HashMap<>();
  private final List<Answered> outcomes = new ArrayList<>();
  private final List<String> openConflicts = new ArrayList<>();
  private final TreeMap<EntityKey, Row> centre = new TreeMap<>();
  private final TreeMap<EntityKey, Row> view = new TreeMap<>();
  private final Set<Place> garbage = new HashSet<>();
  private final Set<Place> setAside = new HashSet<>();

  /** 20 pieces at first, 10 more, 12 sold, 30 refused; a supplier that waits for a person. */
  ReconciliationTest() {
    mutation("opening", ITEM, 20, State.APPLIED);
    mutation("receipt", ITEM, 10, State.APPLIED);
    mutation("sale", ITEM, -12, State.APPLIED);
    mutation("refused", ITEM, -30, State.FAILED);
    mutation("supplier", PRODUCT, 0, State.CONFLICT);
    openConflicts.add("supplier");
    centre.put(ITEM, item(3, 18));
    centre.put(PRODUCT, new Row(1, new TreeMap<>(Map.of("name", Value.of("Chai")))));
    view.putAll(centre);
  }

  @Test
  void shouldFindNothingWhenAllAddsUp() {
    // when
    Report report = judge();
    // then
    assertThat(report).isEqualTo(new Report(5, 0, 3, 1, 1, 2, 1, 18, 0, List.of()));
    assertThat(report.isClean()).isTrue();
  }

  @Test
  void shouldFindAMutationWithoutAnOutcome() {
    // given
    outcomes.removeIf(outcome -> outcome.mutationId().equals("refused"));
    // when, then
    assertThat(faults()).containsExactly(Fault.LOST);
  }

  @Test
  void shouldFindAMutationThatNeverReachedTheTopic() {
    // given
    captured.put("stuck", "london");
    // when, then
    assertThat(faults()).containsExactly(Fault.UNPUBLISHED, Fault.LOST);
  }

  @Test
  void shouldFindASecondFinalOutcome() {
    // given
    outcomes.add(new Answered("sale", State.APPLIED, true));
    // when, then
    assertThat(faults()).containsExactly(Fault.DOUBLED);
  }

  @Test
  void shouldFindAFinalOutcomeThatContradictsAnEarlierOne() {
    // given
    outcomes.add(new Answered("sale", State.FAILED, false));
    // when, then
    assertThat(faults()).containsExactly(Fault.DOUBLED);
  }

  @Test
  void shouldFindAnOutcomeOfAMutationThatNobodyMade() {
    // given
    outcomes.add(new Answered("phantom", State.APPLIED, true));
    // when, then
    assertThat(faults()).containsExactly(Fault.INVENTED);
  }

  @Test
  void shouldHoldMutationsOfOthersToTheSameRules() {
    // given
    published.put("other", new Published("paris", PRODUCT, 0));
    // when
    Report report = judge();
    // then
    assertThat(report.foreign()).isEqualTo(1);
    assertThat(report.findings()).containsExactly(new Finding(Fault.LOST, "other: no outcome"));
  }

  @Test
  void shouldFindAMutationThatWaitsForNobody() {
    // given
    openConflicts.clear();
    // when, then
    assertThat(faults()).containsExactly(Fault.CONFLICT_MISMATCH);
  }

  @Test
  void shouldFindAConflictThatStaysOpenAfterTheFinalOutcome() {
    // given
    outcomes.add(new Answered("supplier", State.APPLIED, false));
    // when, then
    assertThat(faults()).containsExactly(Fault.CONFLICT_MISMATCH);
  }

  @Test
  void shouldAcceptAConflictThatWasRuledOn() {
    // given
    outcomes.add(new Answered("supplier", State.APPLIED, false));
    openConflicts.clear();
    // when
    Report report = judge();
    // then
    assertThat(report.findings()).isEmpty();
    assertThat(report.open()).isZero();
  }

  @Test
  void shouldFindAnOpenConflictOfAMutationThatNobodyMade() {
    // given
    openConflicts.add("phantom");
    // when, then
    assertThat(faults()).containsExactly(Fault.CONFLICT_MISMATCH);
  }

  @Test
  void shouldFindAnEntityThatAViewLacks() {
    // given
    view.remove(PRODUCT);
    // when, then
    assertThat(faults()).containsExactly(Fault.VIEW_DIFFERS);
  }

  @Test
  void shouldFindAnEntityThatOnlyAViewHas() {
    // given
    view.put(new EntityKey("Product", "2"), new Row(1, new TreeMap<>()));
    // when, then
    assertThat(faults()).containsExactly(Fault.VIEW_DIFFERS);
  }

  @Test
  void shouldFindAnOldVersionInAView() {
    // given
    view.put(ITEM, item(2, 18));
    // when, then
    assertThat(faults()).containsExactly(Fault.VIEW_DIFFERS);
  }

  @Test
  void shouldFindAnotherValueInAView() {
    // given
    view.put(ITEM, item(3, 17));
    // when, then
    assertThat(faults()).containsExactly(Fault.VIEW_DIFFERS);
  }

  @Test
  void shouldFindAPieceTooMany() {
    // given
    centre.put(ITEM, item(3, 19));
    view.putAll(centre);
    // when, then
    assertThat(faults()).containsExactly(Fault.STOCK_DIFFERS);
  }

  @Test
  void shouldFindASaleThatWasConfirmedButNotTaken() {
    // given
    centre.put(ITEM, item(3, 30));
    view.putAll(centre);
    // when, then
    assertThat(judge().findings())
        .containsExactly(
            new Finding(Fault.STOCK_DIFFERS, ITEM + ": 30 (expected: 18 by its movements)"));
  }

  @Test
  void shouldExpectInQuarantineWhatNobodyCanRead() {
    // given
    garbage.add(new Place("mutations.v1", 1, 42));
    // when, then
    assertThat(judge().findings())
        .containsExactly(
            new Finding(
                Fault.NOT_SET_ASIDE, "mutations.v1-1@42: not to be read, and not in quarantine"));

    // when
    setAside.add(new Place("mutations.v1", 1, 42));
    // then
    assertThat(judge())
        .returns(List.of(), Report::findings)
        .returns(1, Report::setAside)
        .returns(0, Report::foreign);
  }

  private void mutation(String id, EntityKey entity, long quantity, State state) {
    captured.put(id, "london");
    published.put(id, new Published("london", entity, quantity));
    outcomes.add(new Answered(id, state, state == State.APPLIED));
  }

  private static Row item(long version, long quantity) {
    return new Row(version, new TreeMap<>(Map.of("quantity", Value.of(quantity))));
  }

  private List<Fault> faults() {
    return judge().findings().stream().map(Finding::fault).toList();
  }

  private Report judge() {
    return Reconciliation.of(
        new Evidence(
            captured,
            published,
            outcomes,
            openConflicts,
            centre,
            new TreeMap<>(Map.of("london", view)),
            new Illegible(garbage, setAside)));
  }
}
