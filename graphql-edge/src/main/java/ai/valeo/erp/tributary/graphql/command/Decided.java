package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.publish.Verdict.Ruling;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ContenderView;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Meaning;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether what somebody wants is what was decided. The record of a conflict that is over does not
 * bear the values of the ruling, but those before and after: a ruling with values is the same if it
 * makes the latter of the former, and touches nothing else.
 */
final class Decided {

  private Decided() {}

  static boolean isSame(ConflictView conflict, EntityType type, Verdict.Decision wanted) {
    ConflictView.RulingView done = conflict.ruling();
    return done != null
        && wanted.ruling().name().equals(done.ruling())
        && (wanted.ruling() != Ruling.MERGE || makes(conflict, type, wanted.changes()));
  }

  private static boolean makes(ConflictView conflict, EntityType type, List<Change> changes) {
    List<ContenderView> contenders =
        conflict.contenders().stream()
            .filter(one -> !one.attribute().equals(EntityType.WHOLE))
            .toList();
    boolean areDisputed =
        changes.stream()
            .allMatch(change ->
                contenders.stream().anyMatch(one -> one.attribute().equals(change.attribute())));
    return areDisputed && contenders.stream().allMatch(one -> isMade(one, type, changes));
  }

  private static boolean isMade(ContenderView contender, EntityType type, List<Change> changes) {
    Attribute attribute = type.attribute(contender.attribute());
    if (attribute == null) {
      return false;
    }
    @Nullable Value value = contender.present();
    try {
      for (Change change : changes) {
        if (change.attribute().equals(contender.attribute())) {
          value = Meaning.apply(attribute, value, change);
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false; // what stood there is not of the attribute's present type
    }
    return Objects.equals(value, contender.result());
  }
}
