package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the merging refused something, as clients are told. */
final class OutcomeErrors {

  private OutcomeErrors() {}

  /** The errors of a FAILED outcome. */
  static List<UserError> of(OutcomeView outcome) {
    String message = outcome.message();
    return List.of(
        UserError.general(code(outcome), message == null ? words(outcome.reason()) : message));
  }

  private static Code code(OutcomeView outcome) {
    return switch (words(outcome.reason())) {
      case "UNKNOWN_ENTITY", "DELETED", "UNKNOWN_CONFLICT", "NOT_QUARANTINED" -> Code.NOT_FOUND;
      case "ILLEGAL_STEP" -> Code.ILLEGAL_STATUS_TRANSITION;
      case "INVARIANT" ->
          outcome.entityType().equals(EntityNames.STOCK)
              ? Code.INSUFFICIENT_STOCK
              : Code.VALIDATION_FAILED;
      case "VERSION_MOVED", "CONFLICT_CLOSED", "ANSWERED" -> Code.VERSION_CONFLICT;
      case "FOUR_EYES" -> Code.FORBIDDEN;
      case "INTERNAL", "" -> Code.INTERNAL;
      default -> Code.VALIDATION_FAILED;
    };
  }

  private static String words(@Nullable String reason) {
    return reason == null ? "" : reason;
  }
}
