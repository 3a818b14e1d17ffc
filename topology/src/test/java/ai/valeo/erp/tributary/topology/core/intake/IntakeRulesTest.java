package ai.valeo.erp.tributary.topology.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.Given;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeRulesTest {

  private static final EntityType THING =
      Given.type(
          Given.text("name", MergePolicy.LAST_WRITER),
          Given.number("n", MergePolicy.COUNTER),
          Given.attribute(
              "price", new AttributeType.Decimal(18, 4), null, MergePolicy.lastWriter()));

  /** A sound mutation of which tests change one part. */
  private record Draft(
      String id,
      String entityId,
      String typeName,
      long sequence,
      long floor,
      long baseVersion,
      long hlcMs,
      int priority,
      int dependencyCount,
      @Nullable String groupId,
      List<Change> changes) {

    static Draft sound() {
      var changes = List.of(Change.set("name", Value.of("x")));
      return new Draft("m", "1", "Thing", 2, 1, 0, 100, 5, 0, null, changes);
    }

    Draft changing(Change... others) {
      return new Draft(
          id,
          entityId,
          typeName,
          sequence,
          floor,
          baseVersion,
          hlcMs,
          priority,
          dependencyCount,
          groupId,
          List.of(others));
    }

    Draft numbers(long newSequence, long newFloor, long newBase, long newHlcMs) {
      return new Draft(
          id,
          entityId,
          typeName,
          newSequence,
          newFloor,
          newBase,
          newHlcMs,
          priority,
          dependencyCount,
          groupId,
          changes);
    }

    Draft names(String newId, String newEntityId, String newType) {
      return new Draft(
          newId,
          newEntityId,
          newType,
          sequence,
          floor,
          baseVersion,
          hlcMs,
          priority,
          dependencyCount,
          groupId,
          changes);
    }

    Draft relations(int newPriority, int dependencies, @Nullable String group) {
      return new Draft(
          id,
          entityId,
          typeName,
          sequence,
          floor,
          baseVersion,
          hlcMs,
          newPriority,
          dependencies,
          group,
          changes);
    }

    Verdict check() {
      var mutation =
          new MutationFacts(
              id,
              "node",
              sequence,
              floor,
              typeName,
              entityId,
              OperationType.UPDATE,
              changes,
              baseVersion,
              hlcMs,
              0,
              priority,
              dependencyCount,
              groupId,
              "",
              null);
      return IntakeRules.check(mutation, name -> name.equals("Thing") ? THING : null);
    }
  }

  private static void assertRefused(Draft draft, Reason reason) {
    assertThat(draft.check())
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void shouldAcceptASoundMutationWithExactOperands() {
    // given
    var draft = Draft.sound().changing(Change.set("price", Value.of(3)));
    // when
    var verdict = draft.check();
    // then
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted ->
                assertThat(accepted.mutation().changes())
                    .containsExactly(Change.set("price", Value.of(new BigDecimal("3.0000")))));
  }

  @Test
  void shouldNameWhatIsWrongWithIdentities() {
    assertRefused(Draft.sound().names("", "1", "Thing"), Reason.INVALID_ID);
    assertRefused(Draft.sound().names("x".repeat(101), "1", "Thing"), Reason.INVALID_ID);
    assertRefused(Draft.sound().names("m", "", "Thing"), Reason.INVALID_ID);
    assertRefused(Draft.sound().names("m", "a\nb", "Thing"), Reason.INVALID_ID);
    assertRefused(Draft.sound().names("m", "1", "Nothing"), Reason.UNKNOWN_TYPE);
  }

  @Test
  void shouldNameWhatIsWrongWithNumbers() {
    assertRefused(Draft.sound().relations(0, 0, null), Reason.INVALID_PRIORITY);
    assertRefused(Draft.sound().relations(11, 0, null), Reason.INVALID_PRIORITY);
    assertRefused(Draft.sound().numbers(-1, 0, 0, 1), Reason.INVALID_NUMBER);
    assertRefused(Draft.sound().numbers(1, 2, 0, 1), Reason.INVALID_NUMBER);
    assertRefused(Draft.sound().numbers(1, -1, 0, 1), Reason.INVALID_NUMBER);
    assertRefused(Draft.sound().numbers(2_000_000, 1, 0, 1), Reason.INVALID_NUMBER);
    assertRefused(Draft.sound().numbers(1, 1, -1, 1), Reason.INVALID_NUMBER);
    assertRefused(Draft.sound().numbers(1, 1, 0, -1), Reason.INVALID_NUMBER);
  }

  @Test
  void shouldNameWhatIsWrongWithChanges() {
    assertRefused(Draft.sound().changing(), Reason.NO_CHANGES);
    assertRefused(
        Draft.sound().changing(Change.set("other", Value.of("x"))), Reason.UNKNOWN_ATTRIBUTE);
    assertRefused(Draft.sound().changing(Change.add("name", 1)), Reason.INVALID_OPERATOR);
    assertRefused(Draft.sound().changing(Change.set("n", Value.of("x"))), Reason.INVALID_VALUE);
  }

  @Test
  void shouldRefuseDependenciesAndGroupsByName() {
    assertRefused(Draft.sound().relations(5, 1, null), Reason.DEPENDENCIES_UNSUPPORTED);
    assertRefused(Draft.sound().relations(5, 0, "g"), Reason.GROUP_UNSUPPORTED);
  }

  @Test
  void shouldNameTheFirstReasonOfSeveral() {
    assertRefused(Draft.sound().names("", "1", "Nothing").relations(0, 1, "g"), Reason.INVALID_ID);
    assertRefused(Draft.sound().relations(0, 1, "g"), Reason.INVALID_PRIORITY);
    assertRefused(Draft.sound().relations(5, 1, "g"), Reason.DEPENDENCIES_UNSUPPORTED);
  }
}
